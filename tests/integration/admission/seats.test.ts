import { describe, expect, it } from "vitest";
import { authorize } from "@/lib/access/authorize";
import type { Actor } from "@/lib/access/policy";
import { getJoinableEvent } from "@/lib/admission/data";
import { joinEvent } from "@/lib/admission/mutations";
import type { Joined, JoinReason } from "@/lib/admission/types";
import type { Result } from "@/lib/result";
import { seedEnrolment } from "../../builders/attempts";
import { daysFromNow, readSeats, type SeededEvent, seedEvent } from "../../builders/events";
import { unsafeSql } from "../../builders/owner";
import { readLetters, seedPeople, seedPerson } from "../../builders/people";

const join = (actor: Actor, event: SeededEvent): Promise<Result<Joined, JoinReason>> =>
  joinEvent(authorize(actor, "event.join", event));
const joinTogether = (actors: readonly Actor[], event: SeededEvent) =>
  Promise.all(actors.map((actor) => join(actor, event)));

const enrolledNow = { ok: true, value: { state: "enrolled", isNew: true } };
const enrolledBefore = { ok: true, value: { state: "enrolled", isNew: false } };
const refusedAs = (reason: JoinReason) => ({ ok: false, reason });

const tally = (results: readonly Result<Joined, JoinReason>[]): Record<string, number> => {
  const counts: Record<string, number> = {};
  for (const result of results) {
    const key = result.ok ? (result.value.isNew ? "taken" : "had") : result.reason;
    counts[key] = (counts[key] ?? 0) + 1;
  }
  return counts;
};

describe("law 8: seats never oversell", () => {
  it("forty who come at once for thirty-five seats take exactly thirty-five, and five are told that it is full (F14)", async () => {
    const event = await seedEvent({ seats: 35 });
    const results = await joinTogether(await seedPeople(40), event);
    expect(tally(results)).toEqual({ taken: 35, full: 5 });
    expect(await readSeats(event.id)).toEqual({ taken: 35, enrolled: 35 });
  });

  it("of two who come at once for the last seat one gets it, every time", async () => {
    for (let round = 0; round < 15; round++) {
      const event = await seedEvent({ seats: 3, seatsTaken: 2 });
      const results = await joinTogether(await seedPeople(2), event);
      expect(tally(results)).toEqual({ taken: 1, full: 1 });
      expect(await readSeats(event.id)).toEqual({ taken: 3, enrolled: 1 });
    }
  });

  it("an event without a number of seats takes everybody and still counts them", async () => {
    const event = await seedEvent({ seats: null });
    expect(tally(await joinTogether(await seedPeople(12), event))).toEqual({ taken: 12 });
    expect(await readSeats(event.id)).toEqual({ taken: 12, enrolled: 12 });
  });

  it("the database refuses a counter above the seats, whoever writes it", async () => {
    const event = await seedEvent({ seats: 2, seatsTaken: 2 });
    await expect(unsafeSql("UPDATE event SET seats_taken = 3 WHERE id = $1", [event.id])).rejects.toMatchObject({
      code: "23514",
      constraint: "event_seats_check",
    });
    await expect(unsafeSql("UPDATE event SET seats = 1 WHERE id = $1", [event.id])).rejects.toMatchObject({
      code: "23514",
      constraint: "event_seats_check",
    });
  });
});

describe("one person has one place", () => {
  it("the same person six times at once takes one seat, gets one letter, and is told each time that they are in", async () => {
    const event = await seedEvent({ seats: 35 });
    const person = await seedPerson();
    const results = await joinTogether(
      Array.from({ length: 6 }, () => person),
      event,
    );
    expect(tally(results)).toEqual({ taken: 1, had: 5 });
    expect(await readSeats(event.id)).toEqual({ taken: 1, enrolled: 1 });
    expect((await readLetters(person.id)).map(({ kind }) => kind)).toEqual(["enrolled"]);
  });

  it("the same person twice at once for the last seat is told both times that they are in", async () => {
    for (let round = 0; round < 10; round++) {
      const event = await seedEvent({ seats: 1 });
      const person = await seedPerson();
      expect(tally(await joinTogether([person, person], event))).toEqual({ taken: 1, had: 1 });
      expect(await readSeats(event.id)).toEqual({ taken: 1, enrolled: 1 });
    }
  });

  it("who comes again gets the same answer, also when the event is full or registration has closed", async () => {
    const event = await seedEvent({ seats: 1 });
    const person = await seedPerson();
    expect(await join(person, event)).toEqual(enrolledNow);
    expect(await join(person, event)).toEqual(enrolledBefore);
    await unsafeSql("UPDATE event SET registration_closes_at = clock_timestamp() - interval '1 minute' WHERE id = $1", [
      event.id,
    ]);
    expect(await join(person, event)).toEqual(enrolledBefore);
    expect(await readLetters(person.id)).toHaveLength(1);
  });

  it("who waits is told that they wait, and takes no seat by asking again", async () => {
    const event = await seedEvent({ seats: 5 });
    const person = await seedPerson();
    await seedEnrolment(person, event, { state: "waiting" });
    expect(await join(person, event)).toEqual({ ok: true, value: { state: "waiting", isNew: false } });
    expect(await readSeats(event.id)).toEqual({ taken: 0, enrolled: 0 });
  });

  it("who withdrew can come back into a free seat", async () => {
    const event = await seedEvent({ seats: 1 });
    const person = await seedPerson();
    await seedEnrolment(person, event, { state: "withdrawn" });
    expect(await join(person, event)).toEqual(enrolledNow);
    expect(await readSeats(event.id)).toEqual({ taken: 1, enrolled: 1 });
  });

  it("who withdrew and clicks twice to come back takes one seat and gets one letter", async () => {
    for (let round = 0; round < 10; round++) {
      const event = await seedEvent({ seats: 35 });
      const person = await seedPerson();
      await seedEnrolment(person, event, { state: "withdrawn" });
      expect(tally(await joinTogether([person, person], event))).toEqual({ taken: 1, had: 1 });
      expect(await readSeats(event.id)).toEqual({ taken: 1, enrolled: 1 });
      expect(await readLetters(person.id)).toHaveLength(1);
    }
  });
});

describe("an event that cannot be joined says why, and takes nothing", () => {
  it.each([
    { reason: "invitation-only", why: "by invitation", fields: { admission: "invitation" } },
    { reason: "invitation-only", why: "by application", fields: { admission: "application" } },
    {
      reason: "invitation-only",
      why: "by invitation, and its registration has closed too",
      fields: { admission: "invitation", registrationClosesAt: daysFromNow(-1) },
    },
    { reason: "not-open-yet", why: "registration opens tomorrow", fields: { registrationOpensAt: daysFromNow(1) } },
    {
      reason: "not-open-yet",
      why: "registration is to be announced",
      fields: { registrationOpensAt: null, registrationClosesAt: null },
    },
    {
      reason: "registration-closed",
      why: "registration closed yesterday",
      fields: { registrationClosesAt: daysFromNow(-1) },
    },
    { reason: "registration-closed", why: "cancelled", fields: { state: "cancelled" } },
    { reason: "full", why: "every seat is taken", fields: { seats: 4, seatsTaken: 4 } },
  ] as const)("$reason: $why", async ({ reason, fields }) => {
    const event = await seedEvent(fields);
    const before = await readSeats(event.id);
    const person = await seedPerson();
    expect(await join(person, event)).toEqual(refusedAs(reason));
    expect(await readSeats(event.id)).toEqual(before);
    expect(await readLetters(person.id)).toEqual([]);
  });

  it("registration closes at its very instant, by the database's clock", async () => {
    const event = await seedEvent();
    await unsafeSql("UPDATE event SET registration_closes_at = clock_timestamp() WHERE id = $1", [event.id]);
    expect(await join(await seedPerson(), event)).toEqual(refusedAs("registration-closed"));
  });

  it.each(["draft", "in_review", "cancelled", "archived"] as const)(
    "an event that is %s looks like none",
    async (state) => {
      const closer = await seedPerson();
      const closed = state === "archived" ? { closedAt: daysFromNow(-1), closedById: closer.id } : {};
      const event = await seedEvent({ state, ...closed });
      expect(await getJoinableEvent(event.slug)).toBeNull();
    },
  );
});

describe("the letter of an enrolment", () => {
  it("names the event and links to the learner's page in the learner's language", async () => {
    const event = await seedEvent();
    const person = await seedPerson({ language: "fr" });
    await join(person, event);
    const [letter] = await readLetters(person.id);
    expect(letter).toMatchObject({ kind: "enrolled", language: "fr" });
    expect(letter?.body).toContain(`http://localhost:3000/fr/learn/${event.slug}`);
    expect(letter?.body).toContain("Norms in practice");
  });
});
