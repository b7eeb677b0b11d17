import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { add, compare, fraction, nothing } from "./fraction";
import { markForm, type QuestionKind, type Slot, type SlotAnswer } from "./mark-form";
import type { Share, Shares } from "./mark-fractions";
import { passes } from "./pass-rule";

const buildSlot = (fields: Partial<Slot> = {}): Slot => ({
  position: 1,
  points: 1,
  kind: "single",
  optionIds: ["a", "b", "c", "d"],
  keyIds: ["a"],
  ...fields,
});

/** A form of single-answer questions worth one point each, all keyed "a". */
const buildForm = (length: number): Slot[] => Array.from({ length }, (_, index) => buildSlot({ position: index + 1 }));

const answerAll = (slots: readonly Slot[], optionIds: string[]): SlotAnswer[] =>
  slots.map(({ position }) => ({ position, optionIds }));

const kinds: QuestionKind[] = ["single", "multiple-all-or-nothing", "multiple-right-minus-wrong", "fractions"];

const anySlot = fc.record({
  points: fc.integer({ min: 1, max: 20 }),
  kind: fc.constantFrom(...kinds),
  keys: fc.shuffledSubarray(["a", "b", "c", "d"], { minLength: 1, maxLength: 3 }),
  voided: fc.boolean(),
  gap: fc.integer({ min: 1, max: 3 }),
  chosen: fc.option(fc.shuffledSubarray(["a", "b", "c", "d"]), { nil: undefined }),
});

/** A form of every kind, with gaps between positions, voided slots and unanswered questions. */
const formAndAnswers = fc.array(anySlot, { maxLength: 30 }).map((rows) => {
  const slots: Slot[] = [];
  const answers: SlotAnswer[] = [];
  let position = 0;
  for (const { points, kind, keys, voided, gap, chosen } of rows) {
    position += gap;
    const keyIds = kind === "single" ? keys.slice(0, 1) : keys;
    // Each key earns its part, and each other option takes a third away.
    const shares: Shares | null =
      kind === "fractions"
        ? Object.fromEntries(
            ["a", "b", "c", "d"].map((id): [string, Share] => [id, keys.includes(id) ? [1, keys.length] : [-1, 3]]),
          )
        : null;
    slots.push(buildSlot({ position, points, kind, voided, keyIds, shares }));
    if (chosen) answers.push({ position, optionIds: chosen });
  }
  return { slots, answers };
});

describe("markForm", () => {
  it("keeps unanswered questions in the possible points", () => {
    const slots = buildForm(30);
    const mark = markForm(slots, answerAll(slots.slice(0, 21), ["a"]));
    expect(mark).toMatchObject({ earned: fraction(21), possible: 30 });
    expect(mark.marks).toStrictEqual([...Array(21).fill(fraction(1)), ...Array(9).fill(nothing)]);
  });

  it("takes a voided slot out of earned and possible, answered rightly or not at all", () => {
    const slots = buildForm(3).map((slot) => ({ ...slot, voided: slot.position === 2 }));
    const without = markForm(slots, [{ position: 1, optionIds: ["a"] }]);
    const answered = markForm(slots, answerAll(slots, ["a"]).slice(0, 2));
    expect(without).toStrictEqual({ earned: fraction(1), possible: 2, marks: [fraction(1), null, nothing] });
    expect(answered).toStrictEqual(without);
  });

  it("marks each kind by its own rule and sums exactly", () => {
    const fields = { optionIds: ["a", "b", "c", "d", "e"], keyIds: ["a", "b"], points: 3 };
    const slots = [
      buildSlot({ points: 2 }),
      buildSlot({ ...fields, position: 2, kind: "multiple-all-or-nothing" }),
      buildSlot({ ...fields, position: 3, kind: "multiple-right-minus-wrong" }),
      buildSlot({ ...fields, position: 4, kind: "multiple-right-minus-wrong" }),
    ];
    const answers = [
      { position: 1, optionIds: ["a"] },
      { position: 2, optionIds: ["a"] },
      { position: 3, optionIds: ["a"] },
      { position: 4, optionIds: ["a", "c"] },
    ];
    expect(markForm(slots, answers)).toStrictEqual({
      earned: fraction(4),
      possible: 11,
      marks: [fraction(2), nothing, fraction(3, 2), fraction(1, 2)],
    });
  });

  it("marks true/false like a single answer, and fractions by their shares", () => {
    const slots = [
      buildSlot({ kind: "true-false", optionIds: ["t", "f"], keyIds: ["f"], points: 2 }),
      buildSlot({ position: 2, kind: "fractions", shares: { a: [2, 3], b: [1, 3], c: [-1, 3] }, points: 2 }),
      buildSlot({ position: 3, kind: "fractions", shares: { a: [2, 3], b: [1, 3], c: [-1, 3] }, points: 2 }),
    ];
    const answers = [
      { position: 1, optionIds: ["f"] },
      { position: 2, optionIds: ["a", "c"] },
      { position: 3, optionIds: ["b"] },
    ];
    expect(markForm(slots, answers)).toStrictEqual({
      earned: fraction(10, 3),
      possible: 6,
      marks: [fraction(2), fraction(2, 3), fraction(2, 3)],
    });
  });

  it("marks slots of different worth", () => {
    const slots = [1, 5, 5, 2].map((points, index) => buildSlot({ position: index + 1, points }));
    const { earned, possible, marks } = markForm(slots, answerAll(slots, ["a"]));
    expect({ earned, possible }).toStrictEqual({ earned: fraction(13), possible: 13 });
    expect(marks).toStrictEqual([fraction(1), fraction(5), fraction(5), fraction(2)]);
  });

  it("finds slots whose positions have gaps or begin anywhere", () => {
    const slots = [7, 9, 20].map((position) => buildSlot({ position }));
    expect(markForm(slots, [{ position: 20, optionIds: ["a"] }]).marks).toStrictEqual([nothing, nothing, fraction(1)]);
  });

  it("gives nothing of nothing for a form without slots or with all of them voided", () => {
    expect(markForm([], [])).toStrictEqual({ earned: nothing, possible: 0, marks: [] });
    expect(markForm([buildSlot({ voided: true })], [])).toStrictEqual({ earned: nothing, possible: 0, marks: [null] });
  });

  it.each([
    { why: "two answers to one slot", slots: buildForm(2), answers: answerAll([buildSlot(), buildSlot()], ["a"]) },
    { why: "an answer before the form", slots: buildForm(2), answers: [{ position: 0, optionIds: ["a"] }] },
    { why: "an answer after the form", slots: buildForm(2), answers: [{ position: 3, optionIds: ["a"] }] },
    { why: "an answer to no form", slots: [], answers: [{ position: 1, optionIds: [] }] },
    { why: "an answer between positions", slots: buildForm(2), answers: [{ position: 1.5, optionIds: ["a"] }] },
    { why: "an answer to an option of another question", slots: buildForm(1), answers: answerAll(buildForm(1), ["z"]) },
    { why: "two slots at one position", slots: [buildSlot(), buildSlot()], answers: [] },
    { why: "slots out of order", slots: buildForm(2).reverse(), answers: [] },
    { why: "points of nothing", slots: [buildSlot({ points: 0 })], answers: [] },
    { why: "broken points", slots: [buildSlot({ points: 0.5 })], answers: [] },
    { why: "a question without a key", slots: [buildSlot({ keyIds: [] })], answers: [] },
    { why: "true/false with three options", slots: [buildSlot({ kind: "true-false" })], answers: [] },
    { why: "fractions without shares", slots: [buildSlot({ kind: "fractions" })], answers: [] },
    { why: "an unknown kind", slots: [buildSlot({ kind: "essay" as QuestionKind })], answers: [] },
    {
      why: "points beyond the safe integers",
      slots: buildForm(2).map((slot) => ({ ...slot, points: Number.MAX_SAFE_INTEGER })),
      answers: [],
    },
  ])("refuses $why", ({ slots, answers }) => {
    expect(() => markForm(slots, answers)).toThrow(RangeError);
  });

  it("earns the exact sum of its marks, out of the sum of the points not voided", () => {
    fc.assert(
      fc.property(formAndAnswers, ({ slots, answers }) => {
        const { earned, possible, marks } = markForm(slots, answers);
        const counted = slots.filter((slot) => !slot.voided);
        expect(marks.map((mark) => mark === null)).toStrictEqual(slots.map((slot) => slot.voided === true));
        expect(marks.reduce<typeof nothing>((sum, mark) => (mark ? add(sum, mark) : sum), nothing)).toStrictEqual(
          earned,
        );
        expect(possible).toBe(counted.reduce((sum, slot) => sum + slot.points, 0));
        expect(compare(earned, fraction(possible))).toBeLessThanOrEqual(0);
      }),
    );
  });

  it("does not look at the order of answers, or of options within one", () => {
    const shuffled = formAndAnswers.chain(({ slots, answers }) =>
      fc.record({
        slots: fc.constant(slots),
        answers: fc.constant(answers),
        again: fc.shuffledSubarray(answers, { minLength: answers.length }),
      }),
    );
    fc.assert(
      fc.property(shuffled, ({ slots, answers, again }) => {
        const turned = again.map((answer) => ({ ...answer, optionIds: [...answer.optionIds].reverse() }));
        expect(markForm(slots, turned)).toStrictEqual(markForm(slots, answers));
      }),
    );
  });

  it("never falls when one answer more is right", () => {
    fc.assert(
      fc.property(formAndAnswers, ({ slots, answers }) => {
        const before = markForm(slots, answers).earned;
        for (const { position, keyIds } of slots) {
          const others = answers.filter((answer) => answer.position !== position);
          const after = markForm(slots, [...others, { position, optionIds: keyIds }]).earned;
          expect(compare(after, before)).toBeGreaterThanOrEqual(0);
        }
      }),
    );
  });

  it("reaches the same verdict when every slot is worth the same number of times as much", () => {
    const rule = { threshold: fc.integer({ min: 0, max: 100 }), strict: fc.boolean() };
    fc.assert(
      fc.property(
        formAndAnswers,
        fc.record(rule),
        fc.integer({ min: 2, max: 50 }),
        ({ slots, answers }, rule, factor) => {
          const scaled = slots.map((slot) => ({ ...slot, points: slot.points * factor }));
          expect(passes({ ...markForm(scaled, answers), ...rule })).toBe(
            passes({ ...markForm(slots, answers), ...rule }),
          );
        },
      ),
    );
  });

  it("marks a voided slot as if the form had never had it", () => {
    fc.assert(
      fc.property(formAndAnswers, ({ slots, answers }) => {
        const kept = slots.filter((slot) => !slot.voided);
        const keptAnswers = answers.filter(({ position }) => kept.some((slot) => slot.position === position));
        const { earned, possible } = markForm(slots, answers);
        expect(markForm(kept, keptAnswers)).toMatchObject({ earned, possible });
      }),
    );
  });
});
