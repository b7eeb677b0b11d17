import { createHash } from "node:crypto";
import { compare, type Fraction, fraction } from "@/lib/grading/fraction";
import type { EarnedComponent } from "@/lib/grading/total";
import type { Blueprint } from "@/lib/questions/draw-form";
import type { Attendance } from "@/lib/sessions/types";
import type { AttemptState, SavedAnswer } from "./types";

/**
 * The receipt of a submission: a hash over what was saved and when, from which a dispute can be decided.
 * Units: lower-case hexadecimal SHA-256 of canonical JSON.
 */
export const makeReceipt = (attemptId: string, submittedAt: Date, answers: readonly SavedAnswer[]): string =>
  createHash("sha256")
    .update(hashedText(attemptId, submittedAt, answers))
    .digest("hex");

/** The text over which a receipt's hash is made: the attempt, its end, and per answer position, options, sequence and time. */
export function hashedText(attemptId: string, submittedAt: Date, answers: readonly SavedAnswer[]): string {
  const rows = [...answers]
    .sort((a, b) => a.position - b.position)
    .map(({ position, optionIds, sequence, savedAt }) => [
      position,
      [...optionIds].sort(),
      sequence,
      savedAt.toISOString(),
    ]);
  return JSON.stringify([attemptId, submittedAt.toISOString(), rows]);
}

/** Kinds of which one option at most may be chosen. */
export const takesOne = (kind: string): boolean => kind === "single" || kind === "true-false";

/**
 * The languages in which an exam may be sat: those in which every question that may be drawn has a text that a person has
 * reviewed. English is the language in which questions are written here, and always among them.
 * Source: DOMAIN, law 13.
 */
export function examLanguages(pool: readonly { readonly languages: readonly string[] }[]): string[] {
  const [first, ...rest] = pool;
  const shared = (first?.languages ?? []).filter((language) =>
    rest.every((other) => other.languages.includes(language)),
  );
  return ["en", ...shared.filter((language) => language !== "en").sort()];
}

/** When a person who has sat an attempt may start another; null when at once. A voided attempt counts for nothing. */
export function nextStartAt(
  attempts: readonly { readonly state: string; readonly closedAt: Date | null }[],
  waitHours: number,
): Date | null {
  const ends = attempts.flatMap(({ state, closedAt }) => (state !== "voided" && closedAt ? [closedAt.getTime()] : []));
  return waitHours === 0 || ends.length === 0 ? null : new Date(Math.max(...ends) + waitHours * 3_600_000);
}

/** Whether two answers choose the same options, in whatever order. */
export const sameOptions = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && [...a].sort().join() === [...b].sort().join();

export const isClosed = (state: AttemptState): boolean => state !== "in-progress";

/** Points that every form of a blueprint can give. */
export const possiblePoints = (blueprint: Blueprint): number => blueprint.questions * blueprint.pointsPerQuestion;

/** What eligibility needs to know of an attempt; voided ones are not given. */
export type MarkedAttempt = {
  readonly id: string;
  readonly running: boolean;
  readonly earned: Fraction | null;
  readonly possible: number;
};

/**
 * The parts of a total with what one person earned in each: the exam in points, attendance in sessions attended of those that
 * count. A part is open (null) while it may still change, and where nothing of it counts for this person.
 */
export function earnedComponents(
  components: readonly { readonly kind: string; readonly weight: number }[],
  {
    exam,
    attendance,
  }: {
    readonly exam: { readonly earned: Fraction; readonly possible: number } | null;
    /** null until the event is closed. */
    readonly attendance: Pick<Attendance, "attended" | "counted"> | null;
  },
): EarnedComponent[] {
  return components.map(({ kind, weight }): EarnedComponent => {
    if (kind === "exam" && exam) return { kind, weight, ...exam };
    if (kind === "attendance" && attendance && attendance.counted > 0)
      return { kind, weight, possible: attendance.counted, earned: fraction(attendance.attended) };
    return { kind: kind as EarnedComponent["kind"], weight, possible: 1, earned: null };
  });
}

/** The attempt that counts: the highest share, the earlier one among equals. */
export function bestAttempt(attempts: readonly MarkedAttempt[]): (MarkedAttempt & { earned: Fraction }) | null {
  let best: (MarkedAttempt & { earned: Fraction }) | null = null;
  for (const attempt of attempts) {
    if (!attempt.earned || attempt.possible === 0) continue;
    const share = fraction(attempt.earned.numerator, attempt.earned.denominator * attempt.possible);
    const standing = best && fraction(best.earned.numerator, best.earned.denominator * best.possible);
    if (!standing || compare(share, standing) > 0) best = { ...attempt, earned: attempt.earned };
  }
  return best;
}
