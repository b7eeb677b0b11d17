import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { groupDocuments, groupPlaces, keepUntil, readSourceFilter, refuseDay, staleReason, standingOf } from "./rules";
import type { DocumentHead, LeaningRow } from "./types";

const today = "2026-11-22";
const inForce = { status: "in-force", supersededBy: null };
const superseded = { status: "superseded", supersededBy: "NCS-GUIDE-2025" };

const buildRow = (fields: Partial<LeaningRow> = {}): LeaningRow => ({
  citationId: "one",
  symbol: "A/70/174",
  part: null,
  locator: "para. 13 (h)",
  checkedOn: null,
  kind: "lesson",
  title: "A lesson",
  language: "en",
  path: "/modules/m#a-lesson",
  ...fields,
});

describe("staleReason", () => {
  it.each([
    { checkedOn: null, document: inForce, reason: "unread", why: "nobody has read it" },
    { checkedOn: "2026-11-22", document: inForce, reason: null, why: "read today" },
    { checkedOn: "2025-11-22", document: inForce, reason: null, why: "read a year ago to the day" },
    { checkedOn: "2025-11-21", document: inForce, reason: "old", why: "read a year and a day ago" },
    { checkedOn: "2026-11-22", document: superseded, reason: "superseded", why: "the document is superseded" },
    { checkedOn: null, document: superseded, reason: "superseded", why: "superseded comes before unread" },
  ])("$reason when $why", ({ checkedOn, document, reason }) =>
    expect(staleReason({ checkedOn }, document, today)).toBe(reason),
  );

  it.each([
    { today: "2025-02-28", reason: null },
    { today: "2025-03-01", reason: "old" },
  ])("what was read on a leap day is $reason on $today", ({ today: day, reason }) =>
    expect(staleReason({ checkedOn: "2024-02-29" }, inForce, day)).toBe(reason),
  );

  it("never calls anything older fresher", () => {
    const day = fc.date({ min: new Date("2020-01-01"), max: new Date("2030-01-01"), noInvalidDate: true });
    fc.assert(
      fc.property(day, day, day, (a, b, c) => {
        const [first, second, now] = [a, b, c].map((date) => date.toISOString().slice(0, 10)).sort();
        const isOld = (checkedOn = "") => staleReason({ checkedOn }, inForce, now ?? "") === "old";
        return isOld(first) || !isOld(second);
      }),
    );
  });
});

describe("standingOf", () => {
  it("names the successor of a superseded document, and of no other", () => {
    expect(standingOf("2026-11-01", superseded, today).supersededBy).toBe("NCS-GUIDE-2025");
    expect(standingOf("2026-11-01", { ...inForce, supersededBy: "X" }, today).supersededBy).toBeNull();
  });
});

describe("keepUntil", () => {
  const now = new Date("2026-12-31T18:00:00Z");
  it.each([
    { standings: [], until: null, why: "there is no citation" },
    { standings: [standingOf(null, inForce, today)], until: null, why: "nobody has read any" },
    { standings: [standingOf("2024-01-01", inForce, today)], until: null, why: "what was read is old already" },
    {
      standings: [standingOf(null, inForce, today), standingOf("2026-11-01", inForce, today)],
      until: new Date("2027-01-01T00:00:00Z"),
      why: "one may turn a year old at midnight",
    },
  ])("$until when $why", ({ standings, until }) => expect(keepUntil(standings, now)).toEqual(until));
});

describe("groupPlaces", () => {
  it("makes one place of what is cited alike, as checked as its least checked citation", () => {
    const rows = [
      buildRow({ citationId: "a", checkedOn: "2026-10-01" }),
      buildRow({ citationId: "b", checkedOn: "2026-09-01", path: "/glossary#norm", kind: "term", title: "Norm" }),
    ];
    expect(groupPlaces(rows, inForce, today)).toEqual([
      expect.objectContaining({ anchor: "para-13-h", checkedOn: "2026-09-01", stale: null, citationId: "a" }),
    ]);
    expect(groupPlaces([...rows, buildRow({ citationId: "c" })], inForce, today)[0]).toMatchObject({
      checkedOn: null,
      stale: "unread",
    });
  });

  it("names a lesson once, however many of its versions cite the place", () => {
    const [place] = groupPlaces([buildRow({ citationId: "a" }), buildRow({ citationId: "b" })], inForce, today);
    expect(place?.leaning).toHaveLength(1);
  });

  it("orders places as a reader counts, the document as a whole first", () => {
    const locators = ["para. 28 (f)", "para. 13 (h)", null, "para. 13 (b)", "para. 9"];
    expect(
      groupPlaces(
        locators.map((locator, i) => buildRow({ citationId: `${i}`, locator })),
        inForce,
        today,
      ).map(({ locator }) => locator),
    ).toEqual([null, "para. 9", "para. 13 (b)", "para. 13 (h)", "para. 28 (f)"]);
  });
});

describe("groupDocuments", () => {
  const heads: DocumentHead[] = [
    { symbol: "A/70/174", title: "Report", link: "un", ...inForce },
    { symbol: "NCS-GUIDE-2018", title: "Guide", link: "none", ...superseded },
    { symbol: "GDPR", title: "Regulation", link: "none", ...inForce },
  ];
  const rows = [
    buildRow({ citationId: "a" }),
    buildRow({ citationId: "b", locator: "para. 19", checkedOn: "2026-11-01" }),
    buildRow({ citationId: "c", locator: "para. 20", checkedOn: "2024-01-01", kind: "question", path: "/q" }),
    buildRow({ citationId: "d", symbol: "NCS-GUIDE-2018", locator: null, checkedOn: "2026-11-01" }),
    buildRow({ citationId: "e", symbol: "GDPR", locator: null, checkedOn: "2026-11-01" }),
  ];
  const shown = (asked: Record<string, string>) =>
    groupDocuments(rows, heads, readSourceFilter(asked), today).map(({ symbol, places }) => [symbol, places.length]);

  it.each([
    {
      asked: {},
      documents: [
        ["A/70/174", 2],
        ["NCS-GUIDE-2018", 1],
      ],
      why: "what waits, most waiting first",
    },
    { asked: { state: "unread" }, documents: [["A/70/174", 1]], why: "what nobody has read" },
    { asked: { state: "old" }, documents: [["A/70/174", 1]], why: "what was read too long ago" },
    { asked: { state: "superseded" }, documents: [["NCS-GUIDE-2018", 1]], why: "what leans on a superseded document" },
    {
      asked: { state: "checked" },
      documents: [
        ["A/70/174", 1],
        ["GDPR", 1],
      ],
      why: "what is checked",
    },
    {
      asked: { state: "every" },
      documents: [
        ["A/70/174", 3],
        ["NCS-GUIDE-2018", 1],
        ["GDPR", 1],
      ],
      why: "all",
    },
    { asked: { kind: "question" }, documents: [["A/70/174", 1]], why: "what questions lean on" },
    {
      asked: { state: "none", kind: "x" },
      documents: [
        ["A/70/174", 2],
        ["NCS-GUIDE-2018", 1],
      ],
      why: "no such choice",
    },
  ])("shows $why", ({ asked, documents }) => expect(shown(asked)).toEqual(documents));

  it("counts what waits apart from what the filter leaves", () => {
    const [first] = groupDocuments(rows, heads, readSourceFilter({ state: "checked" }), today);
    expect(first).toMatchObject({ symbol: "A/70/174", due: 2 });
  });
});

describe("refuseDay", () => {
  it.each([
    ["2026-11-22", null],
    ["2025-11-22", null],
    ["2026-11-23", "day-ahead"],
    ["2025-11-21", "day-old"],
  ])("a reading on %s: %s", (day, reason) => expect(refuseDay(day, today)).toBe(reason));
});
