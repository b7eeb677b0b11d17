import { translator } from "@/lib/content/messages";
import { env } from "@/lib/env";
import { isLanguage } from "@/lib/format/languages";
import type { FeedFrame } from "./texts";

/** The frame of a feed in a language; what is none of the interface's reads as English. */
export function frameIn(asked: string, now: Date): FeedFrame {
  const language = isLanguage(asked) ? asked : "en";
  return { origin: env().origin, language, t: translator(language), now };
}

/** The frame of a feed from its request: English, unless `?language=` names another language of the interface. */
export const frameOf = (request: Request): FeedFrame =>
  frameIn(new URL(request.url).searchParams.get("language") ?? "en", new Date());

/** A text file that every reader asks for anew. */
export const answerFile = (text: string, type: string, headers: Readonly<Record<string, string>> = {}): Response =>
  new Response(text, {
    headers: { "content-type": `${type}; charset=utf-8`, "cache-control": "no-cache", ...headers },
  });
