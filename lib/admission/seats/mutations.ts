import { recordAudit } from "@/lib/audit/record";
import { db, sql, type Transaction } from "@/lib/db/client";
import { log } from "@/lib/log";
import { writeLetterTo } from "@/lib/mail/outbox";
import { letterValues } from "./data";

/*
 * The one place where an event's seats change. A seat is free, held (for an open offer or an open invitation) or taken (by an
 * enrolled person); every change is one conditional update of the event's row, so that those who come at once come one after
 * another, and the counters always equal the rows. Every function here runs inside its caller's transaction.
 *
 * A free seat and a waiting person never stand side by side: whoever frees a seat, or adds one, calls `offerFreeSeats`.
 */

/**
 * Locks an event's row. Whoever is about to lock an enrolment, an offer or an invitation and will change seats as well locks the
 * event first: everybody in the same order, so that nobody waits in a circle. What only refers to the event, such as an attempt
 * that begins under its enrolment's lock, is not held up.
 */
export async function lockEvent(tx: Transaction, eventId: string): Promise<void> {
  await tx.$queryRaw`SELECT 1 FROM event WHERE id = ${eventId}::uuid FOR NO KEY UPDATE`;
}

/** Takes a free seat for somebody who is enrolled in the same transaction. False when none is free. */
export async function takeFreeSeat(tx: Transaction, eventId: string): Promise<boolean> {
  const taken = await tx.$executeRaw`
    UPDATE event SET seats_taken = seats_taken + 1
    WHERE id = ${eventId}::uuid AND state = 'published' AND (seats IS NULL OR seats_taken + seats_held < seats)`;
  return taken === 1;
}

/** Holds free seats, all or none. False when there are not so many. */
export async function holdSeats(tx: Transaction, eventId: string, count: number): Promise<boolean> {
  const held = await tx.$executeRaw`
    UPDATE event SET seats_held = seats_held + ${count}
    WHERE id = ${eventId}::uuid AND state = 'published' AND (seats IS NULL OR seats_taken + seats_held + ${count} <= seats)`;
  return held === 1;
}

/** Turns a held seat into a taken one, for somebody who is enrolled in the same transaction. */
export async function takeHeldSeat(tx: Transaction, eventId: string): Promise<void> {
  await tx.$executeRaw`
    UPDATE event SET seats_held = seats_held - 1, seats_taken = seats_taken + 1 WHERE id = ${eventId}::uuid`;
}

/** Turns a taken seat into a held one, for somebody who is invited in the place of whose enrolment ends in the same transaction. */
export async function holdTakenSeat(tx: Transaction, eventId: string): Promise<void> {
  await tx.$executeRaw`
    UPDATE event SET seats_taken = seats_taken - 1, seats_held = seats_held + 1 WHERE id = ${eventId}::uuid`;
}

/** Gives seats back and offers them to who waits. */
export async function freeSeats(
  tx: Transaction,
  eventId: string,
  { taken = 0, held = 0 }: { readonly taken?: number; readonly held?: number },
): Promise<void> {
  await tx.$executeRaw`
    UPDATE event SET seats_taken = seats_taken - ${taken}, seats_held = seats_held - ${held} WHERE id = ${eventId}::uuid`;
  await offerFreeSeats(tx, eventId);
}

/**
 * Offers every free seat to the next waiting person, in order: an organizer's rank first, then who came first. Each offer holds
 * its seat and is told by one letter. Nobody is offered a seat once the event is over. Returns how many offers were made.
 */
export async function offerFreeSeats(tx: Transaction, eventId: string): Promise<number> {
  let made = 0;
  for (;;) {
    // The update locks the event's row: of two who free seats at once, the second sees the first one's offers.
    if (!(await holdSeats(tx, eventId, 1))) return made;
    const [next] = await tx.$queryRaw<{ enrolmentId: string; personId: string; offerHours: number }[]>`
      SELECT n.id AS "enrolmentId", n.person_id AS "personId", e.offer_hours AS "offerHours"
      FROM enrolment n JOIN event e ON e.id = n.event_id
      WHERE n.event_id = ${eventId}::uuid AND n.state = 'waiting'
        AND (e.closes_at IS NULL OR clock_timestamp() < e.closes_at)
        AND NOT EXISTS (SELECT 1 FROM offer o WHERE o.enrolment_id = n.id AND o.state = 'open')
      ORDER BY n.waiting_rank NULLS LAST, n.waiting_since, n.id LIMIT 1`;
    if (!next) {
      await tx.$executeRaw`UPDATE event SET seats_held = seats_held - 1 WHERE id = ${eventId}::uuid`;
      return made;
    }
    const [offer] = await tx.$queryRaw<{ expiresAt: Date }[]>`
      INSERT INTO offer (enrolment_id, expires_at)
      SELECT ${next.enrolmentId}::uuid, least(clock_timestamp() + e.offer_hours * interval '1 hour', e.closes_at)
      FROM event e WHERE e.id = ${eventId}::uuid
      RETURNING expires_at AS "expiresAt"`;
    await writeLetterTo(
      tx,
      next.personId,
      "seat-offered",
      await letterValues(tx, eventId, next.personId, { until: offer?.expiresAt ?? new Date() }),
    );
    made++;
  }
}

/**
 * Enrols a person whose seat was taken in the same transaction, whatever their place was before. Returns null when they were
 * enrolled already: then the caller gives the seat back by rolling back.
 */
export async function enrol(
  tx: Transaction,
  person: {
    readonly eventId: string;
    readonly personId: string;
    readonly stateCode?: string | null;
    readonly groups?: object | null;
    readonly identity?: "self-declared" | "nominated" | "checked";
  },
): Promise<string | null> {
  const { eventId, personId, stateCode = null, groups = null, identity = "self-declared" } = person;
  const [row] = await tx.$queryRaw<{ id: string }[]>`
    INSERT INTO enrolment (event_id, person_id, state, state_code, groups, identity)
    VALUES (${eventId}::uuid, ${personId}::uuid, 'enrolled', ${stateCode}, ${groups ? JSON.stringify(groups) : null}::jsonb, ${identity})
    ON CONFLICT (event_id, person_id) DO UPDATE
      SET state = 'enrolled', waiting_since = NULL, waiting_rank = NULL,
        state_code = COALESCE(EXCLUDED.state_code, enrolment.state_code), groups = COALESCE(EXCLUDED.groups, enrolment.groups),
        identity = EXCLUDED.identity
      WHERE enrolment.state <> 'enrolled'
    RETURNING id`;
  return row?.id ?? null;
}

/** Puts a person at the end of the waiting list; who waits already keeps their place. False when they are enrolled. */
export async function putOnWaitingList(
  tx: Transaction,
  person: {
    readonly eventId: string;
    readonly personId: string;
    readonly stateCode?: string | null;
    readonly groups?: object | null;
  },
): Promise<boolean> {
  const { eventId, personId, stateCode = null, groups = null } = person;
  const count = await tx.$executeRaw`
    INSERT INTO enrolment (event_id, person_id, state, waiting_since, state_code, groups)
    VALUES (${eventId}::uuid, ${personId}::uuid, 'waiting', clock_timestamp(), ${stateCode}, ${groups ? JSON.stringify(groups) : null}::jsonb)
    ON CONFLICT (event_id, person_id) DO UPDATE
      SET state = 'waiting', waiting_since = COALESCE(enrolment.waiting_since, EXCLUDED.waiting_since),
        state_code = COALESCE(EXCLUDED.state_code, enrolment.state_code), groups = COALESCE(EXCLUDED.groups, enrolment.groups)
      WHERE enrolment.state <> 'enrolled'`;
  return count === 1;
}

/** Ends the offers whose time is over: who let one pass leaves the waiting list, and the seat goes to the next. A job. */
export async function expireOffers(): Promise<void> {
  const due = await sql<{ id: string; eventId: string }>(
    `SELECT o.id, n.event_id AS "eventId" FROM offer o JOIN enrolment n ON n.id = o.enrolment_id
     WHERE o.state = 'open' AND o.expires_at <= clock_timestamp() ORDER BY o.expires_at LIMIT 500`,
  );
  for (const offer of due)
    try {
      await db.$transaction((tx) => expireOffer(tx, offer));
    } catch (error) {
      log("error", "an offer could not be ended", { offerId: offer.id, error });
    }
}

async function expireOffer(tx: Transaction, { id, eventId }: { readonly id: string; readonly eventId: string }) {
  await lockEvent(tx, eventId);
  const [ended] = await tx.$queryRaw<{ enrolmentId: string; personId: string }[]>`
    UPDATE offer o SET state = 'expired', settled_at = clock_timestamp() FROM enrolment n
    WHERE o.id = ${id}::uuid AND o.state = 'open' AND n.id = o.enrolment_id
    RETURNING n.id AS "enrolmentId", n.person_id AS "personId"`;
  if (!ended) return; // Somebody settled it while this waited for the lock.
  await tx.$executeRaw`
    UPDATE enrolment SET state = 'withdrawn', waiting_since = NULL, waiting_rank = NULL
    WHERE id = ${ended.enrolmentId}::uuid AND state = 'waiting'`;
  await writeLetterTo(tx, ended.personId, "offer-expired", await letterValues(tx, eventId, ended.personId));
  await recordAudit(tx, {
    actorId: null,
    action: "offer.expire",
    subjectKind: "enrolment",
    subjectId: ended.enrolmentId,
  });
  await freeSeats(tx, eventId, { held: 1 });
}
