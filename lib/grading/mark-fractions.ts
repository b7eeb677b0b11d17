import { add, compare, type Fraction, fraction, nothing, subtract, times } from "./fraction";
import type { Markable } from "./mark-single";

/** What choosing an option adds to a question's mark: numerator and denominator of the slot's points; below zero it takes away. */
export type Share = readonly [numerator: number, denominator: number];

/** Option id to share; an option without one is worth nothing. */
export type Shares = Readonly<Record<string, Share>>;

const whole = fraction(1);

/**
 * Marks a question whose options are each worth a share of the slot's points: the points times the sum of the chosen
 * options' shares, never below nothing nor above the points.
 * Units: points, as an exact fraction.
 * Errors: RangeError for a share that is not a pair of safe integers with a denominator of one or more, for a share of no
 * option, for no share above nothing, for an option listed twice (an author's slip), for accepted options (a repair of
 * such a question is a void), and for a chosen option that the question does not offer.
 * Source: content/README.md, "Marking", rule 3.
 */
export function markFractions(slot: Markable & { readonly shares: Shares }, chosenIds: readonly string[]): Fraction {
  checkShares(slot);
  let gained = nothing;
  let lost = nothing;
  // Over the options, not over what was sent, so that an option sent twice counts once.
  for (const id of slot.optionIds) {
    const share = slot.shares[id];
    if (!share || !chosenIds.includes(id)) continue;
    const [numerator, denominator] = share;
    if (numerator > 0) gained = add(gained, fraction(numerator, denominator));
    else lost = add(lost, fraction(-numerator, denominator));
  }
  for (const id of chosenIds)
    if (!slot.optionIds.includes(id)) throw new RangeError(`option ${id} is not in this question`);
  if (compare(gained, lost) <= 0) return nothing;
  const net = subtract(gained, lost);
  return times(compare(net, whole) > 0 ? whole : net, slot.points);
}

function checkShares({ optionIds, shares, acceptedIds }: Markable & { readonly shares: Shares }): void {
  if (acceptedIds) throw new RangeError("a question marked by fractions has no accepted options");
  let index = 0;
  let positive = false;
  for (const id of optionIds)
    if (optionIds.indexOf(id) !== index++) throw new RangeError(`option ${id} is listed twice`);
  for (const [id, [numerator, denominator]] of Object.entries(shares)) {
    if (!optionIds.includes(id)) throw new RangeError(`the share of ${id} belongs to no option`);
    if (!Number.isSafeInteger(numerator) || !Number.isSafeInteger(denominator) || denominator < 1)
      throw new RangeError(`${numerator}/${denominator} is not a share`);
    if (numerator > 0) positive = true;
  }
  if (!positive) throw new RangeError("a question marked by fractions has an option worth something");
}
