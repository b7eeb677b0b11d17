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

/** Characters of a name that nobody sees: what turns the direction of text, joins nothing, or is for machines. */
const unseen =
  /[^\P{Cc}\s]|[\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]|[\u{fe00}-\u{fe0f}]|[\u{e0000}-\u{e007f}]/gu;
/** Persian, Hindi and Sinhala write joiners between letters, and so do pictures; elsewhere they only tell equal names apart. */
const strayJoiners =
  /(?<![\p{L}\p{M}\p{Extended_Pictographic}\u200c\u200d])[\u200c\u200d]+|[\u200c\u200d]+(?![\p{L}\p{M}\p{Extended_Pictographic}\u200c\u200d])/gu;

/** A name as it is stored and shown: canonical composition, no control or bidi-override characters, single spaces. */
export function cleanName(text: string): string {
  return text.replace(unseen, "").replace(strayJoiners, "").replace(/\s+/gu, " ").trim().normalize("NFC");
}
