import type { Permit } from "@/lib/access/authorize";
import { recordAudit } from "@/lib/audit/record";
import { db, type Transaction } from "@/lib/db/client";
import { AppError } from "@/lib/errors";
import { formatInstant } from "@/lib/format/dates";
import { pickLayer } from "@/lib/format/layers";
import { writeLettersTo } from "@/lib/mail/outbox";
import { ok, type Result, refuse } from "@/lib/result";
import { TRANSIT_ALLOWANCE_SECONDS } from "@/lib/scheduling/deadline";
import { readClock } from "../mutations";
import { attemptDeadline, moveDeadline } from "./rules";
import type { Allowance, AllowanceReason, Outage, OutageReason } from "./types";

const readEvent = (tx: Transaction, id: string) =>
  tx.event.findUniqueOrThrow({
    where: { id },
    select: {
      state: true,
      zone: true,
      closesAt: true,
      timeLimitSeconds: true,
      layers: { select: { language: true, title: true } },
    },
  });

type RunningRow = {
  readonly id: string;
  readonly personId: string;
  readonly startedAt: Date;
  readonly deadlineAt: Date;
  readonly extraTimeSeconds: number;
  readonly onPaper: boolean;
};

/**
 * Sets a person's extra time and extra attempts. An attempt that runs gets its new end in the same moment, and its page hears
 * of it at its next contact.
 * Errors: AppError("not-found") for a place of another event; "own-place" for staff who sit the exam themselves;
 * "ends-in-the-past" where less time would end the running attempt before now.
 */
export function changeAllowance(
  { actor, subject }: Permit<"event.manage">,
  { enrolmentId, extraTimeSeconds, extraAttempts, reason }: Allowance,
): Promise<Result<null, AllowanceReason>> {
  return db.$transaction(async (tx) => {
    const [place] = await tx.$queryRaw<{ personId: string; extraTimeSeconds: number; extraAttempts: number }[]>`
      SELECT person_id AS "personId", extra_time_seconds AS "extraTimeSeconds", extra_attempts AS "extraAttempts"
      FROM enrolment WHERE id = ${enrolmentId}::uuid AND event_id = ${subject.id}::uuid AND state = 'enrolled' FOR UPDATE`;
    if (!place) throw new AppError("not-found", "no such place in this event");
    if (place.personId === actor.id) return refuse("own-place");
    const event = await readEvent(tx, subject.id);
    if (!event.timeLimitSeconds || !event.closesAt) return refuse("no-exam");
    if (event.state !== "published") return refuse("event-over");
    const before = { extraTimeSeconds: place.extraTimeSeconds, extraAttempts: place.extraAttempts };
    if (before.extraTimeSeconds === extraTimeSeconds && before.extraAttempts === extraAttempts) return ok(null);

    const [running] = await tx.$queryRaw<RunningRow[]>`
      SELECT id, person_id AS "personId", started_at AS "startedAt", deadline_at AS "deadlineAt",
        extra_time_seconds AS "extraTimeSeconds", on_paper AS "onPaper"
      FROM attempt WHERE enrolment_id = ${enrolmentId}::uuid AND state = 'in-progress' FOR UPDATE`;
    const limits = {
      timeLimitSeconds: event.timeLimitSeconds,
      windowClosesAt: event.closesAt,
      extraTimeSeconds,
    };
    // The clock is read after the lock: a submission that came first has closed the attempt by now.
    const moved = running ? moveDeadline(running, limits, await readClock(tx)) : ok(null);
    if (!moved.ok) return moved;

    await tx.enrolment.update({
      where: { id: enrolmentId },
      data: { extraTimeSeconds, extraAttempts },
      select: { id: true },
    });
    const move = moved.value;
    if (running && move) {
      const { bySeconds, deadlineAt } = move;
      await tx.attempt.update({ where: { id: running.id }, data: { deadlineAt }, select: { id: true } });
      await tx.attemptLog.create({
        data: {
          attemptId: running.id,
          kind: "extended",
          detail: { bySeconds, deadlineAt: deadlineAt.toISOString() },
        },
        select: { id: true },
      });
    }
    await recordAudit(tx, {
      actorId: actor.id,
      action: "exam.change-allowance",
      subjectKind: "enrolment",
      subjectId: enrolmentId,
      detail: {
        before,
        after: { extraTimeSeconds, extraAttempts },
        reason,
        ...(running && move ? { attemptId: running.id, deadlineAt: move.deadlineAt.toISOString() } : {}),
      },
    });
    // The reason stays with staff: it may speak of somebody's health.
    await writeLettersTo(tx, [
      {
        kind: "exam-allowance",
        personId: place.personId,
        values: (language) => ({
          event: pickLayer(event.layers, language)?.title ?? "",
          minutes: Math.round(extraTimeSeconds / 60),
          attempts: extraAttempts,
          running: move ? "yes" : "no",
          ends: move ? formatInstant(move.deadlineAt, language, event.zone) : "",
        }),
      },
    ]);
    return ok(null);
  });
}

export type Extended = { readonly count: number };

/**
 * Gives every running attempt of the event so much more, all or none. What is running is decided by one statement and the
 * database's clock: what came to its end, and whose allowance for transit has passed, is over. Sheets of paper keep their own
 * time. The same outage again, by its id, changes nothing and answers alike.
 */
export function extendRunning(
  { actor, subject }: Permit<"event.manage">,
  { id, seconds, reason }: Outage,
): Promise<Result<Extended, OutageReason>> {
  return db.$transaction(async (tx) => {
    await tx.$queryRaw`SELECT id FROM event WHERE id = ${subject.id}::uuid FOR NO KEY UPDATE`;
    const done = await tx.auditEvent.findFirst({
      where: {
        action: "exam.extend-running",
        subjectKind: "event",
        subjectId: subject.id,
        detail: { path: ["id"], equals: id },
      },
      select: { detail: true },
    });
    if (done) return ok({ count: (done.detail as { count?: number }).count ?? 0 });
    const event = await readEvent(tx, subject.id);
    const { timeLimitSeconds, closesAt } = event;
    if (!timeLimitSeconds || !closesAt) return refuse("no-exam");

    const running = await tx.$queryRaw<(RunningRow & { readonly ownExtraSeconds: number })[]>`
      SELECT a.id, a.person_id AS "personId", a.started_at AS "startedAt", a.deadline_at AS "deadlineAt",
        a.extra_time_seconds AS "extraTimeSeconds", a.on_paper AS "onPaper", n.extra_time_seconds AS "ownExtraSeconds"
      FROM attempt a JOIN enrolment n ON n.id = a.enrolment_id
      WHERE a.event_id = ${subject.id}::uuid AND a.state = 'in-progress' AND NOT a.on_paper AND a.person_id <> ${actor.id}::uuid
        AND clock_timestamp() <= a.deadline_at + ${TRANSIT_ALLOWANCE_SECONDS} * interval '1 second'
      ORDER BY a.id FOR UPDATE OF a`;
    if (running.length === 0) return refuse("nobody-running");
    const moves = running.map((attempt) => {
      const deadlineAt = attemptDeadline(
        { ...attempt, extraTimeSeconds: attempt.extraTimeSeconds + seconds },
        { timeLimitSeconds, windowClosesAt: closesAt, extraTimeSeconds: attempt.ownExtraSeconds },
      );
      const bySeconds = Math.round((deadlineAt.getTime() - attempt.deadlineAt.getTime()) / 1000);
      return { id: attempt.id, personId: attempt.personId, deadlineAt, bySeconds };
    });
    await tx.$executeRaw`
      UPDATE attempt a SET extra_time_seconds = a.extra_time_seconds + ${seconds}, deadline_at = moved.deadline_at
      FROM unnest(${moves.map((move) => move.id)}::uuid[], ${moves.map((move) => move.deadlineAt)}::timestamptz[])
        AS moved (id, deadline_at)
      WHERE a.id = moved.id`;
    await tx.attemptLog.createMany({
      data: moves.map((move) => ({
        attemptId: move.id,
        kind: "extended",
        detail: { bySeconds: move.bySeconds, deadlineAt: move.deadlineAt.toISOString() },
      })),
    });
    await recordAudit(tx, {
      actorId: actor.id,
      action: "exam.extend-running",
      subjectKind: "event",
      subjectId: subject.id,
      detail: { id, seconds, reason, count: moves.length },
    });
    await writeLettersTo(
      tx,
      moves.map(({ personId, deadlineAt }) => ({
        kind: "exam-extended" as const,
        personId,
        values: (language) => ({
          event: pickLayer(event.layers, language)?.title ?? "",
          minutes: Math.round(seconds / 60),
          ends: formatInstant(deadlineAt, language, event.zone),
        }),
      })),
    );
    return ok({ count: moves.length });
  });
}
