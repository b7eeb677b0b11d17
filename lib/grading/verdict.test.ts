import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { add, compare, fraction, nothing } from "./fraction";
import type { PassRule, Points } from "./pass-rule";
import { explainVerdict, showPercent } from "./verdict";

const explain = (fields: Partial<Points & PassRule> = {}) =>
  explainVerdict({ earned: fraction(0), possible: 30, threshold: 70, strict: true, ...fields });

const anyTotal = fc.integer({ min: 1, max: 3_000 }).chain((possible) =>
  fc.record({
    possible: fc.constant(possible),
    earned: fc
      .tuple(fc.integer({ min: 1, max: 420 }), fc.nat({ max: 1_000_000 }))
      .map(([parts, n]) => fraction(n % (possible * parts + 1), parts)),
    threshold: fc.integer({ min: 0, max: 100 }),
    strict: fc.boolean(),
  }),
);

describe("explainVerdict", () => {
  it("says everything that the decision rests on", () => {
    expect(explain({ earned: fraction(19) })).toStrictEqual({
      earned: fraction(19),
      possible: 30,
      threshold: 70,
      strict: true,
      passed: false,
      percent: { tenths: 633, exact: false },
      thresholdPoints: fraction(21),
      leastPoints: 22,
      missingPoints: fraction(3),
    });
  });

  it.each([
    { earned: 19, possible: 27, tenths: 703, exact: false, passed: true, why: "70.37 % is shown above 70" },
    { earned: 6999, possible: 10_000, tenths: 699, exact: false, passed: false, why: "69.99 % is never shown as 70" },
    { earned: 21, possible: 30, tenths: 700, exact: true, passed: false, why: "70.0 %, exactly" },
    { earned: 7001, possible: 10_000, tenths: 700, exact: false, passed: true, why: "70.0 % and a little more" },
    {
      earned: 1,
      possible: 3000,
      tenths: 0,
      exact: false,
      passed: false,
      why: "something is not shown as exactly nothing",
    },
    { earned: 2999, possible: 3000, tenths: 999, exact: false, passed: true, why: "99.97 % is never shown as 100" },
    { earned: 30, possible: 30, tenths: 1000, exact: true, passed: true, why: "everything" },
    { earned: 0, possible: 30, tenths: 0, exact: true, passed: false, why: "nothing" },
  ])("$earned of $possible: $why", ({ earned, possible, tenths, exact, passed }) => {
    expect(explain({ earned: fraction(earned), possible })).toMatchObject({ percent: { tenths, exact }, passed });
  });

  it("misses nothing when passed with broken points below the least whole ones", () => {
    expect(explain({ earned: fraction(43, 2) })).toMatchObject({
      passed: true,
      thresholdPoints: fraction(21),
      leastPoints: 22,
      missingPoints: nothing,
    });
  });

  it("states the threshold in broken points where it falls between whole ones", () => {
    expect(explain({ earned: fraction(37, 2), possible: 27 }).thresholdPoints).toStrictEqual(fraction(189, 10));
  });

  it.each([
    { why: "nothing was possible", fields: { possible: 0 }, percent: null },
    { why: "nobody can pass", fields: { threshold: 100 }, percent: { tenths: 0, exact: true } },
  ])("has no least or missing points where $why", ({ fields, percent }) => {
    expect(explain(fields)).toMatchObject({ passed: false, percent, leastPoints: null, missingPoints: null });
  });

  it("refuses more points than possible", () => {
    expect(() => explain({ earned: fraction(31) })).toThrow(RangeError);
  });

  it("never contradicts itself: what it shows decides as the rule does", () => {
    fc.assert(
      fc.property(anyTotal, (total) => {
        const { passed, percent, thresholdPoints, leastPoints, missingPoints } = explainVerdict(total);
        if (!percent) throw new Error("something was possible");

        const excessTenths = percent.tenths - 10 * total.threshold;
        const isShownOver = excessTenths > 0 || (excessTenths === 0 && (!percent.exact || !total.strict));
        expect(isShownOver).toBe(passed);

        const side = compare(total.earned, thresholdPoints);
        expect(total.strict ? side > 0 : side >= 0).toBe(passed);

        expect(missingPoints !== null && compare(missingPoints, nothing) === 0).toBe(passed);
        if (!passed && leastPoints !== null && missingPoints !== null)
          expect(add(total.earned, missingPoints)).toStrictEqual(fraction(leastPoints));
      }),
    );
  });
});

describe("showPercent", () => {
  it("shows at most the exact share, and less than a tenth of a percent below it", () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 1n, max: 10n ** 40n }), fc.bigInt({ min: 0n, max: 10n ** 40n }), (whole, any) => {
        const part = any % (whole + 1n);
        const { tenths, exact } = showPercent({ part, whole });
        const lost = 1000n * part - BigInt(tenths) * whole;
        expect(lost >= 0n && lost < whole).toBe(true);
        expect(exact).toBe(lost === 0n);
      }),
    );
  });

  it("has no percentage of nothing", () => {
    expect(() => showPercent({ part: 0n, whole: 0n })).toThrow(RangeError);
  });
});
