import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { discriminationOf } from "./discrimination";
import { fraction } from "./fraction";
import type { ItemAnswer } from "./item-answer";

/** What one person earned: tenths of a one-point question, and points of the rest. */
type Pair = readonly [tenths: number, restPoints: number];

const buildAnswers = (pairs: readonly Pair[], restPossible = 29): ItemAnswer[] =>
  pairs.map(([tenths, restPoints], i) => ({
    personKey: `p${i}`,
    versionId: "v1",
    optionIds: ["a"],
    earned: fraction(tenths, 10),
    possible: 1,
    restEarned: fraction(restPoints),
    restPossible,
    language: "en",
    secondsSpent: null,
    formKey: "form",
  }));

const repeat = (times: number, pairs: readonly Pair[]): Pair[] => new Array<readonly Pair[]>(times).fill(pairs).flat();

const pairs = fc.array(fc.tuple(fc.nat({ max: 10 }), fc.nat({ max: 29 })), { minLength: 100, maxLength: 160 });

const correlate = (answers: readonly ItemAnswer[]): number | null => {
  const found = discriminationOf(answers);
  return found.ok ? found.value : null;
};

describe("discriminationOf", () => {
  it("computes a case worked by hand", () => {
    // Four kinds of people, 25 of each: (1, 3), (1, 1), (0, 1), (0, 1) with the rest out of 4.
    // Means 1/2 and 6/4 = 3/2. Away: (1/2, 3/2), (1/2, -1/2), (-1/2, -1/2), (-1/2, -1/2).
    // Products 3/4 - 1/4 + 1/4 + 1/4 = 1; squares of the item 4 x 1/4 = 1, of the rest 9/4 + 3 x 1/4 = 3.
    // r = 1 / sqrt(1 x 3) = 0.57735; the scale of the rest (4 points) divides out.
    const hand = repeat(25, [
      [10, 3],
      [10, 1],
      [0, 1],
      [0, 1],
    ]);
    expect(discriminationOf(buildAnswers(hand, 4))).toMatchObject({
      ok: true,
      n: 100,
      value: expect.closeTo(1 / Math.sqrt(3), 12),
    });
  });

  it.each([
    {
      why: "the able and only they get it right",
      kinds: [
        [10, 20],
        [0, 10],
      ] as const,
      value: 1,
    },
    {
      why: "the able and only they get it wrong",
      kinds: [
        [0, 20],
        [10, 10],
      ] as const,
      value: -1,
    },
    {
      why: "right as often among both",
      kinds: [
        [10, 20],
        [0, 20],
        [10, 10],
        [0, 10],
      ] as const,
      value: 0,
    },
  ])("is $value when $why", ({ kinds, value }) => {
    expect(correlate(buildAnswers(repeat(50, kinds)))).toBeCloseTo(value, 12);
  });

  it("equals the point-biserial formula, (M1 - M0) / s x sqrt(p q), where answers are right or wrong", () => {
    const rightOrWrong = fc.array(fc.tuple(fc.constantFrom(0, 10), fc.nat({ max: 29 })), {
      minLength: 100,
      maxLength: 140,
    });
    fc.assert(
      fc.property(rightOrWrong, (all) => {
        const right = all.filter(([tenths]) => tenths === 10).map(([, rest]) => rest / 29);
        const wrong = all.filter(([tenths]) => tenths === 0).map(([, rest]) => rest / 29);
        fc.pre(right.length > 0 && wrong.length > 0 && new Set([...right, ...wrong]).size > 1);
        const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
        const everyone = [...right, ...wrong];
        const deviation = Math.sqrt(mean(everyone.map((value) => value ** 2)) - mean(everyone) ** 2);
        const p = right.length / all.length;
        const expected = ((mean(right) - mean(wrong)) / deviation) * Math.sqrt(p * (1 - p));
        expect(correlate(buildAnswers(all))).toBeCloseTo(expected, 9);
      }),
    );
  });

  it("equals Pearson's formula over whole sums, with partial points too", () => {
    fc.assert(
      fc.property(pairs, (all) => {
        let [x, y, xx, yy, xy] = [0n, 0n, 0n, 0n, 0n];
        for (const [tenths, rest] of all) {
          const [a, b] = [BigInt(tenths), BigInt(rest)];
          [x, y, xx, yy, xy] = [x + a, y + b, xx + a * a, yy + b * b, xy + a * b];
        }
        const n = BigInt(all.length);
        const [spreadX, spreadY] = [n * xx - x * x, n * yy - y * y];
        fc.pre(spreadX > 0n && spreadY > 0n);
        const expected = Number(n * xy - x * y) / Math.sqrt(Number(spreadX) * Number(spreadY));
        expect(correlate(buildAnswers(all))).toBeCloseTo(expected, 9);
      }),
    );
  });

  it("stays within -1 and 1, and does not look at order or names", () => {
    fc.assert(
      fc.property(pairs, (all) => {
        const value = correlate(buildAnswers(all));
        fc.pre(value !== null);
        expect(Math.abs(value ?? 2)).toBeLessThanOrEqual(1);
        const turned = buildAnswers(all)
          .reverse()
          .map((answer, i) => ({ ...answer, personKey: `x${i}` }));
        expect(correlate(turned)).toBeCloseTo(value ?? 2, 9);
      }),
    );
  });

  it("turns its sign when right and wrong change places", () => {
    fc.assert(
      fc.property(pairs, (all) => {
        const value = correlate(buildAnswers(all));
        fc.pre(value !== null);
        const turned = all.map(([tenths, rest]): Pair => [10 - tenths, rest]);
        expect(correlate(buildAnswers(turned))).toBeCloseTo(-(value ?? 2), 9);
      }),
    );
  });

  it("compares shares of the rest, so that forms of other lengths are pooled", () => {
    const short = buildAnswers(
      repeat(25, [
        [10, 10],
        [0, 5],
      ]),
      10,
    );
    const long = buildAnswers(
      repeat(25, [
        [10, 20],
        [0, 10],
      ]),
      20,
    ).map((answer, i) => ({ ...answer, personKey: `x${i}` }));
    expect(correlate([...short, ...long])).toBeCloseTo(1, 12);
  });

  it.each([
    { why: "all right", all: repeat(100, [[10, 3]]).map(([tenths], i): Pair => [tenths, i % 29]) },
    { why: "all wrong", all: repeat(100, [[0, 3]]).map(([tenths], i): Pair => [tenths, i % 29]) },
    {
      why: "all at three tenths, which floating point sums badly",
      all: repeat(50, [
        [3, 1],
        [3, 7],
      ]),
    },
    {
      why: "all equally able",
      all: repeat(50, [
        [10, 7],
        [0, 7],
      ]),
    },
  ])("has no variance to speak of: $why", ({ all }) => {
    expect(discriminationOf(buildAnswers(all))).toStrictEqual({ ok: false, reason: "no-variance", n: 100 });
  });

  it("is not computable under 100 answers, nor from answers without a rest", () => {
    expect(discriminationOf([])).toStrictEqual({ ok: false, reason: "too-few", n: 0 });
    const few = buildAnswers(
      repeat(33, [
        [10, 20],
        [0, 10],
        [10, 3],
      ]),
    );
    expect(discriminationOf(few)).toStrictEqual({ ok: false, reason: "too-few", n: 99 });
    const alone = buildAnswers(repeat(100, [[10, 0]]), 0);
    expect(discriminationOf(alone)).toStrictEqual({ ok: false, reason: "too-few", n: 0 });
  });

  it("refuses two versions, which do not pool", () => {
    const all = buildAnswers(
      repeat(50, [
        [10, 20],
        [0, 10],
      ]),
    ).map((answer, i) => ({ ...answer, versionId: `v${i % 2}` }));
    expect(() => discriminationOf(all)).toThrow(RangeError);
  });
});
