import { createHash } from "node:crypto";
import type { Blueprint } from "./draw-form";
import type { AttemptState } from "./types";

/**
 * The receipt of a submission: a hash over what was saved and when, from which a dispute can be decided.
 * Units: lower-case hexadecimal SHA-256 of canonical JSON.
 */
export function makeReceipt(
  attemptId: string,
  submittedAt: Date,
  answers: readonly {
    readonly position: number;
    readonly optionIds: readonly string[];
    readonly sequence: number;
    readonly savedAt: Date;
  }[],
): string {
  const rows = [...answers]
    .sort((a, b) => a.position - b.position)
    .map(({ position, optionIds, sequence, savedAt }) => [
      position,
      [...optionIds].sort(),
      sequence,
      savedAt.toISOString(),
    ]);
  return createHash("sha256")
    .update(JSON.stringify([attemptId, submittedAt.toISOString(), rows]))
    .digest("hex");
}

/** Whether two answers choose the same options, in whatever order. */
export const sameOptions = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && [...a].sort().join() === [...b].sort().join();

export const isClosed = (state: AttemptState): boolean => state !== "in-progress";

/** Points that every form of a blueprint can give. */
export const possiblePoints = (blueprint: Blueprint): number => blueprint.questions * blueprint.pointsPerQuestion;
