import { add, type Fraction, fraction, nothing } from "./fraction";
import { markFractions, type Shares } from "./mark-fractions";
import { markAllOrNothing, markRightMinusWrong } from "./mark-multiple";
import { type Markable, markSingle } from "./mark-single";

export type QuestionKind =
  | "single"
  | "true-false"
  | "multiple-all-or-nothing"
  | "multiple-right-minus-wrong"
  | "fractions";

/** One question of a drawn form. A voided one stays in the form and leaves the marks; repairSlot applies a repaired key. */
export type Slot = Markable & {
  readonly position: number;
  readonly kind: QuestionKind;
  /** Of the kind "fractions", and of no other. */
  readonly shares?: Shares | null;
  readonly voided?: boolean;
};

export type SlotAnswer = { readonly position: number; readonly optionIds: readonly string[] };

export type FormMark = {
  readonly earned: Fraction;
  readonly possible: number;
  /** One for each slot, in the form's order; null where the slot is voided. Equal marks may be one shared object. */
  readonly marks: readonly (Fraction | null)[];
};

/**
 * Marks a whole drawn form. Unanswered questions stay in the possible points; voided ones leave both sides. The order
 * of the answers and of the options in them changes nothing.
 * Units: points; earned and marks are exact fractions, possible is whole.
 * Errors: RangeError for slots not in ascending order of position, points that are not whole and positive, a second
 * answer to one slot, an answer to no slot, fractions without shares, a true/false question without two options, and
 * whatever the marking of its kind refuses: all of them our own bugs.
 * Source: content/README.md, "Marking"; laws 2 (the form is fixed) and 7 (voiding and repaired keys).
 */
export function markForm(slots: readonly Slot[], answers: readonly SlotAnswer[]): FormMark {
  // Plain loops, and an object only for a mark unlike the one before: an event's regrade marks every attempt at once.
  const chosen = placeAnswers(slots, answers);
  const marks: (Fraction | null)[] = [];
  let possible = 0;
  let wholePoints = 0;
  let parts = nothing;
  let shared = nothing;
  let before = Number.NEGATIVE_INFINITY;
  for (const slot of slots) {
    if (!(slot.position > before)) throw new RangeError("the slots of a form are in ascending order of position");
    before = slot.position;
    const chosenIds = chosen[marks.length] ?? none;
    if (slot.voided) {
      marks.push(null);
      continue;
    }
    if (!Number.isSafeInteger(slot.points) || slot.points < 1)
      throw new RangeError(`slot ${slot.position} is worth ${slot.points}, not whole points`);
    possible += slot.points;
    if (slot.kind === "multiple-right-minus-wrong" || slot.kind === "fractions") {
      const mark = markParts(slot, chosenIds);
      if (mark !== nothing) parts = add(parts, mark);
      marks.push(mark);
      continue;
    }
    const points = slot.kind === "single" ? markSingle(slot, chosenIds) : markWhole(slot, slot.kind, chosenIds);
    wholePoints += points;
    if (points === 0) marks.push(nothing);
    else {
      if (shared.numerator !== points) shared = fraction(points);
      marks.push(shared);
    }
  }
  if (!Number.isSafeInteger(possible)) throw new RangeError("the form's points do not fit into a safe integer");
  const whole = { numerator: wholePoints, denominator: 1 };
  return { earned: parts === nothing ? whole : add(parts, whole), possible, marks };
}

const none: readonly string[] = [];

function markParts(slot: Slot, chosenIds: readonly string[]): Fraction {
  if (slot.kind !== "fractions") return markRightMinusWrong(slot, chosenIds);
  if (!slot.shares) throw new RangeError(`slot ${slot.position} is marked by fractions and has none`);
  return markFractions({ ...slot, shares: slot.shares }, chosenIds);
}

function markWhole(slot: Slot, kind: "true-false" | "multiple-all-or-nothing", chosenIds: readonly string[]) {
  switch (kind) {
    case "true-false":
      if (slot.optionIds.length !== 2)
        throw new RangeError(`slot ${slot.position} is true/false and has ${slot.optionIds.length} options`);
      return markSingle(slot, chosenIds);
    case "multiple-all-or-nothing":
      return markAllOrNothing(slot, chosenIds);
    default:
      throw new RangeError(`slot ${slot.position} is of no known kind: ${kind satisfies never}`);
  }
}

/** What was chosen in each slot, by the slot's index; undefined where nothing was. */
function placeAnswers(slots: readonly Slot[], answers: readonly SlotAnswer[]): (readonly string[] | undefined)[] {
  const chosen: (readonly string[] | undefined)[] = [];
  for (const _ of slots) chosen.push(undefined);
  const first = slots[0]?.position ?? 0;
  for (const { position, optionIds } of answers) {
    // Positions usually have no gaps, and then the index is known without a search.
    let index = position - first;
    if (slots[index]?.position !== position) index = slots.findIndex((slot) => slot.position === position);
    if (index < 0) throw new RangeError(`an answer to position ${position}, which the form does not have`);
    if (chosen[index] !== undefined) throw new RangeError(`two answers to position ${position}`);
    chosen[index] = optionIds;
  }
  return chosen;
}
