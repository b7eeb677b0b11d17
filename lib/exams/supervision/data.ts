import { z } from "zod";
import type { Permit } from "@/lib/access/authorize";
import { db, sql } from "@/lib/db/client";
import { pickLayer } from "@/lib/format/layers";
import { isClosed, makeReceipt } from "../rules";
import type { AttemptState } from "../types";
import { lettersOf, standingOf } from "./rules";
import type { AllowanceView, Board, BoardAttempt, BoardRow, EventHead, LogEntry, Timeline } from "./types";

const headSelect = {
  id: true,
  slug: true,
  zone: true,
  state: true,
  opensAt: true,
  closesAt: true,
  timeLimitSeconds: true,
  attemptsAllowed: true,
  blueprint: true,
  layers: { select: { language: true, title: true } },
} as const;

type HeadRow = Omit<EventHead, "title" | "language" | "hasExam"> & {
  readonly blueprint: unknown;
  readonly layers: readonly { readonly language: string; readonly title: string }[];
};

function headOf({ layers, blueprint, id, slug, zone, state, opensAt, closesAt }: HeadRow, language: string): EventHead {
  const layer = pickLayer(layers, language);
  return {
    id,
    slug,
    zone,
    state,
    opensAt,
    closesAt,
    title: layer?.title ?? "",
    language: layer?.language ?? "en",
    hasExam: blueprint !== null,
  };
}

/** What the head of a page about an event's exam shows. */
export async function getEventHead({ subject }: Permit<"event.manage">, language: string): Promise<EventHead> {
  return headOf(await db.event.findUniqueOrThrow({ where: { id: subject.id }, select: headSelect }), language);
}

type BoardSqlRow = Omit<BoardRow, "standing" | "attempt"> & {
  readonly now: Date;
  readonly attempt:
    | (Omit<BoardAttempt, "startedAt" | "deadlineAt" | "closedAt" | "contactAt"> & {
        readonly startedAt: string;
        readonly deadlineAt: string;
        readonly closedAt: string | null;
        readonly contactAt: string | null;
      })
    | null;
};

/*
 * One statement for everybody who is enrolled, however many: each with the latest attempt that is not voided. Counting answers
 * goes along primary keys, so that a board of hundreds that is read every ten seconds stays cheap.
 */
const boardStatement = `
  SELECT date_trunc('milliseconds', clock_timestamp()) AS now, n.id AS "enrolmentId", p.id AS "personId", p.full_name AS "fullName",
    p.native_name AS "nativeName", n.extra_time_seconds AS "extraTimeSeconds", n.extra_attempts AS "extraAttempts",
    coalesce(a.attempts, 0)::int AS attempts,
    CASE WHEN a.id IS NULL THEN NULL ELSE json_build_object(
      'id', a.id, 'number', a.number, 'state', a.state, 'onPaper', a.on_paper, 'startedAt', a.started_at,
      'deadlineAt', a.deadline_at, 'closedAt', a.closed_at, 'extraTimeSeconds', a.extra_time_seconds,
      'contactAt', greatest(c.at, s.saved_at), 'answered', coalesce(s.answered, 0), 'questions', f.questions,
      'evidence', e.evidence, 'decisionOpen', d.open) END AS attempt
  FROM enrolment n
  JOIN person p ON p.id = n.person_id
  LEFT JOIN LATERAL (
    SELECT a.*, count(*) OVER () AS attempts FROM attempt a
    WHERE a.enrolment_id = n.id AND a.state <> 'voided' ORDER BY a.number DESC LIMIT 1) a ON true
  LEFT JOIN attempt_contact c ON c.attempt_id = a.id
  LEFT JOIN LATERAL (
    SELECT count(*) FILTER (WHERE cardinality(option_ids) > 0) AS answered, max(saved_at) FILTER (WHERE sequence > 0) AS saved_at
    FROM answer WHERE attempt_id = a.id) s ON a.id IS NOT NULL
  LEFT JOIN LATERAL (SELECT count(*) AS questions FROM form_slot WHERE attempt_id = a.id) f ON a.id IS NOT NULL
  LEFT JOIN LATERAL (SELECT count(*) AS evidence FROM late_evidence WHERE attempt_id = a.id) e ON a.id IS NOT NULL
  LEFT JOIN LATERAL (
    SELECT count(*) > 0 AS open FROM exam_decision WHERE attempt_id = a.id AND confirmed IS NULL) d ON a.id IS NOT NULL
  WHERE n.event_id = $1 AND n.state = 'enrolled' AND ($2::uuid IS NULL OR n.id = $2)`;

async function listRows(eventId: string, enrolmentId: string | null, language: string) {
  const rows = await sql<BoardSqlRow>(boardStatement, [eventId, enrolmentId]);
  const now = rows[0]?.now ?? new Date();
  const sorter = new Intl.Collator(language);
  return {
    readAt: now,
    rows: rows
      .map(({ now: _, attempt: stored, ...row }): BoardRow => {
        const attempt = stored && {
          ...stored,
          startedAt: new Date(stored.startedAt),
          deadlineAt: new Date(stored.deadlineAt),
          closedAt: stored.closedAt === null ? null : new Date(stored.closedAt),
          contactAt: stored.contactAt === null ? null : new Date(stored.contactAt),
        };
        return { ...row, attempt, standing: standingOf(attempt, now) };
      })
      .sort((a, b) => sorter.compare(a.fullName, b.fullName)),
  };
}

/** Everybody who is enrolled, by name, with how they stand in the exam. */
export async function getBoard(permit: Permit<"event.manage">, language: string): Promise<Board> {
  const [event, board] = await Promise.all([
    getEventHead(permit, language),
    listRows(permit.subject.id, null, language),
  ]);
  return { event, ...board };
}

const allowanceDetail = z.object({
  after: z.object({ extraTimeSeconds: z.number(), extraAttempts: z.number() }),
  reason: z.string(),
});

/** One person's allowances and what was changed in them before; null for nobody of this event. */
export async function getAllowance(
  { subject }: Permit<"event.manage">,
  enrolmentId: string,
  language: string,
): Promise<AllowanceView | null> {
  const [event, { rows, readAt }, attempts, changes] = await Promise.all([
    db.event.findUniqueOrThrow({ where: { id: subject.id }, select: headSelect }),
    listRows(subject.id, enrolmentId, language),
    db.attempt.findMany({
      where: { enrolmentId, eventId: subject.id },
      orderBy: { number: "asc" },
      select: { id: true, number: true, state: true },
    }),
    db.auditEvent.findMany({
      where: { action: "exam.change-allowance", subjectKind: "enrolment", subjectId: enrolmentId },
      orderBy: { id: "desc" },
      take: 20,
      select: { at: true, actorId: true, detail: true },
    }),
  ]);
  const [row] = rows;
  if (!row) return null;
  const people = await db.person.findMany({
    where: { id: { in: changes.flatMap(({ actorId }) => actorId ?? []) } },
    select: { id: true, fullName: true },
  });
  const nameOf = new Map(people.map(({ id, fullName }) => [id, fullName]));
  return {
    event: {
      ...headOf(event, language),
      timeLimitSeconds: event.timeLimitSeconds ?? 0,
      attemptsAllowed: event.attemptsAllowed ?? 0,
    },
    row,
    readAt,
    attempts: attempts.map((attempt) => ({ ...attempt, state: attempt.state.replaceAll("_", "-") as AttemptState })),
    changes: changes.flatMap(({ at, actorId, detail }) => {
      const read = allowanceDetail.safeParse(detail);
      if (!read.success) return [];
      return { at, by: nameOf.get(actorId ?? "") ?? "", ...read.data.after, reason: read.data.reason };
    }),
  };
}

/** What any row of a log may say; a row that says nothing of this is shown by its kind alone. */
const logDetail = z
  .object({
    position: z.int(),
    optionIds: z.array(z.string()),
    language: z.string(),
    flagged: z.boolean(),
    bySeconds: z.number(),
    deadlineAt: z.coerce.date(),
    step: z.string(),
  })
  .partial();

/** An attempt with all that is recorded of it, for staff. */
export async function getTimeline({ subject }: Permit<"attempt.decide">, language: string): Promise<Timeline> {
  const [attempt, [clock]] = await Promise.all([
    db.attempt.findUniqueOrThrow({
      where: { id: subject.id },
      select: {
        id: true,
        enrolmentId: true,
        number: true,
        state: true,
        onPaper: true,
        language: true,
        startedAt: true,
        deadlineAt: true,
        closedAt: true,
        receipt: true,
        person: { select: { fullName: true, nativeName: true } },
        event: { select: headSelect },
        slots: { select: { position: true, optionOrder: true } },
        log: { orderBy: [{ at: "asc" }, { id: "asc" }], select: { id: true, at: true, kind: true, detail: true } },
        answers: {
          where: { sequence: { gt: 0 } },
          orderBy: { position: "asc" },
          select: { position: true, optionIds: true, sequence: true, savedAt: true },
        },
        evidence: {
          orderBy: [{ receivedAt: "asc" }, { position: "asc" }],
          select: { position: true, optionIds: true, sequence: true, receivedAt: true },
        },
        marks: {
          orderBy: { number: "asc" },
          select: {
            number: true,
            current: true,
            reason: true,
            earnedNumerator: true,
            earnedDenominator: true,
            possiblePoints: true,
            createdAt: true,
          },
        },
      },
    }),
    sql<{ now: Date }>("SELECT clock_timestamp() AS now"),
  ]);
  const orders = new Map(attempt.slots.map(({ position, optionOrder }) => [position, optionOrder]));
  const letters = (position: number, optionIds: readonly string[]): string[] =>
    lettersOf(orders.get(position) ?? [], optionIds);
  const answers = attempt.answers.map((answer) => ({ ...answer, sequence: Number(answer.sequence) }));
  const stored = new Map(answers.map((answer) => [answer.position, answer]));
  const state = attempt.state.replaceAll("_", "-") as AttemptState;
  return {
    event: headOf(attempt.event, language),
    readAt: clock?.now ?? new Date(),
    id: attempt.id,
    enrolmentId: attempt.enrolmentId,
    ...attempt.person,
    number: attempt.number,
    state,
    onPaper: attempt.onPaper,
    language: attempt.language,
    startedAt: attempt.startedAt,
    deadlineAt: attempt.deadlineAt,
    closedAt: attempt.closedAt,
    questions: attempt.slots.length,
    receipt: attempt.receipt,
    receiptMatches:
      isClosed(state) && attempt.receipt && attempt.closedAt
        ? makeReceipt(attempt.id, attempt.closedAt, answers) === attempt.receipt
        : null,
    log: attempt.log.map(({ id, at, kind, detail }): LogEntry => {
      const read = logDetail.safeParse(detail ?? {});
      const said = read.success ? read.data : {};
      return {
        id: String(id),
        at,
        kind,
        position: said.position ?? null,
        letters: said.optionIds && said.position ? letters(said.position, said.optionIds) : null,
        language: said.language ?? null,
        flagged: said.flagged ?? null,
        bySeconds: said.bySeconds ?? null,
        deadlineAt: said.deadlineAt ?? null,
        step: said.step ?? null,
      };
    }),
    answers: answers.map(({ position, optionIds, sequence, savedAt }) => ({
      position,
      letters: letters(position, optionIds),
      sequence,
      at: savedAt,
    })),
    evidence: attempt.evidence.map(({ position, optionIds, sequence, receivedAt }) => {
      const standing = stored.get(position);
      return {
        position,
        letters: letters(position, optionIds),
        sequence: Number(sequence),
        at: receivedAt,
        stored: standing ? letters(position, standing.optionIds) : [],
        accepted: false,
      };
    }),
    marks: attempt.marks.map((mark) => ({
      number: mark.number,
      current: mark.current,
      reason: mark.reason,
      earned: mark.earnedNumerator / mark.earnedDenominator,
      possible: mark.possiblePoints,
      createdAt: mark.createdAt,
    })),
  };
}
