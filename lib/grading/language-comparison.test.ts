import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fraction } from "./fraction";
import type { ItemAnswer } from "./item-answer";
import { compareLanguages } from "./language-comparison";

type Group = readonly [language: string, right: number, wrong: number];

const buildAnswers = (groups: readonly Group[]): ItemAnswer[] =>
  groups.flatMap(([language, right, wrong]) =>
    Array.from({ length: right + wrong }, (_, i) => ({
      personKey: `${language}${i}`,
      versionId: "v1",
      optionIds: ["a"],
      earned: fraction(i < right ? 1 : 0),
      possible: 1,
      restEarned: fraction(20),
      restPossible: 29,
      language,
      secondsSpent: null,
      formKey: "form",
    })),
  );

describe("compareLanguages", () => {
  it("computes a case worked by hand", () => {
    // English 90 of 120 = 0.75, French 50 of 100 = 0.5: 0.25 easier in English.
    expect(
      compareLanguages(
        buildAnswers([
          ["fr", 50, 50],
          ["en", 90, 30],
        ]),
      ),
    ).toStrictEqual({
      languages: [
        { language: "en", facility: { ok: true, value: 0.75, n: 120 } },
        { language: "fr", facility: { ok: true, value: 0.5, n: 100 } },
      ],
      differences: [{ languages: ["en", "fr"], difference: { ok: true, value: 0.25, n: 220 } }],
    });
  });

  it("states a real difference of zero as zero", () => {
    const { differences } = compareLanguages(
      buildAnswers([
        ["en", 100, 0],
        ["fr", 100, 0],
      ]),
    );
    expect(differences).toStrictEqual([{ languages: ["en", "fr"], difference: { ok: true, value: 0, n: 200 } }]);
  });

  it("does not compare unless both languages have 100, though both facilities are known", () => {
    const { languages, differences } = compareLanguages(
      buildAnswers([
        ["en", 150, 50],
        ["fr", 60, 39],
      ]),
    );
    expect(languages.map(({ facility }) => facility.ok)).toStrictEqual([true, true]);
    expect(differences).toStrictEqual([
      { languages: ["en", "fr"], difference: { ok: false, reason: "too-few", n: 299 } },
    ]);
  });

  it("states no facility under 30 answers", () => {
    const { languages } = compareLanguages(
      buildAnswers([
        ["ar", 20, 9],
        ["en", 20, 10],
      ]),
    );
    expect(languages).toStrictEqual([
      { language: "en", facility: { ok: true, value: 2 / 3, n: 30 } },
      { language: "ar", facility: { ok: false, reason: "too-few", n: 29 } },
    ]);
  });

  it("compares every two of three languages", () => {
    const { differences } = compareLanguages(
      buildAnswers([
        ["ar", 50, 50],
        ["en", 75, 25],
        ["fr", 20, 5],
      ]),
    );
    expect(differences.map(({ languages, difference }) => [...languages, difference.ok])).toStrictEqual([
      ["ar", "en", true],
      ["ar", "fr", false],
      ["en", "fr", false],
    ]);
  });

  it("has nothing to compare in one language, or without answers", () => {
    expect(compareLanguages([])).toStrictEqual({ languages: [], differences: [] });
    expect(compareLanguages(buildAnswers([["en", 100, 100]])).differences).toStrictEqual([]);
  });

  it("turns its sign when the languages change places, stays within -1 and 1, and does not look at order", () => {
    const count = fc.integer({ min: 50, max: 90 });
    fc.assert(
      fc.property(count, count, count, count, (a, b, c, d) => {
        const answers = buildAnswers([
          ["en", a, b],
          ["fr", c, d],
        ]);
        const compared = compareLanguages(answers);
        expect(compareLanguages([...answers].reverse())).toStrictEqual(compared);
        const [one] = compared.differences;
        const sign = one?.languages[0] === "en" ? 1 : -1;
        expect(one?.difference).toMatchObject({
          ok: true,
          value: expect.closeTo(sign * ((a * d - b * c) / ((a + b) * (c + d))), 9),
        });
      }),
    );
  });

  it("refuses answers of two versions", () => {
    const answers = buildAnswers([["en", 1, 1]]).map((answer, i) => ({ ...answer, versionId: `v${i}` }));
    expect(() => compareLanguages(answers)).toThrow(RangeError);
  });
});
