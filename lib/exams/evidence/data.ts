import { can, type Permit } from "@/lib/access/authorize";
import type { Actor, EventSubject } from "@/lib/access/policy";
import { db, sql, type Transaction } from "@/lib/db/client";
import { pickLayer } from "@/lib/format/layers";
import { acceptedEvidence, countedAnswers, type Deciding } from "./rules";
import type { CountedAnswer, Decision, DecisionKind, WaitingDecision } from "./types";

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

type WaitingRow = Omit<WaitingDecision, "event"> & {
  readonly personId: string;
  readonly slug: string;
  readonly layers: readonly { readonly language: string; readonly title: string }[];
  readonly subject: EventSubject;
};

/** The proposals of others that a person may decide as the second one, the oldest first. */
export async function listWaitingDecisions(actor: Actor, language: string): Promise<WaitingDecision[]> {
  const rows = await sql<WaitingRow>(
    `SELECT d.id, a.id AS "attemptId", a.person_id AS "personId", p.full_name AS "fullName", q.full_name AS "proposedBy",
       d.proposed_at AS "proposedAt", e.slug, json_build_object('id', e.id, 'organizationId', e.organization_id) AS subject,
       (SELECT coalesce(json_agg(json_build_object('language', l.language, 'title', l.title)), '[]')
        FROM event_layer l WHERE l.event_id = e.id) AS layers
     FROM exam_decision d JOIN attempt a ON a.id = d.attempt_id JOIN person p ON p.id = a.person_id
     JOIN person q ON q.id = d.proposed_by_id JOIN event e ON e.id = a.event_id
     WHERE d.confirmed IS NULL AND d.proposed_by_id <> $1 ORDER BY d.proposed_at, d.id`,
    [actor.id],
  );
  return rows
    .filter(({ attemptId, personId, subject }) =>
      can(actor, "attempt.decide", { id: attemptId, personId, event: subject }),
    )
    .map(({ id, attemptId, fullName, proposedBy, proposedAt, slug, layers }) => {
      const layer = pickLayer(layers, language);
      const event = { slug, title: layer?.title ?? slug, language: layer?.language ?? "en" };
      return { id, attemptId, fullName, proposedBy, proposedAt, event };
    });
}

/** Who else may decide on an attempt: admins and the other organizers of its event, never who sat it. */
export async function listSecondPeople(
  tx: Pick<Transaction, "$queryRaw">,
  attemptId: string,
  proposerId: string,
): Promise<string[]> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    SELECT DISTINCT g.person_id AS id
    FROM attempt a JOIN event e ON e.id = a.event_id
    JOIN "grant" g ON g.role = 'admin'
      OR (g.role = 'organizer' AND (g.event_id = e.id OR g.organization_id = e.organization_id))
    JOIN person p ON p.id = g.person_id
    WHERE a.id = ${attemptId}::uuid AND g.revoked_at IS NULL AND p.suspended_at IS NULL
      AND g.person_id <> a.person_id AND g.person_id <> ${proposerId}::uuid`;
  return rows.map(({ id }) => id);
}
