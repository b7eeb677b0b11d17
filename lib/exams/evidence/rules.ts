import { arrivedInTime } from "@/lib/scheduling/deadline";
import type { CountedAnswer, DecisionKind } from "./types";

export type Evidence = CountedAnswer & { readonly sequence: number; readonly receivedAt: Date };
export type Stored = CountedAnswer & { readonly sequence: number };

/** What a decision depends on besides the evidence. */
export type Deciding = {
  readonly kind: DecisionKind;
  readonly extraSeconds: number | null;
  /** What came after it was proposed is not what two people decided on. */
  readonly proposedAt: Date;
};

/**
 * The evidence that a decision lets count: all that was there when it was proposed, or, for time granted, what came before the
 * deadline so much later, with the same allowance for transit as every save.
 */
export function acceptedEvidence<Row extends Evidence>(
  evidence: readonly Row[],
  { kind, extraSeconds, proposedAt }: Deciding,
  deadlineAt: Date,
): Row[] {
  const until = new Date(deadlineAt.getTime() + (extraSeconds ?? 0) * 1000);
  return evidence.filter(
    ({ receivedAt }) => receivedAt <= proposedAt && (kind === "accept-evidence" || arrivedInTime(receivedAt, until)),
  );
}

/**
 * The answers that count: of what was saved and what was accepted, the highest sequence for each position; among equals what
 * was saved. Nothing that is stored is changed by it.
 */
export function countedAnswers(stored: readonly Stored[], accepted: readonly Evidence[]): CountedAnswer[] {
  const best = new Map<number, Stored>();
  for (const answer of [...stored, ...accepted]) {
    const standing = best.get(answer.position);
    if (!standing || answer.sequence > standing.sequence) best.set(answer.position, answer);
  }
  return [...best.values()]
    .sort((a, b) => a.position - b.position)
    .map(({ position, optionIds }) => ({ position, optionIds }));
}
