import type { Fraction } from "./fraction";
import { isOverThreshold, type PassRule, shareOf } from "./pass-rule";
import { type ShownPercent, showPercent } from "./verdict";

/** What an organizer says about one part of the total before anybody has earned anything. */
export type Component = {
  readonly kind: "exam" | "attendance" | "assignment";
  /** Whole percent of the total. */
  readonly weight: number;
  /** Whole points. */
  readonly possible: number;
};

/** A component with what one person earned in it; null while it is open. */
export type EarnedComponent = Component & { readonly earned: Fraction | null };

export type ComponentProblem = "weight-not-positive" | "weights-not-100" | "nothing-possible";

/** `passed` and `percent` are null while a component is open. */
export type Total =
  | { readonly ok: true; readonly passed: boolean; readonly percent: ShownPercent }
  | { readonly ok: true; readonly passed: null; readonly percent: null }
  | { readonly ok: false; readonly reason: ComponentProblem };

/**
 * Finds what keeps components from making up a total, or null: each weight and each possible amount is whole and
 * positive, and the weights add up to 100.
 * Units: weights in whole percent, possible in whole points.
 * Errors: none; the answer is one of a closed list of reasons, for the organizer.
 * Source: law 1 (pass rule): publishing refuses weights that do not add up and components worth nothing.
 */
export function findComponentProblem(components: readonly Component[]): ComponentProblem | null {
  let sum = 0;
  for (const { weight, possible } of components) {
    if (!Number.isSafeInteger(weight) || weight < 1) return "weight-not-positive";
    if (!Number.isSafeInteger(possible) || possible < 1) return "nothing-possible";
    sum += weight;
  }
  return sum === 100 ? null : "weights-not-100";
}

/**
 * Decides a total of weighted components: the sum of weight x earned / possible against the threshold, multiplied out
 * in BigInt. While a component is open nothing is decided, even where the rest could no longer change it.
 * Units: weights and threshold in whole percent, earned and possible in points.
 * Errors: a reason for what an organizer can cause; RangeError for a threshold that is not whole or not 0-100, and for
 * points earned outside 0 to possible.
 * Source: law 1 (pass rule).
 */
export function decideTotal(components: readonly EarnedComponent[], rule: PassRule): Total {
  const reason = findComponentProblem(components);
  if (reason) return { ok: false, reason };
  let part = 0n;
  let whole = 1n;
  for (const { weight, earned, possible } of components) {
    if (earned === null) return { ok: true, passed: null, percent: null };
    const share = shareOf({ earned, possible });
    part = part * share.whole + BigInt(weight) * share.part * whole;
    whole *= share.whole;
  }
  const total = { part, whole: 100n * whole };
  return { ok: true, passed: isOverThreshold(total, rule), percent: showPercent(total) };
}
