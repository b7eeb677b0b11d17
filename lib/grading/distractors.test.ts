import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Choices, countChoices } from "./distractors";
import { fraction } from "./fraction";
import type { ItemAnswer } from "./item-answer";

const version = { optionIds: ["a", "b", "c", "d"], keyIds: ["a"] };

/** What one person chose, and the points of the rest that say how able they are. */
type Choice = readonly [chosen: string, restPoints: number];

const buildAnswers = (choices: readonly Choice[], restPossible = 99): ItemAnswer[] =>
  choices.map(([chosen, restPoints], i) => ({
    personKey: `p${i}`,
    versionId: "v1",
    optionIds: [...chosen],
    earned: fraction(chosen === "a" ? 1 : 0),
    possible: 1,
    restEarned: fraction(restPoints),
    restPossible,
    language: "en",
    secondsSpent: null,
    formKey: "form",
  }));

function count(choices: readonly Choice[], keyed: typeof version & { acceptedIds?: string[] } = version): Choices {
  const counted = countChoices(keyed, buildAnswers(choices));
  if (!counted.ok) throw new Error(counted.reason);
  return counted.value;
}

/** A third each of ten people, who all chose the same. */
const tens = (top: string, middle: string, bottom: string): Choice[] =>
  Array.from({ length: 30 }, (_, i): Choice => [i < 10 ? bottom : i < 20 ? middle : top, i]);

const anyChoices = fc.array(fc.tuple(fc.constantFrom("", "a", "b", "c", "d", "ab"), fc.nat({ max: 12 })), {
  minLength: 1,
  maxLength: 70,
});

describe("countChoices", () => {
  it("counts a case worked by hand", () => {
    // Rest points 1 to 6: the bottom third is 1 and 2, the middle 3 and 4, the top 5 and 6.
    const { options, omitted, people, flags } = count([
      ["b", 1],
      ["", 2],
      ["b", 3],
      ["a", 4],
      ["a", 5],
      ["a", 6],
    ]);
    expect(options).toStrictEqual([
      { optionId: "a", role: "key", chosen: { all: 3, top: 2, middle: 1, bottom: 0 } },
      { optionId: "b", role: "distractor", chosen: { all: 2, top: 0, middle: 1, bottom: 1 } },
      { optionId: "c", role: "distractor", chosen: { all: 0, top: 0, middle: 0, bottom: 0 } },
      { optionId: "d", role: "distractor", chosen: { all: 0, top: 0, middle: 0, bottom: 0 } },
    ]);
    expect(omitted).toStrictEqual({ all: 1, top: 0, middle: 0, bottom: 1 });
    expect(people).toStrictEqual({ all: 6, top: 2, middle: 2, bottom: 2 });
    expect(flags, "six answers are too few to flag anything").toBeNull();
  });

  it.each([
    // Ranks 1 2 3 4 5 6 over rest points: the tie's middle rank decides, against 2 and 4 of 6.
    { why: "no ties", rest: [1, 2, 3, 4, 5, 6], top: 2, middle: 2, bottom: 2 },
    // The three 1s cover ranks 0-3, middle 1.5 < 2: all three are bottom.
    { why: "a tie over the lower border", rest: [1, 1, 1, 4, 5, 6], top: 2, middle: 1, bottom: 3 },
    // The four 2s cover ranks 1-5, middle 3, which is neither under 2 nor over 4.
    { why: "a tie over the middle", rest: [1, 2, 2, 2, 2, 6], top: 1, middle: 4, bottom: 1 },
    { why: "all equal", rest: [3, 3, 3, 3, 3, 3], top: 0, middle: 6, bottom: 0 },
    { why: "one person", rest: [3], top: 0, middle: 1, bottom: 0 },
    // The 2s cover ranks 1-3 and the 5s 3-5: their middles, 2 and 4, lie on the borders, which are the middle third's.
    { why: "ties on both borders", rest: [1, 2, 2, 5, 5, 6], top: 1, middle: 4, bottom: 1 },
    // Five people: borders at 5/3 and 10/3; the ranks' middles are 0.5, 1.5 | 2.5 | 3.5, 4.5.
    { why: "five people", rest: [1, 2, 3, 4, 5], top: 2, middle: 1, bottom: 2 },
  ])("splits $why into thirds", ({ rest, top, middle, bottom }) => {
    const { people } = count(rest.map((points): Choice => ["a", points]));
    expect(people).toStrictEqual({ all: rest.length, top, middle, bottom });
  });

  it.each([
    {
      why: "a distractor that nobody chose",
      all: tens("a", "b", "c"),
      kinds: ["distractor-chosen-by-nobody d"],
    },
    {
      why: "a key that the top third chooses less often than a distractor",
      all: tens("b", "a", "a"),
      kinds: ["top-prefers-distractor b", "distractor-chosen-by-nobody c", "distractor-chosen-by-nobody d"],
    },
    {
      why: "a key that nobody chose",
      all: tens("b", "c", "d"),
      kinds: ["key-chosen-by-nobody a", "top-prefers-distractor b"],
    },
    {
      why: "everything unchosen, when all left it unanswered",
      all: tens("", "", ""),
      kinds: [
        "key-chosen-by-nobody a",
        "distractor-chosen-by-nobody b",
        "distractor-chosen-by-nobody c",
        "distractor-chosen-by-nobody d",
      ],
    },
  ])("flags $why", ({ all, kinds }) => {
    expect(count(all).flags?.map(({ kind, optionId }) => `${kind} ${optionId}`)).toStrictEqual(kinds);
  });

  it("does not flag a distractor that the top third likes as much as the key", () => {
    const even = tens("a", "c", "d").map(([chosen, rest], i): Choice => [i >= 25 ? "b" : chosen, rest]);
    expect(count(even).flags).toStrictEqual([]);
  });

  it("compares a distractor with the least chosen of several keys", () => {
    const keyed = { ...version, keyIds: ["a", "b"] };
    const flags = count(tens("ac", "b", "d"), keyed).flags;
    expect(flags).toStrictEqual([{ kind: "top-prefers-distractor", optionId: "c" }]);
  });

  it("flags nothing about an option that was accepted besides the key", () => {
    const accepting = { ...version, acceptedIds: ["b", "c"] };
    const { options, flags } = count(tens("b", "a", "d"), accepting);
    expect(options.map(({ role }) => role)).toStrictEqual(["key", "accepted", "accepted", "distractor"]);
    expect(flags).toStrictEqual([]);
  });

  it("flags from 30 answers on", () => {
    expect(count(tens("a", "b", "c").slice(0, 29)).flags).toBeNull();
    expect(count(tens("a", "b", "c")).flags).not.toBeNull();
  });

  it("counts an option sent twice once", () => {
    expect(count([["bb", 1]]).options[1]?.chosen.all).toBe(1);
  });

  it("counts people of a form of one question in all, and in no third", () => {
    const counted = countChoices(version, buildAnswers([["a", 0]], 0));
    expect(counted).toMatchObject({ value: { people: { all: 1, top: 0, middle: 0, bottom: 0 } } });
  });

  it("is not computable without an answer", () => {
    expect(countChoices(version, [])).toStrictEqual({ ok: false, reason: "too-few", n: 0 });
  });

  it("refuses a foreign option, and a key that is none", () => {
    expect(() => countChoices(version, buildAnswers([["z", 1]]))).toThrow(RangeError);
    expect(() => countChoices({ ...version, keyIds: [] }, [])).toThrow(RangeError);
    expect(() => countChoices({ ...version, keyIds: ["z"] }, [])).toThrow(RangeError);
    expect(() => countChoices({ ...version, acceptedIds: ["z"] }, [])).toThrow(RangeError);
  });

  it("adds up: thirds to all, options and omissions to everybody, and top and bottom are never mixed", () => {
    fc.assert(
      fc.property(anyChoices, (choices) => {
        const { options, omitted, people } = count(choices);
        for (const { all, top, middle, bottom } of [...options.map(({ chosen }) => chosen), omitted, people])
          expect(top + middle + bottom).toBe(all);
        expect(people.all).toBe(choices.length);
        const ticks = choices.reduce((sum, [chosen]) => sum + chosen.length, 0);
        expect(options.reduce((sum, { chosen }) => sum + chosen.all, 0)).toBe(ticks);
        expect(omitted.all).toBe(choices.filter(([chosen]) => chosen === "").length);
        // Ties together, the independent way: whoever is bottom has fewer points than whoever is top.
        const sorted = choices.map(([, rest]) => rest).sort((a, b) => a - b);
        const bottomMost = sorted[people.bottom - 1] ?? -1;
        const next = sorted[people.bottom];
        if (next !== undefined) expect(next).toBeGreaterThan(bottomMost);
        const topLeast = sorted[sorted.length - people.top] ?? 100;
        const before = sorted[sorted.length - people.top - 1];
        if (before !== undefined) expect(before).toBeLessThan(topLeast);
      }),
    );
  });

  it("does not look at the order of people, and follows options under other names", () => {
    const renamed: Record<string, string> = { a: "w", b: "x", c: "y", d: "z" };
    const rename = (ids: Iterable<string>): string[] => [...ids].map((id) => renamed[id] ?? id);
    fc.assert(
      fc.property(anyChoices, (choices) => {
        expect(count([...choices].reverse())).toStrictEqual(count(choices));
        const named = count(
          choices.map(([chosen, rest]): Choice => [rename(chosen).join(""), rest]),
          { optionIds: rename(version.optionIds), keyIds: rename(version.keyIds) },
        );
        expect(named.options.map(({ chosen }) => chosen)).toStrictEqual(
          count(choices).options.map(({ chosen }) => chosen),
        );
      }),
    );
  });
});
