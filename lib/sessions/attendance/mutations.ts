import { randomBytes } from "node:crypto";
import type { Permit } from "@/lib/access/authorize";
import { recordAudit } from "@/lib/audit/record";
import { countFailure } from "@/lib/auth/limits";
import { db, type Transaction } from "@/lib/db/client";
import { ok, type Result, refuse } from "@/lib/result";
import type { AttendanceState } from "../types";
import { CHECK_IN_MINUTES, EARLY_MINUTES, makeCheckInCode, readCheckInCode } from "./rules";

/** What stands of one person at one session. */
export type Recorded = {
  readonly state: AttendanceState;
  readonly method: "roll-call" | "self";
  readonly saidAt: Date;
};

type Said = { readonly enrolmentId: string; readonly state: AttendanceState; readonly saidAt: Date };

export type RecordReason = "gone" | "cancelled" | "fixed" | "too-early" | "own";
type NotOpen = Exclude<RecordReason, "own">;

/**
 * Why the roll of a session is not called now; null when it may be. The event's lock makes a record and the event's close come
 * one after the other, so that what decides certificates stands still once the event is closed.
 */
async function whyNotOpen(tx: Transaction, eventId: string, sessionId: string): Promise<NotOpen | null> {
  await tx.$queryRaw`SELECT id FROM event WHERE id = ${eventId}::uuid FOR SHARE`;
  const [row] = await tx.$queryRaw<{ state: string; cancelled: boolean; early: boolean }[]>`
    SELECT e.state::text AS state, s.cancelled_at IS NOT NULL AS cancelled,
      clock_timestamp() < s.starts_at - make_interval(mins => ${EARLY_MINUTES}::int) AS early
    FROM event_session s JOIN event e ON e.id = s.event_id WHERE s.id = ${sessionId}::uuid AND e.id = ${eventId}::uuid`;
  if (!row) return "gone";
  if (row.cancelled) return "cancelled";
  if (row.state !== "published") return "fixed";
  return row.early ? "too-early" : null;
}

/**
 * Writes what was said of one person unless something later stands. A clock that runs ahead counts as the server's own, so that
 * it does not win for ever. Returns whether anything changed.
 */
async function record(tx: Transaction, sessionId: string, actorId: string, said: Said): Promise<boolean> {
  const changed = await tx.$executeRaw`
    INSERT INTO attendance (session_id, enrolment_id, state, method, recorded_by_id, said_at, recorded_at)
    VALUES (${sessionId}::uuid, ${said.enrolmentId}::uuid, ${said.state}, 'roll-call', ${actorId}::uuid,
      least(${said.saidAt}::timestamptz, clock_timestamp()), clock_timestamp())
    ON CONFLICT (session_id, enrolment_id) DO UPDATE
      SET state = EXCLUDED.state, method = EXCLUDED.method, recorded_by_id = EXCLUDED.recorded_by_id,
        said_at = EXCLUDED.said_at, recorded_at = EXCLUDED.recorded_at
      WHERE attendance.said_at < EXCLUDED.said_at`;
  if (changed === 0) return false;
  await recordAudit(tx, {
    actorId,
    action: "attendance.record",
    subjectKind: "enrolment",
    subjectId: said.enrolmentId,
    detail: { sessionId, state: said.state },
  });
  return true;
}

type Roll = Permit<"attendance.record">;

const isEnrolled = (tx: Transaction, eventId: string, enrolmentId: string) =>
  tx.enrolment.findFirst({
    where: { id: enrolmentId, eventId, state: "enrolled" },
    select: { id: true, personId: true },
  });

/** Records one tap of a roll call. Of two that were said of one person the later one stands; the same one again changes nothing. */
export function recordAttendance(
  { actor, subject }: Roll,
  sessionId: string,
  said: Said,
): Promise<Result<Recorded & { readonly stands: boolean }, RecordReason>> {
  return db.$transaction(async (tx) => {
    const reason = await whyNotOpen(tx, subject.id, sessionId);
    if (reason) return refuse(reason);
    const enrolment = await isEnrolled(tx, subject.id, said.enrolmentId);
    if (!enrolment) return refuse("gone");
    if (enrolment.personId === actor.id) return refuse("own");
    await record(tx, sessionId, actor.id, said);
    const row = await tx.attendance.findUniqueOrThrow({
      where: { sessionId_enrolmentId: { sessionId, enrolmentId: said.enrolmentId } },
      select: { state: true, method: true, saidAt: true },
    });
    const standing = { ...row, state: row.state as AttendanceState, method: row.method as Recorded["method"] };
    return ok({ ...standing, stands: standing.state === said.state && standing.method === "roll-call" });
  });
}

/** Records a whole roll at once, as a form without scripts sends it: those whose state differs from what the page showed. */
export function recordRoll(
  { actor, subject }: Roll,
  sessionId: string,
  changes: readonly { readonly enrolmentId: string; readonly state: AttendanceState }[],
): Promise<Result<{ readonly recorded: number }, NotOpen>> {
  return db.$transaction(async (tx) => {
    const reason = await whyNotOpen(tx, subject.id, sessionId);
    if (reason) return refuse(reason);
    const enrolled = await tx.enrolment.findMany({
      where: { eventId: subject.id, state: "enrolled", personId: { not: actor.id } },
      select: { id: true },
    });
    const known = new Set(enrolled.map(({ id }) => id));
    const saidAt = new Date();
    let recorded = 0;
    for (const change of changes)
      if (known.has(change.enrolmentId) && (await record(tx, sessionId, actor.id, { ...change, saidAt }))) recorded++;
    return ok({ recorded });
  });
}

/** Opens a new code for checking in to a session; one that was open before no longer works. */
export function openCheckIn({ actor, subject }: Roll, sessionId: string): Promise<Result<null, NotOpen>> {
  return db.$transaction(async (tx) => {
    const reason = await whyNotOpen(tx, subject.id, sessionId);
    if (reason) return refuse(reason);
    const code = makeCheckInCode(randomBytes);
    await tx.$executeRaw`
      UPDATE event_session SET check_in_code = ${code},
        check_in_closes_at = clock_timestamp() + make_interval(mins => ${CHECK_IN_MINUTES}::int)
      WHERE id = ${sessionId}::uuid`;
    await recordAudit(tx, {
      actorId: actor.id,
      action: "check-in.open",
      subjectKind: "session",
      subjectId: sessionId,
    });
    return ok(null);
  });
}

/** Ends the code of a session at once. */
export function endCheckIn({ actor, subject }: Roll, sessionId: string): Promise<Result<null, "gone">> {
  return db.$transaction(async (tx) => {
    const { count } = await tx.eventSession.updateMany({
      where: { id: sessionId, eventId: subject.id },
      data: { checkInCode: null, checkInClosesAt: null },
    });
    if (count === 0) return refuse("gone");
    await recordAudit(tx, { actorId: actor.id, action: "check-in.end", subjectKind: "session", subjectId: sessionId });
    return ok(null);
  });
}

export type CheckInReason = "wrong-code" | "too-many" | "recorded" | "not-enrolled";

/**
 * Checks a learner in to the session whose code they typed. Tries are counted by person, for a classroom shares one address;
 * what staff have recorded stands.
 */
export async function checkIn(
  { actor, subject }: Permit<"enrolment.use">,
  typed: string,
): Promise<Result<{ readonly sessionId: string }, CheckInReason>> {
  const code = readCheckInCode(typed);
  if (!code) return refuse("wrong-code");
  // Every try counts, also a right one, so that of many at once no more are looked at than the limit says.
  if (!(await countFailure([["check-in-person", actor.id]]))) return refuse("too-many");
  return redeemCode(subject.id, actor.id, code);
}

const redeemCode = (
  enrolmentId: string,
  personId: string,
  code: string,
): Promise<Result<{ readonly sessionId: string }, Exclude<CheckInReason, "too-many">>> =>
  db.$transaction(async (tx) => {
    const [session] = await tx.$queryRaw<{ id: string; enrolled: boolean }[]>`
      SELECT s.id, n.state = 'enrolled' AS enrolled
      FROM enrolment n JOIN event e ON e.id = n.event_id JOIN event_session s ON s.event_id = e.id
      WHERE n.id = ${enrolmentId}::uuid AND e.state = 'published' AND s.cancelled_at IS NULL
        AND s.check_in_code = ${code} AND clock_timestamp() < s.check_in_closes_at
      FOR SHARE OF e, s`;
    if (!session) return refuse("wrong-code");
    if (!session.enrolled) return refuse("not-enrolled");
    await tx.$executeRaw`
      INSERT INTO attendance (session_id, enrolment_id, state, method, recorded_by_id, said_at, recorded_at)
      VALUES (${session.id}::uuid, ${enrolmentId}::uuid, 'present', 'self', ${personId}::uuid, clock_timestamp(), clock_timestamp())
      ON CONFLICT (session_id, enrolment_id) DO NOTHING`;
    const row = await tx.attendance.findUniqueOrThrow({
      where: { sessionId_enrolmentId: { sessionId: session.id, enrolmentId } },
      select: { state: true },
    });
    return row.state === "present" ? ok({ sessionId: session.id }) : refuse("recorded");
  });
