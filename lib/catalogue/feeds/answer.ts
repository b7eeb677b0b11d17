import { type Translate, translator } from "@/lib/content/messages";
import { env } from "@/lib/env";
import { isLanguage, type Language } from "@/lib/format/languages";
import type { FeedFrame } from "./texts";

/** The frame of a feed from its request: English, unless `?language=` names another language of the interface. */
export function frameOf(request: Request): FeedFrame {
  const asked = new URL(request.url).searchParams.get("language") ?? "en";
  const language: Language = isLanguage(asked) ? asked : "en";
  const t: Translate = translator(language);
  return { origin: env().origin, language, t, now: new Date() };
}

/** A text file that every reader asks for anew. */
export const answerFile = (text: string, type: string, headers: Readonly<Record<string, string>> = {}): Response =>
  new Response(text, {
    headers: { "content-type": `${type}; charset=utf-8`, "cache-control": "no-cache", ...headers },
  });
