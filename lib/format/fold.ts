/** Text as search compares it: no case, no diacritics, Arabic letter forms joined, one space between words. */
export function fold(text: string): string {
  return text
    .normalize("NFKD")
    .replace(/[\p{M}\p{Cf}\u0640]/gu, "")
    .replace(/[أإآٱ]/g, "ا")
    .replace(/ى/g, "ي")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
}

/** A name as it is stored and shown: canonical composition, no control or bidi-override characters, single spaces. */
export function cleanName(text: string): string {
  return text
    .replace(/[^\P{Cc}\s]|[\u061c\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]/gu, "")
    .replace(/\s+/gu, " ")
    .trim()
    .normalize("NFC");
}
