import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { checkOneVersion, earnedShare, gatherSittings, type ItemAnswer, restShare } from "./item-answer";

const buildAnswer = (fields: Partial<ItemAnswer> = {}): ItemAnswer => ({
  personKey: "p1",
  versionId: "v1",
  optionIds: ["a"],
  earned: { numerator: 1, denominator: 1 },
  possible: 1,
  restEarned: { numerator: 20, denominator: 1 },
  restPossible: 29,
  language: "en",
  secondsSpent: null,
  formKey: "form",
  ...fields,
});

describe("earnedShare and restShare", () => {
  it("give shares of what was possible", () => {
    // 3/2 of 3 points is a half; 20 of 29 points of the rest.
    expect(earnedShare(buildAnswer({ earned: { numerator: 3, denominator: 2 }, possible: 3 }))).toBe(0.5);
    expect(restShare(buildAnswer())).toBe(20 / 29);
  });

  it("say that a form of one question has no rest", () => {
    expect(restShare(buildAnswer({ restEarned: { numerator: 0, denominator: 1 }, restPossible: 0 }))).toBeNull();
  });

  it("give one number for equal shares, whatever they are written in", () => {
    const part = fc.integer({ min: 1, max: 30 }).chain((whole) => fc.tuple(fc.nat({ max: whole }), fc.constant(whole)));
    fc.assert(
      fc.property(part, fc.integer({ min: 1, max: 60 }), ([numerator, possible], factor) => {
        const plain = buildAnswer({ earned: { numerator, denominator: 1 }, possible });
        const written = buildAnswer({ earned: { numerator: numerator * factor, denominator: factor }, possible });
        const worthMore = buildAnswer({
          earned: { numerator: numerator * factor, denominator: 1 },
          possible: possible * factor,
        });
        expect(earnedShare(written)).toBe(earnedShare(plain));
        expect(earnedShare(worthMore)).toBe(earnedShare(plain));
      }),
    );
  });

  it.each([
    { why: "more than possible", fields: { earned: { numerator: 2, denominator: 1 } } },
    { why: "less than nothing", fields: { earned: { numerator: -1, denominator: 1 } } },
    { why: "no fraction", fields: { earned: { numerator: 0, denominator: 0 } } },
    { why: "a question worth nothing", fields: { earned: { numerator: 0, denominator: 1 }, possible: 0 } },
  ])("refuse $why", ({ fields }) => {
    expect(() => earnedShare(buildAnswer(fields))).toThrow(RangeError);
  });

  it("refuse a rest of more than was possible", () => {
    expect(() => restShare(buildAnswer({ restPossible: 19 }))).toThrow(RangeError);
  });
});

describe("checkOneVersion", () => {
  it("takes different people with one version, and nobody", () => {
    expect(() => checkOneVersion([])).not.toThrow();
    expect(() => checkOneVersion([buildAnswer(), buildAnswer({ personKey: "p2" })])).not.toThrow();
  });

  it("refuses two versions, and one person twice", () => {
    expect(() => checkOneVersion([buildAnswer(), buildAnswer({ personKey: "p2", versionId: "v2" })])).toThrow(
      RangeError,
    );
    expect(() => checkOneVersion([buildAnswer(), buildAnswer()])).toThrow(RangeError);
  });
});

describe("gatherSittings", () => {
  it("gathers people and versions in the order of their keys", () => {
    const rows = [
      buildAnswer({ personKey: "p2", versionId: "v2" }),
      buildAnswer({ personKey: "p1", versionId: "v2" }),
      buildAnswer({ personKey: "p2", versionId: "v1" }),
    ];
    const gathered = [...gatherSittings(rows)].map(([key, { answers }]) => [key, [...answers.keys()]]);
    expect(gathered).toStrictEqual([
      ["p1", ["v2"]],
      ["p2", ["v1", "v2"]],
    ]);
  });

  it("refuses a person with two forms, or two answers to one question", () => {
    expect(() => gatherSittings([buildAnswer(), buildAnswer({ versionId: "v2", formKey: "other" })])).toThrow(
      RangeError,
    );
    expect(() => gatherSittings([buildAnswer(), buildAnswer()])).toThrow(RangeError);
  });
});
