import { describe, expect, it } from "vitest";
import { getFeedEvent, listCalendarEvents, listNews } from "@/lib/catalogue/feeds/data";
import { cancelledSince } from "@/lib/catalogue/feeds/entries";
import { findEventDate, listMonthEvents } from "@/lib/catalogue/month/data";
import { getFeed, getOwnCalendar } from "@/lib/catalogue/own-calendar/data";
import { makeFeed, revokeFeed } from "@/lib/catalogue/own-calendar/mutations";
import { hashSecret } from "@/lib/catalogue/own-calendar/rules";
import type { OwnCalendar } from "@/lib/catalogue/own-calendar/types";
import { db } from "@/lib/db/client";
import { seedEnrolment, seedRunningAttempt } from "../../builders/attempts";
import { daysFromNow, type SeededEvent, seedEvent } from "../../builders/events";
import { unsafeSql } from "../../builders/owner";
import { seedPerson } from "../../builders/people";

const now = new Date();
const since = cancelledSince(now);

const seedSession = (event: SeededEvent, fields: { readonly cancelledAt?: Date; readonly sequence?: number } = {}) =>
  db.eventSession.create({
    data: {
      eventId: event.id,
      startsAt: daysFromNow(2),
      endsAt: daysFromNow(2.05),
      layers: { en: { title: "Opening", description: "" }, ar: { title: "الافتتاح", description: "" } },
      room: "Room XIX",
      link: "https://meet.example.org/secret-room",
      ...fields,
    },
    select: { id: true },
  });

const openFeed = (secret: string): Promise<OwnCalendar | null> => getOwnCalendar(hashSecret(secret), since, new Date());

describe("public feeds", () => {
  it("tell of what is published or was held, and for sixty days of what was public and is cancelled", async () => {
    const held = { closedAt: daysFromNow(-5), closedById: (await seedPerson()).id, closingReport: "It was held." };
    const seeded = {
      published: await seedEvent(),
      draft: await seedEvent({ state: "draft" }),
      reviewed: await seedEvent({ state: "in_review" }),
      closed: await seedEvent({ state: "closed", ...held }),
      archived: await seedEvent({ state: "archived", ...held }),
      cancelled: await seedEvent({ state: "cancelled", publishedAt: daysFromNow(-9), cancelledAt: daysFromNow(-59) }),
      long: await seedEvent({ state: "cancelled", publishedAt: daysFromNow(-99), cancelledAt: daysFromNow(-61) }),
      never: await seedEvent({ state: "cancelled", cancelledAt: daysFromNow(-1) }),
    };
    for (const events of [await listCalendarEvents("en", since, now), await listNews("en", since)]) {
      const listed = new Set(events.map(({ id }) => id));
      const kept = Object.entries(seeded).flatMap(([name, { id }]) => (listed.has(id) ? [name] : []));
      expect(kept).toEqual(["published", "closed", "cancelled"]);
    }
    const answered: string[] = [];
    for (const [name, { slug }] of Object.entries(seeded))
      if (await getFeedEvent(slug, "en", since)) answered.push(name);
    expect(answered).toEqual(["published", "closed", "cancelled", "long"]);
  });

  it("end: a calendar a year after an event, and news after a hundred", async () => {
    const days = (ago: number) => ({ opensAt: daysFromNow(-ago - 5), closesAt: daysFromNow(-ago) });
    const [lately, long, undated] = [
      await seedEvent(days(360)),
      await seedEvent(days(370)),
      await seedEvent({ opensAt: null }),
    ];
    const listed = (await listCalendarEvents("en", since, now)).map(({ id }) => id);
    expect([lately, long, undated].map(({ id }) => listed.includes(id))).toEqual([true, false, false]);
    const first = await seedEvent({ publishedAt: daysFromNow(1) });
    const { id } = await seedEvent({ publishedAt: daysFromNow(2) });
    await unsafeSql(
      `INSERT INTO event SELECT (jsonb_populate_record(e, jsonb_build_object('id', gen_random_uuid(), 'slug', e.slug || n))).*
       FROM event e, generate_series(1, 99) n WHERE e.id = $1`,
      [id],
    );
    const news = await listNews("en", since);
    expect(news.filter(({ cancelledAt }) => cancelledAt === null)).toHaveLength(100);
    expect(news.map(({ id }) => id)).not.toContain(first.id);
  });

  it("number an event as calendars count, and give its sessions without room and link, in the language asked for", async () => {
    const event = await seedEvent({ calendarSequence: 4, revision: 9 });
    const { id } = await seedSession(event, { sequence: 2 });
    await seedSession(event, { cancelledAt: daysFromNow(-61) });
    const feed = await getFeedEvent(event.slug, "ar", since);
    expect(feed?.event.sequence).toBe(4);
    expect(feed?.sessions).toMatchObject([{ id, title: "الافتتاح", sequence: 2, room: null, link: null }]);
    expect(JSON.stringify(feed)).not.toMatch(/Room XIX|secret-room/);
  });
});

describe("the address of a person's own calendar (S34)", () => {
  it("is a secret of which only the hash is stored, and answers until it is replaced or taken back", async () => {
    const actor = await seedPerson();
    const first = await makeFeed(actor);
    expect(Buffer.from(first, "base64url")).toHaveLength(32);
    const stored = await unsafeSql("SELECT * FROM calendar_secret WHERE person_id = $1", [actor.id]);
    expect(JSON.stringify(stored)).not.toContain(first);
    expect(await openFeed(first)).toMatchObject({ seats: [], offers: [] });

    const second = await makeFeed(actor);
    expect(second).not.toBe(first);
    expect([await openFeed(first), await openFeed(second)]).toMatchObject([null, { seats: [] }]);

    await revokeFeed(actor);
    expect([await openFeed(second), await getFeed(actor.id)]).toEqual([null, null]);
  });

  it("is one, however often it is made at once", async () => {
    const actor = await seedPerson();
    await Promise.all(Array.from({ length: 8 }, () => makeFeed(actor)));
    const open = { personId: actor.id, revokedAt: null };
    expect(await db.calendarSecret.count({ where: open })).toBe(1);
  });

  it("answers no more for a suspended person", async () => {
    const actor = await seedPerson();
    const secret = await makeFeed(actor);
    await unsafeSql("UPDATE person SET suspended_at = now() WHERE id = $1", [actor.id]);
    expect(await openFeed(secret)).toBeNull();
  });

  it("does not touch another person's", async () => {
    const [one, other] = [await seedPerson(), await seedPerson()];
    const secret = await makeFeed(one);
    await makeFeed(other);
    await revokeFeed(other);
    expect(await openFeed(secret)).not.toBeNull();
  });
});

describe("a person's own calendar", () => {
  it("holds what they are enrolled in with rooms and links, their exam with their own time, and nothing of others", async () => {
    const actor = await seedPerson({ fullName: "Zoé Ramgoolam" });
    const neighbour = await seedPerson({ fullName: "Somebody Else" });
    const [event, waiting, left, elsewhere] = [
      await seedEvent({ calendarSequence: 3 }),
      await seedEvent(),
      await seedEvent(),
      await seedEvent(),
    ];
    await seedSession(event);
    await seedEnrolment(actor, event, { extraTimeSeconds: 600 });
    await seedEnrolment(neighbour, event);
    await seedEnrolment(actor, waiting, { state: "waiting" });
    await seedEnrolment(actor, left, { state: "withdrawn" });
    await seedEnrolment(neighbour, elsewhere);
    const calendar = await openFeed(await makeFeed(actor));
    expect(calendar?.offers).toEqual([]);
    expect(calendar?.seats).toMatchObject([
      {
        event: { id: event.id, sequence: 3 },
        sessions: [{ title: "Opening", room: "Room XIX", link: "https://meet.example.org/secret-room" }],
        exam: { timeLimitSeconds: 3600, extraTimeSeconds: 600 },
      },
    ]);
    expect(JSON.stringify(calendar)).not.toMatch(/Ramgoolam|Somebody|threshold|mark|score/i);
  });

  it("has no exam once no attempt is left, and again when one more is allowed", async () => {
    const { actor, enrolment } = await seedRunningAttempt();
    const secret = await makeFeed(actor);
    expect((await openFeed(secret))?.seats[0]?.exam).toBeNull();
    await unsafeSql("UPDATE enrolment SET extra_attempts = 1 WHERE id = $1", [enrolment.id]);
    expect((await openFeed(secret))?.seats[0]?.exam).not.toBeNull();
  });

  it("holds the deadline of an open offer, and of no other", async () => {
    const actor = await seedPerson();
    const offers = [
      { state: "open", expiresAt: daysFromNow(2), told: true },
      { state: "open", expiresAt: daysFromNow(-1), told: false },
      { state: "declined", expiresAt: daysFromNow(2), settledAt: new Date(), told: false },
    ];
    const ids: string[] = [];
    for (const { told, ...offer } of offers) {
      const enrolment = await seedEnrolment(actor, await seedEvent(), { state: "waiting" });
      const { id } = await db.offer.create({ data: { enrolmentId: enrolment.id, ...offer }, select: { id: true } });
      if (told) ids.push(id);
    }
    const calendar = await openFeed(await makeFeed(actor));
    expect(calendar?.offers.map(({ id }) => id)).toEqual(ids);
    expect(calendar?.seats).toEqual([]);
  });

  it("goes on telling of a cancelled event for sixty days", async () => {
    const actor = await seedPerson();
    const event = await seedEvent();
    await seedEnrolment(actor, event);
    const secret = await makeFeed(actor);
    const cancelled = (at: Date) =>
      unsafeSql("UPDATE event SET state = 'cancelled', cancelled_at = $2 WHERE id = $1", [event.id, at]);
    await cancelled(daysFromNow(-1));
    expect((await openFeed(secret))?.seats[0]?.event.cancelledAt).not.toBeNull();
    await cancelled(daysFromNow(-61));
    expect((await openFeed(secret))?.seats).toEqual([]);
  });
});

describe("a month of the calendar", () => {
  const at = (month: number, day: number): Date => new Date(Date.UTC(2041, month - 1, day, 9));
  const undated = { registrationOpensAt: null, registrationClosesAt: null, opensAt: null, closesAt: null };

  it("reads what lies in it: dates, sessions, and what runs all through it", async () => {
    const begins = await seedEvent({ ...undated, opensAt: at(5, 20), closesAt: at(7, 2) });
    const registers = await seedEvent({ ...undated, registrationClosesAt: at(6, 9) });
    const other = await seedEvent({ ...undated, opensAt: at(8, 1), closesAt: at(8, 3) });
    const draft = await seedEvent({ ...undated, state: "draft", opensAt: at(6, 1), closesAt: at(6, 3) });
    const session = { eventId: other.id, layers: { en: { title: "Before it" } } };
    await db.eventSession.createMany({
      data: [
        { ...session, startsAt: at(6, 10), endsAt: at(6, 11) },
        { ...session, startsAt: at(6, 12), endsAt: at(6, 13), cancelledAt: new Date() },
      ],
    });
    const found = await listMonthEvents(at(6, 1), at(7, 1), "en");
    const slugs = found.map(({ slug }) => slug);
    expect(slugs.sort()).toEqual([begins.slug, registers.slug, other.slug].sort());
    expect(slugs).not.toContain(draft.slug);
    expect(found.find(({ slug }) => slug === other.slug)?.sessions).toEqual([
      { language: "en", title: "Before it", startsAt: at(6, 10), endsAt: at(6, 11) },
    ]);
  });

  it("finds the next date, and the last one", async () => {
    expect(await findEventDate(at(8, 2), "from")).toMatchObject({ at: at(8, 3) });
    expect(await findEventDate(at(8, 1), "before")).toMatchObject({ at: at(7, 2) });
    expect(await findEventDate(new Date("2090-01-01"), "from")).toBeNull();
  });
});
