import { beforeAll, describe, expect, it } from "vitest";
import {
  getCourse,
  getEvent,
  listCourseCards,
  listEventSlice,
  listNextEvents,
  readCatalogueIndex,
} from "@/lib/catalogue/data";

import { goodUntil, nextEvents, searchWords, sortEvents } from "@/lib/catalogue/rules";
import type { EventCard } from "@/lib/catalogue/types";
import { db } from "@/lib/db/client";
import { seedEnrolment } from "../../builders/attempts";
import { demoCourse, seedEvent } from "../../builders/events";
import { seedPerson } from "../../builders/people";

const find = async (typed: string): Promise<string[]> =>
  (await readCatalogueIndex(searchWords(typed), "en")).entries.map(({ slug }) => slug).sort();

const all = ["cyber-policy-and-diplomacy", "cyberdiplomacy-training", demoCourse];

describe("search", () => {
  it.each([
    { typed: "", found: all, why: "nothing typed" },
    { typed: "CYBER Norms", found: all, why: "words of all courses, whatever their case" },
    { typed: "montevideo", found: ["cyberdiplomacy-training"], why: "the place of an event" },
    { typed: "CERT-MU/1", found: [demoCourse], why: "the reference of an event" },
    { typed: "ICT4Peace Academy", found: ["cyber-policy-and-diplomacy"], why: "the name of an organizer" },
    { typed: "mauritius norms", found: [demoCourse], why: "one word in the organizer's name, one in the course" },
    { typed: "norms zzz", found: [], why: "every word must occur" },
    { typed: "x".repeat(1000), found: [], why: "a very long word" },
    { typed: "'; DROP TABLE course; --", found: [], why: "a statement is only words" },
    { typed: "& | ! ( ) : * \\ ' \" % _", found: all, why: "signs alone are nothing to look for" },
    { typed: "الأمن", found: [], why: "Arabic" },
  ])("of $typed finds $found: $why", async ({ typed, found }) => {
    expect(await find(typed)).toEqual(found);
  });

  it("does not find a course by an event that is not published", async () => {
    await seedEvent({ state: "draft", searchText: "unicorn" });
    expect(await find("unicorn")).toEqual([]);
    await seedEvent({ state: "published", searchText: "unicorn" });
    expect(await find("unicorn")).toEqual([demoCourse]);
  });
});

describe("lists", () => {
  it("show what is published or was held, and nothing else", async () => {
    const slugs = new Map<string, string>();
    const closing = { closedAt: new Date(), closedById: (await seedPerson()).id, closingReport: "It was held." };
    for (const state of ["draft", "in_review", "published", "closed", "cancelled"] as const)
      slugs.set((await seedEvent({ state, ...(state === "closed" ? closing : {}) })).slug, state);
    const { events } = await listEventSlice("en", 1, 10_000, new Date());
    const listed = events.flatMap(({ slug }) => slugs.get(slug) ?? []);
    expect(listed.sort()).toEqual(["closed", "published"]);
  });

  it("give a course's card the events that are not over", async () => {
    const { slug } = await seedEvent({
      opensAt: new Date("2020-01-01"),
      closesAt: new Date("2020-02-01"),
      zone: "Asia/Kathmandu",
    });
    const { entries } = await readCatalogueIndex([], "en");
    const cards = await listCourseCards(entries, "en", new Date());
    expect(cards.map((card) => card.slug)).toEqual(entries.map((entry) => entry.slug));
    const { events } = await listEventSlice("en", 1, 10_000, new Date());
    expect(events.map((event) => event.slug)).toContain(slug);
    expect(cards.flatMap((card) => card.events).filter(({ zone }) => zone === "Asia/Kathmandu")).toEqual([]);
  });

  it("read page by page what the whole list says in its order, every event once, and know when it changes by itself", async () => {
    const now = new Date();
    const hours = (count: number): Date => new Date(now.getTime() + count * 3_600_000);
    const windows = [
      [null, null],
      [hours(-90), hours(-80)],
      [hours(-5), hours(50)],
      [hours(7), hours(90)],
    ] as const;
    const { id } = await seedPerson();
    for (const admission of ["open", "invitation"])
      for (const [registrationOpensAt, registrationClosesAt] of windows)
        for (const [opensAt, closesAt] of windows)
          await seedEvent({ admission, registrationOpensAt, registrationClosesAt, opensAt, closesAt });
    await seedEvent({
      state: "closed",
      closedAt: now,
      closedById: id,
      closingReport: "It was held.",
      opensAt: null,
      closesAt: null,
    });
    const whole = await listEventSlice("en", 1, 10_000, now);
    const { current, announced, past } = sortEvents(whole.events, now);
    const pages = await Promise.all(
      Array.from({ length: Math.ceil(whole.total / 5) }, (_, i) => listEventSlice("en", i + 1, 5, now)),
    );
    const parts = pages.map(({ events }) => sortEvents(events, now));
    const references = (lists: readonly (readonly EventCard[])[]) => lists.flat().map(({ reference }) => reference);
    expect(references(parts.map((part) => part.current))).toEqual(references([current]));
    expect(references(parts.map((part) => part.announced))).toEqual(references([announced]));
    expect(references(parts.map((part) => part.past)).toSorted()).toEqual(references([past]).toSorted());
    expect((await listEventSlice("en", 999, 5, now)).page).toBe(pages.length);
    expect(whole.goodUntil).toEqual(
      goodUntil(
        whole.events.filter(({ state }) => state === "published"),
        now,
      ),
    );
    const { events: next } = await listNextEvents("en", 4, now);
    expect(references([nextEvents(next, 4, now)])).toEqual(references([nextEvents(whole.events, 4, now)]));
  });
});

describe("text in several languages", () => {
  const inTwo = "cyberdiplomacy-training";

  beforeAll(async () => {
    const { id: courseId } = await db.course.findUniqueOrThrow({ where: { slug: inTwo }, select: { id: true } });
    const texts = { title: "Un cours", summary: "En bref.", description: "En détail." };
    const lists = { audience: [], entryRequirements: [], objectives: [], outcomes: [], coverage: [] };
    await db.courseLayer.create({ data: { courseId, language: "fr", ...texts, ...lists } });
  });

  it.each([
    { asked: "fr", language: "fr", why: "there is one" },
    { asked: "ar", language: "en", why: "there is none, so English" },
  ])("asked in $asked is in $language: $why", async ({ asked, language }) => {
    expect((await getCourse(inTwo, asked))?.text.language).toBe(language);
    const { entries } = await readCatalogueIndex([], asked);
    const cards = await listCourseCards(entries, asked, new Date());
    expect(cards.find(({ slug }) => slug === inTwo)?.language).toBe(language);
  });
});

describe("an event's page", () => {
  it("says how the person who asks is enrolled, and nobody else", async () => {
    const event = await seedEvent({ seats: 35 });
    const [learner, other] = [await seedPerson(), await seedPerson()];
    await seedEnrolment(learner, event);
    const states = [learner.id, other.id, null].map(async (id) => (await getEvent(event.slug, "en", id))?.enrolment);
    expect(await Promise.all(states)).toEqual(["enrolled", null, null]);
  });

  it("has no exam where one of its settings is missing", async () => {
    const { slug } = await seedEvent({ timeLimitSeconds: null });
    expect((await getEvent(slug, "en", null))?.event.exam).toBeNull();
  });

  it("is nothing at an address of none", async () => {
    expect(await getEvent("no-such-event", "en", null)).toBeNull();
    expect(await getCourse("no-such-course", "en")).toBeNull();
  });
});
