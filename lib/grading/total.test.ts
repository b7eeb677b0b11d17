import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fraction, times } from "./fraction";
import { passes } from "./pass-rule";
import { decideTotal, type EarnedComponent, findComponentProblem } from "./total";

const rule = { threshold: 70, strict: true };

const buildComponent = (fields: Partial<EarnedComponent> = {}): EarnedComponent => ({
  kind: "exam",
  weight: 100,
  possible: 30,
  earned: fraction(0),
  ...fields,
});

const anyRule = fc.record({ threshold: fc.integer({ min: 0, max: 100 }), strict: fc.boolean() });
const anyPoints = fc.record({
  possible: fc.integer({ min: 1, max: 500 }),
  parts: fc.integer({ min: 1, max: 60 }),
  n: fc.nat(),
});

/** One to four components whose weights add up to 100. */
const closedComponents = fc
  .tuple(
    fc.uniqueArray(fc.integer({ min: 1, max: 99 }), { maxLength: 3 }),
    fc.array(anyPoints, { minLength: 4, maxLength: 4 }),
  )
  .map(([cuts, points]) => {
    const ends = [...cuts.sort((a, b) => a - b), 100];
    return ends.map((end, index) => {
      const { possible, parts, n } = points[index] ?? { possible: 1, parts: 1, n: 0 };
      const earned = fraction(n % (possible * parts + 1), parts);
      return { kind: "exam" as const, weight: end - (ends[index - 1] ?? 0), possible, earned };
    });
  });

describe("findComponentProblem", () => {
  it.each([
    { components: [{ weight: 60 }, { weight: 40 }], problem: null, why: "60 and 40" },
    { components: [{ weight: 100 }], problem: null, why: "one that is everything" },
    { components: [{ weight: 60 }, { weight: 30 }], problem: "weights-not-100", why: "90" },
    { components: [{ weight: 60 }, { weight: 50 }], problem: "weights-not-100", why: "110" },
    { components: [], problem: "weights-not-100", why: "none at all" },
    { components: [{ weight: 100 }, { weight: 0 }], problem: "weight-not-positive", why: "a weight of nothing" },
    { components: [{ weight: 120 }, { weight: -20 }], problem: "weight-not-positive", why: "a negative weight" },
    { components: [{ weight: 33.5 }, { weight: 66.5 }], problem: "weight-not-positive", why: "broken weights" },
    { components: [{ possible: 0 }], problem: "nothing-possible", why: "a component worth nothing" },
    { components: [{ possible: 2.5 }], problem: "nothing-possible", why: "broken points" },
  ])("$why: $problem", ({ components, problem }) => {
    expect(findComponentProblem(components.map(buildComponent))).toBe(problem);
    const total = decideTotal(components.map(buildComponent), rule);
    expect(total.ok ? null : total.reason).toBe(problem);
  });
});

describe("decideTotal", () => {
  it.each([
    { exam: 21, attendance: 7, passed: false, tenths: 700, exact: true, why: "70 % of both is not more than 70" },
    { exam: 21, attendance: 8, passed: true, tenths: 720, exact: true, why: "one day more" },
    { exam: 22, attendance: 7, passed: true, tenths: 726, exact: false, why: "one answer more" },
    { exam: 19, attendance: 9, passed: false, tenths: 686, exact: false, why: "attendance does not make up for it" },
    { exam: 30, attendance: 0, passed: true, tenths: 800, exact: true, why: "the exam alone" },
  ])("exam $exam of 30 at 80, attendance $attendance of 10 at 20: $why", ({ exam, attendance, ...expected }) => {
    const components = [
      buildComponent({ weight: 80, earned: fraction(exam) }),
      buildComponent({ kind: "attendance", weight: 20, possible: 10, earned: fraction(attendance) }),
    ];
    const { passed, tenths, exact } = expected;
    expect(decideTotal(components, rule)).toStrictEqual({ ok: true, passed, percent: { tenths, exact } });
  });

  it("is exact where thirds, sevenths and thirty-seconds meet the threshold", () => {
    const components = [
      buildComponent({ weight: 33, possible: 3, earned: fraction(2) }),
      buildComponent({ weight: 35, possible: 7, earned: fraction(5) }),
      buildComponent({ weight: 32, possible: 32, earned: fraction(23) }),
    ];
    expect(decideTotal(components, rule)).toStrictEqual({
      ok: true,
      passed: false,
      percent: { tenths: 700, exact: true },
    });
    expect(decideTotal(components, { ...rule, strict: false })).toMatchObject({ passed: true });
  });

  it("decides nothing while a component is open, even if it could change nothing", () => {
    const components = [
      buildComponent({ weight: 99, earned: fraction(30) }),
      buildComponent({ kind: "assignment", weight: 1, earned: null }),
    ];
    expect(decideTotal(components, rule)).toStrictEqual({ ok: true, passed: null, percent: null });
  });

  it("refuses wrong weights even while a component is open", () => {
    expect(decideTotal([buildComponent({ weight: 99, earned: null })], rule)).toStrictEqual({
      ok: false,
      reason: "weights-not-100",
    });
  });

  it.each([
    { why: "more points than possible", components: [buildComponent({ earned: fraction(31) })], rule },
    { why: "a broken threshold", components: [buildComponent()], rule: { threshold: 70.5, strict: true } },
  ])("throws on $why: our own bug", ({ components, rule }) => {
    expect(() => decideTotal(components, rule)).toThrow(RangeError);
  });

  it("agrees with the pass rule for one component that is everything", () => {
    fc.assert(
      fc.property(anyPoints, anyRule, ({ possible, parts, n }, rule) => {
        const earned = fraction(n % (possible * parts + 1), parts);
        const total = decideTotal([buildComponent({ possible, earned })], rule);
        expect(total).toMatchObject({ ok: true, passed: passes({ earned, possible, ...rule }) });
      }),
    );
  });

  it("agrees with the sum over one common denominator, and shows what it decided", () => {
    fc.assert(
      fc.property(closedComponents, anyRule, (components, rule) => {
        const common = components.reduce((d, { possible, earned }) => d * BigInt(possible * earned.denominator), 1n);
        const sum = components.reduce(
          (s, { weight, possible, earned }) =>
            s + (BigInt(weight) * BigInt(earned.numerator) * common) / BigInt(possible * earned.denominator),
          0n,
        );
        const line = BigInt(rule.threshold) * common;
        const total = decideTotal(components, rule);
        if (!total.ok || !total.percent) throw new Error("nothing is open or wrong");
        expect(total.passed).toBe(rule.strict ? sum > line : sum >= line);
        const excessTenths = total.percent.tenths - 10 * rule.threshold;
        expect(excessTenths > 0 || (excessTenths === 0 && (!total.percent.exact || !rule.strict))).toBe(total.passed);
      }),
    );
  });

  it("does not look at the order of components, nor at the scale of any one of them", () => {
    fc.assert(
      fc.property(closedComponents, anyRule, fc.integer({ min: 2, max: 30 }), (components, rule, factor) => {
        const total = decideTotal(components, rule);
        const scaled = components.map((component, index) =>
          index > 0
            ? component
            : { ...component, possible: component.possible * factor, earned: times(component.earned, factor) },
        );
        expect(decideTotal([...components].reverse(), rule)).toStrictEqual(total);
        expect(decideTotal(scaled, rule)).toStrictEqual(total);
      }),
    );
  });
});
