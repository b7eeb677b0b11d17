/** What marking one question needs: the options it offered, those that are right, and what its slot is worth. */
export type Markable = {
  readonly optionIds: readonly string[];
  readonly keyIds: readonly string[];
  /** Options that a repair of the key made right besides it; see repairSlot. */
  readonly acceptedIds?: readonly string[];
  /** Whole and positive; markForm checks it. */
  readonly points: number;
};

/**
 * Marks a question with one right option, true/false among them: the slot's points for the key alone, or for one accepted
 * option alone; nothing for anything else or no answer.
 * Units: whole points.
 * Errors: RangeError unless exactly one key is among the options (an author's slip), for an accepted option that is not,
 * and for a chosen option that the question does not offer (the answer belongs to another form, and a mark would be a guess).
 * Source: content/README.md, "Marking", rules 1 and 4.
 */
export function markSingle(slot: Markable, chosenIds: readonly string[]): number {
  const keyId = slot.keyIds[0];
  if (keyId === undefined || slot.keyIds.length !== 1 || !slot.optionIds.includes(keyId))
    throw new RangeError("a single-answer question has exactly one key, among its options");
  const rightId = slot.acceptedIds ? acceptedChoice(slot, slot.acceptedIds, keyId, chosenIds) : keyId;
  let right = chosenIds.length > 0;
  for (const id of chosenIds) {
    if (id === rightId) continue;
    if (!slot.optionIds.includes(id)) throw new RangeError(`option ${id} is not in this question`);
    right = false;
  }
  return right ? slot.points : 0;
}

/** Which right option to measure the answer by: the accepted one it begins with, otherwise the key. */
function acceptedChoice(
  slot: Markable,
  acceptedIds: readonly string[],
  keyId: string,
  chosenIds: readonly string[],
): string {
  checkAccepted(slot, acceptedIds);
  const [first] = chosenIds;
  return first !== undefined && acceptedIds.includes(first) ? first : keyId;
}

/** Errors: RangeError for an accepted option that the question does not offer. */
export function checkAccepted(slot: Markable, acceptedIds: readonly string[]): void {
  for (const id of acceptedIds)
    if (!slot.optionIds.includes(id)) throw new RangeError(`the accepted option ${id} is not in this question`);
}
