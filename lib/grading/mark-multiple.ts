import { type Fraction, fraction, nothing, times } from "./fraction";
import { checkAccepted, type Markable } from "./mark-single";

/**
 * Marks "choose all that apply" by all or nothing: the slot's points for exactly the right set, otherwise nothing.
 * Accepted options may be in it or not.
 * Units: whole points.
 * Errors: RangeError for no key, a key outside the options or an option listed twice (an author's slip), and for a
 * chosen option that the question does not offer.
 * Source: content/README.md, "Marking", rules 2 and 4.
 */
export function markAllOrNothing(slot: Markable, chosenIds: readonly string[]): number {
  const { right, wrong } = countChosen(slot, chosenIds);
  return right === slot.keyIds.length && wrong === 0 ? slot.points : 0;
}

/**
 * Marks "choose all that apply" by right minus wrong: slot points x max(0, right/R - wrong/W), where R and W count the
 * question's keys and distractors. Ticking everything earns nothing, and so does ticking nothing. An accepted option is
 * never counted as wrong; it still counts in W, so that accepting one makes no other mistake dearer.
 * Units: points, as an exact fraction.
 * Errors: as markAllOrNothing, and RangeError for a question without a distractor; use all or nothing there.
 * Source: content/README.md, "Marking", rules 2 and 4.
 */
export function markRightMinusWrong(slot: Markable, chosenIds: readonly string[]): Fraction {
  const { right, wrong } = countChosen(slot, chosenIds);
  const keys = slot.keyIds.length;
  const distractors = slot.optionIds.length - keys;
  if (distractors === 0) throw new RangeError("right minus wrong needs a distractor");
  const net = right * distractors - wrong * keys;
  return net > 0 ? times(fraction(net, keys * distractors), slot.points) : nothing;
}

/** Counts over the options, not over what was sent, so that an option sent twice counts once. */
function countChosen(slot: Markable, chosenIds: readonly string[]): { right: number; wrong: number } {
  if (slot.acceptedIds) checkAccepted(slot, slot.acceptedIds);
  let keyed = 0;
  let right = 0;
  let wrong = 0;
  let index = 0;
  for (const id of slot.optionIds) {
    if (slot.optionIds.indexOf(id) !== index++) throw new RangeError(`option ${id} is listed twice`);
    const isKey = slot.keyIds.includes(id);
    if (isKey) keyed++;
    if (!chosenIds.includes(id)) continue;
    if (isKey) right++;
    else if (!slot.acceptedIds?.includes(id)) wrong++;
  }
  if (keyed === 0 || keyed !== slot.keyIds.length) throw new RangeError("the key is empty or not among the options");
  for (const id of chosenIds)
    if (!slot.optionIds.includes(id)) throw new RangeError(`option ${id} is not in this question`);
  return { right, wrong };
}
