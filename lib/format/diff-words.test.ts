import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type DiffPart, diffWords } from "./diff-words";

const words = fc.array(fc.constantFrom("norm", "state", "CSIRT", "قاعدة", "the"), { maxLength: 14 });
const join = (parts: readonly DiffPart[], ...kinds: DiffPart["kind"][]): string =>
  parts
    .filter(({ kind }) => kinds.includes(kind))
    .map(({ text }) => text)
    .join(" ");

/** The longest common subsequence by trying everything: shares no code with what it checks. */
function longestCommon(a: readonly string[], b: readonly string[]): number {
  const [first, ...rest] = a;
  if (first === undefined || b.length === 0) return 0;
  const without = longestCommon(rest, b);
  const at = b.indexOf(first);
  return at < 0 ? without : Math.max(without, 1 + longestCommon(rest, b.slice(at + 1)));
}

describe("diffWords", () => {
  it.each([
    { before: "a b c", after: "a b c", parts: [{ kind: "same", text: "a b c" }], why: "equal texts" },
    { before: "", after: "", parts: [], why: "two empty texts" },
    { before: "", after: "a b", parts: [{ kind: "new", text: "a b" }], why: "all new" },
    { before: "a b", after: " ", parts: [{ kind: "gone", text: "a b" }], why: "all gone" },
    {
      before: "States should not knowingly allow",
      after: "States should never allow",
      parts: [
        { kind: "same", text: "States should" },
        { kind: "gone", text: "not knowingly" },
        { kind: "new", text: "never" },
        { kind: "same", text: "allow" },
      ],
      why: "two words for one",
    },
  ])("$why", ({ before, after, parts }) => {
    expect(diffWords(before, after)).toEqual(parts);
  });

  it("does not see other white space", () => {
    expect(diffWords("a  b\nc", "a b c")).toEqual([{ kind: "same", text: "a b c" }]);
  });

  it("gives both texts back, and neighbouring parts are of other kinds", () => {
    fc.assert(
      fc.property(words, words, (a, b) => {
        const parts = diffWords(a.join(" "), b.join(" "));
        expect(join(parts, "same", "gone")).toBe(a.join(" "));
        expect(join(parts, "same", "new")).toBe(b.join(" "));
        for (const [i, { kind }] of parts.entries()) expect(kind).not.toBe(parts[i + 1]?.kind);
      }),
    );
  });

  it("keeps as many words as can be kept", () => {
    fc.assert(
      fc.property(
        words.map((w) => w.slice(0, 9)),
        words.map((w) => w.slice(0, 9)),
        (a, b) => {
          const kept = join(diffWords(a.join(" "), b.join(" ")), "same")
            .split(" ")
            .filter(Boolean).length;
          expect(kept).toBe(longestCommon(a, b));
        },
      ),
    );
  });
});
