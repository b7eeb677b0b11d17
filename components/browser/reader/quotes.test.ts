import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { clean, findQuote } from "./quotes";

describe("findQuote", () => {
  it.each([
    { pieces: ["A State should act."], quote: "State should", spans: ["0:2-14"], why: "in one piece" },
    {
      pieces: ["A State ", "should", " act."],
      quote: "State should act",
      spans: ["0:2-8", "1:0-6", "2:0-4"],
      why: "over pieces",
    },
    { pieces: ["A State\n   should act."], quote: "State should", spans: ["0:2-17"], why: "over a line break" },
    { pieces: ["one two one two"], quote: "one two", spans: ["0:0-7"], why: "the first of two" },
    { pieces: ["one"], quote: "two", spans: [], why: "not there" },
    { pieces: ["one"], quote: "  ", spans: [], why: "nothing to look for" },
    { pieces: ["معيار ", "الدول"], quote: "معيار الدول", spans: ["0:0-6", "1:0-5"], why: "Arabic" },
  ])("$quote stands at $spans: $why", ({ pieces, quote, spans }) => {
    expect(findQuote(pieces, quote).map(({ piece, from, to }) => `${piece}:${from}-${to}`)).toEqual(spans);
  });

  it("finds again whatever was cut out of a text, and covers just those words", () => {
    const pieces = fc.array(fc.string({ maxLength: 12 }), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(pieces, fc.nat(40), fc.nat(40), (texts, from, length) => {
        const quote = texts.join("").slice(from, from + length);
        const found = findQuote(texts, quote);
        const covered = clean(
          found.map(({ piece, from: start, to }) => (texts[piece] ?? "").slice(start, to)).join(""),
        );
        expect(covered).toBe(clean(quote));
      }),
    );
  });
});
