import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fraction, times } from "./fraction";
import type { ItemAnswer } from "./item-answer";
import { drawnFormsReliability, reliabilityOf, sameFormReliability, standardErrorOf } from "./reliability";

/** Rows are people, columns questions, cells what was earned in `parts` of a point. */
type Table = readonly (readonly number[])[];

const buildAnswers = (table: Table, { parts = 1, possible = 1, drawn = false } = {}): ItemAnswer[] =>
  table.flatMap((row, person) =>
    row.map((earned, question) => ({
      personKey: `p${person}`,
      versionId: drawn ? `v${person}-${question}` : `v${question}`,
      optionIds: ["a"],
      earned: fraction(earned, parts),
      possible,
      restEarned: fraction(0),
      restPossible: row.length - 1,
      language: "en",
      secondsSpent: null,
      formKey: drawn ? `form${person}` : "form",
    })),
  );

/**
 * Four people, three questions, totals 3, 2, 1, 0: mean 3/2, variance (9/4 + 1/4 + 1/4 + 9/4) / 4 = 5/4. Right: 3, 2 and
 * 1 of 4, so the questions' variances are 3/16, 4/16 and 3/16, together 5/8.
 */
const ladder: Table = [
  [1, 1, 1],
  [1, 1, 0],
  [1, 0, 0],
  [0, 0, 0],
];

const anyTable = (most: number, least = 0) =>
  fc.integer({ min: 2, max: 8 }).chain((questions) =>
    fc.array(fc.array(fc.integer({ min: least, max: most }), { minLength: questions, maxLength: questions }), {
      minLength: 2,
      maxLength: 25,
    }),
  );

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
const total = (row: readonly number[]): number => row.reduce((sum, value) => sum + value, 0);
const column = (table: Table, question: number): number[] => table.map((row) => row[question] ?? 0);

/** By its definition: the mean product of the distances from the means. */
const covariance = (xs: readonly number[], ys: readonly number[]): number =>
  mean(xs.map((x, i) => (x - mean(xs)) * ((ys[i] ?? 0) - mean(ys))));

describe("sameFormReliability", () => {
  it("computes KR-20 of a case worked by hand", () => {
    // 3/2 x (1 - (5/8) / (5/4)) = 3/2 x 1/2 = 3/4.
    expect(sameFormReliability(buildAnswers(ladder))).toStrictEqual({
      ok: true,
      value: { method: "kr-20", coefficient: 0.75, questions: 3 },
      n: 4,
    });
  });

  it("computes alpha of a case worked by hand with partial points", () => {
    // In halves: rows 2 2, 1 1, 0 1. Totals 4, 2, 1: spread 3 x 21 - 49 = 14. Questions: 3 x 5 - 9 = 6, 3 x 6 - 16 = 2.
    // 2/1 x (14 - 8) / 14 = 6/7.
    const halves: Table = [
      [2, 2],
      [1, 1],
      [0, 1],
    ];
    expect(sameFormReliability(buildAnswers(halves, { parts: 2 }))).toStrictEqual({
      ok: true,
      value: { method: "alpha", coefficient: 6 / 7, questions: 2 },
      n: 3,
    });
  });

  it("is 1 where every question says the same, and below 0 where they contradict each other", () => {
    expect(
      sameFormReliability(
        buildAnswers([
          [1, 1],
          [0, 0],
        ]),
      ),
    ).toMatchObject({ value: { coefficient: 1 } });
    // Totals 1, 1, 2: spread 3 x 6 - 16 = 2. Questions: right 2 and 2 of 3, 3 x 2 - 4 = 2 each. 2 x (2 - 4) / 2 = -2.
    const against: Table = [
      [1, 0],
      [0, 1],
      [1, 1],
    ];
    expect(sameFormReliability(buildAnswers(against))).toMatchObject({ value: { coefficient: -2 } });
  });

  it("names the points' kind: all or nothing of equal worth is KR-20, of any points", () => {
    const worthTwo = buildAnswers(
      ladder.map((row) => row.map((x) => x * 2)),
      { possible: 2 },
    );
    expect(sameFormReliability(worthTwo)).toMatchObject({ value: { method: "kr-20", coefficient: 0.75 } });
    const unequal = buildAnswers(ladder).map((answer) =>
      answer.versionId === "v0" ? { ...answer, possible: 3, earned: times(answer.earned, 3) } : answer,
    );
    expect(sameFormReliability(unequal)).toMatchObject({ value: { method: "alpha" } });
  });

  it("equals k mean covariance over variance, computed from every two questions", () => {
    fc.assert(
      fc.property(anyTable(6), (table) => {
        const totals = table.map(total);
        fc.pre(new Set(totals).size > 1);
        const k = table[0]?.length ?? 0;
        let between = 0;
        for (let i = 0; i < k; i++)
          for (let j = 0; j < k; j++) if (i !== j) between += covariance(column(table, i), column(table, j));
        const expected = ((k / (k - 1)) * between) / covariance(totals, totals);
        const found = sameFormReliability(buildAnswers(table, { parts: 6 }));
        expect(found).toMatchObject({ ok: true, value: { coefficient: expect.closeTo(expected, 8) } });
      }),
    );
  });

  it("is never above 1, and does not look at the order of rows or at names", () => {
    fc.assert(
      fc.property(anyTable(4), (table) => {
        const found = sameFormReliability(buildAnswers(table, { parts: 4 }));
        if (found.ok) expect(found.value.coefficient).toBeLessThanOrEqual(1);
        const turned = buildAnswers(
          [...table].reverse().map((row) => [...row].reverse()),
          { parts: 4 },
        ).reverse();
        expect(sameFormReliability(turned)).toStrictEqual(found);
      }),
    );
  });

  it.each([
    { why: "nobody", answers: [], reason: "too-few", n: 0 },
    { why: "one candidate", answers: buildAnswers([[1, 0, 1]]), reason: "too-few", n: 1 },
    {
      why: "all right",
      answers: buildAnswers([
        [1, 1],
        [1, 1],
        [1, 1],
      ]),
      reason: "no-variance",
      n: 3,
    },
    {
      why: "nobody answered anything",
      answers: buildAnswers([
        [0, 0],
        [0, 0],
      ]),
      reason: "no-variance",
      n: 2,
    },
    {
      why: "equal totals in parts, which floating point would tell apart",
      // 1/10 + 2/10 and 3/10 + 0.
      answers: buildAnswers(
        [
          [1, 2],
          [3, 0],
        ],
        { parts: 10 },
      ),
      reason: "no-variance",
      n: 2,
    },
    { why: "one question", answers: buildAnswers([[1], [0]]), reason: "one-question", n: 2 },
    { why: "drawn forms", answers: buildAnswers(ladder, { drawn: true }), reason: "not-same-form", n: 4 },
    {
      why: "one form with points of its own for somebody",
      answers: buildAnswers([
        [1, 1],
        [0, 1],
      ]).map((answer, i) => (i === 3 ? { ...answer, possible: 2 } : answer)),
      reason: "not-same-form",
      n: 2,
    },
    { why: "a missing row", answers: buildAnswers(ladder).slice(0, -1), reason: "missing-answers", n: 4 },
    { why: "a missing row of the first", answers: buildAnswers(ladder).slice(1), reason: "missing-answers", n: 4 },
    {
      why: "a row of another question",
      answers: buildAnswers(ladder).map((answer, i) => (i === 11 ? { ...answer, versionId: "other" } : answer)),
      reason: "missing-answers",
      n: 4,
    },
  ])("is not computable: $why", ({ answers, reason, n }) => {
    expect(sameFormReliability(answers)).toStrictEqual({ ok: false, reason, n });
  });
});

describe("drawnFormsReliability", () => {
  it("computes KR-21 of a case worked by hand", () => {
    // k = 3, M = 3/2, variance 5/4: 3/2 x (1 - (3/2 x 3/2) / (3 x 5/4)) = 3/2 x (1 - 9/15) = 3/5.
    expect(drawnFormsReliability(buildAnswers(ladder, { drawn: true }))).toStrictEqual({
      ok: true,
      value: { method: "kr-21", coefficient: 0.6, questions: 3 },
      n: 4,
    });
  });

  it("equals 1 less the mean of Lord's error variances over the variance", () => {
    fc.assert(
      fc.property(anyTable(1), (table) => {
        const right = table.map(total);
        fc.pre(new Set(right).size > 1);
        const k = table[0]?.length ?? 0;
        const errors = right.map((x) => {
          const error = standardErrorOf(x, k);
          return error.ok ? error.value ** 2 : 0;
        });
        const expected = 1 - mean(errors) / covariance(right, right);
        const found = drawnFormsReliability(buildAnswers(table, { drawn: true }));
        expect(found).toMatchObject({ ok: true, value: { coefficient: expect.closeTo(expected, 8) } });
      }),
    );
  });

  it("is never above KR-20 over a common form, and equals it where all questions are equally hard", () => {
    fc.assert(
      fc.property(anyTable(1), (table) => {
        const [kr20, kr21] = [sameFormReliability(buildAnswers(table)), drawnFormsReliability(buildAnswers(table))];
        fc.pre(kr20.ok && kr21.ok);
        if (kr20.ok && kr21.ok) expect(kr21.value.coefficient).toBeLessThanOrEqual(kr20.value.coefficient + 1e-9);
      }),
    );
    // Each question right for 2 of 4.
    const even: Table = [
      [1, 1, 1],
      [1, 0, 0],
      [0, 1, 0],
      [0, 0, 1],
    ];
    const [kr20, kr21] = [sameFormReliability(buildAnswers(even)), drawnFormsReliability(buildAnswers(even))];
    if (!kr20.ok || !kr21.ok) throw new Error("both are computable");
    expect(kr21.value.coefficient).toBe(kr20.value.coefficient);
  });

  it.each([
    { why: "nobody", answers: [], reason: "too-few", n: 0 },
    { why: "one candidate", answers: buildAnswers([[1, 0]], { drawn: true }), reason: "too-few", n: 1 },
    {
      why: "all right",
      answers: buildAnswers(
        [
          [1, 1],
          [1, 1],
        ],
        { drawn: true },
      ),
      reason: "no-variance",
      n: 2,
    },
    {
      why: "equal numbers",
      answers: buildAnswers(
        [
          [1, 0],
          [0, 1],
        ],
        { drawn: true },
      ),
      reason: "no-variance",
      n: 2,
    },
    { why: "one question", answers: buildAnswers([[1], [0]], { drawn: true }), reason: "one-question", n: 2 },
    {
      why: "forms of two lengths",
      answers: buildAnswers([[1, 0], [1]], { drawn: true }),
      reason: "not-same-length",
      n: 2,
    },
    {
      why: "half a point",
      answers: buildAnswers(
        [
          [2, 0],
          [1, 0],
        ],
        { parts: 2, drawn: true },
      ),
      reason: "partial-points",
      n: 2,
    },
    {
      why: "questions worth more than others",
      answers: buildAnswers(
        [
          [1, 1],
          [0, 1],
        ],
        { drawn: true },
      ).map((answer, i) => (i === 0 ? { ...answer, possible: 2 } : answer)),
      reason: "unequal-points",
      n: 2,
    },
  ])("is not computable: $why", ({ answers, reason, n }) => {
    expect(drawnFormsReliability(answers)).toStrictEqual({ ok: false, reason, n });
  });
});

describe("reliabilityOf", () => {
  it("takes KR-20 for a common form and KR-21 for drawn ones", () => {
    expect(reliabilityOf(buildAnswers(ladder))).toMatchObject({ value: { method: "kr-20" } });
    expect(reliabilityOf(buildAnswers(ladder, { drawn: true }))).toMatchObject({ value: { method: "kr-21" } });
  });

  it("does not fall back to KR-21 where a common form has no reliability", () => {
    expect(reliabilityOf(buildAnswers(ladder).slice(1))).toMatchObject({ reason: "missing-answers" });
    expect(
      reliabilityOf(
        buildAnswers([
          [1, 1],
          [1, 1],
        ]),
      ),
    ).toMatchObject({ reason: "no-variance" });
  });

  it("says of drawn forms why they have none", () => {
    expect(
      reliabilityOf(
        buildAnswers(
          [
            [2, 0],
            [1, 0],
          ],
          { parts: 2, drawn: true },
        ),
      ),
    ).toMatchObject({
      reason: "partial-points",
    });
  });
});

describe("standardErrorOf", () => {
  it.each([
    // sqrt(21 x 9 / 29) = sqrt(6.5172...) = 2.5529.
    { right: 21, questions: 30, value: 2.5529 },
    // sqrt(15 x 15 / 29) = 15 / sqrt(29) = 2.7854.
    { right: 15, questions: 30, value: 2.7854 },
    // sqrt(1 x 1 / 1) = 1.
    { right: 1, questions: 2, value: 1 },
  ])("$right of $questions: $value", ({ right, questions, value }) => {
    expect(standardErrorOf(right, questions)).toMatchObject({
      ok: true,
      n: questions,
      value: expect.closeTo(value, 4),
    });
  });

  it.each([
    { right: 30, questions: 30, reason: "all-right" },
    { right: 0, questions: 30, reason: "none-right" },
    { right: 1, questions: 1, reason: "one-question" },
    { right: 0, questions: 1, reason: "one-question" },
  ])("$right of $questions is not computable: $reason", ({ right, questions, reason }) => {
    expect(standardErrorOf(right, questions)).toStrictEqual({ ok: false, reason, n: questions });
  });

  it.each([
    [-1, 30],
    [31, 30],
    [0, 0],
    [1.5, 30],
    [Number.NaN, 30],
    [1, Number.NaN],
  ])("refuses %s of %s", (right, questions) => {
    expect(() => standardErrorOf(right, questions)).toThrow(RangeError);
  });

  it("is the same for as many wrong, greatest in the middle, and the root of an unbiased binomial variance", () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 200 }), fc.nat(), (questions, seed) => {
        const right = 1 + (seed % (questions - 1));
        const error = standardErrorOf(right, questions);
        if (!error.ok) throw new Error(error.reason);
        expect(standardErrorOf(questions - right, questions)).toStrictEqual(error);
        // The sample variance of the question scores themselves, times their number.
        const scores = Array.from({ length: questions }, (_, i) => (i < right ? 1 : 0));
        const sample = (covariance(scores, scores) * questions) / (questions - 1);
        expect(error.value).toBeCloseTo(Math.sqrt(questions * sample), 9);
        const middle = standardErrorOf(Math.floor(questions / 2), questions);
        expect(middle.ok && middle.value >= error.value).toBe(true);
      }),
    );
  });
});
