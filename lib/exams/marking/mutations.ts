import type { Transaction } from "@/lib/db/client";
import { markForm, type QuestionKind, type SlotAnswer } from "@/lib/grading/mark-form";
import type { Shares } from "@/lib/grading/mark-fractions";
import { repairSlot } from "@/lib/grading/repair-slot";
import { readRepairs } from "../regrade/data";
import { slotMarks } from "../regrade/rules";

/**
 * Marks an attempt's form with these answers and keeps the mark: the next number, and the current one. Older marks stay. The
 * one way to a mark that is not a regrade: at closing, after a decision on late evidence, and from a sheet of paper.
 */
export async function markAttempt(
  tx: Transaction,
  attemptId: string,
  answers: readonly SlotAnswer[],
  reason: string,
): Promise<{ readonly number: number }> {
  const slots = await tx.formSlot.findMany({
    where: { attemptId },
    orderBy: { position: "asc" },
    select: {
      position: true,
      points: true,
      versionId: true,
      version: { select: { kind: true, optionIds: true, keyIds: true, shares: true } },
    },
  });
  const repairs = await readRepairs(
    tx,
    slots.map(({ versionId }) => versionId),
  );
  const { earned, possible, marks } = markForm(
    slots.map(({ position, points, versionId, version }) =>
      repairSlot(
        {
          position,
          points,
          kind: version.kind as QuestionKind,
          optionIds: version.optionIds,
          keyIds: version.keyIds,
          shares: version.shares as Shares | null,
        },
        repairs.get(versionId) ?? null,
      ),
    ),
    answers,
  );
  const last = await tx.mark.aggregate({ where: { attemptId }, _max: { number: true } });
  const before = last._max.number ?? 0;
  if (before > 0) await tx.mark.updateMany({ where: { attemptId, current: true }, data: { current: false } });
  return tx.mark.create({
    data: {
      attemptId,
      number: before + 1,
      current: true,
      reason,
      earnedNumerator: earned.numerator,
      earnedDenominator: earned.denominator,
      possiblePoints: possible,
      slots: slotMarks(slots, marks),
    },
    select: { number: true },
  });
}
