import { describe, expect, it } from "vitest";
import { authorize } from "@/lib/access/authorize";
import type { Actor } from "@/lib/access/policy";
import { joinEvent } from "@/lib/admission/mutations";
import { expireOffers, offerFreeSeats } from "@/lib/admission/seats/mutations";
import { returnDossier } from "@/lib/certificates/dossier/mutations";
import { releaseCertificates } from "@/lib/certificates/release/mutations";
import { db, sql } from "@/lib/db/client";
import { saveAnswer } from "@/lib/exams/mutations";
import { cloneEvent } from "@/lib/organizing/clone/mutations";
import { getDashboard } from "@/lib/organizing/dashboard/data";
import { getEventForm, settingsOf, settingsSelect } from "@/lib/organizing/data";
import { dropDraft, keepDraft } from "@/lib/organizing/drafts/mutations";
import { archiveEvent, cancelEvent, passReview, returnEvent } from "@/lib/organizing/lifecycle/mutations";
import { closeEvent, editEvent, publishEvent, sendToReview } from "@/lib/organizing/mutations";
import { reviewItems } from "@/lib/organizing/rules";
import { typedFieldsOf } from "@/lib/organizing/schema";
import type { EventSettings } from "@/lib/organizing/types";
import { seedClosedAttempt, seedEnrolment, seedRunningAttempt, start, submit } from "../../builders/attempts";
import { releasing, seedAdmin } from "../../builders/certificates";
import {
  daysFromNow,
  readSeats,
  type SeededEvent,
  seedEvent,
  seedOrganization,
  smallBlueprint,
} from "../../builders/events";
import { readLetters, seedPeople, seedPerson, unique } from "../../builders/people";

const done = { ok: true, value: null };
const refusedAs = (reason: string) => ({ ok: false, reason });

const seedMember = (
  { organizationId }: Pick<SeededEvent, "organizationId">,
  role: "organizer" | "reviewer" = "organizer",
): Promise<Actor> => seedPerson({ grants: [{ role, organizationId, eventId: null }] });

const managing = (actor: Actor, event: SeededEvent) => authorize(actor, "event.manage", event);
const reviewing = (actor: Actor, event: SeededEvent) => authorize(actor, "event.review", event);
const readEvent = (event: SeededEvent) => db.event.findUniqueOrThrow({ where: { id: event.id } });
const readSettings = async (event: SeededEvent): Promise<EventSettings> =>
  settingsOf(await db.event.findUniqueOrThrow({ where: { id: event.id }, select: settingsSelect }), "en");
const countAudit = async (eventId: string, action: string): Promise<number> => {
  const [row] = await sql<{ n: number }>(
    "SELECT count(*)::int AS n FROM audit_event WHERE subject_kind = 'event' AND subject_id = $1 AND action = $2",
    [eventId, action],
  );
  return row?.n ?? 0;
};
const kindsOf = async (person: Actor): Promise<string[]> => (await readLetters(person.id)).map(({ kind }) => kind);
/** The body of the one letter of a kind that a person got. */
async function onlyLetter(person: Actor, kind: string): Promise<string> {
  const letters = (await readLetters(person.id)).filter((letter) => letter.kind === kind);
  expect(letters).toHaveLength(1);
  return letters[0]?.body ?? "";
}

const whole = Object.fromEntries(reviewItems.map((item) => [item, true])) as Parameters<
  typeof passReview
>[1]["checklist"];
const passing = { revision: 1, checklist: whole, notes: "" };
const returning = { revision: 1, checklist: { ...whole, partners: false }, notes: "Name the host." };

describe("the review of an event", () => {
  async function seedReviewed() {
    const organization = await seedOrganization();
    await db.organization.update({ where: { id: organization.id }, data: { reviewRequired: true } });
    const event = await seedEvent({ state: "draft", organizationId: organization.id });
    return { event, sender: await seedMember(event), other: await seedMember(event) };
  }

  it("is asked for by a letter to every other member who may review, and publishing waits for it", async () => {
    const { event, sender, other } = await seedReviewed();
    const reviewer = await seedMember(event, "reviewer");
    const stranger = await seedMember({ organizationId: (await seedOrganization()).id });
    expect(await publishEvent(managing(sender, event), 1)).toEqual(refusedAs("review-first"));
    expect(await sendToReview(managing(sender, event), 1)).toEqual(done);
    expect(await sendToReview(managing(sender, event), 1)).toEqual(done);
    expect(await publishEvent(managing(other, event), 1)).toEqual(refusedAs("review-first"));
    expect(await Promise.all([sender, other, reviewer, stranger].map(kindsOf))).toEqual([
      [],
      ["event-review-asked"],
      ["event-review-asked"],
      [],
    ]);
    expect(await onlyLetter(other, "event-review-asked")).toContain(`/organize/events/${event.slug}/review`);
  });

  it("passed by another member publishes the event, once, and tells who sent it", async () => {
    const { event, sender } = await seedReviewed();
    const reviewer = await seedMember(event, "reviewer");
    await sendToReview(managing(sender, event), 1);
    expect(await passReview(reviewing(sender, event), passing)).toEqual(refusedAs("reviewed-by-sender"));
    const answers = await Promise.all([
      passReview(reviewing(reviewer, event), passing),
      passReview(reviewing(reviewer, event), passing),
    ]);
    expect(answers).toEqual([done, done]);
    expect(await readEvent(event)).toMatchObject({ state: "published", publishedAt: expect.any(Date) });
    expect(await db.eventReview.findMany({ where: { eventId: event.id } })).toMatchObject([
      { reviewerId: reviewer.id, revision: 1, verdict: "passed", checklist: whole },
    ]);
    expect(await countAudit(event.id, "event.pass-review")).toBe(1);
    expect(await kindsOf(sender)).toEqual(["event-passed"]);
  });

  it("returned gives the draft back with its notes, in the letter and on the page", async () => {
    const { event, sender, other } = await seedReviewed();
    await sendToReview(managing(sender, event), 1);
    expect(await returnEvent(reviewing(sender, event), returning)).toEqual(refusedAs("reviewed-by-sender"));
    expect(await returnEvent(reviewing(other, event), returning)).toEqual(done);
    expect(await readEvent(event)).toMatchObject({ state: "draft", publishedAt: null });
    expect(await onlyLetter(sender, "event-returned")).toContain("Name the host.");
    const { lastReview } = await getDashboard(managing(sender, event), "en");
    expect(lastReview).toMatchObject({ verdict: "returned", notes: "Name the host.", by: other.fullName });
    expect(await passReview(reviewing(other, event), passing)).toEqual(refusedAs("not-in-review"));
  });

  it("of two reviewers at the same moment takes one judgement", async () => {
    const { event, sender, other } = await seedReviewed();
    const reviewer = await seedMember(event, "reviewer");
    await sendToReview(managing(sender, event), 1);
    const answers = await Promise.all([
      passReview(reviewing(reviewer, event), passing),
      returnEvent(reviewing(other, event), returning),
    ]);
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    expect(await db.eventReview.count({ where: { eventId: event.id } })).toBe(1);
  });

  it("is of the revision that was read: what was changed meanwhile is read again", async () => {
    const { event, sender, other } = await seedReviewed();
    await sendToReview(managing(sender, event), 1);
    await editEvent(managing(sender, event), 1, { ...(await readSettings(event)), place: "Elsewhere" });
    await sendToReview(managing(sender, event), 2);
    expect(await passReview(reviewing(other, event), passing)).toEqual(refusedAs("changed-since-shown"));
    expect(await passReview(reviewing(other, event), { ...passing, revision: 2 })).toEqual(done);
  });
});

describe("archiving an event", () => {
  it("waits until nothing of it is open, and is done once", async () => {
    const event = await seedEvent({ blueprint: smallBlueprint });
    const actor = await seedMember(event);
    expect(await archiveEvent(managing(actor, event))).toEqual(refusedAs("not-closed"));
    const sat = await seedClosedAttempt({ event, right: 5 });
    const { id: appeal } = await db.appeal.create({ data: { attemptId: sat.attemptId, body: "Something is wrong." } });
    await closeEvent(managing(actor, event), "Went well.");
    expect(await archiveEvent(managing(actor, event))).toEqual(refusedAs("appeals-open"));
    await db.appeal.update({
      where: { id: appeal },
      data: { answer: "It is right.", upheld: false, answeredAt: new Date(), answeredById: actor.id },
    });
    expect(await archiveEvent(managing(actor, event))).toEqual(done);
    expect(await archiveEvent(managing(actor, event))).toEqual(done);
    expect(await readEvent(event)).toMatchObject({ state: "archived", archivedAt: expect.any(Date) });
    expect(await countAudit(event.id, "event.archive")).toBe(1);
  });

  it("waits until every certificate of it is released and its dossier is in", async () => {
    const event = await seedEvent({ blueprint: smallBlueprint, certificateKind: "itu-certificate" });
    const actor = await seedMember(event);
    await seedClosedAttempt({ event, right: 5 });
    await seedClosedAttempt({ event, right: 1 });
    await closeEvent(managing(actor, event), "Went well.");
    expect(await archiveEvent(managing(actor, event))).toEqual(refusedAs("release-open"));
    await releaseCertificates(await releasing(await seedAdmin(), event), "all");
    expect(await archiveEvent(managing(actor, event))).toEqual(done);
  });

  it("waits for a dossier that was sent back, even where nobody passed", async () => {
    const event = await seedEvent({ blueprint: smallBlueprint, certificateKind: "itu-certificate" });
    const actor = await seedMember(event);
    await seedClosedAttempt({ event, right: 1 });
    await closeEvent(managing(actor, event), "Went well.");
    await returnDossier(await releasing(await seedAdmin(), event), "Say who watched over the exam.");
    expect(await archiveEvent(managing(actor, event))).toEqual(refusedAs("release-open"));
  });
});

/** An event full of people, each concerned in another way; the last one in two ways at once. */
async function seedConcerned(fields: Parameters<typeof seedEvent>[0] = {}) {
  const event = await seedEvent({ seats: 3, waitingList: true, ...fields });
  const [seated, offered, waiting, applicant, focalPoint, invited, gone, both] = (await seedPeople(8)) as [
    Actor,
    Actor,
    Actor,
    Actor,
    Actor,
    Actor,
    Actor,
    Actor,
  ];
  const organizer = await seedMember(event);
  await seedEnrolment(seated, event);
  await seedEnrolment(both, event);
  await seedEnrolment(offered, event, { state: "waiting" });
  await db.$transaction((tx) => offerFreeSeats(tx, event.id));
  await seedEnrolment(waiting, event, { state: "waiting" });
  await seedEnrolment(gone, event, { state: "withdrawn" });
  for (const person of [applicant, both])
    await db.application.create({ data: { eventId: event.id, personId: person.id, answers: {}, state: "submitted" } });
  const addressOf = async (person: Actor): Promise<string> =>
    (await db.mailAddress.findFirstOrThrow({ where: { personId: person.id } })).canonical;
  const invite = (address: string, language = "en") =>
    db.invitation.create({
      data: {
        eventId: event.id,
        address,
        canonical: address,
        language,
        tokenHash: unique("hash"),
        expiresAt: daysFromNow(3),
        invitedById: organizer.id,
      },
    });
  const unknown = `${unique("invited")}@test.example.org`;
  const nominee = `${unique("nominee")}@test.example.org`;
  await invite(await addressOf(invited));
  await invite(unknown, "fr");
  await db.nomination.create({
    data: {
      eventId: event.id,
      focalPointId: focalPoint.id,
      stateCode: "MU",
      fullName: "Nominee",
      address: nominee,
      canonical: nominee,
      rank: 1,
    },
  });
  const people = { seated, offered, waiting, applicant, focalPoint, invited, both };
  return { event, organizer, people, gone, addresses: { unknown, nominee } };
}

const lettersTo = (address: string): Promise<{ kind: string; language: string; body: string }[]> =>
  sql("SELECT kind, language, body FROM letter WHERE address = $1 ORDER BY created_at", [address]);

describe("cancelling an event", () => {
  it("tells everybody concerned once, with the reason, and nobody else", async () => {
    const { event, organizer, people, gone, addresses } = await seedConcerned();
    const answers = await Promise.all([
      cancelEvent(managing(organizer, event), "The host withdrew."),
      cancelEvent(managing(organizer, event), "The host withdrew."),
    ]);
    expect(answers).toEqual([done, done]);
    for (const person of Object.values(people))
      expect(await onlyLetter(person, "event-cancelled")).toContain("The host withdrew.");
    expect(await lettersTo(addresses.unknown)).toMatchObject([{ kind: "event-cancelled", language: "fr" }]);
    expect(await lettersTo(addresses.nominee)).toMatchObject([{ kind: "event-cancelled", language: "en" }]);
    expect(await kindsOf(gone)).toEqual([]);
    expect(await countAudit(event.id, "event.cancel")).toBe(1);
  });

  it("ends open offers and invitations, which hold no seat any more, and raises what calendars show", async () => {
    const { event, organizer, people } = await seedConcerned();
    expect(await readEvent(event)).toMatchObject({ seatsTaken: 2, seatsHeld: 1 });
    await cancelEvent(managing(organizer, event), "The host withdrew.");
    expect(await readEvent(event)).toMatchObject({
      state: "cancelled",
      cancelReason: "The host withdrew.",
      cancelledAt: expect.any(Date),
      seatsTaken: 2,
      seatsHeld: 0,
      calendarSequence: 1,
    });
    const open = await sql(
      `SELECT 1 FROM offer o JOIN enrolment n ON n.id = o.enrolment_id WHERE n.event_id = $1 AND o.state = 'open'
       UNION ALL SELECT 1 FROM invitation WHERE event_id = $1 AND state IN ('sent', 'asked')`,
      [event.id],
    );
    expect(open).toEqual([]);
    await expireOffers();
    expect(await kindsOf(people.offered)).toEqual(["seat-offered", "event-cancelled"]);
    expect(await readSeats(event.id)).toMatchObject({ taken: 2, enrolled: 2 });
  });

  it("lets who sits the exam finish it, and nobody begin", async () => {
    const event = await seedEvent({ blueprint: smallBlueprint });
    const organizer = await seedMember(event);
    const [sitting, late] = [await seedRunningAttempt({ event }), await seedPerson()];
    const place = await seedEnrolment(late, event);
    expect(await cancelEvent(managing(organizer, event), "The host withdrew.")).toEqual(done);
    const saved = await saveAnswer(
      sitting.actor,
      { attemptId: sitting.attemptId, position: 1 },
      { optionIds: [], sequence: 1 },
    );
    expect(saved.ok).toBe(true);
    await submit(sitting.actor, sitting.attemptId);
    expect(await start(late, place)).toMatchObject({ ok: false });
  });

  it("while people join leaves nobody in who was not told", async () => {
    for (let round = 0; round < 5; round++) {
      const event = await seedEvent({ seats: 6 });
      const [organizer, people] = [await seedMember(event), await seedPeople(10)];
      await Promise.all([
        ...people.map((person) => joinEvent(authorize(person, "event.join", event))),
        cancelEvent(managing(organizer, event), "The host withdrew."),
      ]);
      const enrolled = await db.enrolment.findMany({
        where: { eventId: event.id, state: "enrolled" },
        select: { personId: true },
      });
      const told = await sql<{ personId: string }>(
        `SELECT person_id AS "personId" FROM letter WHERE kind = 'event-cancelled' AND person_id = ANY($1)`,
        [people.map(({ id }) => id)],
      );
      expect(told.map(({ personId }) => personId).sort()).toEqual(enrolled.map(({ personId }) => personId).sort());
      expect(await readSeats(event.id)).toEqual({ taken: enrolled.length, enrolled: enrolled.length });
    }
  });

  it("of a draft writes to nobody; of an event that is over is refused", async () => {
    const draft = await seedEvent({ state: "draft" });
    const over = await seedEvent();
    const organizer = await seedMember(draft);
    expect(await cancelEvent(managing(organizer, draft), "Not needed.")).toEqual(done);
    await closeEvent(managing(organizer, over), "Went well.");
    expect(await cancelEvent(managing(organizer, over), "Not needed.")).toEqual(refusedAs("not-cancellable"));
  });
});

describe("moving a published event", () => {
  it("tells everybody concerned once, with the old and the new time by the event's clock and by theirs", async () => {
    const { event, organizer, people, gone, addresses } = await seedConcerned({
      zone: "Indian/Mauritius",
      opensAt: new Date("2027-03-12T10:00:00Z"),
      closesAt: new Date("2027-03-12T14:00:00Z"),
      registrationClosesAt: new Date("2027-03-01T10:00:00Z"),
    });
    await db.person.update({
      where: { id: people.seated.id },
      data: { zone: "America/Montevideo", language: "fr" },
    });
    const settings = await readSettings(event);
    const moved = {
      ...settings,
      opensAt: new Date("2027-03-19T10:00:00Z"),
      closesAt: new Date("2027-03-19T14:00:00Z"),
    };
    expect(await editEvent(managing(organizer, event), 1, moved)).toEqual(done);
    expect(await editEvent(managing(organizer, event), 1, moved)).toEqual(done);
    const letter = await onlyLetter(people.seated, "event-moved");
    expect(letter).toContain("12 mars 2027, 14:00 Mauritius (UTC+4)");
    expect(letter).toContain("12 mars 2027, 07:00 Montevideo (UTC−3)");
    expect(letter).toContain("19 mars 2027, 14:00 Mauritius (UTC+4)");
    expect(letter).toContain("19 mars 2027, 07:00 Montevideo (UTC−3)");
    for (const person of Object.values(people)) await onlyLetter(person, "event-moved");
    expect((await lettersTo(addresses.unknown)).map(({ kind }) => kind)).toEqual(["event-moved"]);
    expect(await kindsOf(gone)).toEqual([]);
    expect(await readEvent(event)).toMatchObject({ calendarSequence: 1, revision: 2 });
  });

  it("says where it takes place now, and what was to be announced", async () => {
    const event = await seedEvent({
      opensAt: null,
      closesAt: null,
      registrationOpensAt: null,
      registrationClosesAt: null,
    });
    const [organizer, person] = [await seedMember(event), await seedPerson()];
    await seedEnrolment(person, event);
    const settings = await readSettings(event);
    await editEvent(managing(organizer, event), 1, {
      ...settings,
      place: "Port Louis",
      opensAt: new Date("2027-03-19T10:00:00Z"),
      closesAt: new Date("2027-03-19T14:00:00Z"),
    });
    const letter = await onlyLetter(person, "event-moved");
    expect(letter).toContain("Event until now: to be announced");
    expect(letter).toContain("Place from now on: Port Louis");
    expect(letter).not.toContain("Registration until now");
  });

  it("F13: across a change of clocks shows each side by its own offset", async () => {
    const event = await seedEvent({
      zone: "Europe/Paris",
      opensAt: new Date("2027-10-30T12:00:00Z"),
      closesAt: new Date("2027-10-30T16:00:00Z"),
    });
    const [organizer, person] = [await seedMember(event), await seedPerson({ zone: "America/New_York" })];
    await seedEnrolment(person, event);
    const settings = await readSettings(event);
    await editEvent(managing(organizer, event), 1, {
      ...settings,
      opensAt: new Date("2027-10-31T13:00:00Z"),
      closesAt: new Date("2027-10-31T17:00:00Z"),
    });
    const letter = await onlyLetter(person, "event-moved");
    expect(letter).toContain("30 October 2027, 14:00 Paris (UTC+2)");
    expect(letter).toContain("31 October 2027, 14:00 Paris (UTC+1)");
    expect(letter).toContain("30 October 2027, 08:00 New York (UTC−4)");
    expect(letter).toContain("31 October 2027, 09:00 New York (UTC−4)");
  });

  it("and changing anything else writes to nobody, nor does moving a draft", async () => {
    const [event, draft] = [await seedEvent({ seats: 30 }), await seedEvent({ state: "draft" })];
    const [organizer, person] = [await seedMember(event), await seedPerson()];
    await seedEnrolment(person, event);
    await seedEnrolment(person, draft);
    await editEvent(managing(organizer, event), 1, { ...(await readSettings(event)), notice: "Bring a laptop." });
    await editEvent(managing(organizer, draft), 1, { ...(await readSettings(draft)), place: "Elsewhere" });
    expect(await kindsOf(person)).toEqual([]);
    expect(await readEvent(event)).toMatchObject({ calendarSequence: 0 });
  });
});

describe("the seats of a published event", () => {
  it("that are added go to who waits, in the same moment", async () => {
    const event = await seedEvent({ seats: 1, waitingList: true });
    const [organizer, seated, waiting] = [await seedMember(event), await seedPerson(), await seedPerson()];
    await seedEnrolment(seated, event);
    await seedEnrolment(waiting, event, { state: "waiting" });
    expect(await editEvent(managing(organizer, event), 1, { ...(await readSettings(event)), seats: 3 })).toEqual(done);
    expect(await kindsOf(waiting)).toEqual(["seat-offered"]);
    expect(await readEvent(event)).toMatchObject({ seats: 3, seatsTaken: 1, seatsHeld: 1 });
  });

  it("that are recommended are raised with a reason, which is recorded", async () => {
    const event = await seedEvent({ seats: 35, seatsRule: "recommended" });
    const organizer = await seedMember(event);
    const settings = { ...(await readSettings(event)), seats: 40 };
    expect(await editEvent(managing(organizer, event), 1, settings)).toEqual(refusedAs("seats-reason-required"));
    expect(await editEvent(managing(organizer, event), 1, settings, { seatsReason: "A second room." })).toEqual(done);
    const [row] = await sql<{ detail: object }>(
      "SELECT detail FROM audit_event WHERE subject_id = $1 AND action = 'event.edit'",
      [event.id],
    );
    expect(row?.detail).toMatchObject({ seats: { from: 35, to: 40 }, reason: "A second room." });
  });

  it("never fall below those taken and held", async () => {
    const event = await seedEvent({ seats: 5, seatsTaken: 1, seatsHeld: 2 });
    const organizer = await seedMember(event);
    const settings = await readSettings(event);
    expect(await editEvent(managing(organizer, event), 1, { ...settings, seats: 2 })).toEqual(
      refusedAs("seats-below-taken"),
    );
    expect(await editEvent(managing(organizer, event), 1, { ...settings, seats: 3 })).toEqual(done);
  });
});

describe("what stays of a published event", () => {
  it("is its way of admission, once somebody came in by it", async () => {
    const [empty, joined] = [await seedEvent(), await seedEvent()];
    const organizer = await seedMember(empty);
    await seedEnrolment(await seedPerson(), joined);
    const change = async (event: SeededEvent) =>
      editEvent(managing(organizer, event), 1, { ...(await readSettings(event)), admission: "application" });
    expect(await change(joined)).toEqual(refusedAs("admission-fixed"));
    expect(await change(empty)).toEqual(done);
  });

  it("is that it could be published: no edit gives it a problem that it did not have", async () => {
    const event = await seedEvent();
    const organizer = await seedMember(event);
    const settings = await readSettings(event);
    const edit = (fields: Partial<EventSettings>) =>
      editEvent(managing(organizer, event), 1, { ...settings, ...fields });
    expect(await edit({ certificateKind: "itu-certificate" })).toEqual(refusedAs("breaks-publishing"));
    expect(await edit({ certificateKind: "itu-certificate", studyHours: 15 })).toEqual(refusedAs("breaks-publishing"));
    expect(await edit({ attendancePercent: 80 })).toEqual(refusedAs("breaks-publishing"));
    expect(await edit({ certificateKind: "itu-certificate", studyHours: 16 })).toEqual(done);
  });

  it("are the parts of its score, once somebody has begun the exam", async () => {
    const event = await seedEvent({ blueprint: smallBlueprint });
    const organizer = await seedMember(event);
    await db.eventSession.create({
      data: { eventId: event.id, startsAt: daysFromNow(1), endsAt: daysFromNow(1.1), layers: {} },
    });
    const settings = await readSettings(event);
    const components = [
      { kind: "attendance", weight: 40 },
      { kind: "exam", weight: 60 },
    ];
    expect(await editEvent(managing(organizer, event), 1, { ...settings, components })).toEqual(done);
    expect((await readSettings(event)).components).toEqual(components);
    await seedRunningAttempt({ event });
    expect(
      await editEvent(managing(organizer, event), 2, { ...settings, components: [{ kind: "exam", weight: 100 }] }),
    ).toEqual(refusedAs("exam-fixed"));
  });
});

describe("the texts of an event", () => {
  it("are stored for each language, lose their review when they change, and go when they are emptied", async () => {
    const event = await seedEvent({ state: "draft" });
    const organizer = await seedMember(event);
    const settings = await readSettings(event);
    const french = { language: "fr", title: "Les normes", notice: "" };
    const arabic = { language: "ar", title: "المعايير", notice: "نص" };
    await editEvent(managing(organizer, event), 1, { ...settings, otherTexts: [french, arabic] });
    await db.eventLayer.updateMany({ where: { eventId: event.id }, data: { reviewedAt: new Date() } });
    await editEvent(managing(organizer, event), 2, { ...settings, otherTexts: [{ ...french, notice: "Un avis." }] });
    const layers = await db.eventLayer.findMany({ where: { eventId: event.id }, orderBy: { language: "asc" } });
    expect(layers.map(({ language, title, reviewedAt }) => [language, title, reviewedAt !== null])).toEqual([
      ["en", "Norms in practice", true],
      ["fr", "Les normes", false],
    ]);
  });
});

describe("the next edition of an event", () => {
  it("is a draft with everything but dates, sessions and people, made once", async () => {
    const source = await seedEvent({
      seats: 35,
      seatsRule: "recommended",
      admission: "application",
      applicationForm: { questions: [] },
      rubric: { criteria: [] },
      contacts: [{ role: "Coordination", email: "a@example.org" }],
      studyHours: 20,
      seatsTaken: 3,
      seatsHeld: 1,
      commonFormSeed: "seed",
      partners: { create: { name: "A host", role: "host" } },
      staff: { create: { kind: "lecturer", position: 1, layers: { en: { role: "Lecturer", biography: "" } } } },
    });
    await db.eventSession.create({
      data: { eventId: source.id, startsAt: daysFromNow(1), endsAt: daysFromNow(1.1), layers: {} },
    });
    const organizer = await seedMember(source);
    const session = await db.eventSession.findFirstOrThrow({ where: { eventId: source.id }, select: { id: true } });
    const upload = await db.upload.create({
      data: {
        name: "a.pdf",
        type: "application/pdf",
        bytes: 1,
        sha256: "",
        content: Buffer.from("a"),
        createdById: organizer.id,
      },
      select: { id: true },
    });
    const file = { eventId: source.id, audience: "public", uploadId: upload.id };
    await db.eventFile.create({ data: { ...file, kind: "document", title: "Programme" } });
    await db.eventFile.create({ data: { ...file, kind: "slides", title: "Day one", sessionId: session.id } });
    const next = { id: crypto.randomUUID(), titles: { en: `Norms ${unique("x")}` }, reference: "T/2" };
    const [first, second] = await Promise.all([
      cloneEvent(managing(organizer, source), next),
      cloneEvent(managing(organizer, source), next),
    ]);
    expect(second).toEqual(first);
    const event = await db.event.findUniqueOrThrow({
      where: { id: next.id },
      include: { layers: true, partners: true, components: true, staff: true, sessions: true, files: true },
    });
    expect(event).toMatchObject({
      slug: first.slug,
      state: "draft",
      reference: "T/2",
      clonedFromId: source.id,
      seats: 35,
      seatsRule: "recommended",
      seatsTaken: 0,
      seatsHeld: 0,
      admission: "application",
      applicationForm: { questions: [] },
      rubric: { criteria: [] },
      studyHours: 20,
      opensAt: null,
      closesAt: null,
      registrationOpensAt: null,
      registrationClosesAt: null,
      revision: 1,
      layers: [{ language: "en", title: next.titles.en, reviewedAt: null }],
      partners: [{ name: "A host", role: "host" }],
      components: [{ kind: "exam", weight: 100 }],
      staff: [{ kind: "lecturer" }],
      sessions: [],
      files: [{ kind: "document", title: "Programme", uploadId: upload.id, sessionId: null }],
    });
    expect(event.commonFormSeed).not.toBe("seed");
    expect(await countAudit(event.id, "event.clone")).toBe(1);
    const newer = await getDashboard(managing(organizer, { ...source, id: event.id }), "en");
    const older = await getDashboard(managing(organizer, source), "en");
    expect(newer.earlierEdition?.slug).toBe(source.slug);
    expect(older.laterEditions.map(({ slug }) => slug)).toEqual([event.slug]);
  });

  it("takes the newest edition of the course, whatever edition its source had", async () => {
    const source = await seedEvent();
    const organizer = await seedMember(source);
    const { courseId } = await readEvent(source);
    const newest = await db.edition.create({ data: { courseId, number: 900, contentHash: unique("hash") } });
    const { slug } = await cloneEvent(managing(organizer, source), {
      id: crypto.randomUUID(),
      titles: {},
      reference: "T/3",
    });
    expect(await db.event.findUniqueOrThrow({ where: { slug } })).toMatchObject({ editionId: newest.id });
  });
});

describe("what is typed and not saved", () => {
  const formOf = (actor: Actor, event: SeededEvent) => getEventForm(managing(actor, event), "en");
  const draftOf = async (actor: Actor, event: SeededEvent) => (await formOf(actor, event)).event?.draft ?? null;

  it("is kept for its author alone, the last write winning, until it is saved or dropped", async () => {
    const event = await seedEvent();
    const [actor, other] = [await seedMember(event), await seedMember(event)];
    const settings = await readSettings(event);
    const keep = (title: string) => keepDraft(managing(actor, event), 1, { ...typedFieldsOf(settings), title });
    await keep("First");
    const kept = await keep("Second");
    expect(await draftOf(actor, event)).toMatchObject({ revision: 1, values: { title: "Second" } });
    expect(kept).toEqual({ ok: true, value: { savedAt: (await draftOf(actor, event))?.savedAt } });
    expect(await draftOf(other, event)).toBeNull();
    expect(await readSettings(event)).toEqual(settings);
    await dropDraft(managing(actor, event));
    expect(await draftOf(actor, event)).toBeNull();
    await keep("Third");
    await editEvent(managing(actor, event), 1, { ...settings, title: "Third" });
    expect(await draftOf(actor, event)).toBeNull();
  });

  it("survives that another organizer saves meanwhile, who is named with what they changed", async () => {
    const event = await seedEvent();
    const [actor, other] = [await seedMember(event), await seedMember(event)];
    const settings = await readSettings(event);
    await keepDraft(managing(actor, event), 1, { title: "Mine" });
    await editEvent(managing(other, event), 1, { ...settings, place: "Theirs" });
    expect(await editEvent(managing(actor, event), 1, { ...settings, title: "Mine" })).toEqual(
      refusedAs("changed-meanwhile"),
    );
    await keepDraft(managing(actor, event), 1, { title: "Mine, longer" });
    const form = await formOf(actor, event);
    expect(form.settings.place).toBe("Theirs");
    expect(form.event?.draft).toMatchObject({ revision: 1, values: { title: "Mine, longer" } });
    expect(form.event?.changes).toMatchObject([{ revision: 2, by: other.fullName, fields: ["place"] }]);
  });

  it("and arrives after its author saved is over, and so is what is typed into a closed event", async () => {
    const event = await seedEvent();
    const actor = await seedMember(event);
    const settings = await readSettings(event);
    await editEvent(managing(actor, event), 1, { ...settings, title: "Saved" });
    expect(await keepDraft(managing(actor, event), 1, { title: "Late" })).toEqual(refusedAs("not-editable"));
    expect(await draftOf(actor, event)).toBeNull();
    await closeEvent(managing(actor, event), "Went well.");
    expect(await keepDraft(managing(actor, event), 2, { title: "Later" })).toEqual(refusedAs("not-editable"));
  });
});
