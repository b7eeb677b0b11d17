import { checkOneVersion, earnedShare, type ItemAnswer } from "./item-answer";
import { computed, leastAnswers, notComputable, type Statistic } from "./statistic";

/**
 * Computes a question version's facility index: the mean share of its points that people earned. 1 is a question that
 * everybody got right. A question left unanswered earned nothing and counts, as it does in the marks.
 * Units: a share, 0 to 1; `n` in answers.
 * Errors: "too-few" under 30 answers; RangeError as checkOneVersion and earnedShare.
 * Source: Crocker and Algina, Introduction to Classical and Modern Test Theory (1986), item difficulty; for partial
 * points, the mean item score over the highest possible.
 */
export function facilityOf(answers: readonly ItemAnswer[]): Statistic<number, "too-few"> {
  checkOneVersion(answers);
  const n = answers.length;
  if (n < leastAnswers) return notComputable("too-few", n);
  let sum = 0;
  for (const answer of answers) sum += earnedShare(answer);
  // Sums of thirds may end a hair above their number.
  return computed(Math.min(1, sum / n), n);
}
