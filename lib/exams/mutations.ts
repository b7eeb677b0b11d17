import { randomBytes } from "node:crypto";
import type { Permit } from "@/lib/access/authorize";
import type { Actor } from "@/lib/access/policy";
import { blueprintSchema } from "@/lib/content/schema";
import { db, hotSql, sql, type Transaction } from "@/lib/db/client";
import { AppError } from "@/lib/errors";
import { fraction } from "@/lib/grading/fraction";
import { markForm, type QuestionKind } from "@/lib/grading/mark-form";
import { log } from "@/lib/log";
import { writeLetterTo } from "@/lib/mail/outbox";
import { ok, type Result, refuse } from "@/lib/result";
import { arrivedInTime, deadlineFor, TRANSIT_ALLOWANCE_SECONDS } from "@/lib/scheduling/deadline";
import { windowState } from "@/lib/scheduling/windows";
import { drawForm } from "./draw-form";
import { isClosed, makeReceipt, sameOptions } from "./rules";
import type { SaveAnswer } from "./schema";
import type { AttemptState, SavedAnswer, SaveReason, StartReason, Submission } from "./types";

export type StartedAttempt = { readonly attemptId: string; readonly deadlineAt: Date; readonly isNew: boolean };

/** The database's clock: the only one that decides. */
async function readClock(tx: Transaction): Promise<Date> {
  const [row] = await tx.$queryRaw<{ now: Date }[]>`SELECT date_trunc('milliseconds', clock_timestamp()) AS now`;
  if (!row) throw new Error("the database has no clock");
  return row.now;
}

/**
 * Starts an attempt, or returns the one that runs: the lock on the enrolment makes two starts at once one attempt. The form is
 * drawn and stored here, and never again.
 */
export function startAttempt({ subject }: Permit<"enrolment.use">): Promise<Result<StartedAttempt, StartReason>> {
  return db.$transaction(async (tx) => {
    await tx.$queryRaw`SELECT id FROM enrolment WHERE id = ${subject.id}::uuid FOR UPDATE`;
    const enrolment = await tx.enrolment.findUniqueOrThrow({
      where: { id: subject.id },
      select: {
        state: true,
        extraTimeSeconds: true,
        extraAttempts: true,
        attempts: { select: { id: true, number: true, state: true, deadlineAt: true } },
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
    if (running && arrivedInTime(now, running.deadlineAt))
      return ok({ attemptId: running.id, deadlineAt: running.deadlineAt, isNew: false });
    if (running) {
      await tx.$queryRaw`SELECT id FROM attempt WHERE id = ${running.id}::uuid FOR UPDATE`;
      await closeLocked(tx, running.id, now);
    }

    const counted = enrolment.attempts.filter(({ state }) => state !== "voided").length;
    if (counted >= event.attemptsAllowed + enrolment.extraAttempts) return refuse("no-attempt-left");
    const window = windowState(event, now);
    if (event.state !== "published" || window === "past") return refuse("window-closed");
    if (window !== "open" || !event.closesAt) return refuse("not-open-yet");

    const seed = randomBytes(16).toString("hex");
    const pool = await tx.$queryRaw<{ versionId: string; module: string; norms: string[]; optionIds: string[] }[]>`
      SELECT DISTINCT ON (v.question_id) v.id AS "versionId", v.module_slug AS module, v.norms, v.option_ids AS "optionIds"
      FROM question_version v JOIN question q ON q.id = v.question_id
      WHERE q.bank_id = ${event.bankId}::uuid AND q.retired_at IS NULL
      ORDER BY v.question_id, v.number DESC`;
    const form = drawForm(pool, blueprintSchema.parse(event.blueprint), seed);
    if (!form.ok) return refuse("not-drawable");

    const deadlineAt = deadlineFor(now, {
      timeLimitSeconds: event.timeLimitSeconds,
      extraTimeSeconds: enrolment.extraTimeSeconds,
      windowClosesAt: event.closesAt,
    });
    const { id } = await tx.attempt.create({
      data: {
        enrolmentId: subject.id,
        eventId: event.id,
        personId: subject.personId,
        number: Math.max(0, ...enrolment.attempts.map(({ number }) => number)) + 1,
        language: "en",
        seed,
        startedAt: now,
        deadlineAt,
      },
      select: { id: true },
    });
    await tx.formSlot.createMany({
      data: form.value.map(({ optionOrder, ...slot }) => ({ attemptId: id, optionOrder: [...optionOrder], ...slot })),
    });
    await tx.attemptLog.create({ data: { attemptId: id, kind: "started" }, select: { id: true } });
    return ok({ attemptId: id, deadlineAt, isNew: true });
  });
}

type SaveRow = { readonly sequence: string; readonly saved_at: Date };

/*
 * One statement decides owner, state, deadline, position, options and sequence, and writes: the lock on the attempt makes it
 * wait for a submission under way and then see it.
 */
const saveStatement = `
  WITH attempt_now AS (
    SELECT id, language FROM attempt
    WHERE id = $1 AND person_id = $2 AND state = 'in-progress'
      AND clock_timestamp() <= deadline_at + interval '${TRANSIT_ALLOWANCE_SECONDS} seconds'
    FOR SHARE
  )
  INSERT INTO answer (attempt_id, position, option_ids, sequence, language, saved_at)
  SELECT a.id, $3, $4::text[], $5, a.language, date_trunc('milliseconds', clock_timestamp())
  FROM attempt_now a
  JOIN form_slot s ON s.attempt_id = a.id AND s.position = $3 AND $4::text[] <@ s.option_order
  JOIN question_version v ON v.id = s.version_id AND (v.kind <> 'single' OR cardinality($4::text[]) <= 1)
  ON CONFLICT (attempt_id, position) DO UPDATE
    SET option_ids = excluded.option_ids, sequence = excluded.sequence, language = excluded.language, saved_at = excluded.saved_at
    WHERE answer.sequence < excluded.sequence
  RETURNING sequence, saved_at`;

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
      slots: { where: { position }, select: { optionOrder: true, version: { select: { kind: true } } } },
      answers: { where: { position }, select: { optionIds: true, sequence: true, savedAt: true } },
    },
  });
  if (!attempt) throw new AppError("not-found", "no such attempt of this person");
  const [slot] = attempt.slots;
  if (!slot) return refuse("no-such-position");
  const tooMany = slot.version.kind === "single" && optionIds.length > 1;
  if (tooMany || optionIds.some((id) => !slot.optionOrder.includes(id))) return refuse("no-such-option");
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
     WHERE a.id = $1 AND a.person_id = $2 AND a.state = 'in-progress'
     ON CONFLICT (attempt_id, position) DO UPDATE SET flagged = excluded.flagged
     RETURNING position`,
    [attemptId, actor.id, position, flagged],
  );
  if (rows.length > 0) return ok(null);
  const own = await db.attempt.findFirst({
    where: { id: attemptId, personId: actor.id },
    select: { slots: { where: { position }, select: { position: true } } },
  });
  if (!own?.slots.length) throw new AppError("not-found", "no such question of this person");
  return refuse("closed");
}

/** Submits an attempt, once: a repetition, however it comes, gets the stored answer. What time has closed already says so. */
export function submitAttempt({ subject }: Permit<"attempt.write">): Promise<Submission> {
  return db.$transaction(async (tx) => {
    await tx.$queryRaw`SELECT id FROM attempt WHERE id = ${subject.id}::uuid FOR UPDATE`;
    return closeLocked(tx, subject.id, await readClock(tx), "submitted");
  });
}

/** Closes an attempt whose time is over; one that runs, or is closed, is left as it is. */
export async function closeIfExpired(attemptId: string): Promise<void> {
  await db.$transaction(async (tx) => {
    const [row] = await tx.$queryRaw<{ id: string }[]>`
      SELECT id FROM attempt WHERE id = ${attemptId}::uuid AND state = 'in-progress'
        AND clock_timestamp() > deadline_at + ${TRANSIT_ALLOWANCE_SECONDS} * interval '1 second' FOR UPDATE`;
    if (row) await closeLocked(tx, row.id, await readClock(tx));
  });
}

/** Closes every attempt whose time is over, so that a browser that never came back leaves nothing open. */
export async function closeExpiredAttempts(): Promise<void> {
  const expired = await sql<{ id: string }>(
    `SELECT id FROM attempt WHERE state = 'in-progress' AND deadline_at + interval '${TRANSIT_ALLOWANCE_SECONDS} seconds' < clock_timestamp()
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
async function closeLocked(tx: Transaction, attemptId: string, now: Date, wanted?: "submitted"): Promise<Submission> {
  const attempt = await tx.attempt.findUniqueOrThrow({
    where: { id: attemptId },
    select: {
      state: true,
      deadlineAt: true,
      closedAt: true,
      receipt: true,
      personId: true,
      event: { select: { layers: { select: { language: true, title: true } } } },
      slots: {
        orderBy: { position: "asc" },
        select: { position: true, points: true, version: { select: { kind: true, optionIds: true, keyIds: true } } },
      },
      answers: {
        where: { sequence: { gt: 0 } },
        select: { position: true, optionIds: true, sequence: true, savedAt: true },
      },
    },
  });
  const current = attempt.state.replaceAll("_", "-") as AttemptState;
  if (isClosed(current))
    return { submittedAt: attempt.closedAt ?? now, receipt: attempt.receipt ?? "", state: current };

  const inTime = arrivedInTime(now, attempt.deadlineAt);
  if (!inTime || wanted === "submitted") {
    const state = inTime ? "submitted" : "closed-by-time";
    const closedAt = inTime ? now : attempt.deadlineAt;
    const answers = attempt.answers.map((answer) => ({ ...answer, sequence: Number(answer.sequence) }));
    const receipt = makeReceipt(attemptId, closedAt, answers);
    const { earned, possible, marks } = markForm(
      attempt.slots.map(({ position, points, version }) => ({
        position,
        points,
        kind: version.kind as QuestionKind,
        optionIds: version.optionIds,
        keyIds: version.keyIds,
      })),
      answers,
    );
    await tx.mark.create({
      data: {
        attemptId,
        number: 1,
        current: true,
        reason: state,
        earnedNumerator: earned.numerator,
        earnedDenominator: earned.denominator,
        possiblePoints: possible,
        slots: marks.map((mark, i) => ({
          position: attempt.slots[i]?.position ?? 0,
          points: attempt.slots[i]?.points ?? 0,
          earned: mark ?? fraction(0),
        })),
      },
      select: { number: true },
    });
    await tx.attempt.update({
      where: { id: attemptId },
      data: { state: state === "submitted" ? "submitted" : "closed_by_time", closedAt, receipt },
      select: { id: true },
    });
    await tx.attemptLog.create({
      data: { attemptId, kind: state === "submitted" ? "submitted" : "closed", detail: { receipt } },
      select: { id: true },
    });
    await writeLetterTo(tx, attempt.personId, state === "submitted" ? "exam-submitted" : "exam-closed", {
      event: attempt.event.layers[0]?.title ?? "",
      answered: answers.filter(({ optionIds }) => optionIds.length > 0).length,
      questions: attempt.slots.length,
      receipt,
    });
    return { submittedAt: closedAt, receipt, state };
  }
  throw new Error("an attempt that still runs is closed only by its learner");
}
