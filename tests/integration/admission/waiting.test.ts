import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { authorize } from "@/lib/access/authorize";
import type { Actor } from "@/lib/access/policy";
import { getMyEnrolment, getMyPlace } from "@/lib/admission/data";
import {
  claimOffer,
  declineOffer,
  joinEvent,
  moveToHead,
  removeFromEvent,
  withdrawFrom,
} from "@/lib/admission/mutations";
import { expireOffers } from "@/lib/admission/seats/mutations";
import { sql } from "@/lib/db/client";
import { startAttempt } from "@/lib/exams/mutations";
import { seedRunningAttempt } from "../../builders/attempts";
import { type SeededEvent, seedEvent, smallBlueprint } from "../../builders/events";
import { unsafeSql } from "../../builders/owner";
import { readLetters, seedPeople, seedPerson } from "../../builders/people";

const join = (actor: Actor, event: SeededEvent) => joinEvent(authorize(actor, "event.join", event));

async function own(actor: Actor, event: SeededEvent) {
  const enrolment = await getMyEnrolment(actor, event.slug);
  if (!enrolment) throw new Error("no enrolment");
  return authorize(actor, "enrolment.use", enrolment);
}

const seedOrganizer = (event: SeededEvent) =>
  seedPerson({ grants: [{ role: "organizer", organizationId: null, eventId: event.id }] });

const place = async (actor: Actor, event: SeededEvent) => (await getMyPlace(actor, event.slug))?.state ?? null;

/** Counters beside the rows they count; they are equal after every committed change. */
async function countersAndRows(eventId: string) {
  const [row] = await sql<{
    taken: number;
    held: number;
    seats: number | null;
    enrolled: number;
    offers: number;
    waiting: number;
  }>(
    `SELECT seats_taken AS taken, seats_held AS held, seats,
       (SELECT count(*)::int FROM enrolment WHERE event_id = e.id AND state = 'enrolled') AS enrolled,
       (SELECT count(*)::int FROM enrolment WHERE event_id = e.id AND state = 'waiting') AS waiting,
       (SELECT count(*)::int FROM offer o JOIN enrolment n ON n.id = o.enrolment_id WHERE n.event_id = e.id AND o.state = 'open') AS offers
     FROM event e WHERE id = $1`,
    [eventId],
  );
  if (!row) throw new Error("no event");
  return row;
}

async function expectCounters(eventId: string) {
  const row = await countersAndRows(eventId);
  expect({ taken: row.taken, held: row.held }).toEqual({ taken: row.enrolled, held: row.offers });
  if (row.seats !== null) expect(row.taken + row.held).toBeLessThanOrEqual(row.seats);
  return row;
}

const kinds = async (actor: Actor) => (await readLetters(actor.id)).map(({ kind }) => kind);

const lapse = (event: SeededEvent) =>
  unsafeSql(
    `UPDATE offer SET expires_at = clock_timestamp() - interval '1 second'
     WHERE state = 'open' AND enrolment_id IN (SELECT id FROM enrolment WHERE event_id = $1)`,
    [event.id],
  );

describe("a full event with a waiting list", () => {
  it("takes sixty who come at once into thirty-five seats and a list of twenty-five", async () => {
    const event = await seedEvent({ seats: 35, waitingList: true });
    const people = await seedPeople(60);
    const results = await Promise.all(people.map((actor) => join(actor, event)));
    const states = results.map((result) => (result.ok ? result.value.state : result.reason));
    expect(states.filter((state) => state === "enrolled")).toHaveLength(35);
    expect(states.filter((state) => state === "waiting")).toHaveLength(25);
    expect(await expectCounters(event.id)).toMatchObject({ taken: 35, held: 0, waiting: 25 });
  });

  it("tells who waits how many wait before them, and sends each state its own letter", async () => {
    const event = await seedEvent({ seats: 1, waitingList: true });
    const [first, second, third] = (await seedPeople(3)) as [Actor, Actor, Actor];
    for (const actor of [first, second, third]) await join(actor, event);
    expect((await getMyPlace(second, event.slug))?.before).toBe(0);
    expect((await getMyPlace(third, event.slug))?.before).toBe(1);
    expect((await getMyPlace(first, event.slug))?.before).toBeNull();
    expect([await kinds(first), await kinds(second)]).toEqual([["enrolled"], ["waiting-listed"]]);
  });

  it("without a waiting list says that it is full, also when the last seats are only held", async () => {
    const event = await seedEvent({ seats: 2, seatsTaken: 1, seatsHeld: 1 });
    expect(await join(await seedPerson(), event)).toEqual({ ok: false, reason: "full" });
  });
});

describe("a seat that becomes free (F15, law 8)", () => {
  it("is offered to exactly one of ten who wait, once, by one letter, and held for them", async () => {
    const event = await seedEvent({ seats: 1, waitingList: true });
    const [seated, ...waiting] = (await seedPeople(11)) as [Actor, ...Actor[]];
    await join(seated, event);
    for (const actor of waiting) await join(actor, event);
    expect(await withdrawFrom(await own(seated, event))).toEqual({ ok: true, value: null });
    expect(await expectCounters(event.id)).toMatchObject({ taken: 0, held: 1, waiting: 10 });
    expect((await kinds(waiting[0] as Actor)).filter((kind) => kind === "seat-offered")).toHaveLength(1);
    expect(await kinds(waiting[1] as Actor)).not.toContain("seat-offered");
    expect(await join(await seedPerson(), event)).toMatchObject({ value: { state: "waiting" } });
  });

  it("is claimed once, however often and from however many devices it is claimed", async () => {
    const event = await seedEvent({ seats: 1, waitingList: true });
    const [seated, next] = (await seedPeople(2)) as [Actor, Actor];
    await join(seated, event);
    await join(next, event);
    await withdrawFrom(await own(seated, event));
    const permit = await own(next, event);
    const claims = await Promise.all(Array.from({ length: 6 }, () => claimOffer(permit)));
    expect(claims.filter(({ ok }) => ok)).toHaveLength(1);
    expect(await place(next, event)).toBe("enrolled");
    expect(await expectCounters(event.id)).toMatchObject({ taken: 1, held: 0 });
    expect((await kinds(next)).filter((kind) => kind === "enrolled")).toHaveLength(1);
  });

  it("passes on when it is declined, and when its time is over; who lets it pass leaves the list", async () => {
    const event = await seedEvent({ seats: 1, waitingList: true });
    const [seated, second, third, fourth] = (await seedPeople(4)) as [Actor, Actor, Actor, Actor];
    for (const actor of [seated, second, third, fourth]) await join(actor, event);
    await withdrawFrom(await own(seated, event));
    await declineOffer(await own(second, event));
    expect(await kinds(third)).toContain("seat-offered");
    await lapse(event);
    expect(await claimOffer(await own(third, event))).toEqual({ ok: false, reason: "offer-over" });
    await Promise.all([expireOffers(), expireOffers(), expireOffers()]);
    expect([await place(second, event), await place(third, event)]).toEqual(["withdrawn", "withdrawn"]);
    expect((await kinds(third)).filter((kind) => kind === "offer-expired")).toHaveLength(1);
    expect((await kinds(fourth)).filter((kind) => kind === "seat-offered")).toHaveLength(1);
    expect(await expectCounters(event.id)).toMatchObject({ taken: 0, held: 1, waiting: 1 });
    expect(await claimOffer(await own(fourth, event))).toEqual({ ok: true, value: null });
  });

  it("goes nowhere once the event is over", async () => {
    const event = await seedEvent({ seats: 1, waitingList: true });
    const [seated, next] = (await seedPeople(2)) as [Actor, Actor];
    await join(seated, event);
    await join(next, event);
    await unsafeSql("UPDATE event SET closes_at = clock_timestamp() - interval '1 minute' WHERE id = $1", [event.id]);
    await withdrawFrom(await own(seated, event));
    expect(await expectCounters(event.id)).toMatchObject({ taken: 0, held: 0, waiting: 1 });
  });

  it("is claimed by nobody, and shown to nobody as theirs, once the event is closed", async () => {
    const event = await seedEvent({ seats: 1, waitingList: true });
    const [seated, next] = (await seedPeople(2)) as [Actor, Actor];
    await join(seated, event);
    await join(next, event);
    await withdrawFrom(await own(seated, event));
    await unsafeSql("UPDATE event SET state = 'closed', closed_at = now(), closed_by_id = $2 WHERE id = $1", [
      event.id,
      seated.id,
    ]);
    expect(await claimOffer(await own(next, event))).toEqual({ ok: false, reason: "offer-over" });
    expect((await getMyPlace(next, event.slug))?.offerUntil).toBeNull();
    expect(await expectCounters(event.id)).toMatchObject({ taken: 0, held: 1 });
    expect(await kinds(next)).not.toContain("enrolled");
  });
});

describe("what people and organizers do at the same moment", () => {
  it("claims, lapses, withdrawals and moves never collide: counters equal rows and nobody gets a second seat", async () => {
    for (let round = 0; round < 6; round++) {
      const event = await seedEvent({ seats: 3, waitingList: true });
      const organizer = await seedOrganizer(event);
      const people = await seedPeople(9);
      for (const actor of people) await join(actor, event);
      const manage = authorize(organizer, "event.manage", event);
      const [a, b, c, d, e, f, g] = people as [Actor, Actor, Actor, Actor, Actor, Actor, Actor];
      await withdrawFrom(await own(a, event)); // d is offered a seat
      const [own_b, own_d, own_g] = await Promise.all([own(b, event), own(d, event), own(g, event)]);
      await Promise.all([
        claimOffer(own_d),
        declineOffer(own_d),
        withdrawFrom(own_d),
        withdrawFrom(own_b),
        moveToHead(manage, own_g.subject.id, "A deputy minister's request, with the committee's consent."),
        removeFromEvent(manage, (await own(e, event)).subject.id, "Asked by their ministry."),
        expireOffers(),
        join(c, event),
        join(f, event),
      ]);
      const row = await expectCounters(event.id);
      expect(row.waiting === row.offers || row.taken + row.held === 3).toBe(true);
    }
  });

  it("whoever an organizer moves to the head is offered the next seat, with the reason on record", async () => {
    const event = await seedEvent({ seats: 1, waitingList: true });
    const organizer = await seedOrganizer(event);
    const [seated, second, third] = (await seedPeople(3)) as [Actor, Actor, Actor];
    for (const actor of [seated, second, third]) await join(actor, event);
    const manage = authorize(organizer, "event.manage", event);
    const { subject } = await own(third, event);
    expect(await moveToHead(manage, subject.id, "The only person of their State.")).toEqual({ ok: true, value: null });
    expect((await getMyPlace(third, event.slug))?.before).toBe(0);
    await withdrawFrom(await own(seated, event));
    expect((await getMyPlace(third, event.slug))?.offerUntil).toBeInstanceOf(Date);
    expect(await moveToHead(manage, subject.id, "Again.")).toEqual({ ok: false, reason: "not-waiting" });
    const [audit] = await sql<{ detail: { reason: string } }>(
      "SELECT detail FROM audit_event WHERE action = 'waiting-list.move-to-head' AND subject_id = $1",
      [subject.id],
    );
    expect(audit?.detail.reason).toBe("The only person of their State.");
  });

  it("an enrolment of another event is nobody's to move or remove", async () => {
    const [event, other] = [await seedEvent({ seats: 1 }), await seedEvent({ seats: 1 })];
    const organizer = await seedOrganizer(event);
    const person = await seedPerson();
    await join(person, other);
    const manage = authorize(organizer, "event.manage", event);
    const { subject } = await own(person, other);
    expect(await removeFromEvent(manage, subject.id, "No.")).toEqual({ ok: false, reason: "no-place" });
    expect(await moveToHead(manage, subject.id, "No.")).toEqual({ ok: false, reason: "not-waiting" });
    expect(await place(person, other)).toBe("enrolled");
  });
});

describe("giving a place back", () => {
  it("is refused once the exam has been begun, and says so", async () => {
    const { actor, event } = await seedRunningAttempt();
    expect(await withdrawFrom(await own(actor, event))).toEqual({ ok: false, reason: "exam-begun" });
    expect((await getMyPlace(actor, event.slug))?.mayWithdraw).toBe(false);
  });

  it("at the moment the exam is begun: one of the two happens, whichever came first", async () => {
    for (let round = 0; round < 12; round++) {
      const event = await seedEvent({ seats: 1, blueprint: smallBlueprint });
      const person = await seedPerson();
      await join(person, event);
      const permit = await own(person, event);
      const [begun, left] = await Promise.all([startAttempt(permit), withdrawFrom(permit)]);
      expect([begun.ok, left.ok].filter(Boolean)).toHaveLength(1);
      expect(await expectCounters(event.id)).toMatchObject({ taken: begun.ok ? 1 : 0 });
    }
  });

  it("twice gives one seat back", async () => {
    const event = await seedEvent({ seats: 2 });
    const person = await seedPerson();
    await join(person, event);
    await join(await seedPerson(), event);
    const permit = await own(person, event);
    const results = await Promise.all([withdrawFrom(permit), withdrawFrom(permit), withdrawFrom(permit)]);
    expect(results.filter(({ ok }) => ok)).toHaveLength(1);
    expect(await expectCounters(event.id)).toMatchObject({ taken: 1 });
  });
});

it("any sequence of joining, leaving, claiming, declining and lapsing keeps the counters equal to the rows", async () => {
  const acts = fc.array(
    fc.record({ who: fc.nat(5), what: fc.constantFrom("join", "withdraw", "claim", "decline", "lapse" as const) }),
    { minLength: 5, maxLength: 18 },
  );
  await fc.assert(
    fc.asyncProperty(acts, async (sequence) => {
      const event = await seedEvent({ seats: 2, waitingList: true });
      const people = await seedPeople(6);
      for (const { who, what } of sequence) {
        const actor = people[who] as Actor;
        if (what === "join") await join(actor, event);
        else if (what === "lapse") {
          await lapse(event);
          await expireOffers();
        } else if (await getMyEnrolment(actor, event.slug)) {
          const permit = await own(actor, event);
          await { withdraw: withdrawFrom, claim: claimOffer, decline: declineOffer }[what](permit);
        }
        const row = await expectCounters(event.id);
        // Nobody waits without an offer beside a free seat.
        expect(row.waiting - row.offers === 0 || row.taken + row.held === 2).toBe(true);
      }
    }),
    { numRuns: 12 },
  );
});
