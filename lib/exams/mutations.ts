import { randomBytes } from "node:crypto";
import type { Permit } from "@/lib/access/authorize";
import type { Actor } from "@/lib/access/policy";
import { blueprintSchema } from "@/lib/content/schema";
import { db, hotSql, sql, type Transaction } from "@/lib/db/client";
import { AppError } from "@/lib/errors";
import { log } from "@/lib/log";
import { writeLetterTo } from "@/lib/mail/outbox";
import { listSeenQuestions, readPool } from "@/lib/questions/data";
import { type DrawnSlot, drawForm } from "@/lib/questions/draw-form";
import { ok, type Result, refuse } from "@/lib/result";
import { arrivedInTime, deadlineFor, TRANSIT_ALLOWANCE_SECONDS } from "@/lib/scheduling/deadline";
import { windowState } from "@/lib/scheduling/windows";
import { markAttempt } from "./marking/mutations";
import { examLanguages, isClosed, makeReceipt, nextStartAt, sameOptions, takesOne } from "./rules";
import type { SaveAnswer } from "./schema";
import type { AttemptState, SavedAnswer, SaveReason, StartReason, Submission } from "./types";

/** What a learner says when starting: the language of the questions, and that the honour statement was accepted. */
export type StartChoice = { readonly language?: string; readonly honoured?: boolean };
export type StartedAttempt = { readonly attemptId: string; readonly deadlineAt: Date; readonly isNew: boolean };

/** The database's clock: the only one that decides. */
export async function readClock(tx: Transaction): Promise<Date> {
  const [row] = await tx.$queryRaw<{ now: Date }[]>`SELECT date_trunc('milliseconds', clock_timestamp()) AS now`;
  if (!row) throw new Error("the database has no clock");
  return row.now;
}

/**
 * Starts an attempt, or returns the one that runs: the lock on the enrolment makes two starts at once one attempt. The form is
 * drawn and stored here, and never again.
 */
export function startAttempt(
  { subject }: Permit<"enrolment.use">,
  { language = "en", honoured = false }: StartChoice = {},
): Promise<Result<StartedAttempt, StartReason>> {
  return db.$transaction(async (tx) => {
    await tx.$queryRaw`SELECT id FROM enrolment WHERE id = ${subject.id}::uuid FOR UPDATE`;
    const enrolment = await tx.enrolment.findUniqueOrThrow({
      where: { id: subject.id },
      select: {
        state: true,
        extraTimeSeconds: true,
        extraAttempts: true,
        attempts: { select: { id: true, number: true, state: true, deadlineAt: true, closedAt: true, onPaper: true } },
        event: {
          select: {
            id: true,
            state: true,
            opensAt: true,
            closesAt: true,
            bankId: true,
            blueprint: true,
            timeLimitSeconds: true,
            attemptsAllowed: true,
            resitWaitHours: true,
            commonFormSeed: true,
          },
        },
      },
    });
    const { event } = enrolment;
    if (enrolment.state !== "enrolled") return refuse("not-enrolled");
    if (!event.blueprint || !event.bankId || !event.timeLimitSeconds || !event.attemptsAllowed)
      return refuse("no-exam");

    const now = await readClock(tx);
    const running = enrolment.attempts.find(({ state }) => state === "in_progress");
    if (running && (running.onPaper || arrivedInTime(now, running.deadlineAt)))
      return ok({ attemptId: running.id, deadlineAt: running.deadlineAt, isNew: false });
    if (running) {
      await tx.$queryRaw`SELECT id FROM attempt WHERE id = ${running.id}::uuid FOR UPDATE`;
      await closeLocked(tx, running.id, now);
    }

    const counted = enrolment.attempts.filter(({ state }) => state !== "voided").length;
    if (counted >= event.attemptsAllowed + enrolment.extraAttempts) return refuse("no-attempt-left");
    const ended = enrolment.attempts.map((attempt) =>
      attempt === running ? { ...attempt, state: "closed_by_time", closedAt: running.deadlineAt } : attempt,
    );
    const resitAt = nextStartAt(ended, event.resitWaitHours);
    if (resitAt && now < resitAt) return refuse("too-soon");
    const window = windowState(event, now);
    if (event.state !== "published" || window === "past") return refuse("window-closed");
    if (window !== "open" || !event.closesAt) return refuse("not-open-yet");

    const deadlineAt = deadlineFor(now, {
      timeLimitSeconds: event.timeLimitSeconds,
      extraTimeSeconds: enrolment.extraTimeSeconds,
      windowClosesAt: event.closesAt,
    });
    const created = await createAttempt(tx, {
      enrolmentId: subject.id,
      personId: subject.personId,
      number: Math.max(0, ...enrolment.attempts.map(({ number }) => number)) + 1,
      event: { ...event, bankId: event.bankId },
      language,
      startedAt: now,
      deadlineAt,
      honourAt: honoured ? now : null,
      onPaper: false,
      log: { kind: "started", detail: { language, honoured, deadlineAt: deadlineAt.toISOString() } },
    });
    return created.ok ? ok({ attemptId: created.value, deadlineAt, isNew: true }) : created;
  });
}

/** Draws the form of a new attempt and stores both; the caller has decided that it may begin, and holds the enrolment's lock. */
export async function createAttempt(
  tx: Transaction,
  {
    event,
    log: { kind, detail },
    ...attempt
  }: {
    readonly enrolmentId: string;
    readonly personId: string;
    readonly number: number;
    readonly event: {
      readonly id: string;
      readonly bankId: string;
      readonly blueprint: unknown;
      readonly commonFormSeed: string | null;
    };
    readonly language: string;
    readonly startedAt: Date;
    readonly deadlineAt: Date;
    readonly honourAt: Date | null;
    readonly onPaper: boolean;
    readonly log: { readonly kind: string; readonly detail: Readonly<Record<string, string | boolean>> };
  },
): Promise<Result<string, "language-not-offered" | "not-drawable">> {
  const seed = event.commonFormSeed ?? randomBytes(16).toString("hex");
  const pool = await readPool(tx, event.bankId);
  if (!examLanguages(pool).includes(attempt.language)) return refuse("language-not-offered");
  // A common form is one for all; otherwise a resit prefers what its learner has not met.
  const seen = event.commonFormSeed ? new Set<string>() : await listSeenQuestions(tx, attempt.personId);
  const common = event.commonFormSeed ? await readCommonForm(tx, event.id, seed) : [];
  const form = common.length > 0 ? ok(common) : drawForm(pool, blueprintSchema.parse(event.blueprint), seed, seen);
  if (!form.ok) return refuse("not-drawable");
  const { id } = await tx.attempt.create({ data: { ...attempt, eventId: event.id, seed }, select: { id: true } });
  await tx.formSlot.createMany({
    data: form.value.map(({ optionOrder, ...slot }) => ({ attemptId: id, optionOrder: [...optionOrder], ...slot })),
  });
  await tx.attemptLog.create({ data: { attemptId: id, kind, detail: { ...detail } }, select: { id: true } });
  return ok(id);
}

/** The common form as an event's first attempt drew it: whatever the bank has become since then, it is one for all. */
async function readCommonForm(tx: Transaction, eventId: string, seed: string): Promise<DrawnSlot[]> {
  const first = await tx.attempt.findFirst({
    where: { eventId, seed },
    orderBy: { startedAt: "asc" },
    select: {
      slots: {
        orderBy: { position: "asc" },
        select: { position: true, versionId: true, points: true, optionOrder: true },
      },
    },
  });
  return first?.slots ?? [];
}

type SaveRow = { readonly sequence: string; readonly saved_at: Date };

/*
 * One statement decides owner, state, deadline, position, options and sequence, and writes: the lock on the attempt makes it
 * wait for a submission under way and then see it.
 */
const saveStatement = `
  WITH attempt_now AS (
    SELECT id, language FROM attempt
    WHERE id = $1 AND person_id = $2 AND state = 'in-progress' AND NOT on_paper
      AND clock_timestamp() <= deadline_at + interval '${TRANSIT_ALLOWANCE_SECONDS} seconds'
    FOR SHARE
  ), saved AS (
    INSERT INTO answer (attempt_id, position, option_ids, sequence, language, saved_at)
    SELECT a.id, $3, $4::text[], $5, a.language, date_trunc('milliseconds', clock_timestamp())
    FROM attempt_now a
    JOIN form_slot s ON s.attempt_id = a.id AND s.position = $3 AND $4::text[] <@ s.option_order
    JOIN question_version v ON v.id = s.version_id AND (v.kind NOT IN ('single', 'true-false') OR cardinality($4::text[]) <= 1)
    ON CONFLICT (attempt_id, position) DO UPDATE
      SET option_ids = excluded.option_ids, sequence = excluded.sequence, language = excluded.language, saved_at = excluded.saved_at
      WHERE answer.sequence < excluded.sequence
    RETURNING sequence, saved_at
  ), logged AS (
    INSERT INTO attempt_log (attempt_id, kind, detail)
    SELECT $1, 'answered', jsonb_build_object('position', $3::int, 'optionIds', $4::text[], 'sequence', sequence) FROM saved
  )
  SELECT sequence, saved_at FROM saved`;

export type Saved = { readonly position: number; readonly sequence: number; readonly savedAt: Date };
export type SaveRefusal = { readonly ok: false; readonly reason: SaveReason; readonly answer?: SavedAnswer };

/**
 * Saves one answer; what it returns as saved is committed.
 * Errors: AppError("not-found") for an attempt that is not the actor's; "newer-answer" with the answer that stands.
 */
export async function saveAnswer(
  actor: Actor,
  { attemptId, position }: { readonly attemptId: string; readonly position: number },
  { optionIds, sequence }: SaveAnswer,
): Promise<{ readonly ok: true; readonly value: Saved } | SaveRefusal> {
  const [row] = await hotSql<SaveRow>("save-answer", saveStatement, [
    attemptId,
    actor.id,
    position,
    optionIds,
    sequence,
  ]);
  if (row) return ok({ position, sequence: Number(row.sequence), savedAt: row.saved_at });
  return whyNotSaved(actor, attemptId, position, optionIds, sequence);
}

async function whyNotSaved(
  actor: Actor,
  attemptId: string,
  position: number,
  optionIds: readonly string[],
  sequence: number,
): Promise<{ readonly ok: true; readonly value: Saved } | SaveRefusal> {
  const attempt = await db.attempt.findFirst({
    where: { id: attemptId, personId: actor.id },
    select: {
      state: true,
      deadlineAt: true,
      onPaper: true,
      slots: { where: { position }, select: { optionOrder: true, version: { select: { kind: true } } } },
      answers: { where: { position }, select: { optionIds: true, sequence: true, savedAt: true } },
    },
  });
  if (!attempt) throw new AppError("not-found", "no such attempt of this person");
  const [slot] = attempt.slots;
  if (!slot) return refuse("no-such-position");
  const tooMany = takesOne(slot.version.kind) && optionIds.length > 1;
  if (tooMany || optionIds.some((id) => !slot.optionOrder.includes(id))) return refuse("no-such-option");
  // A sheet of paper is keyed in by staff: nothing that a page sends belongs to it.
  if (attempt.onPaper) return refuse("closed");
  const [answer] = attempt.answers;
  const stands = answer && {
    position,
    optionIds: answer.optionIds,
    sequence: Number(answer.sequence),
    savedAt: answer.savedAt,
  };
  if (stands && stands.sequence === sequence && sameOptions(stands.optionIds, optionIds))
    return ok({ position, sequence, savedAt: stands.savedAt });
  const [clock] = await sql<{ late: boolean }>(
    `SELECT clock_timestamp() > $1::timestamptz + interval '${TRANSIT_ALLOWANCE_SECONDS} seconds' AS late`,
    [attempt.deadlineAt],
  );
  if (attempt.state === "in_progress" && !clock?.late && stands && stands.sequence >= sequence)
    return { ok: false, reason: "newer-answer", answer: stands };
  await sql(
    `INSERT INTO late_evidence (attempt_id, position, option_ids, sequence, received_at)
     VALUES ($1, $2, $3, $4, clock_timestamp()) ON CONFLICT DO NOTHING`,
    [attemptId, position, optionIds, sequence],
  );
  return refuse("closed");
}

/** Sets or clears the mark by which a learner means to come back to a question. Nothing depends on it. */
export async function flagQuestion(
  actor: Actor,
  { attemptId, position }: { readonly attemptId: string; readonly position: number },
  flagged: boolean,
): Promise<Result<null, "closed">> {
  const rows = await sql(
    `INSERT INTO answer (attempt_id, position, option_ids, flagged, sequence, language, saved_at)
     SELECT a.id, s.position, '{}', $4, 0, a.language, clock_timestamp()
     FROM attempt a JOIN form_slot s ON s.attempt_id = a.id AND s.position = $3
     WHERE a.id = $1 AND a.person_id = $2 AND a.state = 'in-progress' AND NOT a.on_paper
     ON CONFLICT (attempt_id, position) DO UPDATE SET flagged = excluded.flagged
     RETURNING position`,
    [attemptId, actor.id, position, flagged],
  );
  if (rows.length > 0) {
    await sql("INSERT INTO attempt_log (attempt_id, kind, detail) VALUES ($1, 'flagged', $2)", [
      attemptId,
      { position, flagged },
    ]);
    return ok(null);
  }
  const own = await db.attempt.findFirst({
    where: { id: attemptId, personId: actor.id },
    select: { slots: { where: { position }, select: { position: true } } },
  });
  if (!own?.slots.length) throw new AppError("not-found", "no such question of this person");
  return refuse("closed");
}

export type Contact = {
  readonly state: AttemptState;
  readonly deadlineAt: Date;
  readonly serverTime: Date;
  /** The newest sequence saved of each answered position. */
  readonly sequences: readonly (readonly [position: number, sequence: number])[];
};

const contactStatement = `
  WITH mine AS (
    SELECT id, state, deadline_at FROM attempt WHERE id = $1 AND person_id = $2
  ), touched AS (
    INSERT INTO attempt_contact (attempt_id, at) SELECT id, clock_timestamp() FROM mine WHERE state = 'in-progress'
    ON CONFLICT (attempt_id) DO UPDATE SET at = excluded.at
  ), logged AS (
    INSERT INTO attempt_log (attempt_id, kind) SELECT id, $3 FROM mine WHERE state = 'in-progress' AND $3::text IS NOT NULL
  )
  SELECT state, deadline_at AS "deadlineAt", clock_timestamp() AS "serverTime",
    (SELECT coalesce(json_agg(json_build_array(position, sequence) ORDER BY position), '[]')
      FROM answer WHERE attempt_id = mine.id AND sequence > 0) AS sequences
  FROM mine`;

/**
 * A sign of life of an exam page: notes it, and tells what may have changed since: the deadline, the state, answers saved
 * elsewhere. `happened` says that the learner left the page or came back to it.
 * Errors: AppError("not-found") for an attempt that is not the actor's.
 */
export async function noteContact(actor: Actor, attemptId: string, happened: "left" | "returned" | null) {
  const [contact] = await hotSql<Contact>("exam-contact", contactStatement, [attemptId, actor.id, happened]);
  if (!contact) throw new AppError("not-found", "no such attempt of this person");
  return contact;
}

/** Records that a learner looked at a question in another language. */
export async function noteLook(
  { subject }: Permit<"attempt.write">,
  { position, language }: { readonly position: number; readonly language: string },
): Promise<void> {
  await sql(
    `INSERT INTO attempt_log (attempt_id, kind, detail)
     SELECT a.id, 'looked', $2 FROM attempt a WHERE a.id = $1 AND a.state = 'in-progress'`,
    [subject.id, { position, language }],
  );
}

/** Submits an attempt, once: a repetition, however it comes, gets the stored answer. What time has closed already says so. */
export function submitAttempt({ subject }: Permit<"attempt.write">): Promise<Submission> {
  return db.$transaction(async (tx) => {
    const [attempt] = await tx.$queryRaw<{ awaitsSheet: boolean }[]>`
      SELECT on_paper AND state = 'in-progress' AS "awaitsSheet" FROM attempt WHERE id = ${subject.id}::uuid FOR UPDATE`;
    if (attempt?.awaitsSheet) throw new AppError("conflict", "an attempt on paper is submitted by keying its sheet in");
    return closeLocked(tx, subject.id, await readClock(tx), "submitted");
  });
}

/** Closes an attempt whose time is over; one that runs, or is closed, is left as it is. */
export async function closeIfExpired(attemptId: string): Promise<void> {
  await db.$transaction(async (tx) => {
    const [row] = await tx.$queryRaw<{ id: string }[]>`
      SELECT id FROM attempt WHERE id = ${attemptId}::uuid AND state = 'in-progress' AND NOT on_paper
        AND clock_timestamp() > deadline_at + ${TRANSIT_ALLOWANCE_SECONDS} * interval '1 second' FOR UPDATE`;
    if (row) await closeLocked(tx, row.id, await readClock(tx));
  });
}

/** Closes every attempt whose time is over, so that a browser that never came back leaves nothing open. */
export async function closeExpiredAttempts(): Promise<void> {
  const expired = await sql<{ id: string }>(
    `SELECT id FROM attempt WHERE state = 'in-progress' AND NOT on_paper AND deadline_at + interval '${TRANSIT_ALLOWANCE_SECONDS} seconds' < clock_timestamp()
     ORDER BY deadline_at LIMIT 500`,
  );
  for (const { id } of expired) {
    try {
      await closeIfExpired(id);
    } catch (error) {
      log("error", "an expired attempt could not be closed", { attemptId: id, error });
    }
  }
}

/**
 * Closes a locked attempt with what was saved, marks it, and keeps the receipt; a closed one gives what was kept.
 * `wanted` is "submitted" only when the learner asked for it; past the deadline and its allowance time has closed it.
 */
export async function closeLocked(
  tx: Transaction,
  attemptId: string,
  now: Date,
  wanted?: "submitted",
): Promise<Submission> {
  const attempt = await tx.attempt.findUniqueOrThrow({
    where: { id: attemptId },
    select: {
      state: true,
      deadlineAt: true,
      closedAt: true,
      onPaper: true,
      receipt: true,
      personId: true,
      event: { select: { layers: { select: { language: true, title: true } } } },
      _count: { select: { slots: true } },
      answers: {
        where: { sequence: { gt: 0 } },
        select: { position: true, optionIds: true, sequence: true, savedAt: true },
      },
    },
  });
  const current = attempt.state.replaceAll("_", "-") as AttemptState;
  if (isClosed(current))
    return { submittedAt: attempt.closedAt ?? now, receipt: attempt.receipt ?? "", state: current };

  // A sheet was handed in in the room; when it is keyed in is no matter of the clock.
  const inTime = attempt.onPaper || arrivedInTime(now, attempt.deadlineAt);
  if (!inTime || wanted === "submitted") {
    const state = inTime ? "submitted" : "closed-by-time";
    const closedAt = inTime ? now : attempt.deadlineAt;
    const answers = attempt.answers.map((answer) => ({ ...answer, sequence: Number(answer.sequence) }));
    const receipt = makeReceipt(attemptId, closedAt, answers);
    await markAttempt(tx, attemptId, answers, state);
    await tx.attempt.update({
      where: { id: attemptId },
      data: { state: state === "submitted" ? "submitted" : "closed_by_time", closedAt, receipt },
      select: { id: true },
    });
    await tx.attemptLog.create({
      data: { attemptId, kind: state === "submitted" ? "submitted" : "closed", detail: { receipt } },
      select: { id: true },
    });
    const letter = attempt.onPaper ? "exam-on-paper" : state === "submitted" ? "exam-submitted" : "exam-closed";
    await writeLetterTo(tx, attempt.personId, letter, {
      event: attempt.event.layers[0]?.title ?? "",
      answered: answers.filter(({ optionIds }) => optionIds.length > 0).length,
      questions: attempt._count.slots,
      receipt,
    });
    return { submittedAt: closedAt, receipt, state };
  }
  throw new Error("an attempt that still runs is closed only by its learner");
}
