import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fraction } from "./fraction";
import type { ItemAnswer } from "./item-answer";
import { findSharedWrong, type SharedWrong, type SharedWrongReport } from "./shared-wrong";

/** One word for each person, one letter for each question: "a" is the key, "-" unanswered, " " not asked. */
const buildAnswers = (words: readonly string[]): ItemAnswer[] =>
  words.flatMap((word, person) =>
    [...word].flatMap((letter, question) =>
      letter === " "
        ? []
        : {
            personKey: `p${String(person).padStart(3, "0")}`,
            versionId: `v${question}`,
            optionIds: letter === "-" ? [] : [letter],
            earned: fraction(letter === "a" ? 1 : 0),
            possible: 1,
            restEarned: fraction(0),
            restPossible: 1,
            language: "en",
            secondsSpent: null,
            formKey: `form${person}`,
          },
    ),
  );

function find(words: readonly string[], atMostByChance?: number): SharedWrongReport {
  const found = findSharedWrong(buildAnswers(words), atMostByChance);
  if (!found.ok) throw new Error(found.reason);
  return found.value;
}

const everything = Number.POSITIVE_INFINITY;

const anyWords = fc.integer({ min: 1, max: 8 }).chain((questions) => {
  const word = fc.array(fc.constantFrom("a", "b", "b", "c", "d", "-", " "), {
    minLength: questions,
    maxLength: questions,
  });
  return fc.array(
    word.map((letters) => letters.join("")),
    { minLength: 3, maxLength: 9 },
  );
});

/** So many people who choose among these letters by chance: the minimal standard generator, from one seed. */
function buildByChance(people: number, questions: number, letters: string): string[] {
  let state = 7;
  const nextLetter = (): string => {
    state = (state * 48_271) % 2_147_483_647;
    return letters[state % letters.length] ?? "";
  };
  return Array.from({ length: people }, () => Array.from({ length: questions }, nextLetter).join(""));
}

describe("findSharedWrong", () => {
  it("computes a case worked by hand", () => {
    // Question 1: b b c, so 2 of 6 ordered pairs agree: 1/3. Question 2: b b b: 1. Question 3: b b and the key: 1, of two.
    // p0 and p1: three both wrong, all identical; expected 1/3 + 1 + 1; chance of three: 1/3.
    // p0 and p2: two both wrong, one identical; expected 4/3; one or more is certain: 1.
    const { pairs, unusual } = find(["bbb", "bbb", "cba"], everything);
    expect(pairs).toBe(3);
    expect(unusual).toStrictEqual([
      {
        personKeys: ["p000", "p001"],
        asked: 3,
        bothWrong: 3,
        identical: 3,
        expected: expect.closeTo(7 / 3, 12),
        chance: expect.closeTo(1 / 3, 12),
        pairsByChance: expect.closeTo(1, 12),
      },
      expect.objectContaining({
        personKeys: ["p000", "p002"],
        bothWrong: 2,
        identical: 1,
        chance: 1,
        pairsByChance: 3,
      }),
      expect.objectContaining({
        personKeys: ["p001", "p002"],
        bothWrong: 2,
        identical: 1,
        chance: 1,
        pairsByChance: 3,
      }),
    ]);
  });

  it("counts neither right nor missing answers, nor questions that one of them was not asked", () => {
    const [pair] = find(["abb-b", "ab-b ", "b    "], everything).unusual;
    // Asked both: the first four. Both wrong: the second only.
    expect(pair).toMatchObject({ personKeys: ["p000", "p001"], asked: 4, bothWrong: 1, identical: 1 });
  });

  it("shows a pair that shares far more than the others do, and nobody else", () => {
    const copied = "bdcbcdbdccbd";
    const { unusual } = find([...buildByChance(20, 12, "bcd"), copied, copied]);
    expect(unusual).toHaveLength(1);
    expect(unusual[0]).toMatchObject({ personKeys: ["p020", "p021"], bothWrong: 12, identical: 12 });
    expect(unusual[0]?.pairsByChance).toBeLessThan(0.05);
  });

  it("shows nobody when the mistake is everybody's", () => {
    expect(find(new Array(20).fill("bcbcbcbcbcbc")).unusual).toStrictEqual([]);
  });

  it("takes several options as one answer, in whatever order and however often sent", () => {
    const answers = buildAnswers(["b", "b", "c"]).map((answer, i) => ({
      ...answer,
      optionIds: [["b", "c"], ["c", "b", "b"], ["b"]][i] ?? [],
    }));
    const found = findSharedWrong(answers, everything);
    expect(found.ok && found.value.unusual.map(({ identical }) => identical)).toStrictEqual([1, 0, 0]);
  });

  it("takes partly right as wrong, since it is not the key that both share", () => {
    const answers = buildAnswers(["b", "b", "c"]).map((answer) => ({ ...answer, earned: fraction(1, 2) }));
    const found = findSharedWrong(answers, everything);
    expect(found.ok && found.value.unusual[0]).toMatchObject({ bothWrong: 1, identical: 1 });
  });

  it.each([
    { why: "nobody", words: [], reason: "too-few", n: 0 },
    { why: "one person", words: ["bb"], reason: "too-few", n: 1 },
    { why: "two, who have nobody to be compared with", words: ["bb", "bb"], reason: "too-few", n: 2 },
    { why: "all right", words: ["aa", "aa", "aa"], reason: "nothing-shared", n: 3 },
    { why: "nothing answered", words: ["--", "--", "--"], reason: "nothing-shared", n: 3 },
    { why: "different questions", words: ["b  ", " b ", "  b"], reason: "nothing-shared", n: 3 },
  ])("is not computable: $why", ({ words, reason, n }) => {
    expect(findSharedWrong(buildAnswers(words))).toStrictEqual({ ok: false, reason, n });
  });

  it("expects over all pairs exactly as many identical answers as there were", () => {
    fc.assert(
      fc.property(anyWords, (words) => {
        const found = findSharedWrong(buildAnswers(words), everything);
        fc.pre(found.ok);
        const all = found.ok ? found.value.unusual : [];
        const sum = (of: (pair: SharedWrong) => number) => all.reduce((s, pair) => s + of(pair), 0);
        expect(sum(({ expected }) => expected)).toBeCloseTo(
          sum(({ identical }) => identical),
          9,
        );
      }),
    );
  });

  it("gives the chance that going through every outcome gives", () => {
    fc.assert(
      fc.property(anyWords, (words) => {
        const found = findSharedWrong(buildAnswers(words), everything);
        fc.pre(found.ok);
        for (const { personKeys, identical, chance } of found.ok ? found.value.unusual : []) {
          const [a, b] = personKeys.map((key) => words[Number(key.slice(1))] ?? "");
          const chances = [...(a ?? "")].flatMap((letter, question) => {
            const both = [letter, b?.[question] ?? " "];
            return both.every((each) => "bcd".includes(each)) ? [agreementOf(words, question)] : [];
          });
          let expected = 0;
          for (let outcome = 0; outcome < 2 ** chances.length; outcome++) {
            const agrees = chances.map((_, i) => Math.floor(outcome / 2 ** i) % 2 === 1);
            if (agrees.filter(Boolean).length < identical) continue;
            expected += chances.reduce((product, p, i) => product * (agrees[i] ? p : 1 - p), 1);
          }
          expect(chance).toBeCloseTo(expected, 9);
          expect(chance).toBeGreaterThan(0);
          expect(chance).toBeLessThanOrEqual(1);
        }
      }),
    );
  });

  it("orders by surprise, and does not look at the order of rows or at the names of options", () => {
    const renamed: Record<string, string> = { a: "w", b: "x", c: "y", d: "z" };
    fc.assert(
      fc.property(anyWords, (words) => {
        const answers = buildAnswers(words);
        const found = findSharedWrong(answers, everything);
        const turned = [...answers]
          .reverse()
          .map((answer) => ({ ...answer, optionIds: answer.optionIds.map((id) => renamed[id] ?? id) }));
        expect(findSharedWrong(turned, everything)).toStrictEqual(found);
        const chances = found.ok ? found.value.unusual.map(({ chance }) => chance) : [];
        expect(chances).toStrictEqual([...chances].sort((a, b) => a - b));
      }),
    );
  });

  it("compares three hundred people, and shows few of those who answer by chance", () => {
    const { pairs, unusual } = find(buildByChance(300, 30, "aabcd"));
    expect(pairs).toBe(44_850);
    expect(unusual.length).toBeLessThanOrEqual(1);
  });
});

/** Of all who got a question wrong, how many of every two chose the same: counted pair by pair. */
function agreementOf(words: readonly string[], question: number): number {
  const wrong = words.map((word) => word[question] ?? " ").filter((letter) => "bcd".includes(letter));
  let pairs = 0;
  let agreeing = 0;
  for (const [i, a] of wrong.entries())
    for (const b of wrong.slice(i + 1)) {
      pairs++;
      if (a === b) agreeing++;
    }
  return pairs === 0 ? 0 : agreeing / pairs;
}
