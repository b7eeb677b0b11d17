import type { KeyedAnswers, KeyingSlot, SheetStanding } from "./types";

/** Crockford's base 32, which can be read aloud. */
const alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/** One check character: the number that seven spell, weighted by their places, modulo 31; it finds every wrong character but a Z for a 0. */
function checkCharacter(body: string): string {
  let sum = 0;
  for (const [place, character] of [...body].entries()) sum = (sum + (place + 2) * alphabet.indexOf(character)) % 31;
  return alphabet[sum] ?? "0";
}

/** The code printed on a sheet: 35 bits of the attempt's random id in seven characters, and one to check them. */
export function sheetCode(attemptId: string): string {
  let bits = BigInt(`0x${attemptId.replaceAll("-", "").slice(-12)}`) & ((1n << 35n) - 1n);
  let body = "";
  for (let i = 0; i < 7; i++) {
    body = alphabet[Number(bits & 31n)] + body;
    bits >>= 5n;
  }
  return body + checkCharacter(body);
}

/** "ABCD-EFGH". */
export const formatSheetCode = (code: string): string => `${code.slice(0, 4)}-${code.slice(4)}`;

/** The code that a person meant; null when it cannot be one, such as after a slip of a finger. */
export function parseSheetCode(text: string): string | null {
  if (text.length > 40) return null;
  const code = text
    .toUpperCase()
    .replace(/[\s\u2010-\u2015-]/g, "")
    .replaceAll("O", "0")
    .replace(/[IL]/g, "1");
  return /^[0-9A-HJKMNP-TV-Z]{8}$/.test(code) && checkCharacter(code.slice(0, 7)) === code[7] ? code : null;
}

const same = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && [...a].sort().join() === [...b].sort().join();

/** The positions at which two keyings differ; an empty row is an answer like any other. */
export function differencesOf(
  positions: readonly number[],
  first: KeyedAnswers,
  second: KeyedAnswers,
): { readonly position: number; readonly first: readonly string[]; readonly second: readonly string[] }[] {
  return positions.flatMap((position) => {
    const [a, b] = [first[position] ?? [], second[position] ?? []];
    return same(a, b) ? [] : [{ position, first: a, second: b }];
  });
}

/** Whether what was keyed fits the form: options that the question offers, and no more than one where it takes one. */
export function findKeyingProblem(
  slots: readonly KeyingSlot[],
  answers: KeyedAnswers,
): { readonly position: number; readonly reason: "no-such-option" | "one-only" } | null {
  for (const { position, options, takesOne } of slots) {
    const chosen = answers[position] ?? [];
    if (chosen.some((id) => !options.some((option) => option.id === id))) return { position, reason: "no-such-option" };
    if (takesOne && chosen.length > 1) return { position, reason: "one-only" };
  }
  return null;
}

/** Where a sheet stands, from its attempt's state and how often it was keyed in. */
export const sheetStanding = (state: string, keyed: number): SheetStanding =>
  state === "voided"
    ? "withdrawn"
    : state !== "in-progress"
      ? "marked"
      : keyed === 0
        ? "prepared"
        : keyed === 1
          ? "keyed-once"
          : "differs";
