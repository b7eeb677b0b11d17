import { isOverThreshold } from "@/lib/grading/pass-rule";
import type { Attendance, AttendanceState } from "../types";

/**
 * A person's attendance, from what is recorded of each session that was held: one that began before now, or before the event was
 * closed, and was not cancelled. A session from which somebody was excused counts neither for nor against them; one of which
 * nothing was recorded counts like an absence.
 */
export function countAttendance(states: readonly (AttendanceState | "unrecorded")[]): Attendance {
  const excused = states.filter((state) => state === "excused").length;
  return {
    attended: states.filter((state) => state === "present").length,
    counted: states.length - excused,
    held: states.length,
  };
}

/**
 * Whether an attendance meets an event's condition: at least so many percent of the sessions that count, compared by
 * cross-multiplication. Where no session counts, nothing was attended and the condition is not met.
 */
export const meetsCondition = ({ attended, counted }: Attendance, percent: number): boolean =>
  isOverThreshold({ part: BigInt(attended), whole: BigInt(counted) }, { threshold: percent, strict: false });

/** Letters and digits that are not taken for each other, spoken or written. */
const alphabet = "23456789ABCDEFGHJKMNPQRSTVWXYZ";
const CODE_LENGTH = 6;

/** How long a code for checking in works. */
export const CHECK_IN_MINUTES = 15;
/** How long before a session its roll may be called. */
export const EARLY_MINUTES = 120;

/** A code from random bytes, every character equally likely: a byte that would favour some is left out. */
export function makeCheckInCode(randomBytes: (howMany: number) => Uint8Array): string {
  let code = "";
  while (code.length < CODE_LENGTH)
    for (const byte of randomBytes(CODE_LENGTH))
      if (byte < 240 && code.length < CODE_LENGTH) code += alphabet[byte % alphabet.length] ?? "";
  return code;
}

/** What was typed as a code, as codes are stored: upper case, nothing between; null for what can be none. */
export function readCheckInCode(typed: string): string | null {
  const code = typed
    .normalize("NFKC")
    .toUpperCase()
    .replace(/[\s-]+/g, "");
  return code.length === CODE_LENGTH && [...code].every((sign) => alphabet.includes(sign)) ? code : null;
}
