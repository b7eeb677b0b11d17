import { gatherSittings, type ItemAnswer } from "./item-answer";
import { computed, notComputable, type Statistic } from "./statistic";

export type Reliability = {
  readonly method: "kr-20" | "alpha" | "kr-21";
  /** At most 1; below 0 the questions work against each other, or chance does, which with few people it may. */
  readonly coefficient: number;
  readonly questions: number;
};

export type SameFormReason = "too-few" | "not-same-form" | "missing-answers" | "one-question" | "no-variance";
export type DrawnFormsReason =
  | "too-few"
  | "not-same-length"
  | "one-question"
  | "unequal-points"
  | "partial-points"
  | "no-variance";

/**
 * Computes the reliability of an event's exam: over one common form as sameFormReliability, over drawn forms as
 * drawnFormsReliability.
 * Units: `n` in people.
 * Errors: the reason why it is not computable; RangeError as gatherSittings.
 */
export function reliabilityOf(
  answers: readonly ItemAnswer[],
): Statistic<Reliability, SameFormReason | DrawnFormsReason> {
  const same = sameFormReliability(answers);
  return !same.ok && same.reason === "not-same-form" ? drawnFormsReliability(answers) : same;
}

/**
 * Computes Cronbach's alpha over people who sat the same form, k / (k - 1) x (1 - sum of the questions' variances /
 * variance of the totals), which is KR-20 where each question is worth the same and earns all or nothing. In BigInt up to
 * one last division, so that no variance is really none.
 * Units: none; `n` in people, and any number from two counts, so show it.
 * Errors: "too-few" under two people; "not-same-form"; "missing-answers" where somebody has no row for a question of the
 * form; "one-question"; "no-variance" where all totals are equal, as when all is right; RangeError as gatherSittings.
 * Source: Kuder and Richardson, The theory of the estimation of test reliability, Psychometrika 2 (1937), 151-160,
 * formula 20; Cronbach, Coefficient alpha and the internal structure of tests, Psychometrika 16 (1951), 297-334.
 */
export function sameFormReliability(answers: readonly ItemAnswer[]): Statistic<Reliability, SameFormReason> {
  const sittings = [...gatherSittings(answers).values()];
  const n = sittings.length;
  const [first] = sittings;
  if (!first || n < 2) return notComputable("too-few", n);
  if (sittings.some(({ formKey }) => formKey !== first.formKey)) return notComputable("not-same-form", n);
  const form = [...first.answers.values()];
  const questions = form.length;

  const scale = commonDenominator(answers);
  const totals: bigint[] = new Array(n).fill(0n);
  let itemSpreads = 0n;
  for (const { versionId, possible } of form) {
    const scores: bigint[] = [];
    for (const sitting of sittings) {
      const answer = sitting.answers.get(versionId);
      if (!answer || sitting.answers.size !== questions) return notComputable("missing-answers", n);
      if (answer.possible !== possible) return notComputable("not-same-form", n);
      const score = (BigInt(answer.earned.numerator) * scale) / BigInt(answer.earned.denominator);
      totals[scores.length] = (totals[scores.length] ?? 0n) + score;
      scores.push(score);
    }
    itemSpreads += spreadOf(scores);
  }
  if (questions < 2) return notComputable("one-question", n);
  const spread = spreadOf(totals);
  if (spread === 0n) return notComputable("no-variance", n);
  const k = BigInt(questions);
  const coefficient = Number(k * (spread - itemSpreads)) / Number((k - 1n) * spread);
  const method = isEquallyWorth(answers) && answers.every(isAllOrNothing) ? "kr-20" : "alpha";
  return computed({ method, coefficient, questions }, n);
}

/**
 * Computes KR-21 over people who sat forms of like length drawn from one bank: k / (k - 1) x (1 - M (k - M) / (k x
 * variance)), of the number of right answers with mean M. It takes the questions as drawn by chance, so that their
 * unequal difficulty counts as error, which in drawn forms it is. Over a common form it is never above KR-20.
 * Units: none; `n` in people, and any number from two counts, so show it.
 * Errors: "too-few" under two people; "not-same-length" where forms differ in their number of questions; "one-question";
 * "unequal-points" and "partial-points" where the number of right answers is not the score; "no-variance" where all are
 * equal; RangeError as gatherSittings.
 * Source: Kuder and Richardson (1937), formula 21; for drawn forms, Lord, Estimating test reliability, Educational and
 * Psychological Measurement 15 (1955), 325-336.
 */
export function drawnFormsReliability(answers: readonly ItemAnswer[]): Statistic<Reliability, DrawnFormsReason> {
  const sittings = [...gatherSittings(answers).values()];
  const n = sittings.length;
  const [first] = sittings;
  if (!first || n < 2) return notComputable("too-few", n);
  const questions = first.answers.size;
  if (sittings.some((sitting) => sitting.answers.size !== questions)) return notComputable("not-same-length", n);
  if (questions < 2) return notComputable("one-question", n);
  if (!isEquallyWorth(answers)) return notComputable("unequal-points", n);
  if (!answers.every(isAllOrNothing)) return notComputable("partial-points", n);

  const right = sittings.map(({ answers: form }) => BigInt([...form.values()].filter(isRight).length));
  const spread = spreadOf(right);
  if (spread === 0n) return notComputable("no-variance", n);
  // With T right answers in all, M = T / n and the variance is spread / n^2: both sides times n^2.
  const total = right.reduce((sum, x) => sum + x, 0n);
  const k = BigInt(questions);
  const coefficient = Number(k * spread - total * (BigInt(n) * k - total)) / Number((k - 1n) * spread);
  return computed({ method: "kr-21", coefficient, questions }, n);
}

/**
 * Computes Lord's standard error of a number of right answers, sqrt(x (n - x) / (n - 1)): how far the same person's
 * number would stray over forms of n questions drawn from the same bank.
 * Units: right answers; `n` in questions.
 * Errors: "one-question"; "all-right" and "none-right", where the formula would give a certainty that nobody has;
 * RangeError for numbers that are not whole, or more right answers than questions.
 * Source: Lord, Do tests of the same length have the same standard error of measurement?, Educational and Psychological
 * Measurement 17 (1957), 510-521.
 */
export function standardErrorOf(
  right: number,
  questions: number,
): Statistic<number, "one-question" | "all-right" | "none-right"> {
  if (
    !Number.isSafeInteger(right) ||
    !Number.isSafeInteger(questions) ||
    right < 0 ||
    questions < 1 ||
    right > questions
  )
    throw new RangeError(`${right} of ${questions} questions cannot be right`);
  if (questions === 1) return notComputable("one-question", questions);
  if (right === questions) return notComputable("all-right", questions);
  if (right === 0) return notComputable("none-right", questions);
  return computed(Math.sqrt((right * (questions - right)) / (questions - 1)), questions);
}

/** The number of values squared times their variance: whole, so that equal values give exactly zero. */
function spreadOf(values: readonly bigint[]): bigint {
  let sum = 0n;
  let squares = 0n;
  for (const value of values) {
    sum += value;
    squares += value * value;
  }
  return BigInt(values.length) * squares - sum * sum;
}

function commonDenominator(answers: readonly ItemAnswer[]): bigint {
  let common = 1n;
  for (const denominator of new Set(answers.map(({ earned }) => earned.denominator)))
    if (common % BigInt(denominator) !== 0n) common *= BigInt(denominator);
  return common;
}

const isRight = ({ earned, possible }: ItemAnswer): boolean =>
  BigInt(earned.numerator) === BigInt(possible) * BigInt(earned.denominator);

const isAllOrNothing = (answer: ItemAnswer): boolean => answer.earned.numerator === 0 || isRight(answer);

const isEquallyWorth = (answers: readonly ItemAnswer[]): boolean =>
  answers.every(({ possible }) => possible === answers[0]?.possible);
