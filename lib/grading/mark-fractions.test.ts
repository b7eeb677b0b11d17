import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compare, fraction, nothing, times } from "./fraction";
import { markFractions, type Share, type Shares } from "./mark-fractions";
import type { Markable } from "./mark-single";

type Parts = Markable & { readonly shares: Shares };

/** A and B are right by halves, C takes a quarter away, D everything, E is worth nothing. */
const buildSlot = (fields: Partial<Parts> = {}): Parts => ({
  optionIds: ["a", "b", "c", "d", "e"],
  keyIds: ["a", "b"],
  points: 3,
  shares: { a: [1, 2], b: [1, 2], c: [-1, 4], d: [-1, 1] },
  ...fields,
});

const share = fc.tuple(fc.integer({ min: -12, max: 12 }), fc.integer({ min: 1, max: 12 }));

/** A question of two to eight options with shares of any sign, one of them above nothing, and some of its options chosen. */
const slotAndChosen = fc.integer({ min: 2, max: 8 }).chain((count) => {
  const optionIds = Array.from({ length: count }, (_, index) => `o${index}`);
  return fc.record({
    slot: fc.record({
      optionIds: fc.constant(optionIds),
      keyIds: fc.constant(["o0"]),
      points: fc.integer({ min: 1, max: 100 }),
      shares: fc
        .tuple(fc.array(share, { minLength: count, maxLength: count }), fc.integer({ min: 1, max: 12 }))
        .map(
          ([parts, least]): Shares =>
            Object.fromEntries(optionIds.map((id, i) => [id, i === 0 ? [least, 4] : (parts[i] as Share)])),
        ),
    }),
    chosen: fc.shuffledSubarray(optionIds),
  });
});

describe("markFractions", () => {
  it.each([
    { chosen: ["a", "b"], earned: fraction(3), why: "both halves" },
    { chosen: ["a"], earned: fraction(3, 2), why: "one half of 3" },
    { chosen: ["b", "c"], earned: fraction(3, 4), why: "1/2 - 1/4 of 3" },
    { chosen: ["c", "b"], earned: fraction(3, 4), why: "the same in another order" },
    { chosen: ["b", "b", "c"], earned: fraction(3, 4), why: "an option sent twice counts once" },
    { chosen: ["a", "b", "d"], earned: nothing, why: "everything gained is taken away" },
    { chosen: ["c"], earned: nothing, why: "never below nothing" },
    { chosen: ["a", "e"], earned: fraction(3, 2), why: "an option without a share is worth nothing" },
    { chosen: [], earned: nothing, why: "unanswered" },
  ])("$chosen earns $earned.numerator/$earned.denominator: $why", ({ chosen, earned }) => {
    expect(markFractions(buildSlot(), chosen)).toStrictEqual(earned);
  });

  it("never gives more than the slot's points", () => {
    const slot = buildSlot({ shares: { a: [2, 3], b: [2, 3], c: [-1, 3] } });
    expect(markFractions(slot, ["a", "b"])).toStrictEqual(fraction(3));
    expect(markFractions(slot, ["a", "b", "c"]), "the ceiling is on the sum").toStrictEqual(fraction(3));
  });

  it("adds thirds up to the whole", () => {
    const slot = buildSlot({ shares: { a: [1, 3], b: [1, 3], c: [1, 3] }, points: 1 });
    expect(markFractions(slot, ["a", "b", "c"])).toStrictEqual(fraction(1));
  });

  it.each([
    { fields: { shares: {} }, says: "worth something", why: "no share at all" },
    { fields: { shares: { a: [-1, 2] } as Shares }, says: "worth something", why: "nothing to gain" },
    { fields: { shares: { a: [1, 0] } as Shares }, says: "not a share", why: "a denominator of nothing" },
    { fields: { shares: { a: [0.5, 1] } as Shares }, says: "not a share", why: "a broken numerator" },
    { fields: { shares: { z: [1, 1] } as Shares }, says: "no option", why: "a share of no option" },
    { fields: { optionIds: ["a", "b", "b"], shares: { a: [1, 1] } as Shares }, says: "twice", why: "an option twice" },
    { fields: { acceptedIds: ["c"] }, says: "no accepted options", why: "accepted options" },
  ])("refuses a question with $why, even unanswered", ({ fields, says }) => {
    expect(() => markFractions(buildSlot(fields), [])).toThrow(says);
    expect(() => markFractions(buildSlot(fields), [])).toThrow(RangeError);
  });

  it("refuses an answer from another question", () => {
    expect(() => markFractions(buildSlot(), ["a", "z"])).toThrow("not in this question");
  });

  it("agrees with the sum in integers that cannot overflow, cut at nothing and at the points", () => {
    fc.assert(
      fc.property(slotAndChosen, ({ slot, chosen }) => {
        let numerator = 0n;
        let denominator = 1n;
        for (const id of chosen) {
          const [n, d] = slot.shares[id] as Share;
          numerator = numerator * BigInt(d) + BigInt(n) * denominator;
          denominator *= BigInt(d);
        }
        if (numerator < 0n) numerator = 0n;
        if (numerator > denominator) numerator = denominator;
        const mark = markFractions(slot, chosen);
        expect(BigInt(mark.numerator) * denominator).toBe(numerator * BigInt(slot.points) * BigInt(mark.denominator));
      }),
    );
  });

  it("lies between nothing and the points, and scales with them", () => {
    fc.assert(
      fc.property(slotAndChosen, fc.integer({ min: 1, max: 50 }), ({ slot, chosen }, factor) => {
        const mark = markFractions(slot, chosen);
        expect(compare(mark, nothing)).toBeGreaterThanOrEqual(0);
        expect(compare(mark, fraction(slot.points))).toBeLessThanOrEqual(0);
        expect(markFractions({ ...slot, points: slot.points * factor }, chosen)).toStrictEqual(times(mark, factor));
      }),
    );
  });

  it("rises or stays by an option worth something, and falls or stays by one that takes away", () => {
    fc.assert(
      fc.property(slotAndChosen, ({ slot, chosen }) => {
        const before = markFractions(slot, chosen);
        for (const id of slot.optionIds) {
          const change = compare(markFractions(slot, [...chosen, id]), before);
          expect((slot.shares[id] as Share)[0] >= 0 ? change >= 0 : change <= 0).toBe(true);
        }
      }),
    );
  });
});
