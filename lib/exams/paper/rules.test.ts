import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { differencesOf, findKeyingProblem, formatSheetCode, parseSheetCode, sheetCode, sheetStanding } from "./rules";

describe("sheetCode", () => {
  it("is eight characters that read back, however they are typed", () => {
    fc.assert(
      fc.property(fc.uuid(), (id) => {
        const code = sheetCode(id);
        expect(parseSheetCode(formatSheetCode(code))).toBe(code);
        expect(parseSheetCode(` ${code.toLowerCase().slice(0, 4)} ${code.toLowerCase().slice(4)}`)).toBe(code);
      }),
    );
  });

  it("finds any one wrong character", () => {
    const alphabet = [..."0123456789ABCDEFGHJKMNPQRSTVWXY"];
    fc.assert(
      fc.property(fc.uuid(), fc.integer({ min: 0, max: 6 }), fc.constantFrom(...alphabet), (id, place, other) => {
        const code = sheetCode(id);
        fc.pre(code[place] !== other && code[place] !== "Z");
        expect(parseSheetCode(code.slice(0, place) + other + code.slice(place + 1))).toBeNull();
      }),
    );
  });

  it.each(["", "ABCD", "ABCD-EFGU", "ABCD-EFGH-JKMN", "x".repeat(50)])("%j is none", (text) =>
    expect(parseSheetCode(text)).toBeNull(),
  );
});

describe("differencesOf", () => {
  it.each([
    { first: { 1: ["a"] }, second: { 1: ["a"] }, at: [], why: "the same" },
    { first: { 1: ["a", "b"] }, second: { 1: ["b", "a"] }, at: [], why: "the same in another order" },
    { first: { 1: ["a"] }, second: { 1: ["b"] }, at: [1], why: "another option" },
    { first: { 1: ["a"], 2: [] }, second: { 1: ["a"], 2: ["c"] }, at: [2], why: "one saw a mark" },
    { first: {}, second: { 2: [] }, at: [], why: "both saw none" },
  ])("$at: $why", ({ first, second, at }) => {
    expect(differencesOf([1, 2], first, second).map(({ position }) => position)).toEqual(at);
  });
});

describe("findKeyingProblem", () => {
  const options = [
    { id: "a", letter: "A" },
    { id: "b", letter: "B" },
  ];
  it.each([
    { takesOne: true, chosen: ["a"], problem: null },
    { takesOne: true, chosen: [], problem: null },
    { takesOne: true, chosen: ["a", "b"], problem: { position: 1, reason: "one-only" } },
    { takesOne: false, chosen: ["a", "b"], problem: null },
    { takesOne: false, chosen: ["z"], problem: { position: 1, reason: "no-such-option" } },
  ])("$chosen: $problem", ({ takesOne, chosen, problem }) => {
    expect(findKeyingProblem([{ position: 1, takesOne, options }], { 1: chosen })).toEqual(problem);
  });
});

describe("sheetStanding", () => {
  it.each([
    ["in-progress", 0, "prepared"],
    ["in-progress", 1, "keyed-once"],
    ["in-progress", 2, "differs"],
    ["submitted", 2, "marked"],
    ["voided", 1, "withdrawn"],
  ] as const)("%s keyed %i times is %s", (state, keyed, standing) =>
    expect(sheetStanding(state, keyed)).toBe(standing),
  );
});
