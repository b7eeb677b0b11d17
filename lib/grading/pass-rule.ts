import type { Fraction } from "./fraction";

/** An event's rule: more than `threshold` percent, or at least that much where it is not strict. */
export type PassRule = { readonly threshold: number; readonly strict: boolean };

export type Points = { readonly earned: Fraction; readonly possible: number };

/** A part of a whole as two integers, so that nothing is rounded on the way to a decision. */
export type Share = { readonly part: bigint; readonly whole: bigint };

/**
 * Decides whether earned points pass: 100 x earned > threshold x possible, or >= where the rule is not strict. Nothing
 * passes where nothing was possible.
 * Units: earned and possible in points, threshold in whole percent.
 * Errors: RangeError for points that are negative or more than possible, or a threshold that is not whole or not 0-100.
 * Source: law 1 (pass rule).
 */
export function passes({ earned, possible, threshold, strict }: Points & PassRule): boolean {
  return isOverThreshold(shareOf({ earned, possible }), { threshold, strict });
}

/**
 * Finds the least whole points that pass, or null where not even all points do.
 * Units: points; threshold in whole percent.
 * Errors: RangeError for possible points that are not whole or negative, or a threshold that is not whole or not 0-100.
 * Source: law 1: 25 -> 18, 26 -> 19, 27 -> 19, 28 -> 20, 29 -> 21, 30 -> 22 under "more than 70".
 */
export function leastPointsToPass(possible: number, threshold: number, strict: boolean): number | null {
  checkPossible(possible);
  checkThreshold(threshold);
  const hundredfold = BigInt(threshold) * BigInt(possible);
  const least = strict ? hundredfold / 100n + 1n : (hundredfold + 99n) / 100n;
  return possible === 0 || least > BigInt(possible) ? null : Number(least);
}

/**
 * Compares a share with the threshold by cross-multiplication: the one place where "more than" and "at least" differ.
 * Units: part and whole in one unit, threshold in whole percent.
 * Errors: RangeError for a threshold that is not whole or not 0-100.
 * Source: law 1 (pass rule).
 */
export function isOverThreshold({ part, whole }: Share, { threshold, strict }: PassRule): boolean {
  checkThreshold(threshold);
  if (whole === 0n) return false;
  const excess = 100n * part - BigInt(threshold) * whole;
  return strict ? excess > 0n : excess >= 0n;
}

/**
 * Gives earned points as a share of the possible ones.
 * Units: part and whole in points times the fraction's denominator.
 * Errors: RangeError for possible points that are not whole or negative, and earned ones outside 0 to possible.
 */
export function shareOf({ earned, possible }: Points): Share {
  checkPossible(possible);
  const part = BigInt(earned.numerator);
  const whole = BigInt(possible) * BigInt(earned.denominator);
  if (earned.denominator < 1 || part < 0n || part > whole)
    throw new RangeError(`${earned.numerator}/${earned.denominator} of ${possible} points cannot be earned`);
  return { part, whole };
}

function checkPossible(possible: number): void {
  if (!Number.isSafeInteger(possible) || possible < 0) throw new RangeError(`${possible} is not a number of points`);
}

function checkThreshold(threshold: number): void {
  if (!Number.isInteger(threshold) || threshold < 0 || threshold > 100)
    throw new RangeError(`a threshold is a whole percentage, not ${threshold}`);
}
