import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compare, type Fraction, fraction, nothing } from "./fraction";
import { markForm, type QuestionKind, type Slot } from "./mark-form";
import { fitsRepair, type Repair, repairSlot, repairsOf } from "./repair-slot";

const buildSlot = (fields: Partial<Slot> = {}): Slot => ({
  position: 1,
  points: 2,
  kind: "single",
  optionIds: ["a", "b", "c", "d"],
  keyIds: ["a"],
  ...fields,
});
const accept = (...keyIds: string[]): Repair => ({ kind: "accept", keyIds });
const rekey = (...keyIds: string[]): Repair => ({ kind: "rekey", keyIds });
const voided: Repair = { kind: "void", keyIds: [] };

const mark = (slot: Slot, chosen: readonly string[]): Fraction | null | undefined =>
  markForm([slot], [{ position: 1, optionIds: chosen }]).marks[0];

describe("repairSlot", () => {
  it("leaves a slot without a repair as it is", () => {
    const slot = buildSlot();
    expect(repairSlot(slot, null)).toBe(slot);
  });

  it.each([
    { repair: accept("b"), chosen: ["a"], earned: fraction(2), why: "the key still counts" },
    { repair: accept("b"), chosen: ["b"], earned: fraction(2), why: "so does the accepted one" },
    { repair: accept("b", "c"), chosen: ["c"], earned: fraction(2), why: "any of several accepted" },
    { repair: accept("b"), chosen: ["b", "b"], earned: fraction(2), why: "sent twice is one choice" },
    { repair: accept("b"), chosen: ["a", "b"], earned: nothing, why: "two right ones are two answers" },
    { repair: accept("b"), chosen: ["b", "a"], earned: nothing, why: "the same in another order" },
    { repair: accept("b"), chosen: ["d"], earned: nothing, why: "the others stay wrong" },
    { repair: accept("b"), chosen: [], earned: nothing, why: "unanswered" },
    { repair: rekey("b"), chosen: ["b"], earned: fraction(2), why: "the new key" },
    { repair: rekey("b"), chosen: ["a"], earned: nothing, why: "the old key is wrong now" },
    { repair: voided, chosen: ["a"], earned: null, why: "voided" },
  ])("a single answer, $repair.kind $repair.keyIds, $chosen: $why", ({ repair, chosen, earned }) => {
    expect(mark(repairSlot(buildSlot(), repair), chosen)).toStrictEqual(earned);
  });

  it.each([
    { repair: accept("c"), chosen: ["a", "b"], earned: fraction(2), why: "what was right stays right" },
    { repair: accept("c"), chosen: ["a", "b", "c"], earned: fraction(2), why: "the accepted one may be ticked" },
    { repair: accept("c"), chosen: ["a", "c"], earned: nothing, why: "it does not stand for a key" },
    { repair: accept("c"), chosen: ["a", "b", "c", "d"], earned: nothing, why: "a distractor is one too many" },
    { repair: rekey("c", "d"), chosen: ["c", "d"], earned: fraction(2), why: "the new set" },
    { repair: rekey("c", "d"), chosen: ["a", "b"], earned: nothing, why: "the old set" },
  ])("all or nothing, $repair.kind $repair.keyIds, $chosen: $why", ({ repair, chosen, earned }) => {
    const slot = buildSlot({ kind: "multiple-all-or-nothing", keyIds: ["a", "b"] });
    expect(mark(repairSlot(slot, repair), chosen)).toStrictEqual(earned);
  });

  it.each([
    { repair: accept("c"), chosen: ["a", "c"], earned: fraction(1), why: "the accepted one takes nothing away" },
    { repair: accept("c"), chosen: ["a", "b", "d"], earned: fraction(1), why: "another mistake costs what it did" },
    { repair: rekey("c"), chosen: ["a", "c"], earned: fraction(4, 3), why: "1 - 1/3 of 2" },
  ])("right minus wrong, $repair.kind $repair.keyIds, $chosen: $why", ({ repair, chosen, earned }) => {
    const slot = buildSlot({ kind: "multiple-right-minus-wrong", keyIds: ["a", "b"] });
    expect(mark(repairSlot(slot, repair), chosen)).toStrictEqual(earned);
  });

  const kinds: QuestionKind[] = ["single", "multiple-all-or-nothing", "multiple-right-minus-wrong"];
  const slotRepairChosen = fc
    .record({
      kind: fc.constantFrom(...kinds),
      keys: fc.shuffledSubarray(["a", "b", "c", "d"], { minLength: 1, maxLength: 3 }),
      named: fc.shuffledSubarray(["a", "b", "c", "d"], { minLength: 1 }),
      chosen: fc.shuffledSubarray(["a", "b", "c", "d"]),
    })
    .map(({ kind, keys, named, chosen }) => ({
      slot: buildSlot({ kind, keyIds: kind === "single" ? keys.slice(0, 1) : keys }),
      named,
      chosen,
    }));

  it("accepting never lowers a mark", () => {
    fc.assert(
      fc.property(slotRepairChosen, ({ slot, named, chosen }) => {
        fc.pre(fitsRepair(slot, accept(...named)));
        const before = mark(slot, chosen) as Fraction;
        expect(compare(mark(repairSlot(slot, accept(...named)), chosen) as Fraction, before)).toBeGreaterThanOrEqual(0);
      }),
    );
  });

  it("a new key marks as if the question had always had it", () => {
    fc.assert(
      fc.property(slotRepairChosen, ({ slot, named, chosen }) => {
        fc.pre(fitsRepair(slot, rekey(...named)));
        expect(mark(repairSlot(slot, rekey(...named)), chosen)).toStrictEqual(mark({ ...slot, keyIds: named }, chosen));
      }),
    );
  });

  it("whatever fits can be marked, and whatever does not is refused", () => {
    fc.assert(
      fc.property(slotRepairChosen, fc.constantFrom(accept, rekey), ({ slot, named, chosen }, make) => {
        const repair = make(...named);
        if (fitsRepair(slot, repair)) expect(() => mark(repairSlot(slot, repair), chosen)).not.toThrow();
        else expect(() => repairSlot(slot, repair)).toThrow(RangeError);
      }),
    );
  });
});

describe("fitsRepair", () => {
  it.each([
    { repair: accept("a"), why: "accepting the key itself" },
    { repair: accept(), why: "accepting nothing" },
    { repair: accept("z"), why: "an option of another question" },
    { repair: accept("b", "b"), why: "an option named twice" },
    { repair: rekey("b", "c"), why: "two keys for a single answer" },
    { repair: { kind: "void" as const, keyIds: ["b"] }, why: "a void that names an option" },
  ])("refuses $why", ({ repair }) => {
    expect(fitsRepair(buildSlot(), repair)).toBe(false);
  });

  it("refuses a key that leaves right minus wrong without a distractor", () => {
    const slot = buildSlot({ kind: "multiple-right-minus-wrong" });
    expect(fitsRepair(slot, rekey("a", "b", "c", "d"))).toBe(false);
    expect(fitsRepair(slot, rekey("a", "b", "c"))).toBe(true);
  });

  it("knows only a void for fractions", () => {
    const slot = buildSlot({ kind: "fractions", shares: { a: [1, 1] } });
    expect(repairsOf("fractions")).toEqual(["void"]);
    expect(fitsRepair(slot, voided)).toBe(true);
    expect(fitsRepair(slot, accept("b"))).toBe(false);
    expect(fitsRepair(slot, rekey("b"))).toBe(false);
  });
});
