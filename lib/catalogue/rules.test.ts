import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Window } from "@/lib/scheduling/windows";
import {
  catalogueAddress,
  countFacets,
  eachFacet,
  goodUntil,
  groupEvents,
  isPublic,
  joiningOf,
  keepKnown,
  likePattern,
  MAXIMUM_TEXT,
  matchesChosen,
  nextEvents,
  orderEntries,
  pageOf,
  readCatalogueQuery,
  readPageNumber,
  readSlug,
  searchWords,
  seatsLeft,
  sortEvents,
  standingOf,
  withoutChoice,
} from "./rules";
import { type EventCard, type EventStoredState, type FacetName, type FacetValues, facetNames } from "./types";

const now = new Date("2027-03-12T10:00:00Z");
const inDays = (days: number): Date => new Date(now.getTime() + days * 24 * 3600 * 1000);
const unannounced: Window = { opensAt: null, closesAt: null };
const past: Window = { opensAt: inDays(-20), closesAt: inDays(-10) };
const open: Window = { opensAt: inDays(-5), closesAt: inDays(5) };
const upcoming: Window = { opensAt: inDays(10), closesAt: inDays(20) };

/** An event that anybody may join, with dates to be announced; a test states only what its claim depends on. */
const buildEvent = (fields: Partial<EventCard> = {}): EventCard => ({
  slug: "event",
  reference: "E/1",
  language: "en",
  title: "An event",
  organizer: "An organizer",
  state: "published",
  admission: "open",
  registration: unannounced,
  run: unannounced,
  zone: "UTC",
  delivery: null,
  region: null,
  place: null,
  seats: null,
  ...fields,
});

const buildValues = (values: Partial<FacetValues> = {}): FacetValues => ({
  ...eachFacet((): readonly string[] => []),
  ...values,
});

describe("readCatalogueQuery", () => {
  it("reads text, facets and page, each value once", () => {
    const query = readCatalogueQuery({
      q: " cyber  norms ",
      topic: ["a", "b", "a"],
      level: "advanced",
      page: "3",
      other: "x",
    });
    expect(query).toEqual({
      text: "cyber  norms",
      chosen: buildValues({ topic: ["a", "b"], level: ["advanced"] }),
      page: 3,
    });
  });

  it.each([
    { q: undefined, text: "", why: "nothing" },
    { q: ["first", "second"], text: "first", why: "said twice" },
    { q: "a\u0000b\u0007", text: "a b", why: "control characters, which the database refuses" },
    { q: "\ud83d", text: "\ufffd", why: "half a character" },
    { q: "😀".repeat(500), text: "😀".repeat(MAXIMUM_TEXT), why: "too long, and cut between characters" },
  ])("reads $text: $why", ({ q, text }) => expect(readCatalogueQuery({ q }).text).toBe(text));

  it.each(["", "A", "a b", "a'b", "é", "a--b", "__proto__", "a".repeat(121)])(
    "drops %j, which no facet can have",
    (topic) => {
      expect(readCatalogueQuery({ topic }).chosen.topic).toEqual([]);
    },
  );
});

describe("readPageNumber", () => {
  it.each([
    { value: "2", page: 2 },
    { value: ["4", "5"], page: 4 },
    { value: undefined, page: 1 },
    { value: "0", page: 1 },
    { value: "-1", page: 1 },
    { value: "1e9", page: 1 },
    { value: "99999999", page: 1 },
    { value: "٣", page: 1 },
  ])("of $value is $page", ({ value, page }) => expect(readPageNumber(value)).toBe(page));
});

describe("readSlug", () => {
  it.each([
    { text: "un-cyber-norms-csirts", slug: "un-cyber-norms-csirts" },
    { text: "Upper", slug: null },
    { text: "a/b", slug: null },
    { text: "%27", slug: null },
    { text: "", slug: null },
  ])("of $text is $slug", ({ text, slug }) => expect(readSlug(text)).toBe(slug));
});

describe("catalogueAddress", () => {
  it.each([
    { query: readCatalogueQuery({}), address: "/courses" },
    { query: readCatalogueQuery({ page: "2" }), address: "/courses?page=2" },
    {
      query: readCatalogueQuery({ q: "a&b=c", topic: ["x", "y"], region: "africa" }),
      address: "/courses?q=a%26b%3Dc&topic=x&topic=y&region=africa",
    },
  ])("is $address", ({ query, address }) => expect(catalogueAddress(query)).toBe(address));

  it("reads back as the query it was made of, whatever was typed", () => {
    const typed = fc.string({ unit: fc.constantFrom(..."aé&=%+#?/ \u0000\u200fا😀", "\ud83d"), maxLength: 30 });
    const slug = fc.constantFrom("law", "norms", "un-norms", "x-2", "7");
    fc.assert(
      fc.property(typed, fc.uniqueArray(slug, { maxLength: 4 }), fc.integer({ min: 1, max: 999 }), (q, topic, page) => {
        const query = readCatalogueQuery({ q, topic, page: String(page) });
        const { searchParams } = new URL(catalogueAddress(query), "http://site");
        const again = Object.fromEntries(
          [...new Set(searchParams.keys())].map((name) => [name, searchParams.getAll(name)]),
        );
        expect(readCatalogueQuery(again)).toEqual(query);
      }),
    );
  });
});

describe("withoutChoice", () => {
  it("removes one value and goes back to the first page", () => {
    const query = readCatalogueQuery({ q: "x", topic: ["a", "b"], level: "advanced", page: "3" });
    expect(withoutChoice(query, "topic", "a")).toEqual(readCatalogueQuery({ q: "x", topic: "b", level: "advanced" }));
  });
});

describe("searchWords", () => {
  it.each([
    { text: "Cyber  norms, cyber", words: ["cyber", "norms"] },
    { text: "A/70/174", words: ["a", "70", "174"] },
    { text: "% _ \\ & | ! ( )", words: [] },
    { text: "a b c d e f g h i j k l m n", words: [..."abcdefghijkl"] },
  ])("of $text are $words", ({ text, words }) => expect(searchWords(text)).toEqual(words));
});

describe("likePattern", () => {
  it("leaves no wildcard of the word's own", () => {
    expect(likePattern("50%_a\\b")).toBe("%50\\%\\_a\\\\b%");
  });
});

describe("keepKnown", () => {
  it("ignores values that do not exist", () => {
    const known = buildValues({ topic: ["a"], level: ["advanced"] });
    const { chosen } = keepKnown(readCatalogueQuery({ topic: ["a", "gone"], level: "expert" }), known);
    expect(chosen).toEqual(buildValues({ topic: ["a"] }));
  });
});

const courses = [
  { values: buildValues({ topic: ["law", "norms"], level: ["advanced"] }) },
  { values: buildValues({ topic: ["law"], level: ["introductory"] }) },
  { values: buildValues({ topic: ["norms"], level: ["introductory"] }) },
  { values: buildValues({ topic: [] }) },
];
const known = buildValues({ topic: ["law", "norms", "gender"], level: ["introductory", "intermediate", "advanced"] });

describe("matchesChosen", () => {
  it.each([
    { chosen: buildValues(), matching: [0, 1, 2, 3], why: "nothing chosen" },
    { chosen: buildValues({ topic: ["law", "norms"] }), matching: [0, 1, 2], why: "either of two values of one facet" },
    { chosen: buildValues({ topic: ["law"], level: ["introductory"] }), matching: [1], why: "both of two facets" },
    { chosen: buildValues({ topic: ["gender"] }), matching: [], why: "a value that no course has" },
  ])("finds $matching: $why", ({ chosen, matching }) => {
    expect(courses.flatMap((course, i) => (matchesChosen(course, chosen) ? [i] : []))).toEqual(matching);
  });
});

describe("countFacets", () => {
  it("counts a facet's values with the other facets as they are chosen", () => {
    const facets = countFacets(courses, buildValues({ topic: ["law"] }), known);
    expect(facets.topic).toEqual([
      { value: "law", count: 2, chosen: true },
      { value: "norms", count: 2, chosen: false },
    ]);
    expect(facets.level).toEqual([
      { value: "introductory", count: 1, chosen: false },
      { value: "advanced", count: 1, chosen: false },
    ]);
  });

  it("keeps a chosen value that no course has, so that it can be taken back", () => {
    expect(countFacets(courses, buildValues({ topic: ["gender"] }), known).topic).toContainEqual({
      value: "gender",
      count: 0,
      chosen: true,
    });
  });

  it("promises of every value what choosing it alone in its facet gives", () => {
    const letter = fc.constantFrom("a", "b", "c");
    const values = fc.record(
      Object.fromEntries(facetNames.map((name) => [name, fc.array(letter, { maxLength: 3 })])) as Record<
        FacetName,
        fc.Arbitrary<string[]>
      >,
    );
    const alphabet = eachFacet(() => ["a", "b", "c"]);
    fc.assert(
      fc.property(fc.array(fc.record({ values }), { maxLength: 12 }), values, (entries, chosen) => {
        const facets = countFacets(entries, chosen, alphabet);
        for (const name of facetNames)
          for (const value of alphabet[name]) {
            const found = entries.filter((entry) => matchesChosen(entry, { ...chosen, [name]: [value] })).length;
            expect(facets[name].find((choice) => choice.value === value)?.count ?? 0).toBe(found);
          }
      }),
    );
  });
});

describe("orderEntries", () => {
  const titles = (entries: readonly { title: string }[]) => entries.map(({ title }) => title);
  const entries = [{ title: "Zones" }, { title: "École 10" }, { title: "ecole 9" }, { title: "Cyber norms" }];

  it("goes by title, numbers by their value and accents beside their letters", () => {
    expect(titles(orderEntries(entries, [], "fr"))).toEqual(["Cyber norms", "ecole 9", "École 10", "Zones"]);
  });

  it("puts first what has every word in its title", () => {
    expect(titles(orderEntries(entries, ["zones"], "en"))[0]).toBe("Zones");
    expect(titles(orderEntries(entries, ["zones", "norms"], "en"))[0]).toBe("Cyber norms");
  });
});

describe("pageOf", () => {
  const items = [1, 2, 3, 4, 5];
  it.each([
    { page: 1, slice: { items: [1, 2], page: 1, pages: 3 } },
    { page: 3, slice: { items: [5], page: 3, pages: 3 } },
    { page: 99, slice: { items: [5], page: 3, pages: 3 } },
  ])("page $page of 5 items, 2 a page, is $slice", ({ page, slice }) => expect(pageOf(items, page, 2)).toEqual(slice));

  it("of nothing is one empty page", () => expect(pageOf([], 4, 20)).toEqual({ items: [], page: 1, pages: 1 }));
});

describe("standingOf", () => {
  it.each([
    { event: {}, standing: "to-be-announced", why: "no dates" },
    {
      event: { registration: open },
      standing: "registration-open",
      why: "one can register, though the run has no dates yet",
    },
    { event: { registration: open, run: open }, standing: "registration-open", why: "one can still register" },
    {
      event: { registration: open, run: past },
      standing: "past",
      why: "an open registration to what is over is no way in",
    },
    {
      event: { registration: upcoming, run: upcoming },
      standing: "registration-upcoming",
      why: "registration comes first",
    },
    { event: { registration: past, run: upcoming }, standing: "registration-closed", why: "too late to register" },
    {
      event: { registration: past },
      standing: "registration-closed",
      why: "too late, though the run has no dates yet",
    },
    { event: { registration: past, run: open }, standing: "running", why: "it runs" },
    { event: { run: upcoming }, standing: "upcoming", why: "only the run has dates" },
    { event: { run: past }, standing: "past", why: "over" },
    {
      event: { admission: "invitation", registration: open, run: upcoming },
      standing: "upcoming",
      why: "nobody registers for an invitation",
    },
    { event: { admission: "invitation" }, standing: "to-be-announced", why: "an invitation without dates" },
    { event: { state: "cancelled", registration: open }, standing: "cancelled", why: "whatever its dates say" },
    { event: { state: "closed", run: open }, standing: "closed", why: "its organizer closed it" },
    { event: { state: "archived" }, standing: "closed", why: "put away" },
    { event: { state: "draft", registration: open }, standing: "not-published", why: "not yet for anybody" },
    { event: { state: "in-review" }, standing: "not-published", why: "not yet for anybody" },
  ] as const)("is $standing: $why", ({ event, standing }) => expect(standingOf(buildEvent(event), now)).toBe(standing));
});

describe("isPublic", () => {
  it.each([
    ["draft", false],
    ["in-review", false],
    ["published", true],
    ["closed", true],
    ["archived", true],
    ["cancelled", true],
  ] as const)("%s: %s", (state: EventStoredState, shown) => expect(isPublic(state)).toBe(shown));
});

describe("joiningOf", () => {
  const joinable = { registration: open, run: upcoming, seats: 35, seatsTaken: 0, seatsHeld: 0, waitingList: false };
  it.each([
    { event: {}, enrolment: null, joining: "open", why: "a seat is left" },
    { event: { seatsTaken: 34 }, enrolment: null, joining: "open", why: "one seat is left" },
    { event: { seatsTaken: 35 }, enrolment: null, joining: "full", why: "none is" },
    { event: { seatsTaken: 30, seatsHeld: 4 }, enrolment: null, joining: "open", why: "one seat is not held" },
    { event: { seatsTaken: 30, seatsHeld: 5 }, enrolment: null, joining: "full", why: "the rest is held" },
    {
      event: { seatsTaken: 35, waitingList: true },
      enrolment: null,
      joining: "waiting-list-open",
      why: "one can wait",
    },
    { event: { seats: null, seatsTaken: 900 }, enrolment: null, joining: "open", why: "seats are not limited" },
    { event: { seatsTaken: 35 }, enrolment: "enrolled", joining: "enrolled", why: "one's own seat is among the taken" },
    {
      event: { state: "closed" },
      enrolment: "enrolled",
      joining: "enrolled",
      why: "lessons stay open to who took part",
    },
    { event: {}, enrolment: "waiting", joining: "waiting", why: "one waits" },
    { event: {}, enrolment: "withdrawn", joining: "open", why: "one may come back" },
    { event: { admission: "invitation" }, enrolment: null, joining: "invitation", why: "only those invited" },
    { event: { admission: "application" }, enrolment: null, joining: "application", why: "by selection" },
    { event: { admission: "nomination" }, enrolment: null, joining: "nomination", why: "by an institution" },
    { event: { registration: unannounced }, enrolment: null, joining: "to-be-announced", why: "no registration dates" },
    { event: { registration: upcoming }, enrolment: null, joining: "upcoming", why: "too early" },
    { event: { registration: past }, enrolment: null, joining: "closed", why: "too late" },
    { event: { run: past }, enrolment: null, joining: "over", why: "it is over" },
    { event: { state: "closed" }, enrolment: null, joining: "over", why: "it is closed" },
    { event: { state: "cancelled" }, enrolment: "enrolled", joining: "cancelled", why: "it does not take place" },
    { event: { state: "draft" }, enrolment: null, joining: "not-published", why: "a preview" },
  ] as const)("is $joining: $why", ({ event, enrolment, joining }) => {
    expect(joiningOf({ ...buildEvent(), ...joinable, ...event }, enrolment, now)).toBe(joining);
  });

  it("is open only for an event that says its registration is open", () => {
    const windows = fc.constantFrom(unannounced, past, open, upcoming);
    const states = fc.constantFrom<EventStoredState>(
      "draft",
      "in-review",
      "published",
      "closed",
      "archived",
      "cancelled",
    );
    fc.assert(
      fc.property(states, windows, windows, fc.integer({ min: 0, max: 3 }), (state, registration, run, seatsTaken) => {
        const event = {
          ...buildEvent({ state, registration, run, seats: 2 }),
          seatsTaken,
          seatsHeld: 0,
          waitingList: false,
        };
        if (joiningOf(event, null, now) === "open")
          expect([standingOf(event, now), seatsTaken < 2]).toEqual(["registration-open", true]);
      }),
    );
  });
});

describe("seatsLeft", () => {
  it.each([
    { seats: 35, seatsTaken: 23, seatsHeld: 0, left: 12 },
    { seats: 35, seatsTaken: 23, seatsHeld: 5, left: 7 },
    { seats: 35, seatsTaken: 35, seatsHeld: 0, left: 0 },
    { seats: 30, seatsTaken: 35, seatsHeld: 0, left: 0 },
    { seats: null, seatsTaken: 3, seatsHeld: 2, left: null },
  ])("of $seats with $seatsTaken taken and $seatsHeld held is $left", ({ left, ...event }) =>
    expect(seatsLeft(event)).toBe(left),
  );
});

describe("goodUntil", () => {
  it("is the first instant at which any of the windows changes", () => {
    const soon = buildEvent({ registration: open, run: upcoming });
    expect(goodUntil([buildEvent({ run: past }), soon], now)).toEqual(open.closesAt);
    expect(goodUntil([buildEvent({ run: upcoming })], now)).toEqual(upcoming.opensAt);
  });

  it("is null when time alone changes nothing", () => {
    expect(goodUntil([buildEvent(), buildEvent({ registration: past, run: past })], now)).toBeNull();
  });
});

const references = (events: readonly EventCard[]) => events.map(({ reference }) => reference);

describe("sortEvents", () => {
  it("puts open and upcoming events in order of time, past ones in reverse, and those without dates between", () => {
    const events = [
      buildEvent({ reference: "announced" }),
      buildEvent({ reference: "older", run: { opensAt: inDays(-90), closesAt: inDays(-80) } }),
      buildEvent({ reference: "later", run: { opensAt: inDays(60), closesAt: inDays(61) } }),
      buildEvent({ reference: "over", run: past }),
      buildEvent({ reference: "running", run: open }),
      buildEvent({ reference: "closed without dates", state: "closed" }),
      buildEvent({ reference: "registering", registration: open }),
    ];
    const { current, announced, past: gone } = sortEvents(events, now);
    expect([references(current), references(announced), references(gone)]).toEqual([
      ["registering", "running", "later"],
      ["announced"],
      ["over", "older", "closed without dates"],
    ]);
  });
});

describe("groupEvents", () => {
  it("names months by the event's own zone", () => {
    const lateOnTheLastDay = { opensAt: new Date("2027-03-31T22:00:00Z"), closesAt: inDays(40) };
    const events = [
      buildEvent({ reference: "a", run: lateOnTheLastDay, zone: "Indian/Mauritius" }),
      buildEvent({ reference: "b", run: lateOnTheLastDay }),
    ];
    expect(groupEvents(events, now).current.map(({ month, events: listed }) => [month, references(listed)])).toEqual([
      ["2027-04", ["a"]],
      ["2027-03", ["b"]],
    ]);
  });

  it("says each month once, though zones put neighbours into different months", () => {
    const at = (hours: number): Window => ({ opensAt: new Date(Date.UTC(2027, 2, 31, hours)), closesAt: inDays(40) });
    const events = [
      buildEvent({ reference: "a", run: at(20), zone: "Pacific/Auckland" }),
      buildEvent({ reference: "b", run: at(21) }),
      buildEvent({ reference: "c", run: at(22), zone: "Pacific/Auckland" }),
    ];
    const months = groupEvents(events, now).current.map(({ month }) => month);
    expect(months).toEqual(["2027-04", "2027-03"]);
  });
});

describe("nextEvents", () => {
  it("begins with what can be joined now, and fills up with what is to be announced", () => {
    const events = [
      buildEvent({ reference: "announced" }),
      buildEvent({ reference: "over", run: past }),
      buildEvent({ reference: "running", registration: past, run: open }),
      buildEvent({ reference: "joinable", registration: open, run: upcoming }),
    ];
    expect(references(nextEvents(events, 4, now))).toEqual(["joinable", "running", "announced"]);
    expect(references(nextEvents(events, 1, now))).toEqual(["joinable"]);
  });
});
