import { checkOneVersion, type ItemAnswer } from "./item-answer";
import { computed, leastAnswers, notComputable, type Statistic } from "./statistic";

/**
 * Computes the median time that people spent on a question version: half spent no more, half no less. The median, since
 * one person who went for a coffee would move a mean. Answers without a recorded time do not count.
 * Units: seconds; `n` in answers with a recorded time. Of an even number, the mean of the middle two.
 * Errors: "too-few" under 30 recorded times; RangeError for a time that is no number or negative, and as checkOneVersion.
 */
export function medianSecondsOf(answers: readonly ItemAnswer[]): Statistic<number, "too-few"> {
  checkOneVersion(answers);
  const seconds: number[] = [];
  for (const { secondsSpent } of answers) {
    if (secondsSpent === null) continue;
    if (!Number.isFinite(secondsSpent) || secondsSpent < 0) throw new RangeError(`${secondsSpent} is not a time spent`);
    seconds.push(secondsSpent);
  }
  const n = seconds.length;
  if (n < leastAnswers) return notComputable("too-few", n);
  seconds.sort((a, b) => a - b);
  const lower = seconds[Math.floor((n - 1) / 2)] ?? 0;
  const upper = seconds[Math.floor(n / 2)] ?? 0;
  return computed((lower + upper) / 2, n);
}
