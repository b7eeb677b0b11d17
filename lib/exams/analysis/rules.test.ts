import { describe, expect, it } from "vitest";
import { fraction } from "@/lib/grading/fraction";
import { computed, notComputable } from "@/lib/grading/statistic";
import {
  type AnswerRow,
  analyseItem,
  byVersion,
  type ClosedAttempt,
  chooseSittings,
  errorAtThreshold,
  isWithinAim,
  listDifferences,
  placeAnswers,
  rightOptions,
  sortQuestions,
  spreadScores,
} from "./rules";
import type { AnalysedQuestion, PlacedAnswer } from "./types";

const rule = { threshold: 70, strict: true };

const buildRow = (fields: Partial<AnswerRow> = {}): AnswerRow => ({
  attemptId: "a1",
  eventId: "e1",
  personKey: "p1",
  versionId: "v1",
  optionIds: ["a"],
  possible: 1,
  voided: false,
  earnedNumerator: 1,
  earnedDenominator: 1,
  totalNumerator: 3,
  totalDenominator: 1,
  totalPossible: 5,
  language: "en",
  secondsSpent: null,
  ...fields,
});

const buildAnswer = (fields: Partial<PlacedAnswer> = {}): PlacedAnswer => ({
  personKey: "p1",
  versionId: "v1",
  eventId: "e1",
  optionIds: ["a"],
  earned: fraction(1),
  possible: 1,
  restEarned: fraction(2),
  restPossible: 4,
  language: "en",
  secondsSpent: null,
  formKey: "form",
  ...fields,
});

/** A sitting of so many questions of one point, so many of them right. */
const buildSitting = (personKey: string, right: number, questions: number): PlacedAnswer[] =>
  Array.from({ length: questions }, (_, i) =>
    buildAnswer({ personKey, versionId: `v${i}`, earned: fraction(i < right ? 1 : 0) }),
  );

describe("chooseSittings", () => {
  const attempt = (id: string, personId: string, earned: number | null, possible = 30): ClosedAttempt => ({
    id,
    personId,
    running: false,
    earned: earned === null ? null : fraction(earned),
    possible,
  });

  it("takes the attempt with the highest share, and the earlier one among equals", () => {
    const chosen = chooseSittings([
      attempt("first", "ana", 10),
      attempt("second", "ana", 20),
      attempt("third", "ana", 40, 60),
      attempt("only", "bo", 0),
    ]);
    expect(chosen.map(({ id }) => id)).toEqual(["second", "only"]);
  });

  it("takes nothing of an attempt without a mark, or one of which all was voided", () => {
    expect(chooseSittings([attempt("unmarked", "ana", null), attempt("voided", "bo", 0, 0)])).toEqual([]);
  });
});

describe("placeAnswers", () => {
  it("gives the rest without the question, exactly", () => {
    const [answer] = placeAnswers([
      buildRow({ earnedNumerator: 1, earnedDenominator: 3, totalNumerator: 5, totalDenominator: 2 }),
    ]);
    // 5/2 - 1/3 = 13/6 of the 4 other points.
    expect(answer).toMatchObject({ restEarned: { numerator: 13, denominator: 6 }, restPossible: 4 });
  });

  it("leaves voided slots out, of the form's key too", () => {
    const answers = placeAnswers([
      buildRow({ versionId: "v1" }),
      buildRow({ versionId: "v2", voided: true }),
      buildRow({ attemptId: "a2", personKey: "p2", versionId: "v1" }),
    ]);
    expect(answers.map(({ personKey }) => personKey)).toEqual(["p1", "p2"]);
    expect(answers[0]?.formKey).toBe(answers[1]?.formKey);
  });

  it("gives one key to the same questions in another order, and another where points differ", () => {
    const keys = (rows: AnswerRow[]) => new Set(placeAnswers(rows).map(({ formKey }) => formKey)).size;
    const first = [buildRow({ versionId: "v1" }), buildRow({ versionId: "v2" })];
    const second = { attemptId: "a2", personKey: "p2" };
    expect(keys([...first, buildRow({ ...second, versionId: "v2" }), buildRow({ ...second, versionId: "v1" })])).toBe(
      1,
    );
    expect(
      keys([...first, buildRow({ ...second, versionId: "v2", possible: 2 }), buildRow({ ...second, versionId: "v1" })]),
    ).toBe(2);
  });
});

describe("rightOptions", () => {
  const version = { kind: "single" as const, optionIds: ["a", "b", "c"], keyIds: ["a"], shares: null };
  it.each([
    { repair: null, right: { keyIds: ["a"] } },
    { repair: { kind: "accept" as const, keyIds: ["b"] }, right: { keyIds: ["a"], acceptedIds: ["b"] } },
    { repair: { kind: "rekey" as const, keyIds: ["c"] }, right: { keyIds: ["c"] } },
    { repair: { kind: "void" as const, keyIds: [] }, right: { keyIds: ["a"] } },
  ])("follows the repair: $repair.kind", ({ repair, right }) => {
    expect(rightOptions(version, repair)).toEqual({ optionIds: ["a", "b", "c"], ...right });
  });

  it("takes the options worth something where each has a share", () => {
    const shares = { a: [1, 2], b: [-1, 2], c: [1, 2] } as const;
    expect(rightOptions({ ...version, kind: "fractions", keyIds: [], shares }, null).keyIds).toEqual(["a", "c"]);
  });
});

describe("analyseItem", () => {
  const version = { optionIds: ["a", "b", "c"], keyIds: ["a"] };
  /** So many people; of each ten the ablest so many choose "b", the others the key. */
  const people = (howMany: number, ableWrong: number): PlacedAnswer[] =>
    Array.from({ length: howMany }, (_, i) => {
      const ability = i % 10;
      const wrong = ability >= 10 - ableWrong;
      return buildAnswer({
        personKey: `p${i}`,
        optionIds: [wrong ? "b" : "a"],
        earned: fraction(wrong ? 0 : 1),
        restEarned: fraction(ability),
        restPossible: 9,
      });
    });

  it("says why there is nothing, and never a number, under the least answers", () => {
    const none = notComputable("too-few", 0);
    expect(analyseItem(version, [])).toEqual({
      facility: none,
      discrimination: none,
      medianSeconds: none,
      flags: null,
    });
    expect(analyseItem(version, people(29, 4))).toEqual({
      facility: notComputable("too-few", 29),
      discrimination: notComputable("too-few", 29),
      medianSeconds: none,
      flags: null,
    });
  });

  it("flags a question on which the able do worse, and what its options say", () => {
    const { facility, discrimination, flags } = analyseItem(version, people(100, 4));
    expect(facility).toEqual(computed(0.6, 100));
    expect(discrimination.ok && discrimination.value).toBeLessThan(0);
    expect(flags).toEqual([
      { kind: "discrimination-below-zero", optionId: null },
      { kind: "top-prefers-distractor", optionId: "b" },
      { kind: "distractor-chosen-by-nobody", optionId: "c" },
    ]);
  });
});

describe("errorAtThreshold", () => {
  it("is Lord's at the least number of right answers that passes", () => {
    // 22 of 30 passes: sqrt(22 x 8 / 29).
    const error = errorAtThreshold(buildSitting("p1", 12, 30), rule);
    expect(error).toEqual(computed({ right: 22, error: Math.sqrt((22 * 8) / 29) }, 30));
  });

  it.each([
    { why: "too-few", answers: [] },
    { why: "not-same-length", answers: [...buildSitting("p1", 1, 3), ...buildSitting("p2", 1, 4)] },
    { why: "unequal-points", answers: [buildAnswer(), buildAnswer({ versionId: "v2", possible: 2 })] },
    { why: "partial-points", answers: [buildAnswer({ earned: fraction(1, 2) }), buildAnswer({ versionId: "v2" })] },
    { why: "one-question", answers: buildSitting("p1", 1, 1) },
    { why: "all-right", answers: buildSitting("p1", 1, 3) },
    { why: "nothing-passes", answers: buildSitting("p1", 1, 3), threshold: 100 },
  ])("says that it is not computable: $why", ({ why, answers, threshold = 70 }) => {
    expect(errorAtThreshold(answers, { threshold, strict: true })).toMatchObject({ ok: false, reason: why });
  });
});

describe("spreadScores", () => {
  const scores = (earned: readonly number[], possible = 30) =>
    earned.map((points) => ({ earned: fraction(points), possible }));

  it("has a column for each point, and counts who passes by the rule", () => {
    const spread = spreadScores(scores([0, 21, 22, 22, 30]), rule);
    expect(spread).toMatchObject({ unit: "points", top: 30, passesFrom: 22, people: 5, passed: 3, broken: false });
    expect(spread?.bins).toHaveLength(31);
    expect(spread?.bins.filter(({ people }) => people > 0)).toEqual([
      { from: 0, to: 1, people: 1 },
      { from: 21, to: 22, people: 1 },
      { from: 22, to: 23, people: 2 },
      { from: 30, to: 31, people: 1 },
    ]);
  });

  it("puts a broken score with the whole points below it, and says so", () => {
    const spread = spreadScores([{ earned: fraction(43, 2), possible: 30 }], rule);
    expect(spread).toMatchObject({ broken: true, passed: 1 });
    expect(spread?.bins[21]?.people).toBe(1);
  });

  it("loses nobody where columns are wider, or forms were worth different points", () => {
    const wide = spreadScores(scores([0, 99, 100], 100), rule);
    expect(wide?.bins.reduce((sum, { people }) => sum + people, 0)).toBe(3);
    expect(wide?.bins.at(-1)?.to).toBe(101);
    const percent = spreadScores([...scores([29], 29), ...scores([15], 30)], rule);
    expect(percent).toMatchObject({ unit: "percent", top: 100, passesFrom: 70 });
    expect(percent?.bins.filter(({ people }) => people > 0)).toEqual([
      { from: 50, to: 55, people: 1 },
      { from: 100, to: 101, people: 1 },
    ]);
  });

  it("is nothing without scores", () => {
    expect(spreadScores([], rule)).toBeNull();
  });
});

describe("listDifferences", () => {
  it("counts what was answered in several languages, and lists only what could be computed, the largest first", () => {
    const answers = (versionId: string, language: string, howMany: number, right: number) =>
      Array.from({ length: howMany }, (_, i) =>
        buildAnswer({ versionId, language, personKey: `${language}${i}`, earned: fraction(i < right ? 1 : 0) }),
      );
    const { inSeveral, differences } = listDifferences(
      byVersion([
        ...answers("small", "en", 100, 60),
        ...answers("small", "fr", 100, 50),
        ...answers("large", "en", 100, 20),
        ...answers("large", "fr", 100, 80),
        ...answers("few", "en", 100, 20),
        ...answers("few", "fr", 99, 80),
        ...answers("one", "en", 100, 20),
      ]),
    );
    expect(inSeveral).toBe(3);
    expect(differences.map(({ versionId }) => versionId)).toEqual(["large", "small"]);
  });
});

describe("sortQuestions", () => {
  const question = (externalId: string, facility: number | null, seconds: number | null = null): AnalysedQuestion => ({
    versionId: externalId,
    externalId,
    number: 1,
    stem: "",
    language: "en",
    askedHere: 1,
    facility: facility === null ? notComputable("too-few", 3) : computed(facility, 40),
    discrimination: notComputable("too-few", 40),
    medianSeconds: seconds === null ? notComputable("too-few", 3) : computed(seconds, 40),
    flags: null,
  });
  const questions = [question("q10", 0.4, 20), question("q2", null), question("q1", 0.9, 90), question("q3", 0)];
  it.each([
    ["question", ["q1", "q2", "q3", "q10"]],
    ["facility", ["q3", "q10", "q1", "q2"]],
    ["time", ["q1", "q10", "q2", "q3"]],
    ["discrimination", ["q1", "q2", "q3", "q10"]],
  ] as const)("by %s, with what is not known last", (order, sorted) => {
    expect(sortQuestions(questions, order).map(({ externalId }) => externalId)).toEqual(sorted);
  });
});

describe("isWithinAim", () => {
  it("is under 0.4 of a question, whatever a question is worth", () => {
    expect([isWithinAim(0.39, 1), isWithinAim(0.4, 1), isWithinAim(0.79, 2)]).toEqual([true, false, true]);
  });
});
