import { readdirSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { profileSchema } from "@/lib/content/library-schema";
import { slugSchema } from "@/lib/content/schema";
import {
  citationPath,
  countKinds,
  countPartners,
  countRegions,
  countRows,
  countYears,
  documentAddress,
  documentAnchor,
  documentSlug,
  filterWorkshops,
  groupBodies,
  groupLetters,
  groupYears,
  hostOf,
  latestDay,
  newestFirst,
  numberSections,
  parseWorkshopFilter,
  placeAnchor,
  shelfPath,
} from "./rules";
import type { ProfileItem, RangedDate } from "./types";

const content = (file: string): unknown => parse(readFileSync(`content/${file}`, "utf8"));
const documents = content("library/documents.yaml") as { symbol: string; link: string }[];
const workshops = content("archive/workshops.yaml") as {
  kind: string;
  year: number;
  region: string | null;
  partners: string[];
}[];
const profileOf = (slug: string) => profileSchema.parse(content(`library/profiles/${slug}.yaml`));
const { sections } = profileOf("itu");

const dated = (text: string, ...days: [string, string][]): RangedDate => ({
  text,
  ranges: days.map(([from, to]) => ({ from, to })),
});

describe("documentAnchor", () => {
  it.each([
    ["A/70/174", "A-70-174"],
    ["A/RES/58/199", "A-RES-58-199"],
    ["CICTE/RES.1/17", "CICTE-RES.1-17"],
    ["TLP-2.0", "TLP-2.0"],
    ["ISO/IEC 27001 (2022)", "ISO-IEC-27001-2022-"],
  ])("%s stands at #%s", (symbol, anchor) => expect(documentAnchor(symbol)).toBe(anchor));

  it("gives every document of the library an anchor of its own", () => {
    expect(new Set(documents.map(({ symbol }) => documentAnchor(symbol))).size).toBe(documents.length);
  });

  it("needs no escaping in an address, whatever the symbol", () => {
    fc.assert(
      fc.property(fc.string(), (symbol) => encodeURIComponent(documentAnchor(symbol)) === documentAnchor(symbol)),
    );
  });
});

describe("documentSlug", () => {
  it.each([
    ["A/70/174", "a-70-174"],
    ["CICTE/RES.1/17", "cicte-res-1-17"],
    ["TLP-2.0", "tlp-2-0"],
  ])("%s has its page at /library/%s", (symbol, slug) => expect(documentSlug(symbol)).toBe(slug));

  it("gives every document a page of its own, and none that of a policy profile", () => {
    const slugs = [
      ...documents.map(({ symbol }) => documentSlug(symbol)),
      ...readdirSync("content/library/profiles").map((name) => name.replace(".yaml", "")),
    ];
    expect(new Set(slugs).size).toBe(slugs.length);
    for (const slug of slugs) expect(slugSchema.safeParse(slug).success, slug).toBe(true);
  });
});

describe("placeAnchor", () => {
  it.each([
    { part: null, locator: "para. 13 (h)", anchor: "para-13-h" },
    { part: "annex I", locator: "para. 56", anchor: "annex-i-para-56" },
    { part: "annex C", locator: null, anchor: "annex-c" },
    { part: null, locator: "measure 7", anchor: "cbm-7" },
    { part: null, locator: "CBM 7", anchor: "cbm-7" },
    { part: null, locator: "measures 7, 8", anchor: "cbms-7-8" },
    { part: null, locator: null, anchor: null },
  ])("$part $locator stands at $anchor", ({ anchor, ...place }) => expect(placeAnchor(place)).toBe(anchor));
});

describe("citationPath", () => {
  it("opens the document's page at the cited place, or at its top", () => {
    const place = { symbol: "A/75/816", part: "annex I", locator: "para. 56" };
    expect(citationPath(place)).toBe("/library/a-75-816#annex-i-para-56");
    expect(citationPath({ ...place, part: null, locator: null })).toBe("/library/a-75-816");
  });
});

describe("shelfPath", () => {
  it.each([
    ["norm/h", "/norms#norm-h"],
    ["measure/osce-3", "/norms#osce-3"],
    ["profile/itu/study-group-17", "/library/itu#study-group-17"],
  ])("%s stands at %s", (entry, path) => expect(shelfPath(entry)).toBe(path));
});

describe("documentAddress", () => {
  it.each([
    { symbol: "A/70/174", rule: "un", address: "https://docs.un.org/en/A/70/174", why: "a report" },
    { symbol: "A/RES/58/199", rule: "un", address: "https://docs.un.org/en/A/RES/58/199", why: "a resolution" },
    {
      symbol: "A/58/1 (Supp)",
      rule: "un",
      address: "https://docs.un.org/en/A/58/1%20(Supp)",
      why: "what needs escaping",
    },
    { symbol: "PC.DEC/1202", rule: "none", address: null, why: "another body's document has no rule" },
    { symbol: "A/70/174", rule: "none", address: null, why: "the document says so, not its symbol" },
    { symbol: "A/70/174", rule: "https://elsewhere.example", address: null, why: "an unknown rule is none" },
  ])("$symbol by $rule is $address: $why", ({ symbol, rule, address }) => {
    expect(documentAddress(symbol, rule)).toBe(address);
  });

  it("every address of the library's documents is one of docs.un.org, and keeps its symbol readable", () => {
    const addresses = documents.flatMap(({ symbol, link }) => documentAddress(symbol, link) ?? []);
    expect(addresses.length).toBeGreaterThan(0);
    for (const address of addresses)
      expect(address).toMatch(/^https:\/\/docs\.un\.org\/en\/A\/(HRC\/)?(RES\/)?\d+\/\d+$/);
  });
});

describe("hostOf", () => {
  it.each([
    ["http://ict4peace.org/?p=3563", "ict4peace.org"],
    ["https://docs.un.org/en/A/70/174", "docs.un.org"],
    ["https://example.org:8443/x", "example.org:8443"],
    ["javascript:alert(1)", null],
    ["ict4peace.org", null],
  ])("%s leads to %s", (address, host) => expect(hostOf(address)).toBe(host));
});

describe("latestDay", () => {
  it.each([
    { date: null, day: null, why: "no date" },
    { date: dated("2011", ["2011-01-01", "2011-12-31"]), day: "2011-12-31", why: "a year lasts until its end" },
    {
      date: dated(
        "16-18 November 2005 10-12 December 2003",
        ["2005-11-16", "2005-11-18"],
        ["2003-12-10", "2003-12-12"],
      ),
      day: "2005-11-18",
      why: "two ranges, the later first",
    },
    {
      date: dated("2003, 2005", ["2003-12-10", "2003-12-12"], ["2005-11-16", "2005-11-18"]),
      day: "2005-11-18",
      why: "two ranges, the later last",
    },
  ])("is $day: $why", ({ date, day }) => expect(latestDay(date)).toBe(day));
});

describe("newestFirst", () => {
  const titles = (items: readonly { title: string }[]): string[] => items.map(({ title }) => title);

  it("puts the latest day first and what has no date last", () => {
    const items = [
      { title: "undated", date: null },
      { title: "2003 and 2005", date: dated("", ["2005-11-16", "2005-11-18"], ["2003-12-10", "2003-12-12"]) },
      { title: "2004", date: dated("", ["2004-01-01", "2004-12-31"]) },
      { title: "2017-2020", date: dated("", ["2017-01-01", "2020-12-31"]) },
      { title: "2018", date: dated("", ["2018-01-01", "2018-12-31"]) },
    ];
    expect(titles(newestFirst(items))).toEqual(["2017-2020", "2018", "2003 and 2005", "2004", "undated"]);
  });

  it("keeps the source's order between equals, and leaves the list it was given alone", () => {
    const items = ["a", "b", "c"].map((title) => ({
      title,
      date: title === "b" ? null : dated("2014", ["2014-01-01", "2014-12-31"]),
    }));
    expect(titles(newestFirst(items))).toEqual(["a", "c", "b"]);
    expect(titles(items)).toEqual(["a", "b", "c"]);
  });

  it("never puts an earlier latest day before a later one, and loses nothing", () => {
    const day = fc
      .date({ min: new Date("1990-01-01"), max: new Date("2030-01-01"), noInvalidDate: true })
      .map((at) => at.toISOString().slice(0, 10));
    const range = fc.tuple(day, day).map(([a, b]) => (a < b ? { from: a, to: b } : { from: b, to: a }));
    const item = fc.record({
      date: fc.option(fc.record({ text: fc.string(), ranges: fc.array(range, { minLength: 1, maxLength: 3 }) })),
    });
    fc.assert(
      fc.property(fc.array(item), (items) => {
        const sorted = newestFirst(items);
        const days = sorted.map(({ date }) => latestDay(date) ?? "");
        expect(days).toEqual([...days].sort().reverse());
        expect(new Set(sorted)).toEqual(new Set(items));
      }),
    );
  });
});

describe("numberSections", () => {
  const shown = numberSections(sections);
  const items = shown.flatMap(({ groups }) => groups.flatMap((group) => group.items));

  it("shows the 22 rows of the ITU profile as 21 records, numbered in the order in which they stand", () => {
    expect(countRows(sections)).toEqual({ rows: 22, records: 21 });
    expect(items.filter(({ repeated }) => !repeated).map(({ number }) => number)).toEqual(
      Array.from({ length: 21 }, (_, i) => i + 1),
    );
  });

  it("shows an identical item as one record in each of its sections, each leading to the other", () => {
    const [first, second, ...rest] = items.filter(({ id }) => id === "group-on-cybercrime");
    expect(rest).toEqual([]);
    expect(second).toMatchObject({ title: first?.title, number: first?.number, repeated: true });
    expect(first?.alsoIn).toEqual([{ title: "Cooperation", anchor: second?.anchor }]);
    expect(second?.alsoIn).toEqual([{ title: "Structure", anchor: first?.anchor }]);
    expect(new Set(items.map(({ anchor }) => anchor)).size).toBe(22);
  });

  it("keeps two items that differ in date apart, and links each to the other", () => {
    const index = items.filter(({ title }) => title === "Global Cybersecurity Index");
    expect(index.map(({ date }) => date?.text)).toEqual(["July 2017", "2013-2014 (first iteration)"]);
    expect(index.map(({ related }) => related.map(({ number }) => number))).toEqual([
      [index[1]?.number],
      [index[0]?.number],
    ]);
  });

  it("keeps a section that has nothing in it", () => {
    expect(shown.find(({ slug }) => slug === "legislation")).toEqual({
      slug: "legislation",
      title: "Legislation",
      groups: [],
    });
  });

  it("sorts inside groups only, and puts the summit of two dates where its later date belongs", () => {
    const meetings = shown.flatMap(({ groups }) => groups).find(({ title }) => title === "Meetings");
    expect(meetings?.items.map(({ date }) => date?.text)).toEqual([
      "20-21 March 2018",
      "29-30 November 2016",
      "30 October-1 November 2016",
      "December 2012",
      "16-18 November 2005 10-12 December 2003",
    ]);
  });

  it("puts the row without a date last in its group", () => {
    const activities = shown.flatMap(({ groups }) => groups).find(({ title }) => title === "Activities");
    expect(activities?.items.at(-1)).toMatchObject({
      title: "CIRT Programme",
      date: null,
    } satisfies Partial<ProfileItem>);
  });
});

describe("the archive of workshops", () => {
  it("counts 42 workshops and 1 milestone", () => {
    expect(countKinds(workshops)).toEqual({ workshops: 42, milestones: 1 });
  });

  it("counts workshops by year without gaps, and milestones not at all", () => {
    const counts = countYears(workshops);
    expect(counts.map(({ year }) => year)).toEqual(Array.from({ length: 11 }, (_, i) => 2014 + i));
    expect(counts.reduce((sum, count) => sum + count.workshops, 0)).toBe(42);
    const gap = [2014, 2016].map((year) => ({ kind: "workshop", year }));
    expect(countYears(gap)).toContainEqual({ year: 2015, workshops: 0 });
  });

  it("has no years when there are no entries", () => expect(countYears([])).toEqual([]));

  it("groups by year, newest first, keeping the source's order inside a year", () => {
    const entries = [
      { id: "a", year: 2015 },
      { id: "b", year: 2016 },
      { id: "c", year: 2015 },
    ];
    expect(groupYears(entries).map(({ year, entries: of }) => [year, of.map(({ id }) => id)])).toEqual([
      [2016, ["b"]],
      [2015, ["a", "c"]],
    ]);
  });
});

describe("parseWorkshopFilter", () => {
  it.each([
    { asked: {}, filter: { year: null, region: null, partner: null }, why: "nothing is asked" },
    {
      asked: { year: "", region: "" },
      filter: { year: null, region: null, partner: null },
      why: "the form's empty choices",
    },
    { asked: { year: "2021", region: "africa" }, filter: { year: 2021, region: "africa", partner: null }, why: "both" },
    {
      asked: { region: "not-stated" },
      filter: { year: null, region: "not-stated", partner: null },
      why: "entries that name none",
    },
    {
      asked: { year: "1999", region: "moon" },
      filter: { year: null, region: null, partner: null },
      why: "no entry has them",
    },
    {
      asked: { year: "2021 ", region: "toString" },
      filter: { year: null, region: null, partner: null },
      why: "not one of the choices",
    },
    { asked: { partner: "OAS" }, filter: { year: null, region: null, partner: "OAS" }, why: "a partner" },
    { asked: { partner: "Nobody" }, filter: { year: null, region: null, partner: null }, why: "no partner of any" },
    {
      asked: { year: ["2021", "2022"] },
      filter: { year: null, region: null, partner: null },
      why: "two years are none",
    },
  ])("reads $asked as $filter: $why", ({ asked, filter }) =>
    expect(parseWorkshopFilter(asked, workshops)).toEqual(filter),
  );
});

describe("filterWorkshops", () => {
  it("without a filter lets all through", () => {
    expect(filterWorkshops(workshops, { year: null, region: null, partner: null })).toHaveLength(43);
  });

  it("lets through what has the year and the region", () => {
    const shown = filterWorkshops(workshops, { year: 2021, region: "africa", partner: null });
    expect(shown.length).toBeGreaterThan(0);
    for (const entry of shown) expect(entry).toMatchObject({ year: 2021, region: "africa" });
  });

  it("divides the archive: every entry is in exactly one year and one region", () => {
    const regions = [...new Set(workshops.map(({ region }) => region ?? "not-stated"))];
    const sum = regions.reduce(
      (total, region) => total + filterWorkshops(workshops, { year: null, region, partner: null }).length,
      0,
    );
    expect(sum).toBe(workshops.length);
  });
});

describe("countRegions and countPartners", () => {
  it("count every workshop once a region, and once for each partner that it names", () => {
    const sum = (counts: readonly { workshops: number }[]) => counts.reduce((all, one) => all + one.workshops, 0);
    expect(sum(countRegions(workshops))).toBe(42);
    const named = workshops.filter(({ kind }) => kind === "workshop");
    expect(sum(countPartners(workshops))).toBe(
      named.reduce((all, { partners }) => all + Math.max(1, partners.length), 0),
    );
    expect(countPartners(workshops)[0]?.name).toBe("OAS");
    expect(countPartners(workshops).at(-1)?.name).toBe("not-stated");
  });

  it("agree with what the filter shows", () => {
    const held = workshops.filter(({ kind }) => kind === "workshop");
    for (const { name, workshops: counted } of countPartners(workshops))
      expect(filterWorkshops(held, { year: null, region: null, partner: name }), name).toHaveLength(counted);
  });
});

describe("groupLetters", () => {
  it("sorts terms and groups them by first letter, accents and case apart", () => {
    const terms = ["norm", "État", "Attribution", "east", "annex"].map((term) => ({ term }));
    expect(groupLetters(terms).map(({ letter, terms: of }) => [letter, of.map(({ term }) => term)])).toEqual([
      ["A", ["annex", "Attribution"]],
      ["E", ["east", "État"]],
      ["N", ["norm"]],
    ]);
  });
});

describe("groupBodies", () => {
  it("puts the body with most documents first, and in each the newest first and the undated last", () => {
    const item = (symbol: string, body: string, dateSort: string | null) => ({ symbol, body, dateSort });
    const grouped = groupBodies([
      item("X/1", "Z", null),
      item("A/9", "UN", "2015-01-01"),
      item("A/10", "UN", "2015-01-01"),
      item("Y/1", "B", null),
      item("A/11", "UN", null),
      item("A/12", "UN", "2021-07-01"),
    ]);
    expect(grouped.map(({ body, documents: of }) => [body, of.map(({ symbol }) => symbol)])).toEqual([
      ["UN", ["A/12", "A/9", "A/10", "A/11"]],
      ["B", ["Y/1"]],
      ["Z", ["X/1"]],
    ]);
  });
});
