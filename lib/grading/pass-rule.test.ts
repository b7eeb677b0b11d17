import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compare, fraction, times } from "./fraction";
import { isOverThreshold, leastPointsToPass, type PassRule, type Points, passes, shareOf } from "./pass-rule";

/** A total of 30 points under this product's default rule; a test states only what its claim depends on. */
const buildTotal = (fields: Partial<Points & PassRule> = {}): Points & PassRule => ({
  earned: fraction(0),
  possible: 30,
  threshold: 70,
  strict: true,
  ...fields,
});

const anyRule = fc.record({ threshold: fc.integer({ min: 0, max: 100 }), strict: fc.boolean() });
const anyPoints = fc.integer({ min: 1, max: 3_000 }).chain((possible) =>
  fc.record({
    possible: fc.constant(possible),
    earned: fc
      .tuple(fc.integer({ min: 1, max: 420 }), fc.nat({ max: 1_000_000 }))
      .map(([parts, n]) => fraction(n % (possible * parts + 1), parts)),
  }),
);

describe("passes", () => {
  it.each([
    { earned: fraction(21), passed: false, why: "exactly 70 % is not more than 70 %" },
    { earned: fraction(22), passed: true, why: "73.3 %" },
    { earned: fraction(19), possible: 27, passed: true, why: "70.37 %, though it may be shown as 70" },
    { earned: fraction(6999), possible: 10_000, passed: false, why: "69.99 %, though it rounds to 70" },
    { earned: fraction(7001), possible: 10_000, passed: true, why: "70.01 %" },
    { earned: fraction(43, 2), passed: true, why: "21 1/2 is more than 21" },
    { earned: fraction(63_001, 3000), passed: true, why: "a three-thousandth of a point over" },
    { earned: fraction(62_999, 3000), passed: false, why: "a three-thousandth of a point short" },
    { earned: fraction(21), strict: false, passed: true, why: "70 % or more" },
    { earned: fraction(62_999, 3000), strict: false, passed: false, why: "70 % or more, and a little less" },
    { earned: fraction(24), threshold: 80, strict: false, passed: true, why: "80 % or more" },
    { earned: fraction(23), threshold: 80, strict: false, passed: false, why: "76.6 % of 80 or more" },
    { earned: fraction(30), threshold: 100, passed: false, why: "nothing is more than 100 %" },
    { earned: fraction(30), threshold: 100, strict: false, passed: true, why: "everything" },
    { earned: fraction(0), threshold: 0, passed: false, why: "nothing is not more than nothing" },
    { earned: fraction(0), threshold: 0, strict: false, passed: true, why: "no threshold" },
    { earned: fraction(0), possible: 0, passed: false, why: "nothing was possible" },
    { earned: fraction(0), possible: 0, threshold: 0, strict: false, passed: false, why: "nor under no threshold" },
    { earned: fraction(2 ** 53 - 1), possible: 2 ** 53 - 1, passed: true, why: "products beyond the safe integers" },
  ])("$earned.numerator/$earned.denominator: $passed, $why", ({ passed, why, ...fields }) => {
    expect(passes(buildTotal(fields)), why).toBe(passed);
  });

  it("does not fall for the floating-point sum that makes 0.1 + 0.2 more than 0.3", () => {
    expect(0.1 + 0.2 > 0.3).toBe(true);
    expect(passes(buildTotal({ earned: fraction(3, 10), possible: 1, threshold: 30 }))).toBe(false);
  });

  it.each([
    { earned: fraction(31), why: "more than possible" },
    { earned: { numerator: -1, denominator: 1 }, why: "negative" },
    { earned: { numerator: 1, denominator: 0 }, why: "no fraction" },
    { earned: { numerator: 0, denominator: 0 }, why: "no fraction of nothing" },
    { earned: { numerator: 20.5, denominator: 1 }, why: "floating point" },
    { possible: 30.5, why: "broken possible points" },
    { possible: -30, why: "negative possible points" },
    { threshold: 70.5, why: "a broken threshold" },
    { threshold: -1, why: "a negative threshold" },
    { threshold: 101, why: "a threshold beyond everything" },
  ])("refuses $why", ({ why, ...fields }) => {
    expect(() => passes(buildTotal(fields)), why).toThrow(RangeError);
  });

  it("agrees with integers that cannot overflow", () => {
    fc.assert(
      fc.property(anyPoints, anyRule, ({ earned, possible }, { threshold, strict }) => {
        const left = 100n * BigInt(earned.numerator);
        const right = BigInt(threshold) * BigInt(possible) * BigInt(earned.denominator);
        expect(passes({ earned, possible, threshold, strict })).toBe(strict ? left > right : left >= right);
      }),
    );
  });

  it("never turns from pass to fail by more points, a lower threshold or a laxer rule", () => {
    fc.assert(
      fc.property(anyPoints, anyPoints, anyRule, (points, other, rule) => {
        if (!passes({ ...points, ...rule })) return;
        expect(passes({ ...points, ...rule, strict: false })).toBe(true);
        if (rule.threshold > 0) expect(passes({ ...points, ...rule, threshold: rule.threshold - 1 })).toBe(true);
        if (compare(other.earned, points.earned) > 0 && compare(other.earned, fraction(points.possible)) <= 0)
          expect(passes({ ...points, ...rule, earned: other.earned })).toBe(true);
      }),
    );
  });

  it("reaches the same verdict when earned and possible are worth the same number of times as much", () => {
    fc.assert(
      fc.property(anyPoints, anyRule, fc.integer({ min: 2, max: 1000 }), ({ earned, possible }, rule, factor) => {
        const scaled = { earned: times(earned, factor), possible: possible * factor };
        expect(passes({ ...scaled, ...rule })).toBe(passes({ earned, possible, ...rule }));
      }),
    );
  });

  it("is the comparison that totals use", () => {
    fc.assert(
      fc.property(anyPoints, anyRule, (points, rule) => {
        expect(isOverThreshold(shareOf(points), rule)).toBe(passes({ ...points, ...rule }));
      }),
    );
  });
});

describe("leastPointsToPass", () => {
  it.each([
    { rule: "more than 70", threshold: 70, strict: true, least: [18, 19, 19, 20, 21, 22] },
    { rule: "70 or more", threshold: 70, strict: false, least: [18, 19, 19, 20, 21, 21] },
    { rule: "80 or more", threshold: 80, strict: false, least: [20, 21, 22, 23, 24, 24] },
    { rule: "more than 80", threshold: 80, strict: true, least: [21, 21, 22, 23, 24, 25] },
    { rule: "100 or more", threshold: 100, strict: false, least: [25, 26, 27, 28, 29, 30] },
    { rule: "more than 100", threshold: 100, strict: true, least: [null, null, null, null, null, null] },
    { rule: "more than 0", threshold: 0, strict: true, least: [1, 1, 1, 1, 1, 1] },
    { rule: "0 or more", threshold: 0, strict: false, least: [0, 0, 0, 0, 0, 0] },
  ])("$rule of 25 to 30: $least", ({ threshold, strict, least }) => {
    expect([25, 26, 27, 28, 29, 30].map((possible) => leastPointsToPass(possible, threshold, strict))).toEqual(least);
  });

  it("finds none where nothing is possible", () => {
    expect(leastPointsToPass(0, 70, true)).toBeNull();
    expect(leastPointsToPass(0, 0, false)).toBeNull();
  });

  it("is exact beyond the safe integers' products", () => {
    expect(leastPointsToPass(9_007_199_254_740_990, 70, true)).toBe(6_305_039_478_318_694);
  });

  it.each([
    { possible: -1, threshold: 70 },
    { possible: 1.5, threshold: 70 },
    { possible: 30, threshold: 69.9 },
    { possible: 30, threshold: Number.NaN },
  ])("refuses $threshold % of $possible", ({ possible, threshold }) => {
    expect(() => leastPointsToPass(possible, threshold, true)).toThrow(RangeError);
  });

  it("is really least: it passes, one point fewer does not, and null means that not even everything does", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 100_000 }), anyRule, (possible, rule) => {
        const least = leastPointsToPass(possible, rule.threshold, rule.strict);
        expect(passes({ earned: fraction(least ?? possible), possible, ...rule })).toBe(least !== null);
        if (least) expect(passes({ earned: fraction(least - 1), possible, ...rule })).toBe(false);
      }),
    );
  });
});
