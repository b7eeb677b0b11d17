import { randomBytes } from "node:crypto";

/** Crockford's base 32: no I, L, O or U, so that a code can be read aloud. */
const alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/** Two check characters over the sixteen: the number they spell, modulo 1021, the largest prime below 32 squared. */
function checkCharacters(body: string): string {
  let remainder = 0;
  for (const character of body) remainder = (remainder * 32 + alphabet.indexOf(character)) % 1021;
  return `${alphabet[remainder >> 5]}${alphabet[remainder & 31]}`;
}

/** A new certificate code: 80 random bits as 16 characters, and two check characters. */
export function makeCode(): string {
  const bytes = randomBytes(16);
  const body = Array.from(bytes, (byte) => alphabet[byte & 31]).join("");
  return body + checkCharacters(body);
}

/** The code that a person meant: spaces, hyphens and case do not matter, look-alikes are read as digits; null when it cannot be one. */
export function parseCode(text: string): string | null {
  if (text.length > 60) return null;
  const code = text
    .toUpperCase()
    .replace(/[\s\u2010-\u2015-]/g, "")
    .replaceAll("O", "0")
    .replace(/[IL]/g, "1");
  if (!/^[0-9A-HJKMNP-TV-Z]{18}$/.test(code)) return null;
  return checkCharacters(code.slice(0, 16)) === code.slice(16) ? code : null;
}

/** "ABCD-EFGH-JKMN-PQRS-TV": a code as it is printed. */
export const formatCode = (code: string): string => code.replace(/(.{4})(?=.)/g, "$1-");
