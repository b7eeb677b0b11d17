import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { formDifficultyOf, listForms, type WorthSlot } from "./form-difficulty";
import { fraction } from "./fraction";

/** A form of one-point questions, by their letters. */
const buildForm = (letters: string, points = 1): WorthSlot[] =>
  [...letters].map((versionId) => ({ versionId, points }));

const facilities = new Map([
  ["a", 0.9],
  ["b", 0.7],
  ["c", 0.5],
  ["d", 0.3],
]);

describe("formDifficultyOf", () => {
  it("computes a case worked by hand", () => {
    // Expected: ab 1.6, ac 1.4, cd 0.8, mean 3.8 / 3; squares 0.1111 + 0.0178 + 0.2178 = 0.3467; sqrt(0.3467 / 3) = 0.33993.
    const report = formDifficultyOf(
      ["ab", "ac", "cd"].map((letters) => buildForm(letters)),
      facilities,
    );
    expect(report).toMatchObject({
      ok: true,
      n: 3,
      value: {
        standardDeviation: expect.closeTo(0.33993, 5),
        mean: expect.closeTo(3.8 / 3, 12),
        least: expect.closeTo(0.8, 12),
        greatest: expect.closeTo(1.6, 12),
      },
      unknownVersionIds: [],
      formsLeftOut: 0,
    });
  });

  it("weighs questions by their points", () => {
    // 2 x 0.9 + 0.3 = 2.1 against 2 x 0.3 + 0.9 = 1.5: 0.3 on either side of 1.8.
    const forms = [
      [...buildForm("a", 2), ...buildForm("d")],
      [...buildForm("a"), ...buildForm("d", 2)],
    ];
    expect(formDifficultyOf(forms, facilities)).toMatchObject({
      value: { standardDeviation: expect.closeTo(0.3, 12) },
    });
  });

  it("finds that forms of equal difficulty do not spread, exactly, in whatever order their questions are", () => {
    const forms = ["abcd", "dcba", "badc", "abcd"].map((letters) => buildForm(letters));
    expect(formDifficultyOf(forms, facilities)).toMatchObject({ ok: true, n: 4, value: { standardDeviation: 0 } });
  });

  it("leaves out forms with an unknown facility, and names what keeps them out", () => {
    const forms = ["ab", "cd", "ax", "yx"].map((letters) => buildForm(letters));
    // 1.6 and 0.8: 0.4 on either side of 1.2.
    expect(formDifficultyOf(forms, facilities)).toMatchObject({
      ok: true,
      n: 2,
      value: { standardDeviation: expect.closeTo(0.4, 12) },
      unknownVersionIds: ["x", "y"],
      formsLeftOut: 2,
    });
  });

  it.each([
    { why: "no form", forms: [], reason: "too-few", n: 0, unknownVersionIds: [], formsLeftOut: 0 },
    { why: "one form", forms: ["ab"], reason: "too-few", n: 1, unknownVersionIds: [], formsLeftOut: 0 },
    {
      why: "one known form",
      forms: ["ab", "ax"],
      reason: "unknown-facility",
      n: 1,
      unknownVersionIds: ["x"],
      formsLeftOut: 1,
    },
    {
      why: "nothing known",
      forms: ["xy", "yz"],
      reason: "unknown-facility",
      n: 0,
      unknownVersionIds: ["x", "y", "z"],
      formsLeftOut: 2,
    },
    {
      why: "forms worth different points",
      forms: ["ab", "abc"],
      reason: "not-same-points",
      n: 2,
      unknownVersionIds: [],
      formsLeftOut: 0,
    },
  ])("is not computable: $why", ({ why: _, forms, ...report }) => {
    expect(
      formDifficultyOf(
        forms.map((letters) => buildForm(letters)),
        facilities,
      ),
    ).toStrictEqual({ ok: false, ...report });
  });

  it("agrees with mean square less squared mean, and does not look at the order of forms or questions, or at ids", () => {
    const subset = fc.shuffledSubarray(["a", "b", "c", "d", "e", "f"], { minLength: 3, maxLength: 3 });
    const anyFacilities = fc.array(fc.integer({ min: 0, max: 1000 }), { minLength: 6, maxLength: 6 });
    fc.assert(
      fc.property(fc.array(subset, { minLength: 2, maxLength: 40 }), anyFacilities, (drawn, thousandths) => {
        const known = new Map([..."abcdef"].map((id, i) => [id, (thousandths[i] ?? 0) / 1000]));
        const report = formDifficultyOf(
          drawn.map((ids) => buildForm(ids.join(""))),
          known,
        );
        if (!report.ok) throw new Error(report.reason);
        const expected = drawn.map((ids) => ids.reduce((sum, id) => sum + (thousandths["abcdef".indexOf(id)] ?? 0), 0));
        const n = BigInt(expected.length);
        const sum = expected.reduce((all, x) => all + BigInt(x), 0n);
        const squares = expected.reduce((all, x) => all + BigInt(x) * BigInt(x), 0n);
        const deviation = Math.sqrt(Number(n * squares - sum * sum)) / Number(n) / 1000;
        expect(report.value.standardDeviation).toBeCloseTo(deviation, 9);
        expect(report.value.least).toBeLessThanOrEqual(report.value.mean + 1e-12);
        expect(report.value.greatest).toBeGreaterThanOrEqual(report.value.mean - 1e-12);

        const renamed = new Map([...known].map(([id, facility]) => [id.toUpperCase(), facility]));
        const turned = [...drawn].reverse().map((ids) => buildForm([...ids].reverse().join("").toUpperCase()));
        const again = formDifficultyOf(turned, renamed);
        if (!again.ok) throw new Error(again.reason);
        expect(again.value.standardDeviation).toBeCloseTo(report.value.standardDeviation, 9);
      }),
    );
  });

  it("takes ten thousand forms", () => {
    const forms = Array.from({ length: 10_000 }, (_, i) => buildForm(i % 2 === 0 ? "ab" : "ac"));
    expect(formDifficultyOf(forms, facilities)).toMatchObject({
      n: 10_000,
      value: { standardDeviation: expect.closeTo(0.1, 9) },
    });
  });

  it.each([
    { why: "a facility above 1", forms: [], known: new Map([["a", 1.1]]) },
    { why: "a facility that is no number", forms: [], known: new Map([["a", Number.NaN]]) },
    { why: "broken points", forms: [buildForm("a", 0.5)], known: facilities },
    { why: "a version twice in one form", forms: [buildForm("aa")], known: facilities },
  ])("refuses $why", ({ forms, known }) => {
    expect(() => formDifficultyOf(forms, known)).toThrow(RangeError);
  });
});

describe("listForms", () => {
  it("gives each person's form with its points", () => {
    const row = {
      optionIds: [],
      earned: fraction(0),
      restEarned: fraction(0),
      restPossible: 2,
      language: "en",
      secondsSpent: null,
    };
    const answers = [
      { ...row, personKey: "p2", versionId: "v1", possible: 1, formKey: "x" },
      { ...row, personKey: "p1", versionId: "v2", possible: 2, formKey: "y" },
      { ...row, personKey: "p1", versionId: "v1", possible: 1, formKey: "y" },
    ];
    expect(listForms(answers)).toStrictEqual([
      [
        { versionId: "v1", points: 1 },
        { versionId: "v2", points: 2 },
      ],
      [{ versionId: "v1", points: 1 }],
    ]);
  });
});
