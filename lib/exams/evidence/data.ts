import type { Permit } from "@/lib/access/authorize";
import { db, type Transaction } from "@/lib/db/client";
import { acceptedEvidence, countedAnswers, type Deciding } from "./rules";
import type { CountedAnswer, Decision, DecisionKind } from "./types";

/** What is stored of attempts and of the evidence about them. */
type Sheet = {
  readonly id: string;
  readonly deadlineAt: Date;
  readonly answers: readonly { readonly position: number; readonly optionIds: string[]; readonly sequence: number }[];
  readonly evidence: readonly {
    readonly id: string;
    readonly position: number;
    readonly optionIds: string[];
    readonly sequence: number;
    readonly receivedAt: Date;
  }[];
};

/** Answers and late evidence of one attempt. */
export async function readSheet(tx: Pick<Transaction, "attempt">, attemptId: string): Promise<Sheet> {
  const { answers, evidence, ...attempt } = await tx.attempt.findUniqueOrThrow({
    where: { id: attemptId },
    select: {
      id: true,
      deadlineAt: true,
      answers: { where: { sequence: { gt: 0 } }, select: { position: true, optionIds: true, sequence: true } },
      evidence: { select: { id: true, position: true, optionIds: true, sequence: true, receivedAt: true } },
    },
  });
  return {
    ...attempt,
    answers: answers.map((answer) => ({ ...answer, sequence: Number(answer.sequence) })),
    evidence: evidence.map((row) => ({ ...row, sequence: Number(row.sequence) })),
  };
}

/** The answers that count under these decisions. */
export const answersUnder = (sheet: Sheet, decisions: readonly Deciding[]): CountedAnswer[] => {
  const accepted = sheet.evidence.filter((row) =>
    decisions.some((decision) => acceptedEvidence([row], decision, sheet.deadlineAt).length > 0),
  );
  return countedAnswers(sheet.answers, accepted);
};

/** The confirmed decisions on an attempt. */
export async function listConfirmed(tx: Pick<Transaction, "examDecision">, attemptId: string): Promise<Deciding[]> {
  const rows = await tx.examDecision.findMany({
    where: { attemptId, confirmed: true },
    select: { kind: true, extraSeconds: true, proposedAt: true },
  });
  return rows.map((row) => ({ ...row, kind: row.kind as DecisionKind }));
}

/** How many positions have another answer under a further decision. */
export function countChanges(sheet: Sheet, confirmed: readonly Deciding[], further: Deciding): number {
  const before = new Map(answersUnder(sheet, confirmed).map(({ position, optionIds }) => [position, optionIds]));
  return answersUnder(sheet, [...confirmed, further]).filter(({ position, optionIds }) => {
    const was = before.get(position) ?? [];
    return [...was].sort().join() !== [...optionIds].sort().join();
  }).length;
}

/** Every decision on an attempt, oldest first, and the ids of the evidence that counts by now. */
export async function listDecisions({ subject }: Permit<"attempt.decide">): Promise<{
  readonly decisions: readonly Decision[];
  readonly accepted: readonly { readonly position: number; readonly sequence: number }[];
}> {
  const [rows, sheet] = await Promise.all([
    db.examDecision.findMany({
      where: { attemptId: subject.id },
      orderBy: { proposedAt: "asc" },
      select: {
        id: true,
        kind: true,
        extraSeconds: true,
        reason: true,
        proposedById: true,
        proposedAt: true,
        confirmed: true,
        decidedAt: true,
        proposedBy: { select: { fullName: true } },
        decidedBy: { select: { fullName: true } },
      },
    }),
    readSheet(db, subject.id),
  ]);
  const deciding = rows.map((row) => ({ ...row, kind: row.kind as DecisionKind }));
  const confirmed = deciding.filter((row) => row.confirmed === true);
  const decisions = deciding.map(({ proposedBy, decidedBy, ...row }, at) => ({
    ...row,
    proposedBy: proposedBy.fullName,
    decidedBy: decidedBy?.fullName ?? null,
    changes: countChanges(
      sheet,
      deciding.slice(0, at).filter((before) => before.confirmed === true),
      row,
    ),
  }));
  const accepted = sheet.evidence.filter((row) =>
    confirmed.some((decision) => acceptedEvidence([row], decision, sheet.deadlineAt).length > 0),
  );
  return { decisions, accepted: accepted.map(({ position, sequence }) => ({ position, sequence })) };
}

/** The answers that count of the attempts among these on which late evidence was accepted; all others count as stored. */
export async function listAccepted(
  tx: Pick<Transaction, "$queryRaw">,
  attemptIds: readonly string[],
): Promise<ReadonlyMap<string, readonly CountedAnswer[]>> {
  const decisions = await tx.$queryRaw<(Deciding & { readonly attemptId: string; readonly deadlineAt: Date })[]>`
    SELECT d.attempt_id AS "attemptId", d.kind, d.extra_seconds AS "extraSeconds", d.proposed_at AS "proposedAt",
      a.deadline_at AS "deadlineAt"
    FROM exam_decision d JOIN attempt a ON a.id = d.attempt_id
    WHERE d.confirmed AND d.attempt_id = ANY(${[...attemptIds]}::uuid[])`;
  const ids = [...new Set(decisions.map(({ attemptId }) => attemptId))];
  if (ids.length === 0) return new Map();
  const answers = await tx.$queryRaw<(Sheet["answers"][number] & { readonly attemptId: string })[]>`
    SELECT attempt_id AS "attemptId", position, option_ids AS "optionIds", sequence::float8 AS sequence
    FROM answer WHERE sequence > 0 AND attempt_id = ANY(${ids}::uuid[])`;
  const evidence = await tx.$queryRaw<(Sheet["evidence"][number] & { readonly attemptId: string })[]>`
    SELECT attempt_id AS "attemptId", id, position, option_ids AS "optionIds", sequence::float8 AS sequence,
      received_at AS "receivedAt"
    FROM late_evidence WHERE attempt_id = ANY(${ids}::uuid[])`;
  return new Map(
    ids.map((id) => {
      const of = <Row extends { readonly attemptId: string }>(rows: readonly Row[]): Row[] =>
        rows.filter(({ attemptId }) => attemptId === id);
      const own = of(decisions);
      const deadlineAt = own[0]?.deadlineAt ?? new Date(0);
      return [id, answersUnder({ id, deadlineAt, answers: of(answers), evidence: of(evidence) }, own)];
    }),
  );
}
