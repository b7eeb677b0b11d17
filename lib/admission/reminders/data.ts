import { sql } from "@/lib/db/client";
import { type ReminderKind, reminderHours } from "./rules";

/** Somebody to be reminded of something, once: the cause says of what. */
export type Due = {
  readonly personId: string;
  readonly eventId: string;
  readonly slug: string;
  readonly zone: string;
  /** When it is, or ends. */
  readonly instant: Date;
  readonly cause: string;
  /** Of a session: its texts by language, and where it is. */
  readonly layers: Readonly<Record<string, { readonly title?: string }>> | null;
  readonly room: string | null;
  readonly link: string | null;
};

const sources: { readonly [Kind in ReminderKind]: string } = {
  deadline: `SELECT a.person_id, e.id AS event_id, e.registration_closes_at AS instant, a.id AS of,
      NULL::jsonb AS layers, NULL AS room, NULL AS link
    FROM event e JOIN application a ON a.event_id = e.id AND a.state = 'drafted'
    WHERE e.state = 'published' AND e.registration_closes_at > $1
      AND e.registration_closes_at <= $1 + $2 * interval '1 hour'`,
  session: `SELECT n.person_id, e.id AS event_id, s.starts_at AS instant, s.id AS of, s.layers, s.room, s.link
    FROM event_session s JOIN event e ON e.id = s.event_id JOIN enrolment n ON n.event_id = e.id AND n.state = 'enrolled'
    WHERE e.state = 'published' AND s.cancelled_at IS NULL AND s.starts_at > $1
      AND s.starts_at <= $1 + $2 * interval '1 hour'`,
  exam: `SELECT n.person_id, e.id AS event_id, e.closes_at AS instant, e.id AS of,
      NULL::jsonb AS layers, NULL AS room, NULL AS link
    FROM event e JOIN enrolment n ON n.event_id = e.id AND n.state = 'enrolled'
    WHERE e.state = 'published' AND e.blueprint IS NOT NULL AND e.opens_at <= $1 AND e.closes_at > $1
      AND e.closes_at <= $1 + $2 * interval '1 hour'
      AND NOT EXISTS (SELECT 1 FROM attempt t WHERE t.enrolment_id = n.id)`,
  // An offer that stands for a short time is not followed by its reminder at once, but when half of the time has gone.
  offer: `SELECT n.person_id, e.id AS event_id, o.expires_at AS instant, o.id AS of,
      NULL::jsonb AS layers, NULL AS room, NULL AS link
    FROM offer o JOIN enrolment n ON n.id = o.enrolment_id JOIN event e ON e.id = n.event_id
    WHERE o.state = 'open' AND e.state = 'published' AND o.expires_at > $1 AND o.expires_at <= $1 + $2 * interval '1 hour'
      AND o.created_at + (o.expires_at - o.created_at) / 2 <= $1`,
  // The link itself stands in its letter alone: only its fingerprint is stored.
  invitation: `SELECT m.person_id, e.id AS event_id, i.expires_at AS instant, i.id AS of,
      NULL::jsonb AS layers, NULL AS room, NULL AS link
    FROM invitation i JOIN event e ON e.id = i.event_id
      JOIN mail_address m ON m.canonical = i.canonical AND m.verified_at IS NOT NULL
    WHERE i.state = 'sent' AND i.times_sent > 0 AND e.state = 'published' AND i.expires_at > $1
      AND i.expires_at <= $1 + $2 * interval '1 hour' AND i.sent_at + (i.expires_at - i.sent_at) / 2 <= $1`,
};

/** Who is to be reminded now and was not yet; something that was moved since is reminded of again. */
export function listDue(kind: ReminderKind, now: Date, limit: number): Promise<Due[]> {
  return sql<Due>(
    `SELECT * FROM (
       SELECT d.person_id AS "personId", d.event_id AS "eventId", e.slug, e.zone, d.instant, d.layers, d.room, d.link,
         concat_ws(' ', 'reminder', $4::text, d.of, d.person_id, (extract(epoch FROM d.instant) * 1000)::bigint) AS cause
       FROM (${sources[kind]}) d JOIN event e ON e.id = d.event_id JOIN person p ON p.id = d.person_id
       WHERE p.suspended_at IS NULL
         AND EXISTS (SELECT 1 FROM mail_address m WHERE m.person_id = p.id AND m.verified_at IS NOT NULL)) due
     WHERE NOT EXISTS (SELECT 1 FROM letter l WHERE l.cause = due.cause) LIMIT $3`,
    [now, reminderHours[kind], limit, kind],
  );
}
