import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Markable, markSingle } from "./mark-single";

const buildSlot = (fields: Partial<Markable> = {}): Markable => ({
  optionIds: ["a", "b", "c", "d"],
  keyIds: ["b"],
  points: 2,
  ...fields,
});

describe("markSingle", () => {
  it.each([
    { chosen: ["b"], earned: 2, why: "the key" },
    { chosen: ["a"], earned: 0, why: "a distractor" },
    { chosen: [], earned: 0, why: "unanswered" },
    { chosen: ["b", "c"], earned: 0, why: "the key and a distractor" },
    { chosen: ["c", "b"], earned: 0, why: "the same in the other order" },
    { chosen: ["b", "b"], earned: 2, why: "the key sent twice is one choice" },
    { chosen: ["a", "b", "c", "d"], earned: 0, why: "everything ticked" },
  ])("$chosen earns $earned: $why", ({ chosen, earned }) => {
    expect(markSingle(buildSlot(), chosen)).toBe(earned);
  });

  it.each([
    { fields: { keyIds: [] }, why: "no key" },
    { fields: { keyIds: ["a", "b"] }, why: "two keys" },
    { fields: { keyIds: ["e"] }, why: "a key outside the options" },
  ])("refuses a question with $why, even unanswered", ({ fields }) => {
    expect(() => markSingle(buildSlot(fields), [])).toThrow("exactly one key");
  });

  it.each([{ chosen: ["e"] }, { chosen: ["b", "e"] }])(
    "refuses an answer from another question: $chosen",
    ({ chosen }) => {
      expect(() => markSingle(buildSlot(), chosen)).toThrow("not in this question");
    },
  );

  it("gives the whole points to exactly one of any set of choices, or nothing", () => {
    const slot = buildSlot();
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...slot.optionIds)), (chosen) => {
        const isKeyAlone = new Set(chosen).size === 1 && chosen[0] === "b";
        expect(markSingle(slot, chosen)).toBe(isKeyAlone ? 2 : 0);
      }),
    );
  });
});
