import type { Permit } from "@/lib/access/authorize";
import type { Actor, EventSubject, OwnedSubject } from "@/lib/access/policy";
import { db, sql } from "@/lib/db/client";
import { pickLayer } from "@/lib/format/layers";
import type { EventSeats, MyPlace, WaitingPerson } from "./types";

/** The event behind an address, for the access table; null for a draft as for nothing at all. */
export function getJoinableEvent(slug: string): Promise<EventSubject | null> {
  return db.event.findFirst({
    where: { slug, state: { in: ["published", "closed"] } },
    select: { id: true, organizationId: true },
  });
}

/** The asking person's own enrolment in an event, for the access table; null for who never had one. */
export function getMyEnrolment(actor: Actor, slug: string): Promise<OwnedSubject | null> {
  return db.enrolment.findFirst({
    where: { personId: actor.id, event: { slug } },
    select: { id: true, personId: true },
  });
}

/** A rank behind every other, for who has none. */
const LAST = 2_147_483_647;

/** A person's own place in an event, with their turn in the queue; null for who has none. */
export async function getMyPlace(actor: Actor, slug: string): Promise<MyPlace | null> {
  const [row] = await sql<MyPlace>(
    `SELECT n.id AS "enrolmentId", n.state, o.expires_at AS "offerUntil",
       CASE WHEN n.state = 'waiting' AND o.id IS NULL THEN (
         SELECT count(*)::int FROM enrolment w
         WHERE w.event_id = n.event_id AND w.state = 'waiting'
           AND (COALESCE(w.waiting_rank, ${LAST}), w.waiting_since, w.id) < (COALESCE(n.waiting_rank, ${LAST}), n.waiting_since, n.id)
           AND NOT EXISTS (SELECT 1 FROM offer p WHERE p.enrolment_id = w.id AND p.state = 'open')) END AS before,
       (e.state = 'published' AND NOT EXISTS (
         SELECT 1 FROM attempt a WHERE a.enrolment_id = n.id AND a.state <> 'voided')) AS "mayWithdraw"
     FROM enrolment n JOIN event e ON e.id = n.event_id
     LEFT JOIN offer o ON o.enrolment_id = n.id AND o.state = 'open' AND clock_timestamp() < o.expires_at AND e.state = 'published'
     WHERE e.slug = $1 AND n.person_id = $2`,
    [slug, actor.id],
  );
  return row ?? null;
}

/** How an event's seats stand, with its title. */
export async function getSeats({ subject }: Permit<"event.manage">, language: string): Promise<EventSeats> {
  const { layers, _count, ...event } = await db.event.findUniqueOrThrow({
    where: { id: subject.id },
    select: {
      slug: true,
      state: true,
      zone: true,
      seats: true,
      seatsTaken: true,
      seatsHeld: true,
      waitingList: true,
      layers: { select: { language: true, title: true } },
      _count: { select: { enrolments: { where: { state: "waiting" } } } },
    },
  });
  const layer = pickLayer(layers, language);
  return {
    ...event,
    waiting: _count.enrolments,
    title: layer?.title ?? event.slug,
    language: layer?.language ?? "en",
  };
}

/** An event's waiting list, in the order in which seats are offered. */
export function listWaiting({ subject }: Permit<"event.manage">): Promise<WaitingPerson[]> {
  return sql<WaitingPerson>(
    `SELECT n.id AS "enrolmentId", p.full_name AS "fullName", p.native_name AS "nativeName",
       n.waiting_since AS "waitingSince", n.state_code AS "stateCode", o.expires_at AS "offerUntil"
     FROM enrolment n JOIN person p ON p.id = n.person_id
     LEFT JOIN offer o ON o.enrolment_id = n.id AND o.state = 'open'
     WHERE n.event_id = $1 AND n.state = 'waiting'
     ORDER BY o.id IS NULL, n.waiting_rank NULLS LAST, n.waiting_since, n.id`,
    [subject.id],
  );
}
