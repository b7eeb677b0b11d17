import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { authorize } from "@/lib/access/authorize";
import { countReached, getAnnouncements, getSubscription } from "@/lib/admission/announcements/data";
import { announce, changeSubscription, unmute } from "@/lib/admission/announcements/mutations";
import type { Audience } from "@/lib/admission/announcements/rules";
import { writeReminders } from "@/lib/admission/reminders/mutations";
import { db, sql } from "@/lib/db/client";
import { workLetters } from "@/lib/mail/delivery";
import { writeDigests } from "@/lib/mail/digest";
import { changeMailChoice } from "@/lib/people/mutations";
import { readAudit, seedOrganizer } from "../../builders/certificates";
import { daysFromNow, type SeededEvent, seedEvent, smallBlueprint } from "../../builders/events";
import { type MailServer, startMailServer } from "../../builders/mail-server";
import { seedPeople, seedPerson } from "../../builders/people";

/*
 * Letters to many, and by a clock: announcements, reminders, and the digest of both. "Now" is given, never waited for.
 */

const ORIGIN = "https://academy.example.org";
const hour = 3_600_000;
const now = new Date();
const inHours = (hours: number): Date => new Date(now.getTime() + hours * hour);

let server: MailServer;
beforeAll(async () => {
  server = await startMailServer();
});
afterEach(async () => {
  server.received.length = 0;
  await sql("DELETE FROM letter");
});
afterAll(() => server.stop());
const work = (): Promise<void> => workLetters(server.url, ORIGIN);

type Stored = {
  readonly kind: string;
  readonly state: string;
  readonly language: string;
  readonly subject: string;
  readonly body: string;
  readonly secret: string;
};
const readLetters = (personId: string): Promise<Stored[]> =>
  sql(
    `SELECT kind, state, language, subject, body, unsubscribe_secret AS secret FROM letter
     WHERE person_id = $1 ORDER BY created_at, id`,
    [personId],
  );

const enrol = (eventId: string, personId: string, state: "enrolled" | "waiting" | "withdrawn" = "enrolled") =>
  db.enrolment.create({
    data: { eventId, personId, state, ...(state === "waiting" ? { waitingSince: now } : {}) },
    select: { id: true },
  });
const applies = (eventId: string, personId: string, state: "drafted" | "submitted" | "not_selected") =>
  db.application.create({ data: { eventId, personId, state, answers: {} }, select: { id: true } });
const addressOf = async (personId: string): Promise<string> =>
  (await db.mailAddress.findFirstOrThrow({ where: { personId }, select: { canonical: true } })).canonical;

async function organizing(fields: Parameters<typeof seedEvent>[0] = {}) {
  const event = await seedEvent({ blueprint: smallBlueprint, ...fields });
  const organizer = await seedOrganizer(event);
  return { event, organizer, permit: authorize(organizer, "event.manage", event) };
}
const text = (audience: readonly Audience[] = []) => ({
  id: crypto.randomUUID(),
  audience: [...audience],
  language: "en" as const,
  subject: "The room",
  body: "We meet in room 4.",
});

describe("announcements", () => {
  it("reach everybody who is not out, or the states that were chosen, each person once", async () => {
    const { event, permit } = await organizing();
    const [seated, waiting, left, applicant, refused, nominee, invited] = await seedPeople(7);
    if (!seated || !waiting || !left || !applicant || !refused || !nominee || !invited) throw new Error("too few");
    await enrol(event.id, seated.id);
    await applies(event.id, seated.id, "submitted"); // Stands in two states and gets one letter.
    await enrol(event.id, waiting.id, "waiting");
    await enrol(event.id, left.id, "withdrawn");
    await applies(event.id, applicant.id, "submitted");
    await applies(event.id, refused.id, "not_selected");
    await db.nomination.create({
      data: {
        eventId: event.id,
        focalPointId: seated.id,
        stateCode: "MU",
        fullName: "Nominee",
        address: await addressOf(nominee.id),
        canonical: await addressOf(nominee.id),
        rank: 1,
      },
      select: { id: true },
    });
    // A nominee and an invitee who took their seat and gave it back are out.
    for (const gone of await seedPeople(2)) {
      const { id: enrolmentId } = await enrol(event.id, gone.id, "withdrawn");
      const address = await addressOf(gone.id);
      const person = { eventId: event.id, address, canonical: address };
      await db.nomination.create({
        data: {
          ...person,
          focalPointId: seated.id,
          stateCode: "MU",
          fullName: "Gone",
          rank: 2,
          state: "accepted",
          enrolmentId,
        },
        select: { id: true },
      });
      await db.invitation.create({
        data: {
          ...person,
          tokenHash: crypto.randomUUID(),
          state: "claimed",
          settledAt: now,
          claimedById: gone.id,
          expiresAt: daysFromNow(3),
          invitedById: seated.id,
        },
        select: { id: true },
      });
    }
    const canonical = await addressOf(invited.id);
    for (const address of [canonical, "nobody-has-this@test.example.org"])
      await db.invitation.create({
        data: {
          eventId: event.id,
          address,
          canonical: address,
          tokenHash: crypto.randomUUID(),
          expiresAt: daysFromNow(3),
          invitedById: seated.id,
        },
        select: { id: true },
      });
    expect((await getAnnouncements(permit, "en")).counts).toEqual({
      enrolled: 1,
      waiting: 1,
      "application-submitted": 2,
      "application-not-selected": 1,
      "nomination-nominated": 1,
      "invitation-sent": 1,
    });
    expect(await countReached(permit, [])).toBe(5);
    expect(await announce(permit, text())).toMatchObject({ ok: true, value: { recipients: 5 } });
    for (const { id } of [seated, waiting, applicant, nominee, invited]) expect(await readLetters(id)).toHaveLength(1);
    for (const { id } of [left, refused]) expect(await readLetters(id)).toEqual([]);
    expect(await announce(permit, text(["application-not-selected"]))).toMatchObject({ value: { recipients: 1 } });
    expect(await announce(permit, text(["nomination-offered"]))).toMatchObject({ ok: false, reason: "nobody" });
  });

  it("are in the language that they were written in, whatever their reader's is, and name the event", async () => {
    const { event, permit } = await organizing();
    const person = await seedPerson({ language: "fr" });
    await enrol(event.id, person.id);
    await announce(permit, { ...text(), language: "ar", subject: "القاعة", body: "نلتقي في القاعة ٤." });
    await work();
    expect(await readLetters(person.id)).toMatchObject([{ language: "ar", subject: "القاعة", state: "sent" }]);
    expect(server.received[0]?.mail.html).toMatch(/<html lang="ar" dir="rtl">/);
    expect(server.received[0]?.mail.text).toContain(`/ar/events/${event.slug}`);
  });

  it("a second click sends nothing more, and the record says once who wrote to how many", async () => {
    const { event, organizer, permit } = await organizing();
    const person = await seedPerson();
    await enrol(event.id, person.id);
    const announcement = text(["enrolled"]);
    const answers = await Promise.all([announce(permit, announcement), announce(permit, announcement)]);
    expect(answers).toMatchObject(Array(2).fill({ ok: true, value: { recipients: 1 } }));
    expect(await readLetters(person.id)).toHaveLength(1);
    expect((await getAnnouncements(permit, "en")).past).toMatchObject([
      { subject: "The room", audience: ["enrolled"], recipients: 1, author: organizer.fullName },
    ]);
    expect(await readAudit(organizer.id)).toMatchObject([{ action: "event.announce" }]);
  });

  it("cannot be written for a draft", async () => {
    const { event, permit } = await organizing({ state: "draft" });
    await enrol(event.id, (await seedPerson()).id);
    expect(await announce(permit, text())).toMatchObject({ ok: false, reason: "state" });
  });
});

describe("S34: a link to unsubscribe", () => {
  it("shows the event and nothing of its holder, and works no more once its person has taken it back", async () => {
    const { event, permit } = await organizing();
    const person = await seedPerson({ fullName: "Someone Particular" });
    await enrol(event.id, person.id);
    await announce(permit, text());
    await work();
    const [{ secret } = { secret: "" }] = await readLetters(person.id);
    const shown = await getSubscription(secret, "en");
    expect(shown).toEqual({ digest: false, event: { title: "Norms in practice", language: "en" }, stopped: false });
    expect(JSON.stringify(shown)).not.toMatch(/Particular|@/);

    await changeSubscription(secret, "stop"); // A stranger who has the letter.
    expect(await getSubscription(secret, "en")).toMatchObject({ stopped: true });
    await unmute(person, event.slug);
    expect(await getSubscription(secret, "en")).toBeNull();
    await changeSubscription(secret, "stop");
    await announce(permit, text());
    await work();
    expect(server.received).toHaveLength(2);
  });
});

describe("a person's choice", () => {
  const morning = new Date("2027-03-12T05:00:00Z"); // 09:00 in Mauritius.
  const night = new Date("2027-03-12T01:00:00Z"); // 05:00 there.

  async function withDigest() {
    const { event, permit } = await organizing();
    const person = await seedPerson({ language: "fr", zone: "Indian/Mauritius" });
    await enrol(event.id, person.id);
    await changeMailChoice(person, "digest");
    await announce(permit, text());
    await announce(permit, { ...text(), subject: "The time", body: "We begin at nine." });
    return { event, permit, person };
  }

  it("one digest a day: in the account at once, by mail in the morning, once, whoever writes it", async () => {
    const { permit, person } = await withDigest();
    expect((await readLetters(person.id)).map(({ state }) => state)).toEqual(["gathering", "gathering"]);
    await work();
    await writeDigests(night);
    expect(await readLetters(person.id)).toHaveLength(2);
    await Promise.all([writeDigests(morning), writeDigests(morning)]);
    await work();
    const letters = await readLetters(person.id);
    expect(letters.map(({ kind, state }) => [kind, state])).toEqual([
      ["announcement", "gathered"],
      ["announcement", "gathered"],
      ["digest", "sent"],
    ]);
    const [{ mail } = {}] = server.received;
    expect(mail?.subject).toContain("12 mars 2027");
    for (const words of ["The room", "We meet in room 4.", "The time", "We begin at nine."])
      expect(mail?.text).toContain(words);
    expect(mail?.headers.some(({ key }) => key === "list-unsubscribe")).toBe(true);

    await announce(permit, text());
    await writeDigests(morning);
    await work();
    expect(server.received).toHaveLength(1); // Today's digest has left; this waits for tomorrow's.
    await writeDigests(new Date(morning.getTime() + 24 * hour));
    await work();
    expect(server.received).toHaveLength(2);
  });

  it("whose letter about the account or a seat still comes at once", async () => {
    const { person } = await withDigest();
    await sql(
      "INSERT INTO letter (person_id, address, kind, language, subject, body) VALUES ($1, $2, 'enrolled', 'en', 'A seat', 'You have a seat.')",
      [person.id, await addressOf(person.id)],
    );
    await work();
    expect(server.received.map(({ mail }) => mail.subject)).toEqual(["A seat"]);
  });

  it("changed to single mails, what was gathered leaves; changed to none, it stays in the account", async () => {
    const first = await withDigest();
    await changeMailChoice(first.person, "single");
    await work();
    expect(server.received).toHaveLength(2);
    const second = await withDigest();
    await changeMailChoice(second.person, "none");
    await announce(second.permit, text());
    await work();
    await writeDigests(morning);
    expect(server.received).toHaveLength(2);
    expect((await readLetters(second.person.id)).map(({ state }) => state)).toEqual(Array(3).fill("delivered"));
  });

  it("a digest's own link stops all of it, and choosing anew takes the link back", async () => {
    const { permit, person } = await withDigest();
    await writeDigests(morning);
    await work();
    const secret = (await readLetters(person.id)).find(({ kind }) => kind === "digest")?.secret ?? "";
    await changeSubscription(secret, "stop");
    expect(await getSubscription(secret, "en")).toEqual({ digest: true, event: null, stopped: true });
    await announce(permit, text());
    expect((await readLetters(person.id)).at(-1)).toMatchObject({ state: "delivered" });
    await changeMailChoice(person, "single");
    expect(await getSubscription(secret, "en")).toBeNull();
  });
});

describe("reminders", () => {
  /** People of an event for each of whom one reminder is due, and some for whom none is. */
  async function seedDue(): Promise<{ event: SeededEvent; due: Record<string, string>; spared: string[] }> {
    const event = await seedEvent({
      blueprint: smallBlueprint,
      registrationClosesAt: inHours(70),
      closesAt: inHours(47),
    });
    const later = await seedEvent({
      blueprint: smallBlueprint,
      registrationClosesAt: inHours(73),
      closesAt: inHours(49),
    });
    const people = await seedPeople(8);
    const [drafted, submitted, tooEarly, unbegun, begun, offered, fresh, elsewhere] = people;
    if (!drafted || !submitted || !tooEarly || !unbegun || !begun || !offered || !fresh || !elsewhere)
      throw new Error("too few");
    await applies(event.id, drafted.id, "drafted");
    await applies(event.id, submitted.id, "submitted");
    await applies(later.id, tooEarly.id, "drafted");
    await enrol(event.id, unbegun.id);
    await enrol(later.id, elsewhere.id);
    const { id: enrolmentId } = await enrol(event.id, begun.id);
    await db.attempt.create({
      data: {
        enrolmentId,
        eventId: event.id,
        personId: begun.id,
        number: 1,
        language: "en",
        seed: "seed",
        startedAt: now,
        deadlineAt: inHours(1),
      },
      select: { id: true },
    });
    for (const [person, createdAt] of [
      [offered, inHours(-48)],
      [fresh, inHours(-1)],
    ] as const) {
      const place = await enrol(event.id, person.id, "waiting");
      await db.offer.create({
        data: { enrolmentId: place.id, createdAt, expiresAt: inHours(20) },
        select: { id: true },
      });
    }
    return {
      event,
      due: { "reminder-deadline": drafted.id, "reminder-exam": unbegun.id, "reminder-offer": offered.id },
      spared: [submitted, tooEarly, begun, fresh, elsewhere].map(({ id }) => id),
    };
  }

  it("come each once under two workers, to those whom they concern and to nobody else", async () => {
    const { due, spared } = await seedDue();
    await Promise.all([writeReminders(now), writeReminders(now)]);
    await writeReminders(inHours(1 / 60));
    for (const [kind, personId] of Object.entries(due))
      expect((await readLetters(personId)).map((letter) => letter.kind)).toEqual([kind]);
    for (const personId of spared) expect(await readLetters(personId)).toEqual([]);
  });

  it("of a session come to the enrolled a day before, in the event's zone and their own, not of a cancelled one", async () => {
    const event = await seedEvent({ blueprint: smallBlueprint, zone: "Indian/Mauritius" });
    const person = await seedPerson({ zone: "America/New_York" });
    const waiting = await seedPerson();
    await enrol(event.id, person.id);
    await enrol(event.id, waiting.id, "waiting");
    const at = new Date("2027-03-12T10:00:00Z");
    const session = (title: string, more: { cancelledAt?: Date; startsAt?: Date } = {}) =>
      db.eventSession.create({
        data: {
          eventId: event.id,
          startsAt: at,
          endsAt: new Date(at.getTime() + 48 * hour),
          layers: { en: { title } },
          room: "Room 4",
          ...more,
        },
        select: { id: true },
      });
    const { id } = await session("Confidence building");
    await session("Cancelled", { cancelledAt: now });
    await session("Next week", { startsAt: new Date(at.getTime() + 30 * hour) });
    const dayBefore = new Date(at.getTime() - 23 * hour);
    await writeReminders(new Date(at.getTime() - 25 * hour));
    expect(await readLetters(person.id)).toEqual([]);
    await writeReminders(dayBefore);
    await writeReminders(dayBefore);
    const letters = await readLetters(person.id);
    expect(letters.map(({ subject }) => subject)).toEqual(["Session soon: Confidence building"]);
    expect(letters[0]?.body).toContain("12 March 2027, 14:00 Mauritius (UTC+4)");
    expect(letters[0]?.body).toContain("12 March 2027, 05:00 New York (UTC−5)");
    expect(letters[0]?.body).toContain("Room 4");
    expect(await readLetters(waiting.id)).toEqual([]);

    // Moved: the new time is another thing to be reminded of.
    await db.eventSession.update({
      where: { id },
      data: { startsAt: new Date(at.getTime() + hour) },
      select: { id: true },
    });
    await writeReminders(dayBefore);
    expect(await readLetters(person.id)).toHaveLength(2);
  });

  it("carry a link to unsubscribe and follow the person's choice", async () => {
    const { event, due } = await seedDue();
    const personId = due["reminder-exam"] ?? "";
    await db.announcementMute.create({ data: { eventId: event.id, personId }, select: { personId: true } });
    await writeReminders(now);
    await work();
    expect(await readLetters(personId)).toMatchObject([{ state: "delivered" }]);
    const others = await Promise.all(
      [due["reminder-deadline"], due["reminder-offer"]].map((id) => addressOf(id ?? "")),
    );
    const mails = server.received.filter(({ to }) => others.includes(to[0] ?? ""));
    expect(mails).toHaveLength(2);
    for (const { mail } of mails) expect(mail.headers.some(({ key }) => key === "list-unsubscribe")).toBe(true);
  });
});
