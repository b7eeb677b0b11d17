import { create as createQr } from "qrcode";
import { formatDay, formatNumber } from "@/lib/format/dates";
import { directionOf } from "@/lib/format/languages";
import type { ShownPercent } from "@/lib/grading/verdict";
import type { DocumentLanguage } from "../types";
import type { QrPicture, Run } from "./types";

/** Composed, on one line, without controls: none that break lines and none that turn the direction of what follows. */
export const cleanText = (text: string): string =>
  text
    .toWellFormed()
    .normalize("NFC")
    .replace(/[\u061c\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]/g, "")
    .replace(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, (space) => (space === "\u00a0" || space === "\u202f" ? space : " "))
    .trim();

/**
 * Reads direction and language off the first letter: Arabic script is read as Arabic; Latin as the document's language where
 * that is written so; of anything else the language is not known.
 */
export function toRun(value: string, language: DocumentLanguage): Run {
  const text = cleanText(value);
  const first = /\p{L}/u.exec(text)?.[0];
  if (first === undefined) return { text, language, direction: directionOf(language) };
  if (/\p{Script=Arabic}/u.test(first)) return { text, language: "ar", direction: "rtl" };
  const direction = /[\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u.test(first) ? "rtl" : "ltr";
  const isLatin = /\p{Script=Latin}/u.test(first);
  return { text, language: isLatin && language !== "ar" ? language : "und", direction };
}

/** "12 March 2027": a calendar day stays itself, wherever the server stands. */
export function formatDocumentDay(day: string, language: DocumentLanguage): string {
  const written = formatDay(new Date(`${day}T12:00:00Z`), language, "UTC");
  return language === "fr" ? written.replace(/^1 /, "1er ") : written;
}

/** A day as the date of a document wants it. */
export function datePartsOf(day: string): Record<"year" | "month" | "day", number> {
  const [year = 1970, month = 1, dayOfMonth = 1] = day.split("-").map(Number);
  return { year, month, day: dayOfMonth };
}

/** A module's side in pixels: one would do, were there no viewers that blur what they enlarge. */
const MODULE = 4;

/** A QR code as grey pixels, a byte each, dark modules on white; the paper around it is the light margin that readers want. */
export function drawQr(content: string): QrPicture {
  const { modules } = createQr(content, { errorCorrectionLevel: "M" });
  const side = modules.size * MODULE;
  const pixels = Buffer.alloc(side * side, 0xff);
  for (let y = 0; y < side; y++)
    for (let column = 0; column < modules.size; column++)
      if (modules.get(Math.floor(y / MODULE), column)) {
        const start = y * side + column * MODULE;
        pixels.fill(0, start, start + MODULE);
      }
  return { side, pixels };
}

/** A total as people read it; one that is rounded down onto the threshold says that it lies above. */
export function scoreText({ tenths, exact }: ShownPercent, threshold: number, language: DocumentLanguage): string {
  const above = !exact && tenths === threshold * 10 ? "> " : "";
  return `${above}${formatNumber(tenths / 10, language)}\u00a0%`;
}
