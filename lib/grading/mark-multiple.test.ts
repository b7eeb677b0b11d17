import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compare, fraction, nothing, times } from "./fraction";
import { markAllOrNothing, markRightMinusWrong } from "./mark-multiple";
import type { Markable } from "./mark-single";

const buildSlot = (fields: Partial<Markable> = {}): Markable => ({
  optionIds: ["a", "b", "c", "d", "e"],
  keyIds: ["a", "c"],
  points: 3,
  ...fields,
});

/** A question of two to eight options with at least one key and one distractor, and some of its options chosen. */
const slotAndChosen = fc.integer({ min: 2, max: 8 }).chain((count) => {
  const optionIds = Array.from({ length: count }, (_, index) => `o${index}`);
  return fc.record({
    slot: fc.record({
      optionIds: fc.constant(optionIds),
      keyIds: fc.shuffledSubarray(optionIds, { minLength: 1, maxLength: count - 1 }),
      points: fc.integer({ min: 1, max: 100 }),
    }),
    chosen: fc.shuffledSubarray(optionIds),
  });
});

describe("markAllOrNothing", () => {
  it.each([
    { chosen: ["a", "c"], earned: 3, why: "exactly the right set" },
    { chosen: ["c", "a"], earned: 3, why: "in another order" },
    { chosen: ["a", "c", "a"], earned: 3, why: "one of them sent twice" },
    { chosen: ["a"], earned: 0, why: "one key missing" },
    { chosen: ["a", "a"], earned: 0, why: "one key twice is not two keys" },
    { chosen: ["a", "c", "d"], earned: 0, why: "one distractor too many" },
    { chosen: ["b", "d", "e"], earned: 0, why: "the opposite" },
    { chosen: [], earned: 0, why: "unanswered" },
  ])("$chosen earns $earned: $why", ({ chosen, earned }) => {
    expect(markAllOrNothing(buildSlot(), chosen)).toBe(earned);
  });

  it("marks a question all of whose options are right", () => {
    const slot = buildSlot({ keyIds: ["a", "b", "c", "d", "e"] });
    expect(markAllOrNothing(slot, ["e", "d", "c", "b", "a"])).toBe(3);
    expect(markAllOrNothing(slot, ["a", "b", "c", "d"])).toBe(0);
  });

  it("gives the whole points exactly when the sets are equal", () => {
    fc.assert(
      fc.property(slotAndChosen, ({ slot, chosen }) => {
        const equal = [...slot.keyIds].sort().join() === [...chosen].sort().join();
        expect(markAllOrNothing(slot, chosen)).toBe(equal ? slot.points : 0);
      }),
    );
  });
});

describe("markRightMinusWrong", () => {
  it.each([
    { chosen: ["a", "c"], earned: fraction(3), why: "the right set" },
    { chosen: ["a"], earned: fraction(3, 2), why: "1/2 of 3" },
    { chosen: ["a", "a"], earned: fraction(3, 2), why: "an option sent twice counts once" },
    { chosen: ["a", "c", "b"], earned: fraction(2), why: "2/2 - 1/3 of 3" },
    { chosen: ["a", "b"], earned: fraction(1, 2), why: "1/2 - 1/3 of 3" },
    { chosen: ["a", "b", "d"], earned: nothing, why: "1/2 - 2/3 is below nothing" },
    { chosen: ["b"], earned: nothing, why: "a distractor alone" },
    { chosen: ["a", "b", "c", "d", "e"], earned: nothing, why: "everything ticked" },
    { chosen: [], earned: nothing, why: "unanswered" },
  ])("$chosen earns $earned.numerator/$earned.denominator: $why", ({ chosen, earned }) => {
    expect(markRightMinusWrong(buildSlot(), chosen)).toStrictEqual(earned);
  });

  it("refuses a question without a distractor", () => {
    expect(() => markRightMinusWrong(buildSlot({ optionIds: ["a", "c"] }), ["a"])).toThrow("needs a distractor");
  });

  it("earns nothing for ticking everything, and everything for exactly the key", () => {
    fc.assert(
      fc.property(slotAndChosen, ({ slot }) => {
        expect(markRightMinusWrong(slot, slot.optionIds)).toStrictEqual(nothing);
        expect(markRightMinusWrong(slot, slot.keyIds)).toStrictEqual(fraction(slot.points));
      }),
    );
  });

  it("never falls by one more right option, nor rises by one more wrong one", () => {
    fc.assert(
      fc.property(slotAndChosen, ({ slot, chosen }) => {
        const before = markRightMinusWrong(slot, chosen);
        for (const id of slot.optionIds) {
          const change = compare(markRightMinusWrong(slot, [...chosen, id]), before);
          expect(slot.keyIds.includes(id) ? change >= 0 : change <= 0).toBe(true);
        }
      }),
    );
  });

  it("agrees with the formula in integers that cannot overflow", () => {
    fc.assert(
      fc.property(slotAndChosen, ({ slot, chosen }) => {
        const keys = BigInt(slot.keyIds.length);
        const distractors = BigInt(slot.optionIds.length) - keys;
        const right = BigInt(chosen.filter((id) => slot.keyIds.includes(id)).length);
        const net = right * distractors - (BigInt(chosen.length) - right) * keys;
        const mark = markRightMinusWrong(slot, chosen);
        expect(BigInt(mark.numerator) * keys * distractors).toBe(
          (net > 0n ? net : 0n) * BigInt(slot.points) * BigInt(mark.denominator),
        );
      }),
    );
  });

  it("scales with the slot's points", () => {
    fc.assert(
      fc.property(slotAndChosen, fc.integer({ min: 1, max: 50 }), ({ slot, chosen }, factor) => {
        const scaled = markRightMinusWrong({ ...slot, points: slot.points * factor }, chosen);
        expect(scaled).toStrictEqual(times(markRightMinusWrong(slot, chosen), factor));
      }),
    );
  });
});

describe.each([
  { name: "markAllOrNothing", mark: markAllOrNothing },
  { name: "markRightMinusWrong", mark: markRightMinusWrong },
])("$name", ({ mark }) => {
  it.each([
    { fields: { keyIds: [] }, says: "key is empty", why: "no key" },
    { fields: { keyIds: ["a", "f"] }, says: "not among", why: "a key outside the options" },
    { fields: { keyIds: ["a", "a"] }, says: "not among", why: "a key listed twice" },
    { fields: { optionIds: ["a", "b", "b", "c"] }, says: "listed twice", why: "an option listed twice" },
  ])("refuses a question with $why, even unanswered", ({ fields, says }) => {
    expect(() => mark(buildSlot(fields), [])).toThrow(says);
  });

  it("refuses an answer from another question", () => {
    expect(() => mark(buildSlot(), ["a", "f"])).toThrow("not in this question");
  });

  it("does not look at the order of options, keys or choices", () => {
    const shuffled = slotAndChosen.chain(({ slot, chosen }) =>
      fc.record({
        slot: fc.constant(slot),
        chosen: fc.constant(chosen),
        optionIds: fc.shuffledSubarray([...slot.optionIds], { minLength: slot.optionIds.length }),
        keyIds: fc.shuffledSubarray([...slot.keyIds], { minLength: slot.keyIds.length }),
        again: fc.shuffledSubarray([...chosen], { minLength: chosen.length }),
      }),
    );
    fc.assert(
      fc.property(shuffled, ({ slot, chosen, optionIds, keyIds, again }) => {
        expect(mark({ ...slot, optionIds, keyIds }, again)).toStrictEqual(mark(slot, chosen));
      }),
    );
  });
});
