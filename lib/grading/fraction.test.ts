import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { add, compare, type Fraction, fraction, nothing, subtract, times } from "./fraction";

const largest = Number.MAX_SAFE_INTEGER;
const whole = fc.nat({ max: 100_000 });
const anyFraction = fc.tuple(whole, fc.integer({ min: 1, max: 5_000 })).map(([n, d]) => fraction(n, d));
const hugeFraction = fc.tuple(fc.maxSafeNat(), fc.integer({ min: 1, max: largest })).map(([n, d]) => fraction(n, d));

/** The oracle: the same value as integers that cannot overflow. */
const cross = (a: Fraction, b: Fraction) =>
  BigInt(a.numerator) * BigInt(b.denominator) - BigInt(b.numerator) * BigInt(a.denominator);

describe("fraction", () => {
  it.each([
    { numerator: 6, denominator: 8, lowest: { numerator: 3, denominator: 4 }, why: "lowest terms" },
    { numerator: 0, denominator: 7, lowest: { numerator: 0, denominator: 1 }, why: "one way to write nothing" },
    { numerator: -0, denominator: 1, lowest: { numerator: 0, denominator: 1 }, why: "no negative zero" },
    { numerator: 30, denominator: 30, lowest: { numerator: 1, denominator: 1 }, why: "one" },
    { numerator: largest, denominator: largest, lowest: { numerator: 1, denominator: 1 }, why: "the largest parts" },
  ])("$numerator/$denominator: $why", ({ numerator, denominator, lowest }) => {
    expect(fraction(numerator, denominator)).toStrictEqual(lowest);
  });

  it.each([
    { numerator: -1, denominator: 2, why: "negative" },
    { numerator: 1, denominator: 0, why: "division by nothing" },
    { numerator: 1, denominator: -2, why: "a negative denominator" },
    { numerator: 0.5, denominator: 1, why: "floating point" },
    { numerator: 1, denominator: 1.5, why: "a floating denominator" },
    { numerator: largest + 1, denominator: 1, why: "not a safe integer" },
    { numerator: Number.NaN, denominator: 1, why: "not a number" },
  ])("refuses $numerator/$denominator: $why", ({ numerator, denominator }) => {
    expect(() => fraction(numerator, denominator)).toThrow(RangeError);
  });
});

describe("arithmetic", () => {
  it("adds thirds to exactly one, which floating point does only by luck", () => {
    expect(add(add(fraction(1, 3), fraction(1, 3)), fraction(1, 3))).toStrictEqual(fraction(1));
  });

  it("adds across an intermediate result that leaves the safe integers", () => {
    expect(add(fraction(1, 94_906_267), fraction(94_906_266, 94_906_267))).toStrictEqual(fraction(1));
  });

  it.each([
    { what: "a sum", run: () => add(fraction(largest), fraction(1)) },
    { what: "a product", run: () => times(fraction(largest), 2) },
    { what: "a denominator", run: () => add(fraction(1, largest), fraction(1, largest - 1)) },
  ])("refuses $what beyond the safe integers", ({ run }) => {
    expect(run).toThrow("safe integers");
  });

  it.each([-1, 0.5, Number.NaN])("refuses to multiply by %d", (factor) => {
    expect(() => times(fraction(1), factor)).toThrow(RangeError);
  });

  it("refuses a negative difference", () => {
    expect(() => subtract(fraction(1, 3), fraction(1, 2))).toThrow("negative");
  });

  it("is commutative, has nothing as its zero, and subtract undoes add", () => {
    fc.assert(
      fc.property(anyFraction, anyFraction, (a, b) => {
        expect(add(a, b)).toStrictEqual(add(b, a));
        expect(add(a, nothing)).toStrictEqual(a);
        expect(subtract(add(a, b), b)).toStrictEqual(a);
      }),
    );
  });

  it("is exact: a sum crosses out to nothing against its parts over a common denominator", () => {
    fc.assert(
      fc.property(anyFraction, anyFraction, (a, b) => {
        const sum = add(a, b);
        const numerator = BigInt(a.numerator * b.denominator + b.numerator * a.denominator);
        expect(BigInt(sum.numerator) * BigInt(a.denominator * b.denominator)).toBe(numerator * BigInt(sum.denominator));
      }),
    );
  });

  it("multiplies as repeated addition does", () => {
    fc.assert(
      fc.property(anyFraction, fc.nat({ max: 12 }), (a, factor) => {
        const sum = Array.from({ length: factor }, () => a).reduce(add, nothing);
        expect(times(a, factor)).toStrictEqual(sum);
      }),
    );
  });
});

describe("compare", () => {
  it("tells apart neighbours that floating point makes equal", () => {
    const [a, b] = [fraction(largest - 1, largest), fraction(largest - 2, largest - 1)];
    expect(a.numerator / a.denominator === b.numerator / b.denominator).toBe(true);
    expect(compare(a, b)).toBe(1);
  });

  it("agrees with integers that cannot overflow, whichever way round", () => {
    fc.assert(
      fc.property(hugeFraction, hugeFraction, (a, b) => {
        const sign = cross(a, b);
        expect(compare(a, b)).toBe(sign > 0n ? 1 : sign < 0n ? -1 : 0);
        expect(compare(b, a) + compare(a, b)).toBe(0);
      }),
    );
  });
});
