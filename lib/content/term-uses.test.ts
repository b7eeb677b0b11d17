import { describe, expect, it } from "vitest";
import { findTermUses, usesTerm } from "./term-uses";

const norm = { term: "Norm", abbreviation: null };
const union = { term: "African Union", abbreviation: "AU" };

describe("usesTerm", () => {
  it.each([
    { text: "A norm is voluntary.", term: norm, used: true, why: "in lower case" },
    { text: "Eleven norms.", term: norm, used: true, why: "as a plural" },
    { text: "It is normal.", term: norm, used: false, why: "part of another word" },
    { text: "The African\nUnion met.", term: union, used: true, why: "over the end of a line" },
    { text: "Ask the AU.", term: union, used: true, why: "by its short form" },
    { text: "Sold au gramme.", term: union, used: false, why: "the short form in other letters is another word" },
    { text: "See AU-CAP.", term: union, used: false, why: "part of a symbol" },
  ])("$used: $why", ({ text, term, used }) => expect(usesTerm(text, term)).toBe(used));
});

describe("findTermUses", () => {
  it("lists the lessons of each term in their order, and none for a term that nobody uses", () => {
    const lessons = [
      { address: "m/a", text: "A norm." },
      { address: "m/b", text: "Nothing." },
      { address: "m/c", text: "Norms of the AU." },
    ];
    const uses = findTermUses(
      [
        { slug: "norm", ...norm },
        { slug: "baseline", term: "Baseline", abbreviation: null },
      ],
      lessons,
    );
    expect(Object.fromEntries(uses)).toEqual({ norm: ["m/a", "m/c"], baseline: [] });
  });
});
