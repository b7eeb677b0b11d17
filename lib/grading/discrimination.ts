import { checkOneVersion, earnedShare, type ItemAnswer, restShare } from "./item-answer";
import { computed, leastAnswersToRelate, notComputable, type Statistic } from "./statistic";

/**
 * Computes how far a question version tells the able from the less able: the correlation between what it earned and what
 * the rest of the attempt earned (the point-biserial, where a question is right or wrong). The question itself is left
 * out of the rest, or it would correlate with itself; both are shares, since forms differ. Answers in a form of one
 * question have no rest and do not count.
 * Units: none, -1 to 1; `n` in answers with a rest. Below zero, the able do worse: look at the key.
 * Errors: "too-few" under 100 answers; "no-variance" where all earned the same share of the question or of the rest;
 * RangeError as checkOneVersion, earnedShare and restShare.
 * Source: Henrysson, Correction of item-total correlations in item analysis, Psychometrika 28 (1963), 211-218; Pearson's
 * product-moment correlation.
 */
export function discriminationOf(answers: readonly ItemAnswer[]): Statistic<number, "too-few" | "no-variance"> {
  checkOneVersion(answers);
  const items: number[] = [];
  const rests: number[] = [];
  for (const answer of answers) {
    const rest = restShare(answer);
    if (rest === null) continue;
    items.push(earnedShare(answer));
    rests.push(rest);
  }
  const n = items.length;
  if (n < leastAnswersToRelate) return notComputable("too-few", n);
  // Asked of the values, since the sum of squares of equal values may be a hair above zero.
  if (allEqual(items) || allEqual(rests)) return notComputable("no-variance", n);
  return computed(correlation(items, rests), n);
}

const allEqual = (values: readonly number[]): boolean => values.every((value) => value === values[0]);

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

function correlation(xs: readonly number[], ys: readonly number[]): number {
  const meanX = mean(xs);
  const meanY = mean(ys);
  let squaresX = 0;
  let squaresY = 0;
  let products = 0;
  for (const [i, x] of xs.entries()) {
    const awayX = x - meanX;
    const awayY = (ys[i] ?? 0) - meanY;
    squaresX += awayX * awayX;
    squaresY += awayY * awayY;
    products += awayX * awayY;
  }
  return Math.max(-1, Math.min(1, products / Math.sqrt(squaresX * squaresY)));
}
