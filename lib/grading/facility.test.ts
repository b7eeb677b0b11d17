import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { facilityOf } from "./facility";
import { fraction } from "./fraction";
import type { ItemAnswer } from "./item-answer";

type Earned = readonly [numerator: number, denominator: number, possible: number];

/** One answer for each, by people of their own, to one version. */
const buildAnswers = (all: readonly Earned[]): ItemAnswer[] =>
  all.map(([numerator, denominator, possible], i) => ({
    personKey: `p${i}`,
    versionId: "v1",
    optionIds: numerator > 0 ? ["a"] : [],
    earned: fraction(numerator, denominator),
    possible,
    restEarned: fraction(0),
    restPossible: 29,
    language: "en",
    secondsSpent: null,
    formKey: "form",
  }));

const repeat = (times: number, earned: Earned): Earned[] => new Array<Earned>(times).fill(earned);

const anyEarned = fc
  .tuple(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 5 }))
  .chain(([denominator, possible]) =>
    fc.tuple(fc.nat({ max: denominator * possible }), fc.constant(denominator), fc.constant(possible)),
  );
const enough = fc.array(anyEarned, { minLength: 30, maxLength: 60 });

describe("facilityOf", () => {
  it.each([
    // 18 right of 30: 18 / 30 = 0.6.
    { why: "18 right, 12 wrong", all: [...repeat(18, [1, 1, 1]), ...repeat(12, [0, 1, 1])], value: 0.6 },
    // 10 whole, 10 halves, 10 nothing: (10 + 5 + 0) / 30 = 0.5.
    {
      why: "halves",
      all: [...repeat(10, [1, 1, 1]), ...repeat(10, [1, 2, 1]), ...repeat(10, [0, 1, 1])],
      value: 0.5,
    },
    // Worth 3 points in one event and 1 in another: (20 x 3/3 + 20 x 0/1) / 40 = 0.5, not 60 / 80.
    { why: "points of two events", all: [...repeat(20, [3, 1, 3]), ...repeat(20, [0, 1, 1])], value: 0.5 },
    { why: "all right", all: repeat(30, [1, 1, 1]), value: 1 },
    { why: "all left unanswered, which is a facility of zero", all: repeat(30, [0, 1, 1]), value: 0 },
  ])("$why: $value", ({ all, value }) => {
    expect(facilityOf(buildAnswers(all))).toStrictEqual({ ok: true, value, n: all.length });
  });

  it("is not computable under 30 answers, and says how many there are", () => {
    expect(facilityOf([])).toStrictEqual({ ok: false, reason: "too-few", n: 0 });
    expect(facilityOf(buildAnswers(repeat(29, [1, 1, 1])))).toStrictEqual({ ok: false, reason: "too-few", n: 29 });
  });

  it("is the exact sum over a common denominator, computed once more in BigInt", () => {
    fc.assert(
      fc.property(enough, (all) => {
        // Every denominator up to 12 and points up to 5 divide 27,720 x 60.
        const common = 27_720n * 60n;
        const sum = all.reduce((s, [a, b, c]) => s + (BigInt(a) * common) / BigInt(b * c), 0n);
        const value = Number(sum) / Number(common * BigInt(all.length));
        expect(facilityOf(buildAnswers(all))).toMatchObject({ ok: true, value: expect.closeTo(value, 12) });
      }),
    );
  });

  it("lies between 0 and 1, and does not look at the order or at who people are", () => {
    fc.assert(
      fc.property(enough, (all) => {
        const facility = facilityOf(buildAnswers(all));
        const again = facilityOf(
          buildAnswers(all)
            .reverse()
            .map((answer, i) => ({ ...answer, personKey: `x${i}` })),
        );
        if (!facility.ok || !again.ok) throw new Error("there are enough answers");
        expect(facility.value).toBeGreaterThanOrEqual(0);
        expect(facility.value).toBeLessThanOrEqual(1);
        expect(again.value).toBeCloseTo(facility.value, 12);
      }),
    );
  });

  it("falls by the right ones' part when people who left it unanswered come in", () => {
    // 30 right of 30, then 30 more without an answer: 30 / 60.
    expect(facilityOf(buildAnswers([...repeat(30, [1, 1, 1]), ...repeat(30, [0, 1, 1])]))).toMatchObject({
      value: 0.5,
    });
  });
});
