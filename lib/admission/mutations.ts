import type { Permit } from "@/lib/access/authorize";
import { recordAudit } from "@/lib/audit/record";
import { db, type Transaction } from "@/lib/db/client";
import { env } from "@/lib/env";
import { isLanguage, localPath } from "@/lib/format/languages";
import { writeLetterTo } from "@/lib/mail/outbox";
import { ok, type Result, refuse } from "@/lib/result";
import { letterValues } from "./seats/data";
import { enrol, freeSeats, lockEvent, putOnWaitingList, takeFreeSeat, takeHeldSeat } from "./seats/mutations";
import type { Joined, JoinReason, OfferReason, WaitingReason, WithdrawReason } from "./types";

/** Another click of the same person came first; thrown so that this one's seat is given back with its transaction. */
class SeatedMeanwhile extends Error {}

/**
 * Takes a seat in an event open to all, or a place on its waiting list when every seat is taken or held. Who has a place already
 * gets the same answer again.
 */
export async function joinEvent(permit: Permit<"event.join">): Promise<Result<Joined, JoinReason>> {
  try {
    return await db.$transaction((tx) => join(tx, permit));
  } catch (error) {
    if (error instanceof SeatedMeanwhile) return ok({ state: "enrolled", isNew: false });
    throw error;
  }
}

async function join(tx: Transaction, { actor, subject }: Permit<"event.join">): Promise<Result<Joined, JoinReason>> {
  const place = await readPlace(tx, subject.id, actor.id);
  if (place) return ok({ state: place, isNew: false });
  const closed = await whyClosed(tx, subject.id);
  if (closed) return refuse(closed);
  const person = { eventId: subject.id, personId: actor.id };
  if (await takeFreeSeat(tx, subject.id)) {
    if (!(await enrol(tx, person))) throw new SeatedMeanwhile();
    await tellEnrolled(tx, subject.id, actor.id);
    return ok({ state: "enrolled", isNew: true });
  }
  // The last seat may be this person's own, taken by a click that came first.
  const now = await readPlace(tx, subject.id, actor.id);
  if (now) return ok({ state: now, isNew: false });
  // Under the event's lock a seat is either still taken, or was freed a moment ago: nobody waits beside a free seat.
  await lockEvent(tx, subject.id);
  const [event] = await tx.$queryRaw<{ waits: boolean; free: boolean }[]>`
    SELECT waiting_list AS waits, (seats IS NULL OR seats_taken + seats_held < seats) AS free
    FROM event WHERE id = ${subject.id}::uuid AND state = 'published'`;
  if (event?.free) return join(tx, { actor, subject } as Permit<"event.join">);
  if (!event?.waits) return refuse(event ? "full" : "registration-closed");
  if (!(await putOnWaitingList(tx, person))) throw new SeatedMeanwhile();
  await writeLetterTo(tx, actor.id, "waiting-listed", await letterValues(tx, subject.id, actor.id));
  return ok({ state: "waiting", isNew: true });
}

async function readPlace(tx: Transaction, eventId: string, personId: string): Promise<Joined["state"] | null> {
  const place = await tx.enrolment.findUnique({
    where: { eventId_personId: { eventId, personId } },
    select: { state: true },
  });
  return place && place.state !== "withdrawn" ? place.state : null;
}

async function whyClosed(tx: Transaction, eventId: string): Promise<JoinReason | null> {
  const [row] = await tx.$queryRaw<{ admission: string; upcoming: boolean; open: boolean }[]>`
    SELECT admission, (registration_opens_at IS NULL OR clock_timestamp() < registration_opens_at) AS upcoming,
      (state = 'published' AND clock_timestamp() < registration_closes_at) AS open
    FROM event WHERE id = ${eventId}::uuid`;
  if (row?.admission !== "open") return "invitation-only";
  if (row.upcoming) return "not-open-yet";
  return row.open ? null : "registration-closed";
}

/** Tells a person that they have a seat, with the way to their lessons. */
export async function tellEnrolled(tx: Transaction, eventId: string, personId: string): Promise<void> {
  const { slug } = await tx.event.findUniqueOrThrow({ where: { id: eventId }, select: { slug: true } });
  const { language } = await tx.person.findUniqueOrThrow({ where: { id: personId }, select: { language: true } });
  await writeLetterTo(tx, personId, "enrolled", {
    ...(await letterValues(tx, eventId, personId)),
    link: env().origin + localPath(isLanguage(language) ? language : "en", `/learn/${slug}`),
  });
}

/** Takes the seat that is held for a waiting person: one claim, once, while the offer stands by the database's clock. */
export function claimOffer(permit: Permit<"enrolment.use">): Promise<Result<null, OfferReason>> {
  return db.$transaction(async (tx) => {
    await lockEventOf(tx, permit.subject.id);
    const eventId = await settleOffer(tx, permit.subject.id, "claimed");
    if (!eventId) return refuse(await whyNoOffer(tx, permit.subject.id));
    await takeHeldSeat(tx, eventId);
    await enrol(tx, { eventId, personId: permit.actor.id });
    await tellEnrolled(tx, eventId, permit.actor.id);
    return ok(null);
  });
}

/** Gives an offered seat to the next person; who declines leaves the waiting list. */
export function declineOffer(permit: Permit<"enrolment.use">): Promise<Result<null, OfferReason>> {
  return db.$transaction(async (tx) => {
    await lockEventOf(tx, permit.subject.id);
    const eventId = await settleOffer(tx, permit.subject.id, "declined");
    if (!eventId) return refuse(await whyNoOffer(tx, permit.subject.id));
    await leave(tx, permit.subject.id);
    await freeSeats(tx, eventId, { held: 1 });
    await writeLetterTo(tx, permit.actor.id, "withdrawn", await letterValues(tx, eventId, permit.actor.id));
    return ok(null);
  });
}

async function lockEventOf(tx: Transaction, enrolmentId: string): Promise<void> {
  const row = await tx.enrolment.findUnique({ where: { id: enrolmentId }, select: { eventId: true } });
  if (row) await lockEvent(tx, row.eventId);
}

/** Ends the open offer of an enrolment. Returns its event, or null when there is none that still stands; a closed event gives no seats. */
async function settleOffer(
  tx: Transaction,
  enrolmentId: string,
  state: "claimed" | "declined" | "withdrawn",
): Promise<string | null> {
  const [row] = await tx.$queryRaw<{ eventId: string }[]>`
    UPDATE offer o SET state = ${state}, settled_at = clock_timestamp()
    FROM enrolment n JOIN event e ON e.id = n.event_id
    WHERE n.id = o.enrolment_id AND n.id = ${enrolmentId}::uuid AND o.state = 'open'
      AND (${state} = 'withdrawn' OR (clock_timestamp() < o.expires_at AND e.state = 'published'))
    RETURNING n.event_id AS "eventId"`;
  return row?.eventId ?? null;
}

async function whyNoOffer(tx: Transaction, enrolmentId: string): Promise<OfferReason> {
  const past = await tx.offer.findFirst({ where: { enrolmentId }, select: { id: true } });
  return past ? "offer-over" : "no-offer";
}

async function leave(tx: Transaction, enrolmentId: string): Promise<void> {
  await tx.enrolment.updateMany({
    where: { id: enrolmentId },
    data: { state: "withdrawn", waitingSince: null, waitingRank: null },
  });
}

/**
 * Gives a place back: a seat, a place on the waiting list, or an offer. The seat goes to the next person in the same moment.
 * Who has begun the exam stays: their attempt is part of the event's record.
 */
export function withdrawFrom(permit: Permit<"enrolment.use">): Promise<Result<null, WithdrawReason>> {
  return db.$transaction((tx) => withdraw(tx, permit.subject.id));
}

/** The same inside a transaction that does more, such as withdrawing an application with its seat. */
export async function withdraw(tx: Transaction, enrolmentId: string): Promise<Result<null, WithdrawReason>> {
  const left = await giveBack(tx, enrolmentId);
  if (!left.ok) return left;
  const { eventId, personId } = left.value;
  await writeLetterTo(tx, personId, "withdrawn", await letterValues(tx, eventId, personId));
  return ok(null);
}

/** Whose place in what was given back. */
type GivenBack = { readonly eventId: string; readonly personId: string };

async function giveBack(tx: Transaction, enrolmentId: string): Promise<Result<GivenBack, WithdrawReason>> {
  await lockEventOf(tx, enrolmentId);
  // Locked before it is read: an attempt that begins at this moment is seen once it is stored.
  await tx.$queryRaw`SELECT 1 FROM enrolment WHERE id = ${enrolmentId}::uuid FOR UPDATE`;
  const [place] = await tx.$queryRaw<
    { eventId: string; personId: string; state: string; over: boolean; begun: boolean }[]
  >`
    SELECT n.event_id AS "eventId", n.person_id AS "personId", n.state::text, (e.state <> 'published') AS over,
      EXISTS (SELECT 1 FROM attempt a WHERE a.enrolment_id = n.id AND a.state <> 'voided') AS begun
    FROM enrolment n JOIN event e ON e.id = n.event_id WHERE n.id = ${enrolmentId}::uuid`;
  if (!place || place.state === "withdrawn") return refuse("no-place");
  if (place.over) return refuse("event-over");
  if (place.begun) return refuse("exam-begun");
  const offered = (await settleOffer(tx, enrolmentId, "withdrawn")) !== null;
  await leave(tx, enrolmentId);
  await freeSeats(tx, place.eventId, { taken: place.state === "enrolled" ? 1 : 0, held: offered ? 1 : 0 });
  return ok(place);
}

/**
 * Puts a waiting person at the head of the queue, for a reason that is recorded. It changes the order alone: seats are offered by
 * one path, so that what staff do and what the clock does never collide.
 */
export function moveToHead(
  { actor, subject }: Permit<"event.manage">,
  enrolmentId: string,
  reason: string,
): Promise<Result<null, WaitingReason>> {
  return db.$transaction(async (tx) => {
    await lockEvent(tx, subject.id);
    const [moved] = await tx.$queryRaw<{ id: string }[]>`
      UPDATE enrolment SET waiting_rank = COALESCE(
        (SELECT min(waiting_rank) FROM enrolment WHERE event_id = ${subject.id}::uuid AND state = 'waiting'), 0) - 1
      WHERE id = ${enrolmentId}::uuid AND event_id = ${subject.id}::uuid AND state = 'waiting'
        AND NOT EXISTS (SELECT 1 FROM offer o WHERE o.enrolment_id = enrolment.id AND o.state = 'open')
      RETURNING id`;
    if (!moved) return refuse("not-waiting");
    await recordAudit(tx, {
      actorId: actor.id,
      action: "waiting-list.move-to-head",
      subjectKind: "enrolment",
      subjectId: enrolmentId,
      detail: { event: subject.id, reason },
    });
    return ok(null);
  });
}

/** Takes a person off the waiting list or out of their seat, for a reason that is recorded and that they are told. */
export function removeFromEvent(
  { actor, subject }: Permit<"event.manage">,
  enrolmentId: string,
  reason: string,
): Promise<Result<null, WithdrawReason>> {
  return db.$transaction(async (tx) => {
    const own = await tx.enrolment.findFirst({
      where: { id: enrolmentId, eventId: subject.id },
      select: { id: true },
    });
    const left = own ? await giveBack(tx, own.id) : refuse("no-place" as const);
    if (!left.ok) return left;
    const { personId } = left.value;
    await writeLetterTo(tx, personId, "removed", { ...(await letterValues(tx, subject.id, personId)), reason });
    await recordAudit(tx, {
      actorId: actor.id,
      action: "enrolment.remove",
      subjectKind: "enrolment",
      subjectId: enrolmentId,
      detail: { event: subject.id, reason },
    });
    return ok(null);
  });
}
