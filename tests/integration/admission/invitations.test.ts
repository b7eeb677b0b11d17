import { describe, expect, it } from "vitest";
import { authorize } from "@/lib/access/authorize";
import type { Actor } from "@/lib/access/policy";
import { acceptInvitation, askForInvitation, declineInvitation } from "@/lib/admission/invitations/answers/mutations";
import { getInvitation } from "@/lib/admission/invitations/data";
import { expireInvitations } from "@/lib/admission/invitations/expiry/mutations";
import { answerInvitationForm } from "@/lib/admission/invitations/forms";
import {
  approveAsked,
  invite,
  refuseAsked,
  resendInvitation,
  withdrawInvitation,
} from "@/lib/admission/invitations/mutations";
import { answerFields } from "@/lib/admission/invitations/schema";
import { joinEvent } from "@/lib/admission/mutations";
import { db, sql } from "@/lib/db/client";
import { addressOf, expectCounters, inviteOne, letterKinds, managing, tokenFor } from "../../builders/admissions";
import { seedEnrolment } from "../../builders/attempts";
import { seedOrganizer } from "../../builders/certificates";
import { type SeededEvent, seedEvent } from "../../builders/events";
import { unsafeSql } from "../../builders/owner";
import { seedPeople, seedPerson, unique } from "../../builders/people";

const seedInviting = async (fields: Parameters<typeof seedEvent>[0] = {}) => {
  const event = await seedEvent({ admission: "invitation", seats: 3, ...fields });
  return { event, organizer: await seedOrganizer(event) };
};
const stateOf = async (address: string): Promise<string> =>
  (await db.invitation.findFirstOrThrow({ where: { canonical: address }, orderBy: { createdAt: "desc" } })).state;
const idOf = async (address: string): Promise<string> =>
  (await db.invitation.findFirstOrThrow({ where: { canonical: address }, orderBy: { createdAt: "desc" } })).id;
const inviteAll = (organizer: Actor, event: SeededEvent, addresses: readonly string[]) =>
  invite(managing(organizer, event), {
    invitees: addresses.map((address) => ({ address, fullName: null })),
    language: "en",
    days: 14,
  });
const expire = (address: string) =>
  unsafeSql("UPDATE invitation SET expires_at = clock_timestamp() - interval '1 minute' WHERE canonical = $1", [
    address,
  ]);
const readEnrolment = async (event: SeededEvent, actor: Actor) =>
  db.enrolment.findUnique({ where: { eventId_personId: { eventId: event.id, personId: actor.id } } });

describe("inviting", () => {
  it("holds a seat for each address and writes each one letter with a link, whose secret is stored nowhere else", async () => {
    const { event, organizer } = await seedInviting();
    const addresses = [`${unique("a")}@test.example.org`, `${unique("b")}@test.example.org`];
    expect(await inviteAll(organizer, event, addresses)).toEqual({ ok: true, value: { sent: 2 } });
    expect(await expectCounters(event.id)).toEqual({ taken: 0, held: 2 });
    for (const address of addresses) {
      expect(await letterKinds(address)).toEqual(["invitation"]);
      const token = await tokenFor(address);
      const [row] = await sql<{ stored: string }>("SELECT i::text AS stored FROM invitation i WHERE canonical = $1", [
        address,
      ]);
      expect(row?.stored).not.toContain(token);
    }
    expect(
      await sql("SELECT 1 FROM audit_event WHERE action = 'invitation.send' AND subject_id = $1", [event.id]),
    ).toHaveLength(1);
  });

  it("invites nobody when there are not seats for all, and says so", async () => {
    const { event, organizer } = await seedInviting({ seats: 1 });
    const addresses = [`${unique("a")}@test.example.org`, `${unique("b")}@test.example.org`];
    expect(await inviteAll(organizer, event, addresses)).toEqual({ ok: false, reason: "full" });
    expect(await expectCounters(event.id)).toEqual({ taken: 0, held: 0 });
  });

  it("names the lines whose people are invited or have a seat already, and invites nobody", async () => {
    const { event, organizer } = await seedInviting();
    const [invited, seated] = [`${unique("a")}@test.example.org`, await seedPerson()];
    await inviteOne(organizer, event, invited);
    const token = await inviteOne(organizer, event, await addressOf(seated));
    await acceptInvitation(seated, token);
    expect(
      await inviteAll(organizer, event, [`${unique("c")}@test.example.org`, invited, await addressOf(seated)]),
    ).toEqual({
      ok: false,
      reason: "wrong-lines",
      wrong: [
        { line: 2, problem: "invited-already", address: invited },
        { line: 3, problem: "has-seat", address: await addressOf(seated) },
      ],
    });
    expect(await expectCounters(event.id)).toEqual({ taken: 1, held: 1 });
  });

  it("two organizers who invite the same address at once invite it once", async () => {
    const { event, organizer } = await seedInviting({ seats: 10 });
    const other = await seedOrganizer(event);
    const address = `${unique("a")}@test.example.org`;
    const results = await Promise.all([inviteAll(organizer, event, [address]), inviteAll(other, event, [address])]);
    expect(results.filter(({ ok }) => ok)).toHaveLength(1);
    expect(await expectCounters(event.id)).toEqual({ taken: 0, held: 1 });
  });

  it.each([
    { state: "draft", reason: "not-published" },
    { closesAt: new Date(Date.now() - 1000), reason: "event-over" },
  ] as const)("is refused as $reason", async ({ reason, ...fields }) => {
    const { event, organizer } = await seedInviting(fields);
    expect(await inviteAll(organizer, event, [`${unique("a")}@test.example.org`])).toEqual({ ok: false, reason });
  });
});

describe("using a link", () => {
  it("enrols the account that has confirmed the address, on the held seat, with a letter", async () => {
    const { event, organizer } = await seedInviting();
    const person = await seedPerson();
    const token = await inviteOne(organizer, event, await addressOf(person));
    expect(await acceptInvitation(person, token)).toEqual({ ok: true, value: { slug: event.slug } });
    expect(await expectCounters(event.id)).toEqual({ taken: 1, held: 0 });
    expect(await letterKinds(await addressOf(person))).toEqual(["invitation", "enrolled"]);
    expect(await readEnrolment(event, person)).toMatchObject({ state: "enrolled", identity: "self-declared" });
  });

  it("ten times at once enrols once", async () => {
    const { event, organizer } = await seedInviting();
    const person = await seedPerson();
    const token = await inviteOne(organizer, event, await addressOf(person));
    const results = await Promise.all(Array.from({ length: 10 }, () => acceptInvitation(person, token)));
    expect(results.every(({ ok }) => ok)).toBe(true);
    expect(await expectCounters(event.id)).toEqual({ taken: 1, held: 0 });
    expect((await letterKinds(await addressOf(person))).filter((kind) => kind === "enrolled")).toHaveLength(1);
  });

  it("the address counts in its canonical form, however the account's holder or the organizer wrote it", async () => {
    const { event, organizer } = await seedInviting();
    const person = await seedPerson();
    const address = await addressOf(person);
    await unsafeSql("UPDATE mail_address SET address = upper(address) WHERE person_id = $1", [person.id]);
    const token = await inviteOne(organizer, event, address);
    expect(await acceptInvitation(person, token)).toMatchObject({ ok: true });
  });

  it("an address that the account has not confirmed is another address", async () => {
    const { event, organizer } = await seedInviting();
    const person = await seedPerson();
    const token = await inviteOne(organizer, event, await addressOf(person));
    await unsafeSql("UPDATE mail_address SET verified_at = NULL WHERE person_id = $1", [person.id]);
    expect(await acceptInvitation(person, token)).toEqual({ ok: false, reason: "other-address" });
    expect(await expectCounters(event.id)).toEqual({ taken: 0, held: 1 });
  });

  it("who has a seat already frees the one that the invitation held", async () => {
    const { event, organizer } = await seedInviting({ admission: "open", seats: 2 });
    const person = await seedPerson();
    const token = await inviteOne(organizer, event, await addressOf(person));
    await joinEvent(authorize(person, "event.join", event));
    expect(await expectCounters(event.id)).toEqual({ taken: 1, held: 1 });
    expect(await acceptInvitation(person, token)).toMatchObject({ ok: true });
    expect(await expectCounters(event.id)).toEqual({ taken: 1, held: 0 });
  });

  it("who waited and was offered a seat as well lets that one go to the next", async () => {
    const { event, organizer } = await seedInviting({ admission: "open", seats: 2, waitingList: true });
    const [first, second] = [await seedPerson(), await seedPerson()];
    const token = await inviteOne(organizer, event, await addressOf(first));
    for (const person of [first, second]) await seedEnrolment(person, event, { state: "waiting" });
    const blocker = await inviteOne(organizer, event, `${unique("x")}@test.example.org`);
    await withdrawInvitation(
      managing(organizer, event),
      await idOf((await getInvitation(blocker, null, "en"))?.address ?? ""),
    );
    expect(await expectCounters(event.id)).toEqual({ taken: 0, held: 2 });
    await acceptInvitation(first, token);
    expect(await expectCounters(event.id)).toEqual({ taken: 1, held: 1 });
    expect(await letterKinds(await addressOf(second))).toContain("seat-offered");
  });
});

describe("a link that may not be used (S19)", () => {
  it("by another account changes nothing", async () => {
    const { event, organizer } = await seedInviting();
    const token = await inviteOne(organizer, event, `${unique("a")}@test.example.org`);
    const stranger = await seedPerson();
    expect(await acceptInvitation(stranger, token)).toEqual({ ok: false, reason: "other-address" });
    expect(await declineInvitation(stranger, token)).toEqual({ ok: false, reason: "other-address" });
    expect(await expectCounters(event.id)).toEqual({ taken: 0, held: 1 });
  });

  it("used, declined, withdrawn, expired or of an event that is over says so, and enrols nobody", async () => {
    const { event, organizer } = await seedInviting({ seats: 10 });
    const use = async (spoil: (person: Actor, token: string) => Promise<unknown>): Promise<unknown> => {
      const person = await seedPerson();
      const token = await inviteOne(organizer, event, await addressOf(person));
      await spoil(person, token);
      const used = await acceptInvitation(person, token);
      await expectCounters(event.id);
      return used.ok ? "used" : used.reason;
    };
    expect(await use(declineInvitation)).toBe("declined");
    expect(
      await use(async (person) => withdrawInvitation(managing(organizer, event), await idOf(await addressOf(person)))),
    ).toBe("withdrawn");
    expect(await use(async (person) => expire(await addressOf(person)))).toBe("expired");
    await expireInvitations();
    expect(
      await use(async () => unsafeSql("UPDATE event SET closes_at = clock_timestamp() WHERE id = $1", [event.id])),
    ).toBe("event-over");
  });

  it("used by one account is used for every other, also one that has the address later", async () => {
    const { event, organizer } = await seedInviting();
    const [person, other] = [await seedPerson(), await seedPerson()];
    const address = await addressOf(person);
    const token = await inviteOne(organizer, event, address);
    await acceptInvitation(person, token);
    await unsafeSql("UPDATE mail_address SET person_id = $2 WHERE canonical = $1", [address, other.id]);
    expect(await acceptInvitation(other, token)).toEqual({ ok: false, reason: "claimed" });
    expect(await expectCounters(event.id)).toEqual({ taken: 1, held: 0 });
  });

  it("reads nothing of a request but the secret and the answer: a role or another event in it is left unread", () => {
    expect(
      answerFields.parse({ _token: "x", intent: "accept", role: "organizer", event: "another", identity: "checked" }),
    ).toEqual({
      _token: "x",
      intent: "accept",
    });
    expect(answerInvitationForm.access).toBe("signed-in");
  });

  it.each(["", "short", "x".repeat(43), "../../etc/passwd"])("that was never sent is nothing: %j", async (token) => {
    const person = await seedPerson();
    await expect(acceptInvitation(person, token)).rejects.toMatchObject({ code: "not-found" });
    expect(await getInvitation(token, person, "en")).toBeNull();
  });
});

describe("sending again", () => {
  it("makes a new link, kills the old one and gives the whole time again", async () => {
    const { event, organizer } = await seedInviting();
    const person = await seedPerson();
    const address = await addressOf(person);
    const old = await inviteOne(organizer, event, address, 7);
    await unsafeSql(
      "UPDATE invitation SET expires_at = expires_at - interval '6 days', sent_at = sent_at - interval '6 days' WHERE canonical = $1",
      [address],
    );
    expect(await resendInvitation(managing(organizer, event), await idOf(address))).toEqual({ ok: true, value: null });
    await expect(acceptInvitation(person, old)).rejects.toMatchObject({ code: "not-found" });
    const [row] = await sql<{ days: number; timesSent: number }>(
      `SELECT round(extract(epoch FROM expires_at - clock_timestamp()) / 86400)::int AS days, times_sent AS "timesSent"
       FROM invitation WHERE canonical = $1`,
      [address],
    );
    expect(row).toEqual({ days: 7, timesSent: 2 });
    expect(await acceptInvitation(person, await tokenFor(address))).toMatchObject({ ok: true });
    expect(await expectCounters(event.id)).toEqual({ taken: 1, held: 0 });
  });

  it("brings an expired one back on a free seat, and says when there is none", async () => {
    const { event, organizer } = await seedInviting({ seats: 1 });
    const address = `${unique("a")}@test.example.org`;
    await inviteOne(organizer, event, address);
    await expire(address);
    await expireInvitations();
    expect(await stateOf(address)).toBe("expired");
    expect(await expectCounters(event.id)).toEqual({ taken: 0, held: 0 });
    expect(await resendInvitation(managing(organizer, event), await idOf(address))).toMatchObject({ ok: true });
    expect(await expectCounters(event.id)).toEqual({ taken: 0, held: 1 });
    await expire(address);
    await expireInvitations();
    await inviteOne(organizer, event, `${unique("b")}@test.example.org`);
    expect(await resendInvitation(managing(organizer, event), await idOf(address))).toEqual({
      ok: false,
      reason: "full",
    });
  });

  it("of another event's invitation finds nothing", async () => {
    const [one, other] = [await seedInviting(), await seedInviting()];
    const address = `${unique("a")}@test.example.org`;
    await inviteOne(one.organizer, one.event, address);
    await expect(resendInvitation(managing(other.organizer, other.event), await idOf(address))).rejects.toMatchObject({
      code: "not-found",
    });
  });
});

describe("another account that asks", () => {
  const seedAsked = async () => {
    const { event, organizer } = await seedInviting();
    const [invited, asker] = [await seedPerson(), await seedPerson()];
    const address = await addressOf(invited);
    const token = await inviteOne(organizer, event, address);
    expect(await askForInvitation(asker, token)).toMatchObject({ ok: true });
    return { event, organizer, invited, asker, address, token };
  };

  it("is enrolled when the organizer approves, and the inviter is told of the question once", async () => {
    const { event, organizer, asker, address, token, invited } = await seedAsked();
    await askForInvitation(asker, token);
    expect(await letterKinds(await addressOf(organizer))).toEqual(["invitation-asked"]);
    expect(await expectCounters(event.id)).toEqual({ taken: 0, held: 1 });
    expect(await approveAsked(managing(organizer, event), await idOf(address))).toMatchObject({ ok: true });
    expect(await readEnrolment(event, asker)).toMatchObject({ state: "enrolled" });
    expect(await acceptInvitation(invited, token)).toEqual({ ok: false, reason: "claimed" });
    expect(await expectCounters(event.id)).toEqual({ taken: 1, held: 0 });
  });

  it("is told when the organizer refuses, and the invitation still stands for its own address", async () => {
    const { event, organizer, asker, address, token, invited } = await seedAsked();
    expect(await refuseAsked(managing(organizer, event), await idOf(address))).toMatchObject({ ok: true });
    expect(await approveAsked(managing(organizer, event), await idOf(address))).toEqual({
      ok: false,
      reason: "not-asked",
    });
    expect(await letterKinds(await addressOf(asker))).toEqual(["invitation-not-yours"]);
    expect(await acceptInvitation(invited, token)).toMatchObject({ ok: true });
    expect(await expectCounters(event.id)).toEqual({ taken: 1, held: 0 });
  });

  it("is told when the invited person uses it themselves, and a third account cannot ask meanwhile", async () => {
    const { event, asker, token, invited } = await seedAsked();
    expect(await askForInvitation(await seedPerson(), token)).toEqual({ ok: false, reason: "asked-by-another" });
    expect(await acceptInvitation(invited, token)).toMatchObject({ ok: true });
    expect(await letterKinds(await addressOf(asker))).toEqual(["invitation-not-yours"]);
    expect(await expectCounters(event.id)).toEqual({ taken: 1, held: 0 });
  });

  it("at once with the invited person's own answer: one of them has the seat", async () => {
    for (let round = 0; round < 5; round++) {
      const { event, organizer, address, token, invited } = await seedAsked();
      await Promise.all([
        approveAsked(managing(organizer, event), await idOf(address)),
        acceptInvitation(invited, token),
      ]);
      expect(await expectCounters(event.id)).toEqual({ taken: 1, held: 0 });
    }
  });
});

describe("the end of an invitation", () => {
  it("frees its seat for who waits, once, however many sweeps run", async () => {
    const { event, organizer } = await seedInviting({ seats: 1, admission: "open", waitingList: true });
    const waiting = await seedPerson();
    const address = `${unique("a")}@test.example.org`;
    await inviteOne(organizer, event, address);
    await seedEnrolment(waiting, event, { state: "waiting" });
    await expire(address);
    await Promise.all([expireInvitations(), expireInvitations(), expireInvitations()]);
    expect(await stateOf(address)).toBe("expired");
    expect(await expectCounters(event.id)).toEqual({ taken: 0, held: 1 });
    expect(await letterKinds(await addressOf(waiting))).toEqual(["seat-offered"]);
  });

  it("against a claim at the last moment leaves either a seat or none, and the counters right", async () => {
    for (let round = 0; round < 5; round++) {
      const { event, organizer } = await seedInviting();
      const person = await seedPerson();
      const address = await addressOf(person);
      const token = await inviteOne(organizer, event, address);
      await unsafeSql("UPDATE invitation SET expires_at = clock_timestamp() + interval '10 ms' WHERE canonical = $1", [
        address,
      ]);
      await Promise.all([acceptInvitation(person, token), expireInvitations(), expireInvitations()]);
      await expireInvitations();
      await expectCounters(event.id);
    }
  });

  it("never comes after the event's own end", async () => {
    const { event, organizer } = await seedInviting({ closesAt: new Date(Date.now() + 86_400_000) });
    const address = `${unique("a")}@test.example.org`;
    await inviteOne(organizer, event, address, 90);
    expect(
      await sql(
        "SELECT 1 FROM invitation i JOIN event e ON e.id = i.event_id WHERE canonical = $1 AND expires_at > closes_at",
        [address],
      ),
    ).toEqual([]);
  });
});

describe("thirty people who claim their own invitations at once", () => {
  it("are all enrolled, and the counters equal the rows", async () => {
    const { event, organizer } = await seedInviting({ seats: 30 });
    const people = await seedPeople(30);
    const addresses = await Promise.all(people.map(addressOf));
    await inviteAll(organizer, event, addresses);
    const tokens = await Promise.all(addresses.map(tokenFor));
    const results = await Promise.all(people.map((person, at) => acceptInvitation(person, tokens[at] ?? "")));
    expect(results.every(({ ok }) => ok)).toBe(true);
    expect(await expectCounters(event.id)).toEqual({ taken: 30, held: 0 });
  });
});
