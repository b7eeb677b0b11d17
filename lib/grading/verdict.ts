import { type Fraction, fraction, nothing, subtract, times } from "./fraction";
import { leastPointsToPass, type PassRule, type Points, passes, type Share, shareOf } from "./pass-rule";

/**
 * A percentage for people, rounded down to one decimal: 703 tenths and not exact is "70.3 %, and a little more". With
 * both fields shown, it lies on the same side of every whole threshold as the exact share.
 */
export type ShownPercent = { readonly tenths: number; readonly exact: boolean };

/** A decision with everything a person needs to check it; what is said of it is the screen's. */
export type Verdict = Points &
  PassRule & {
    readonly passed: boolean;
    /** null where nothing was possible. */
    readonly percent: ShownPercent | null;
    /** The threshold in points: more than these, or at least these where the rule is not strict. */
    readonly thresholdPoints: Fraction;
    /**
     * The least whole points that pass; null where none do. Broken points between `thresholdPoints` and these pass too,
     * so a screen that shows broken points states `thresholdPoints`.
     */
    readonly leastPoints: number | null;
    /** From earned to `leastPoints`; nothing if, and only if, passed; null where no points pass. */
    readonly missingPoints: Fraction | null;
  };

/**
 * Explains the decision over earned points as data.
 * Units: points and whole percent; the shown percentage is in tenths of a percent.
 * Errors: as passes.
 * Source: law 1 (pass rule).
 */
export function explainVerdict({ earned, possible, threshold, strict }: Points & PassRule): Verdict {
  const passed = passes({ earned, possible, threshold, strict });
  const leastPoints = leastPointsToPass(possible, threshold, strict);
  return {
    earned,
    possible,
    threshold,
    strict,
    passed,
    percent: possible === 0 ? null : showPercent(shareOf({ earned, possible })),
    thresholdPoints: times(fraction(threshold, 100), possible),
    leastPoints,
    missingPoints: passed ? nothing : leastPoints === null ? null : subtract(fraction(leastPoints), earned),
  };
}

/**
 * Rounds a share down to tenths of a percent and says whether that lost anything.
 * Units: part and whole in one unit; the result in tenths of a percent.
 * Errors: RangeError for a whole of nothing.
 */
export function showPercent({ part, whole }: Share): ShownPercent {
  return { tenths: Number((1000n * part) / whole), exact: (1000n * part) % whole === 0n };
}
