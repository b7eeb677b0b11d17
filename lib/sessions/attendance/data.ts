import type { OwnedSubject } from "@/lib/access/policy";
import { db, sql, type Transaction } from "@/lib/db/client";
import type { Attendance, AttendanceState, RollEntry } from "../types";
import { countAttendance } from "./rules";

/**
 * The attendance of everybody in these events, or of those named, by enrolment; who is not in it had no session to attend. A
 * session counts once it has begun, by the clock or by the event's close, unless it was cancelled.
 */
export async function readAttendances(
  eventIds: readonly string[],
  {
    from = db,
    personIds,
  }: { readonly from?: Pick<Transaction, "$queryRaw">; readonly personIds?: readonly string[] | undefined } = {},
): Promise<Map<string, Attendance>> {
  const named = personIds ? [...personIds] : null;
  const rows = await from.$queryRaw<{ enrolmentId: string; states: (AttendanceState | "unrecorded")[] }[]>`
    SELECT n.id AS "enrolmentId", array_agg(coalesce(a.state, 'unrecorded')) AS states
    FROM enrolment n
    JOIN event e ON e.id = n.event_id
    JOIN event_session s ON s.event_id = e.id AND s.cancelled_at IS NULL
      AND s.starts_at <= coalesce(e.closed_at, clock_timestamp())
    LEFT JOIN attendance a ON a.session_id = s.id AND a.enrolment_id = n.id
    WHERE n.event_id = ANY (${[...eventIds]}::uuid[]) AND (${named}::uuid[] IS NULL OR n.person_id = ANY (${named}::uuid[]))
    GROUP BY n.id`;
  return new Map(rows.map(({ enrolmentId, states }) => [enrolmentId, countAttendance(states)]));
}

const nothingHeld: Attendance = { attended: 0, counted: 0, held: 0 };

/**
 * What of an attendance may decide something: everything once its event is closed, when no more sessions are held and no roll is
 * called any more; null, which is open, until then.
 */
export const decidedAttendance = (
  state: string,
  attendances: ReadonlyMap<string, Attendance>,
  enrolmentId: string,
): Attendance | null =>
  state === "closed" || state === "archived" ? (attendances.get(enrolmentId) ?? nothingHeld) : null;

export type RollSubject = {
  readonly id: string;
  readonly event: { readonly id: string; readonly organizationId: string; readonly slug: string };
};

/** A session with its event, for the access table; null when there is none. */
export async function getRollSubject(sessionId: string): Promise<RollSubject | null> {
  const [row] = await sql<RollSubject>(
    `SELECT s.id, json_build_object('id', e.id, 'organizationId', e.organization_id, 'slug', e.slug) AS event
     FROM event_session s JOIN event e ON e.id = s.event_id WHERE s.id = $1`,
    [sessionId],
  );
  return row ?? null;
}

/** Everybody enrolled in a session's event, by name, with what is recorded of them. */
export const listRoll = (sessionId: string): Promise<RollEntry[]> =>
  sql<RollEntry>(
    `SELECT n.id AS "enrolmentId", p.id AS "personId", p.full_name AS "fullName", p.native_name AS "nativeName",
       n.state_code AS "stateCode", a.state, a.method, a.said_at AS "saidAt"
     FROM event_session s
     JOIN enrolment n ON n.event_id = s.event_id
     JOIN person p ON p.id = n.person_id
     LEFT JOIN attendance a ON a.session_id = s.id AND a.enrolment_id = n.id
     WHERE s.id = $1 AND n.state = 'enrolled'
     ORDER BY lower(p.full_name), n.id`,
    [sessionId],
  );

/** The code that is open for a session now, and until when; null when none is. */
export async function getOpenCode(sessionId: string): Promise<{ readonly code: string; readonly until: Date } | null> {
  const [row] = await sql<{ code: string; until: Date }>(
    `SELECT check_in_code AS code, check_in_closes_at AS until FROM event_session
     WHERE id = $1 AND check_in_code IS NOT NULL AND clock_timestamp() < check_in_closes_at AND cancelled_at IS NULL`,
    [sessionId],
  );
  return row ?? null;
}

/** A person's seat in an event, for the access table; null for who has none. */
export const getEnrolmentPlace = (slug: string, personId: string): Promise<OwnedSubject | null> =>
  db.enrolment.findFirst({
    where: { event: { slug }, personId, state: "enrolled" },
    select: { id: true, personId: true },
  });
