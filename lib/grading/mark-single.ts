/** What marking one question needs: the options it offered, those that are right, and what its slot is worth. */
export type Markable = {
  readonly optionIds: readonly string[];
  readonly keyIds: readonly string[];
  /** Whole and positive; markForm checks it. */
  readonly points: number;
};

/**
 * Marks a question with one right option: the slot's points for the key alone, nothing for anything else or no answer.
 * Units: whole points.
 * Errors: RangeError unless exactly one key is among the options (an author's slip), and for a chosen option that the
 * question does not offer (the answer belongs to another form, and a mark would be a guess).
 * Source: content/README.md, "Marking", rule 1.
 */
export function markSingle(slot: Markable, chosenIds: readonly string[]): number {
  const keyId = slot.keyIds[0];
  if (keyId === undefined || slot.keyIds.length !== 1 || !slot.optionIds.includes(keyId))
    throw new RangeError("a single-answer question has exactly one key, among its options");
  let right = chosenIds.length > 0;
  for (const id of chosenIds) {
    if (id === keyId) continue;
    if (!slot.optionIds.includes(id)) throw new RangeError(`option ${id} is not in this question`);
    right = false;
  }
  return right ? slot.points : 0;
}
