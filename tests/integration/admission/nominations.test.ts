import { describe, expect, it } from "vitest";
import { authorize } from "@/lib/access/authorize";
import type { Actor } from "@/lib/access/policy";
import { acceptInvitation, declineInvitation } from "@/lib/admission/invitations/answers/mutations";
import { expireInvitations } from "@/lib/admission/invitations/expiry/mutations";
import { resendInvitation } from "@/lib/admission/invitations/mutations";
import { withdrawFrom } from "@/lib/admission/mutations";
import { getFocalPage, getNominations } from "@/lib/admission/nominations/data";
import {
  decideNomination,
  editNomination,
  moveNomination,
  nameFocalPoint,
  nominate,
  removeFocalPoint,
  sendDecisions,
  substitute,
  takeBackOffer,
} from "@/lib/admission/nominations/mutations";
import type { Decision } from "@/lib/admission/nominations/types";
import { db, sql } from "@/lib/db/client";
import {
  addressOf,
  buildNominee,
  expectCounters,
  inviteOne,
  letterKinds,
  managing,
  nominateAs,
  nominating,
  nominationState,
  seedFocalPoint,
  tokenFor,
} from "../../builders/admissions";
import { seedOrganizer } from "../../builders/certificates";
import { daysFromNow, type SeededEvent, seedEvent } from "../../builders/events";
import { unsafeSql } from "../../builders/owner";
import { seedPerson } from "../../builders/people";

const seedNominating = async (fields: Parameters<typeof seedEvent>[0] = {}) => {
  const event = await seedEvent({ admission: "nomination", seats: 4, opensAt: daysFromNow(3), ...fields });
  return { event, organizer: await seedOrganizer(event), focal: await seedFocalPoint(event) };
};
type Ground = Awaited<ReturnType<typeof seedNominating>>;

const decide = (organizer: Actor, event: SeededEvent, id: string, decision: Decision = "selected") =>
  decideNomination(managing(organizer, event), id, {
    decision,
    reason: decision === "not-selected" ? "No place is left." : "",
  });
const send = (organizer: Actor, event: SeededEvent) => sendDecisions(managing(organizer, event), 14);
const expireAll = (event: SeededEvent) =>
  unsafeSql("UPDATE invitation SET expires_at = clock_timestamp() - interval '1 minute' WHERE event_id = $1", [
    event.id,
  ]);

/** One person, nominated, selected and sent. */
async function seedOffered({ event, organizer, focal }: Ground) {
  const person = await seedPerson();
  const [id = ""] = await nominateAs(focal, event, [await buildNominee(person)]);
  await decide(organizer, event, id);
  expect(await send(organizer, event)).toMatchObject({ ok: true });
  return { person, id, token: await tokenFor(await addressOf(person)) };
}

/** A pair, nominated, selected and sent. */
async function seedOfferedPair(ground: Ground) {
  const { event, organizer, focal } = ground;
  const [diplomat, technical] = [await seedPerson({ fullName: "Dina" }), await seedPerson({ fullName: "Tarek" })];
  const [first = "", second = ""] = await nominateAs(focal, event, [
    await buildNominee(diplomat, "diplomat"),
    await buildNominee(technical, "technical"),
  ]);
  await decide(organizer, event, first);
  expect(await send(organizer, event)).toMatchObject({ ok: true, value: { offered: 2 } });
  return {
    diplomat: { person: diplomat, id: first, token: await tokenFor(await addressOf(diplomat)) },
    technical: { person: technical, id: second, token: await tokenFor(await addressOf(technical)) },
  };
}

describe("focal points", () => {
  it("are named by confirmed address, told by letter, audited, and removed again", async () => {
    const { event, organizer } = await seedNominating();
    const person = await seedPerson();
    const naming = { email: await addressOf(person), state: "FJ" };
    expect(await nameFocalPoint(managing(organizer, event), naming)).toEqual({ ok: true, value: null });
    expect(await nameFocalPoint(managing(organizer, event), naming)).toEqual({ ok: true, value: null });
    expect(await nameFocalPoint(managing(organizer, event), { ...naming, state: "KE" })).toEqual({
      ok: false,
      reason: "other-state",
    });
    expect(await letterKinds(naming.email)).toEqual(["focal-point-named"]);
    const grants = await db.grant.findMany({ where: { personId: person.id } });
    expect(grants).toMatchObject([{ role: "focal_point", stateCode: "FJ", eventId: event.id }]);
    await removeFocalPoint(managing(organizer, event), grants[0]?.id ?? "");
    const actor = { ...person, grants: [{ role: "focal_point", organizationId: null, eventId: event.id } as const] };
    await expect(nominate(nominating(actor, event), [await buildNominee()])).rejects.toMatchObject({
      code: "not-found",
    });
    expect(
      await sql(
        "SELECT action FROM audit_event WHERE subject_kind = 'grant' AND detail->>'personId' = $1 ORDER BY id",
        [person.id],
      ),
    ).toEqual([{ action: "grant.give" }, { action: "grant.revoke" }]);
  });

  it("are never oneself, nobody unknown, and only where people are nominated", async () => {
    const { event, organizer } = await seedNominating();
    const open = await seedEvent();
    const name = (email: string, at: SeededEvent = event) =>
      nameFocalPoint(managing(organizer, at), { email, state: "FJ" });
    expect(await name(await addressOf(organizer))).toEqual({ ok: false, reason: "own-grant" });
    expect(await name("nobody@test.example.org")).toEqual({ ok: false, reason: "no-such-person" });
    expect(await name(await addressOf(await seedPerson()), open)).toEqual({ ok: false, reason: "not-by-nomination" });
  });

  it("see their own State's nominations and no others, and change no others", async () => {
    const { event, focal } = await seedNominating();
    const other = await seedFocalPoint(event, "FJ");
    const [id = ""] = await nominateAs(focal, event, [await buildNominee()]);
    expect((await getFocalPage(nominating(other, event), "en")).units).toEqual([]);
    expect((await getFocalPage(nominating(focal, event), "en")).units).toHaveLength(1);
    await expect(moveNomination(nominating(other, event), id, "withdraw")).rejects.toMatchObject({ code: "not-found" });
    const elsewhere = await seedEvent({ admission: "nomination" });
    expect(() => nominating(focal, elsewhere)).toThrow(expect.objectContaining({ code: "not-found" }));
  });
});

describe("nominating", () => {
  it("of one address by two States at once is taken once", async () => {
    const { event, focal } = await seedNominating();
    const other = await seedFocalPoint(event, "FJ");
    const nominee = await buildNominee();
    const results = await Promise.all([
      nominate(nominating(focal, event), [nominee]),
      nominate(nominating(other, event), [nominee]),
    ]);
    expect(results.filter(({ ok }) => ok)).toHaveLength(1);
    expect(results.find(({ ok }) => !ok)).toEqual({ ok: false, reason: "nominated-already" });
  });

  it("is ranked, corrected and taken back until it is decided", async () => {
    const { event, organizer, focal } = await seedNominating();
    const ids: string[] = [];
    for (let n = 0; n < 3; n++) ids.push(...(await nominateAs(focal, event, [await buildNominee()])));
    const [first = "", second = "", third = ""] = ids;
    const order = async () =>
      (await getFocalPage(nominating(focal, event), "en")).units.map(({ id }) => ids.indexOf(id));
    await moveNomination(nominating(focal, event), third, "up");
    expect(await order()).toEqual([0, 2, 1]);
    await moveNomination(nominating(focal, event), first, "down");
    expect(await order()).toEqual([2, 0, 1]);
    await moveNomination(nominating(focal, event), third, "up");
    expect(await order()).toEqual([2, 0, 1]);
    expect(
      await editNomination(nominating(focal, event), first, { ...(await buildNominee()), fullName: "Corrected" }),
    ).toMatchObject({ ok: true });
    await moveNomination(nominating(focal, event), second, "withdraw");
    expect(await nominationState(second)).toBe("withdrawn");
    await decide(organizer, event, first);
    expect(await editNomination(nominating(focal, event), first, await buildNominee())).toEqual({
      ok: false,
      reason: "decided",
    });
    expect(await moveNomination(nominating(focal, event), first, "withdraw")).toEqual({ ok: false, reason: "decided" });
  });

  it.each([
    { fields: { registrationClosesAt: daysFromNow(-1) }, why: "registration has closed" },
    { fields: { registrationOpensAt: daysFromNow(1) }, why: "registration has not begun" },
    { fields: { registrationOpensAt: null, registrationClosesAt: null }, why: "registration is to be announced" },
    { fields: { admission: "open" }, why: "the event is open to all" },
  ])("is refused when $why", async ({ fields }) => {
    const { event, focal } = await seedNominating(fields);
    expect(await nominate(nominating(focal, event), [await buildNominee()])).toEqual({ ok: false, reason: "closed" });
  });

  it("takes a pair of one diplomat and one technical officer where pairs are asked for, and single people elsewhere", async () => {
    const pairs = await seedNominating({ inPairs: true });
    const [diplomat, technical] = [await buildNominee(null, "diplomat"), await buildNominee(null, "technical")];
    const put = (ground: Ground, members: Parameters<typeof nominate>[1]) =>
      nominate(nominating(ground.focal, ground.event), members);
    expect(await put(pairs, [await buildNominee()])).toEqual({ ok: false, reason: "pair-needed" });
    expect(await put(pairs, [diplomat, { ...technical, part: "diplomat" }])).toEqual({
      ok: false,
      reason: "pair-needed",
    });
    expect(await put(pairs, [diplomat, { ...technical, address: diplomat.address }])).toEqual({
      ok: false,
      reason: "same-address",
    });
    expect(await put(pairs, [diplomat, technical])).toMatchObject({ ok: true });
    expect(await put(await seedNominating(), [diplomat, technical])).toEqual({ ok: false, reason: "no-pair" });
  });
});

describe("deciding and sending", () => {
  it("tells nobody before sending, then offers held seats to the selected and tells the focal point of all", async () => {
    const { event, organizer, focal } = await seedNominating();
    const nominees = [await buildNominee(), await buildNominee(), await buildNominee()];
    const ids: string[] = [];
    for (const nominee of nominees) ids.push(...(await nominateAs(focal, event, [nominee])));
    const decisions: Decision[] = ["selected", "waiting", "not-selected"];
    for (const [at, decision] of decisions.entries()) await decide(organizer, event, ids[at] ?? "", decision);
    expect(await expectCounters(event.id)).toEqual({ taken: 0, held: 0 });
    expect(await letterKinds(await addressOf(focal))).toEqual([]);
    expect(await send(organizer, event)).toEqual({ ok: true, value: { offered: 1, waiting: 1, notSelected: 1 } });
    expect(await expectCounters(event.id)).toEqual({ taken: 0, held: 1 });
    expect(await Promise.all(ids.map(nominationState))).toEqual(["offered", "waiting", "not-selected"]);
    expect(await letterKinds(await addressOf(focal))).toEqual(["nominations-decided"]);
    expect(await letterKinds(nominees[0]?.address ?? "")).toEqual(["nominee-invited"]);
    expect(await letterKinds(nominees[1]?.address ?? "")).toEqual([]);
    // Who waits is offered a seat by hand.
    await decide(organizer, event, ids[1] ?? "");
    expect(await send(organizer, event)).toMatchObject({ ok: true, value: { offered: 1 } });
    expect(await expectCounters(event.id)).toEqual({ taken: 0, held: 2 });
  });

  it("twice at once sends once", async () => {
    const { event, organizer, focal } = await seedNominating();
    const nominee = await buildNominee();
    const [id = ""] = await nominateAs(focal, event, [nominee]);
    await decide(organizer, event, id);
    const results = await Promise.all([send(organizer, event), send(organizer, event), send(organizer, event)]);
    expect(results.filter(({ ok }) => ok)).toHaveLength(1);
    expect(results.filter((result) => !result.ok && result.reason === "nothing-decided")).toHaveLength(2);
    expect(await letterKinds(nominee.address)).toEqual(["nominee-invited"]);
    expect(await expectCounters(event.id)).toEqual({ taken: 0, held: 1 });
  });

  it("offers nothing to anybody when there are not seats for all who are selected; a pair needs two", async () => {
    const ground = await seedNominating({ seats: 1, inPairs: true });
    const { event, organizer, focal } = ground;
    const [id = ""] = await nominateAs(focal, event, [
      await buildNominee(null, "diplomat"),
      await buildNominee(null, "technical"),
    ]);
    await decide(organizer, event, id);
    expect(await send(organizer, event)).toEqual({ ok: false, reason: "full" });
    expect(await nominationState(id)).toBe("nominated");
    expect(await expectCounters(event.id)).toEqual({ taken: 0, held: 0 });
  });

  it("names who has an invitation of another kind already, and sends nothing", async () => {
    const { event, organizer, focal } = await seedNominating();
    const nominee = await buildNominee();
    const [id = ""] = await nominateAs(focal, event, [nominee]);
    await inviteOne(organizer, event, nominee.address);
    await decide(organizer, event, id);
    expect(await send(organizer, event)).toEqual({ ok: false, reason: "invited-already", name: nominee.fullName });
    expect(await expectCounters(event.id)).toEqual({ taken: 0, held: 1 });
  });
});

describe("a nominee", () => {
  it("who accepts has a seat as nominated, with their State and its groups", async () => {
    const ground = await seedNominating();
    const { person, id, token } = await seedOffered(ground);
    expect(await acceptInvitation(person, token)).toMatchObject({ ok: true });
    expect(await nominationState(id)).toBe("accepted");
    expect(
      await db.enrolment.findUnique({ where: { eventId_personId: { eventId: ground.event.id, personId: person.id } } }),
    ).toMatchObject({
      state: "enrolled",
      identity: "nominated",
      stateCode: "MU",
      groups: { sids: true, region: "africa" },
    });
    expect(await expectCounters(ground.event.id)).toEqual({ taken: 1, held: 0 });
  });

  it("who declines or does not answer frees the seat, and the focal point is told", async () => {
    const ground = await seedNominating();
    const first = await seedOffered(ground);
    expect(await declineInvitation(first.person, first.token)).toMatchObject({ ok: true });
    expect(await nominationState(first.id)).toBe("declined");
    const second = await seedOffered(ground);
    await expireAll(ground.event);
    await expireInvitations();
    expect(await nominationState(second.id)).toBe("expired");
    expect(await expectCounters(ground.event.id)).toEqual({ taken: 0, held: 0 });
    expect((await letterKinds(await addressOf(ground.focal))).filter((kind) => kind === "nominee-left")).toHaveLength(
      2,
    );
  });

  it("whose offer is taken back cannot accept it", async () => {
    const ground = await seedNominating();
    const { person, id, token } = await seedOffered(ground);
    expect(await takeBackOffer(managing(ground.organizer, ground.event), id)).toMatchObject({ ok: true });
    expect(await acceptInvitation(person, token)).toEqual({ ok: false, reason: "withdrawn" });
    expect(await nominationState(id)).toBe("withdrawn");
    expect(await expectCounters(ground.event.id)).toEqual({ taken: 0, held: 0 });
    expect(await takeBackOffer(managing(ground.organizer, ground.event), id)).toEqual({
      ok: false,
      reason: "not-offered",
    });
  });
});

describe("a colleague in the place of a nominee", () => {
  const replace = async (
    { event, focal }: Ground,
    id: string,
    shown: Parameters<typeof substitute>[2],
    nominee = buildNominee(),
  ) => substitute(nominating(focal, event), id, shown, await nominee);

  it("takes over an open offer on the same seat; the old link is dead and its addressee is told", async () => {
    const ground = await seedNominating({ seats: 1 });
    const { person, id, token } = await seedOffered(ground);
    const colleague = await seedPerson();
    expect(await replace(ground, id, "offered", buildNominee(colleague))).toMatchObject({ ok: true });
    expect(await expectCounters(ground.event.id)).toEqual({ taken: 0, held: 1 });
    expect(await nominationState(id)).toBe("substituted");
    expect(await acceptInvitation(person, token)).toEqual({ ok: false, reason: "withdrawn" });
    expect(await letterKinds(await addressOf(person))).toEqual(["nominee-invited", "nominee-replaced"]);
    expect(await acceptInvitation(colleague, await tokenFor(await addressOf(colleague)))).toMatchObject({ ok: true });
    expect(await expectCounters(ground.event.id)).toEqual({ taken: 1, held: 0 });
    const page = await getNominations(managing(ground.organizer, ground.event), "en");
    expect(page.states[0]?.units).toMatchObject([
      { rank: 1, standing: "accepted", people: [{ inPlaceOf: person.fullName }] },
    ]);
  });

  it("takes over an accepted seat, though no other seat is free", async () => {
    const ground = await seedNominating({ seats: 1 });
    const { person, id, token } = await seedOffered(ground);
    await acceptInvitation(person, token);
    expect(await replace(ground, id, "accepted")).toMatchObject({ ok: true });
    expect(await expectCounters(ground.event.id)).toEqual({ taken: 0, held: 1 });
    expect(await letterKinds(await addressOf(person))).toEqual(["nominee-invited", "enrolled", "nominee-replaced"]);
  });

  it("against the nominee's own answer at the same time: exactly one of the two happens", async () => {
    for (let round = 0; round < 8; round++) {
      const ground = await seedNominating({ seats: 1 });
      const { person, id, token } = await seedOffered(ground);
      const [accepted, replaced] = await Promise.all([acceptInvitation(person, token), replace(ground, id, "offered")]);
      expect([accepted.ok, replaced.ok].filter(Boolean)).toHaveLength(1);
      expect(await expectCounters(ground.event.id)).toEqual(
        accepted.ok ? { taken: 1, held: 0 } : { taken: 0, held: 1 },
      );
    }
  });

  it("named twice at once is named once", async () => {
    const ground = await seedNominating({ seats: 1 });
    const second = await seedFocalPoint(ground.event);
    const { id } = await seedOffered(ground);
    const results = await Promise.all([
      replace(ground, id, "offered"),
      replace({ ...ground, focal: second }, id, "offered"),
    ]);
    expect(results.filter(({ ok }) => ok)).toHaveLength(1);
    expect(await expectCounters(ground.event.id)).toEqual({ taken: 0, held: 1 });
  });

  it("cannot be named once the event has begun, for who has no offer, or who is nominated already", async () => {
    const ground = await seedNominating();
    const { id } = await seedOffered(ground);
    const other = await buildNominee();
    const [undecided = ""] = await nominateAs(ground.focal, ground.event, [other]);
    expect(await replace(ground, undecided, "nominated")).toEqual({ ok: false, reason: "not-replaceable" });
    expect(await replace(ground, id, "offered", Promise.resolve(other))).toEqual({
      ok: false,
      reason: "nominated-already",
    });
    expect(await replace(ground, id, "accepted")).toEqual({ ok: false, reason: "changed-meanwhile" });
    await unsafeSql("UPDATE event SET opens_at = clock_timestamp() WHERE id = $1", [ground.event.id]);
    expect(await replace(ground, id, "offered")).toEqual({ ok: false, reason: "begun" });
    expect(await expectCounters(ground.event.id)).toEqual({ taken: 0, held: 1 });
  });

  it("who would take the place of somebody that gave the seat back finds no offer to take over", async () => {
    const ground = await seedNominating({ seats: 1 });
    const { person, id, token } = await seedOffered(ground);
    await acceptInvitation(person, token);
    const place = await db.enrolment.findFirstOrThrow({ where: { eventId: ground.event.id, personId: person.id } });
    await withdrawFrom(authorize(person, "enrolment.use", place));
    expect(await expectCounters(ground.event.id)).toEqual({ taken: 0, held: 0 });
    expect(await replace(ground, id, "accepted")).toEqual({ ok: false, reason: "changed-meanwhile" });
    expect(await replace(ground, id, "withdrawn")).toEqual({ ok: false, reason: "not-replaceable" });
  });
});

describe("a pair", () => {
  const seedPairs = () => seedNominating({ seats: 2, inPairs: true });

  it("holds two seats, ends at one instant and takes both when both accept", async () => {
    const ground = await seedPairs();
    const { diplomat, technical } = await seedOfferedPair(ground);
    expect(await expectCounters(ground.event.id)).toEqual({ taken: 0, held: 2 });
    expect(await sql("SELECT DISTINCT expires_at FROM invitation WHERE event_id = $1", [ground.event.id])).toHaveLength(
      1,
    );
    await acceptInvitation(diplomat.person, diplomat.token);
    expect(await expectCounters(ground.event.id)).toEqual({ taken: 1, held: 1 });
    await acceptInvitation(technical.person, technical.token);
    expect(await expectCounters(ground.event.id)).toEqual({ taken: 2, held: 0 });
  });

  it("of which one declines keeps that seat until the pair's date, for a substitute of the same part", async () => {
    const ground = await seedPairs();
    const { diplomat, technical } = await seedOfferedPair(ground);
    await acceptInvitation(diplomat.person, diplomat.token);
    await declineInvitation(technical.person, technical.token);
    expect(await expectCounters(ground.event.id)).toEqual({ taken: 1, held: 1 });
    expect(await acceptInvitation(technical.person, technical.token)).toEqual({ ok: false, reason: "declined" });
    const { units } = await getFocalPage(nominating(ground.focal, ground.event), "en");
    expect(units[0]?.people.find(({ part }) => part === "technical")).toMatchObject({
      state: "declined",
      keptUntil: expect.any(Date),
      mayBeReplaced: true,
    });
    const colleague = await seedPerson();
    const nominee = await buildNominee(colleague);
    expect(await substitute(nominating(ground.focal, ground.event), technical.id, "declined", nominee)).toMatchObject({
      ok: true,
    });
    expect(await expectCounters(ground.event.id)).toEqual({ taken: 1, held: 1 });
    await acceptInvitation(colleague, await tokenFor(nominee.address));
    expect(await expectCounters(ground.event.id)).toEqual({ taken: 2, held: 0 });
    expect(await db.nomination.findFirst({ where: { canonical: nominee.address } })).toMatchObject({
      part: "technical",
      state: "accepted",
    });
  });

  it("of which both decline falls at once", async () => {
    const ground = await seedPairs();
    const { diplomat, technical } = await seedOfferedPair(ground);
    await declineInvitation(diplomat.person, diplomat.token);
    expect(await expectCounters(ground.event.id)).toEqual({ taken: 0, held: 2 });
    await declineInvitation(technical.person, technical.token);
    expect(await expectCounters(ground.event.id)).toEqual({ taken: 0, held: 0 });
  });

  it("that nobody answers falls together", async () => {
    const ground = await seedPairs();
    const { diplomat, technical } = await seedOfferedPair(ground);
    await expireAll(ground.event);
    await Promise.all([expireInvitations(), expireInvitations()]);
    expect(await Promise.all([diplomat.id, technical.id].map(nominationState))).toEqual(["expired", "expired"]);
    expect(await expectCounters(ground.event.id)).toEqual({ taken: 0, held: 0 });
  });

  it("of which one accepted and one let it lapse leaves the one their seat until a person decides, and takes a colleague on a free seat", async () => {
    const ground = await seedPairs();
    const { diplomat, technical } = await seedOfferedPair(ground);
    await acceptInvitation(diplomat.person, diplomat.token);
    await expireAll(ground.event);
    await expireInvitations();
    expect(await expectCounters(ground.event.id)).toEqual({ taken: 1, held: 0 });
    const page = await getNominations(managing(ground.organizer, ground.event), "en");
    expect(page.states[0]?.units).toMatchObject([{ standing: "half" }]);
    const put = async () =>
      substitute(nominating(ground.focal, ground.event), technical.id, "expired", await buildNominee());
    const filler = await inviteOne(ground.organizer, ground.event, (await buildNominee()).address);
    expect(filler).toBeTruthy();
    expect(await put()).toEqual({ ok: false, reason: "full" });
    await unsafeSql("UPDATE event SET seats = 3 WHERE id = $1", [ground.event.id]);
    expect(await put()).toMatchObject({ ok: true });
    expect(await expectCounters(ground.event.id)).toEqual({ taken: 1, held: 2 });
  });

  it("of which one is invited again has more time together", async () => {
    const ground = await seedPairs();
    const { diplomat } = await seedOfferedPair(ground);
    await unsafeSql(
      "UPDATE invitation SET sent_at = sent_at - interval '5 days', expires_at = expires_at - interval '5 days' WHERE event_id = $1",
      [ground.event.id],
    );
    const invitation = await db.invitation.findFirstOrThrow({ where: { nominationId: diplomat.id } });
    expect(await resendInvitation(managing(ground.organizer, ground.event), invitation.id)).toMatchObject({ ok: true });
    expect(
      await sql(
        "SELECT DISTINCT expires_at FROM invitation WHERE event_id = $1 AND expires_at > clock_timestamp() + interval '13 days'",
        [ground.event.id],
      ),
    ).toHaveLength(1);
    expect(await expectCounters(ground.event.id)).toEqual({ taken: 0, held: 2 });
  });

  it("is taken back as far as nobody has accepted", async () => {
    const ground = await seedPairs();
    const { diplomat, technical } = await seedOfferedPair(ground);
    await acceptInvitation(diplomat.person, diplomat.token);
    await takeBackOffer(managing(ground.organizer, ground.event), technical.id);
    expect(await Promise.all([diplomat.id, technical.id].map(nominationState))).toEqual(["accepted", "withdrawn"]);
    expect(await expectCounters(ground.event.id)).toEqual({ taken: 1, held: 0 });
  });
});
