import { describe, expect, it } from "vitest";
import { authorize } from "@/lib/access/authorize";
import type { Actor } from "@/lib/access/policy";
import { endAdmission } from "@/lib/admission/closing/mutations";
import { getMyPlace } from "@/lib/admission/data";
import { acceptInvitation } from "@/lib/admission/invitations/answers/mutations";
import { listInvitations } from "@/lib/admission/invitations/data";
import { expireInvitations } from "@/lib/admission/invitations/expiry/mutations";
import { joinEvent } from "@/lib/admission/mutations";
import { writeReminders } from "@/lib/admission/reminders/mutations";
import { expireOffers, offerFreeSeats } from "@/lib/admission/seats/mutations";
import { db } from "@/lib/db/client";
import { addressOf, expectCounters, inviteOne, letterKinds, managing } from "../../builders/admissions";
import { type SeededEvent, seedEvent } from "../../builders/events";
import { unsafeSql } from "../../builders/owner";
import { readLetters, seedPeople, seedPerson, unique } from "../../builders/people";

const kindsOf = async (person: Actor): Promise<string[]> => (await readLetters(person.id)).map(({ kind }) => kind);
const organizerOf = (event: SeededEvent) =>
  seedPerson({ grants: [{ role: "organizer", organizationId: null, eventId: event.id }] });

/** An event with one seat that somebody who waits is offered, and others behind them. */
async function seedOffered(waiting: number): Promise<{ event: SeededEvent; people: readonly Actor[] }> {
  const event = await seedEvent({ seats: 0, waitingList: true });
  const people = await seedPeople(waiting);
  for (const person of people) await joinEvent(authorize(person, "event.join", event));
  await db.event.update({ where: { id: event.id }, data: { seats: 1 } });
  await db.$transaction((tx) => offerFreeSeats(tx, event.id));
  return { event, people };
}

const lapse = (event: SeededEvent) =>
  unsafeSql(
    `UPDATE offer SET expires_at = clock_timestamp() - interval '1 second'
     WHERE state = 'open' AND enrolment_id IN (SELECT id FROM enrolment WHERE event_id = $1)`,
    [event.id],
  );

describe("the end of admission, when an event is closed", () => {
  it("ends offers and the waiting list by one letter each, and holds no seat", async () => {
    const { event, people } = await seedOffered(3);
    await db.$transaction((tx) => endAdmission(tx, event.id));
    expect(await expectCounters(event.id)).toEqual({ taken: 0, held: 0 });
    for (const person of people) {
      expect((await getMyPlace(person, event.slug))?.state).toBe("withdrawn");
      expect((await kindsOf(person)).filter((kind) => kind === "waiting-ended")).toHaveLength(1);
      expect(await kindsOf(person)).not.toContain("offer-expired");
    }
    // A second closing, or the clock, says nothing again.
    await lapse(event);
    await expireOffers();
    await db.$transaction((tx) => endAdmission(tx, event.id));
    expect(await kindsOf(people[0] as Actor)).toEqual(["waiting-listed", "seat-offered", "waiting-ended"]);
  });

  it("withdraws open invitations, and tells their addresses", async () => {
    const event = await seedEvent({ seats: 5, admission: "invitation" });
    const guest = await seedPerson();
    const address = await addressOf(guest);
    const token = await inviteOne(await organizerOf(event), event, address);
    await db.$transaction((tx) => endAdmission(tx, event.id));
    expect(await expectCounters(event.id)).toEqual({ taken: 0, held: 0 });
    expect(await letterKinds(address)).toEqual(["invitation", "invitation-withdrawn"]);
    expect(await acceptInvitation(guest, token)).toEqual({ ok: false, reason: "withdrawn" });
  });
});

describe("an offer or an invitation that cannot be ended", () => {
  it("keeps no other from ending", async () => {
    const broken = await seedOffered(2);
    const sound = await seedOffered(2);
    await lapse(broken.event);
    await lapse(sound.event);
    // A counter that says less than its rows: the database refuses to take one more away.
    await unsafeSql("UPDATE event SET seats_held = 0 WHERE id = $1", [broken.event.id]);
    await expireOffers();
    expect(await kindsOf(sound.people[0] as Actor)).toContain("offer-expired");
    expect(await kindsOf(sound.people[1] as Actor)).toContain("seat-offered");
    expect(await kindsOf(broken.people[0] as Actor)).not.toContain("offer-expired");
    await unsafeSql("UPDATE event SET seats_held = 1 WHERE id = $1", [broken.event.id]);
    await expireOffers();
    expect(await kindsOf(broken.people[0] as Actor)).toContain("offer-expired");
  });

  it("is over for each invitation by itself", async () => {
    const broken = await seedEvent({ seats: 5, admission: "invitation" });
    const sound = await seedEvent({ seats: 5, admission: "invitation" });
    for (const event of [broken, sound])
      await inviteOne(await organizerOf(event), event, `${unique("guest")}@test.example.org`);
    await unsafeSql(
      "UPDATE invitation SET expires_at = clock_timestamp() - interval '1 second' WHERE event_id = ANY($1::uuid[])",
      [[broken.id, sound.id]],
    );
    await unsafeSql("UPDATE event SET seats_held = 0 WHERE id = $1", [broken.id]);
    await expireInvitations();
    expect(await expectCounters(sound.id)).toEqual({ taken: 0, held: 0 });
    expect(await db.invitation.count({ where: { eventId: broken.id, state: "sent" } })).toBe(1);
    await unsafeSql("UPDATE event SET seats_held = 1 WHERE id = $1", [broken.id]);
    await expireInvitations();
    expect(await expectCounters(broken.id)).toEqual({ taken: 0, held: 0 });
  });
});

describe("an invitation that nobody has answered", () => {
  it("is called to mind once, when half of its time has gone and three days are left", async () => {
    const event = await seedEvent({ seats: 5, admission: "invitation" });
    const guest = await seedPerson();
    const address = await addressOf(guest);
    await inviteOne(await organizerOf(event), event, address, 6);
    await writeReminders();
    expect(await letterKinds(address)).toEqual(["invitation"]);
    const later = new Date(Date.now() + 4 * 86_400_000);
    await Promise.all([writeReminders(later), writeReminders(later)]);
    expect(await letterKinds(address)).toEqual(["invitation", "reminder-invitation"]);
  });
});

describe("an invitation whose letter comes back", () => {
  it("says so in the organizer's list", async () => {
    const event = await seedEvent({ seats: 5, admission: "invitation" });
    const organizer = await organizerOf(event);
    const address = `${unique("guest")}@test.example.org`;
    await inviteOne(organizer, event, address);
    const returned = async () =>
      (await listInvitations(managing(organizer, event), "en")).invitations.map((invitation) => invitation.returned);
    expect(await returned()).toEqual([false]);
    await unsafeSql("UPDATE letter SET state = 'undeliverable' WHERE address = $1", [address]);
    expect(await returned()).toEqual([true]);
  });
});
