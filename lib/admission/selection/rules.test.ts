import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { institutionKinds } from "../applications/schema";
import { groupsOf, stateCodes } from "../states";
import { countBalance, listAddress, maySeeScores, percentOf, readListQuery } from "./rules";
import { decideFields, readScores } from "./schema";
import type { BalanceRow, ListQuery } from "./types";

const today = new Date("2026-11-22T00:00:00Z");

/** A submitted application from Mauritius; a test states what differs. */
const buildRow = (fields: Partial<BalanceRow> = {}): BalanceRow => ({
  state: "submitted",
  decision: null,
  stateCode: "MU",
  groups: groupsOf(fields.stateCode ?? "MU", today),
  gender: null,
  institutionKind: "csirt",
  ...fields,
});

const rows = fc.array(
  fc.record({
    state: fc.constantFrom("submitted", "shortlisted", "accepted", "waiting", "not-selected"),
    decision: fc.constantFrom(null, "accepted", "waiting", "not-selected"),
    stateCode: fc.option(fc.constantFrom(...stateCodes)),
    gender: fc.option(fc.constantFrom("woman", "Woman", " WOMAN ", "femme", "امرأة", "", "🙂", "non-binary")),
    institutionKind: fc.option(fc.constantFrom(...institutionKinds)),
  }),
  { maxLength: 60 },
);
const withGroups = (row: Omit<BalanceRow, "groups">): BalanceRow => ({
  ...row,
  groups: row.stateCode ? groupsOf(row.stateCode, today) : null,
});

describe("the balance", () => {
  it("the parts of every question add up to the whole, in each set", () => {
    fc.assert(
      fc.property(rows, (made) => {
        const balance = countBalance(made.map(withGroups), null);
        expect(balance.totals.all).toBe(made.length);
        for (const part of [balance.countries, balance.regions, balance.genders, balance.kinds])
          for (const set of ["all", "shortlist", "accepted"] as const)
            expect(part.reduce((sum, count) => sum + count[set], 0)).toBe(balance.totals[set]);
        for (const { all, shortlist, accepted } of [...balance.countries, ...balance.groups, balance.totals]) {
          expect(accepted).toBeLessThanOrEqual(shortlist);
          expect(shortlist).toBeLessThanOrEqual(all);
        }
      }),
    );
  });

  it.each([
    ["submitted", null, "all"],
    ["submitted", "not-selected", "all"],
    ["shortlisted", null, "all shortlist"],
    ["shortlisted", "not-selected", "all shortlist"],
    ["submitted", "waiting", "all shortlist"],
    ["submitted", "accepted", "all shortlist accepted"],
    ["accepted", null, "all shortlist accepted"],
    ["waiting", null, "all shortlist"],
    ["not-selected", null, "all"],
  ])("%s, noted %s: %s", (state, decision, sets) => {
    const { totals } = countBalance([buildRow({ state, decision })], null);
    expect(
      Object.entries(totals)
        .flatMap(([set, count]) => (count > 0 ? [set] : []))
        .join(" "),
    ).toBe(sets);
  });

  it("genders that differ in case or accents alone count together, under the first spelling", () => {
    const genders = ["Femme", "femme", " FEMME ", "Fémme", "امرأة", "إمرأة", "🙂", "", null].map((gender) =>
      buildRow({ gender }),
    );
    expect(countBalance(genders, null).genders).toEqual([
      { value: "Femme", all: 4, shortlist: 0, accepted: 0 },
      { value: "امرأة", all: 2, shortlist: 0, accepted: 0 },
      { value: "🙂", all: 1, shortlist: 0, accepted: 0 },
      { value: null, all: 2, shortlist: 0, accepted: 0 },
    ]);
  });

  it("groups overlap, as they were when the application was sent", () => {
    const { groups } = countBalance(
      [buildRow({ stateCode: "NP" }), buildRow({ stateCode: "TL" }), buildRow(), buildRow({ stateCode: "FR" })],
      null,
    );
    expect(groups.map(({ value, all }) => [value, all])).toEqual([
      ["ldc", 2],
      ["lldc", 1],
      ["sids", 2],
      ["none", 1],
    ]);
  });

  it("a quota says which States have more to be accepted, and only those", () => {
    const accepted = { state: "shortlisted", decision: "accepted" };
    const made = [
      buildRow(accepted),
      buildRow(accepted),
      buildRow(accepted),
      buildRow({ ...accepted, stateCode: "FJ" }),
    ];
    expect(countBalance(made, 2).overQuota).toEqual([{ code: "MU", count: 3 }]);
    expect(countBalance(made, 3).overQuota).toEqual([]);
    expect(countBalance(made, null).overQuota).toEqual([]);
  });
});

describe("scores", () => {
  const criteria = [
    { id: "k1", label: "Motivation", maximum: 5, weight: 3 },
    { id: "k2", label: "Need", maximum: 10, weight: 1 },
  ];

  it.each([
    [{ k1: 5, k2: 10 }, 100],
    [{ k1: 0, k2: 0 }, 0],
    [{ k1: 5, k2: 0 }, 75],
    [{ k1: 0, k2: 10 }, 25],
    [{}, 0],
  ])("%o is %d percent", (scores, percent) => expect(percentOf(criteria, scores)).toBeCloseTo(percent, 10));

  it("are whole numbers up to the best, for every criterion", () => {
    expect(readScores(criteria, { "score-k1": " 5 ", "score-k2": "0" })).toEqual({
      scores: { k1: 5, k2: 0 },
      missing: [],
    });
    for (const odd of ["", "6", "-1", "2.5", "٣", "1e0", ["3"], undefined])
      expect(readScores(criteria, { "score-k1": odd, "score-k2": "1" }).missing, String(odd)).toEqual(["score-k1"]);
  });

  it.each([
    [{ scored: false, organizes: false, given: 9 }, false],
    [{ scored: true, organizes: false, given: 1 }, true],
    [{ scored: false, organizes: true, given: 1 }, false],
    [{ scored: false, organizes: true, given: 2 }, true],
    [{ scored: true, organizes: true, given: 1 }, true],
  ])("who may see them, with two needed: %o %s", (viewer, sees) => {
    expect(maySeeScores({ ...viewer, needed: 2 })).toBe(sees);
  });
});

describe("the list's address", () => {
  const query: ListQuery = { state: "decided", country: "FJ", kind: "csirt", least: 60, sort: "score", page: 3 };

  it("reads back what it says", () => {
    expect(readListQuery(Object.fromEntries(new URLSearchParams(listAddress(query))), institutionKinds)).toEqual(query);
    expect(listAddress(readListQuery({}, institutionKinds))).toBe("");
  });

  it("drops what makes no sense (S2)", () => {
    expect(
      readListQuery(
        { state: "drafted", country: "ZZ", kind: "king", least: "101", sort: "id; DROP", page: "-1", event: "another" },
        institutionKinds,
      ),
    ).toEqual({ state: null, country: null, kind: null, least: null, sort: "sent", page: 1 });
    expect(readListQuery({ state: ["submitted", "waiting"], page: "999999" }, institutionKinds)).toMatchObject({
      state: null,
      page: 1,
    });
  });
});

it("a decision has a reason; the shortlist needs none", () => {
  const fields = { event: "an-event", applications: ["7b1f2c34-0000-4000-8000-00000000a001"] };
  for (const intent of ["accepted", "waiting", "not-selected"])
    expect(decideFields.safeParse({ ...fields, intent, reason: " " }).success, intent).toBe(false);
  for (const intent of ["shortlist", "unshortlist", "undecide"])
    expect(decideFields.safeParse({ ...fields, intent }).success, intent).toBe(true);
  expect(decideFields.safeParse({ ...fields, intent: "accepted", reason: "Fits.", applications: [] }).success).toBe(
    false,
  );
});
