import { createHash } from "node:crypto";
import { compare, type Fraction, nothing } from "@/lib/grading/fraction";
import { type FormMark, markForm, type Slot, type SlotAnswer } from "@/lib/grading/mark-form";
import { type PassRule, passes } from "@/lib/grading/pass-rule";
import { fitsRepair, type Repair } from "@/lib/grading/repair-slot";
import type { Judged, Remark, RepairCounts, RepairProblem, Score, Side } from "./types";

/** What a mark stores of one slot. */
export type SlotMark = {
  readonly position: number;
  readonly points: number;
  readonly earned: Fraction;
  readonly voided?: true;
};

/** A form's marks as a mark stores them; a voided slot earns nothing and says why. */
export const slotMarks = (
  slots: readonly { readonly position: number; readonly points: number }[],
  marks: FormMark["marks"],
): SlotMark[] =>
  slots.map(({ position, points }, i) => {
    const earned = marks[i];
    return earned ? { position, points, earned } : { position, points, earned: nothing, voided: true };
  });

const sameIds = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((id) => b.includes(id));

/**
 * What keeps a repair from being made, or null. `standing` is the repair that holds now: the new one takes its place, so that
 * saying it again, or giving an unrepaired question its own key, changes nothing.
 */
export function findRepairProblem(
  question: Pick<Slot, "kind" | "optionIds" | "keyIds">,
  repair: Repair,
  standing: Repair | null,
): RepairProblem | null {
  if (!fitsRepair(question, repair)) return "does-not-fit";
  const same = standing
    ? standing.kind === repair.kind && sameIds(standing.keyIds, repair.keyIds)
    : repair.kind === "rekey" && sameIds(question.keyIds, repair.keyIds);
  return same ? "changes-nothing" : null;
}

const judge = (score: Score, rule: PassRule): Judged => ({ ...score, passed: passes({ ...score, ...rule }) });

/** Which way somebody crosses the threshold, if at all. */
export const sideOf = (before: boolean, after: boolean): Side => (before === after ? null : after ? "up" : "down");

export const sameScore = (a: Score, b: Score): boolean =>
  a.possible === b.possible && compare(a.earned, b.earned) === 0;

/** A closed attempt as stored, with everything that marking it again needs. */
export type StoredForm = Pick<
  Remark,
  "attemptId" | "enrolmentId" | "personId" | "fullName" | "number" | "eventId" | "markNumber"
> & {
  readonly before: Score;
  /** In ascending order of position, repaired. */
  readonly slots: readonly Slot[];
  readonly answers: readonly SlotAnswer[];
};

/** Marks a closed attempt again: the remark for people, and the slots' marks to store. */
export function remark(
  { slots, answers, before, ...attempt }: StoredForm,
  rule: PassRule,
): { readonly remark: Remark; readonly marks: SlotMark[] } {
  const { earned, possible, marks } = markForm(slots, answers);
  const [was, is] = [judge(before, rule), judge({ earned, possible }, rule)];
  return {
    remark: { ...attempt, before: was, after: is, side: sideOf(was.passed, is.passed) },
    marks: slotMarks(slots, marks),
  };
}

export function countRemarks(remarks: readonly Remark[]): RepairCounts {
  let changed = 0;
  let up = 0;
  let down = 0;
  for (const { before, after, side } of remarks) {
    if (!sameScore(before, after)) changed++;
    if (side === "up") up++;
    if (side === "down") down++;
  }
  return { affected: remarks.length, changed, up, down };
}

/**
 * One word for a dry run: equal only where the version, the repair, the attempts it touches and what it makes of each are equal.
 * Units: lower-case hexadecimal SHA-256.
 */
export function digestOf(versionId: string, repair: Repair, remarks: readonly Remark[]): string {
  const rows = remarks
    .map(({ attemptId, markNumber, before, after }) => [
      attemptId,
      markNumber,
      ...[before, after].flatMap(({ earned, possible, passed }) => [
        earned.numerator,
        earned.denominator,
        possible,
        passed,
      ]),
    ])
    .sort((a, b) => (String(a[0]) < String(b[0]) ? -1 : 1));
  return createHash("sha256")
    .update(JSON.stringify([versionId, repair.kind, [...repair.keyIds].sort(), rows]))
    .digest("hex");
}
