import { discriminationOf } from "@/lib/grading/discrimination";
import { countChoices } from "@/lib/grading/distractors";
import { facilityOf } from "@/lib/grading/facility";
import { compare, type Fraction, fraction, subtract } from "@/lib/grading/fraction";
import { gatherSittings, type ItemAnswer } from "@/lib/grading/item-answer";
import { compareLanguages, type LanguageDifference } from "@/lib/grading/language-comparison";
import type { QuestionKind, Slot } from "@/lib/grading/mark-form";
import type { Shares } from "@/lib/grading/mark-fractions";
import { leastPointsToPass, type PassRule, type Points, passes } from "@/lib/grading/pass-rule";
import { standardErrorOf } from "@/lib/grading/reliability";
import { type Repair, repairSlot } from "@/lib/grading/repair-slot";
import { computed, notComputable, type Statistic } from "@/lib/grading/statistic";
import { medianSecondsOf } from "@/lib/grading/time-spent";
import { bestAttempt, type MarkedAttempt } from "../rules";
import type {
  AnalysedQuestion,
  ItemFlag,
  ItemStatistics,
  PlacedAnswer,
  QuestionOrder,
  ScoreSpread,
  ThresholdError,
} from "./types";

/** More people than these are not compared in pairs: there are half a million pairs, and a page should not wait for more. */
export const mostPeopleToPair = 1_000;

/** Of a version's answers, those of so many people are pooled, the latest: more would say nothing new and take long. */
export const mostPeoplePooled = 1_000;

/** The standard deviation of the forms' expected scores that drawing aims to stay under, in questions. */
export const aimedFormSpread = 0.4;

/** Whether forms of this spread, in points, differ no more than drawing aims at. */
export const isWithinAim = (standardDeviation: number, pointsPerQuestion: number): boolean =>
  standardDeviation < aimedFormSpread * pointsPerQuestion;

export type ClosedAttempt = MarkedAttempt & { readonly personId: string };

/** The attempt that counts of each person of an event: the highest share, the earlier one among equals. Given oldest first. */
export function chooseSittings(attempts: readonly ClosedAttempt[]): { readonly id: string; readonly score: Points }[] {
  const byPerson = new Map<string, ClosedAttempt[]>();
  for (const attempt of attempts) {
    const own = byPerson.get(attempt.personId);
    if (own) own.push(attempt);
    else byPerson.set(attempt.personId, [attempt]);
  }
  return [...byPerson.values()].flatMap((own) => {
    const best = bestAttempt(own);
    return best ? [{ id: best.id, score: { earned: best.earned, possible: best.possible } }] : [];
  });
}

/** A slot of a closed attempt as the database gives it, with what the current mark says of it and of the whole form. */
export type AnswerRow = Pick<
  PlacedAnswer,
  "personKey" | "versionId" | "eventId" | "optionIds" | "possible" | "language" | "secondsSpent"
> & {
  readonly attemptId: string;
  readonly voided: boolean;
  readonly earnedNumerator: number;
  readonly earnedDenominator: number;
  readonly totalNumerator: number;
  readonly totalDenominator: number;
  readonly totalPossible: number;
};

/**
 * Makes answers of rows: voided slots are left out, and the rest is the whole without the slot. Forms can be told apart only
 * where whole forms are given.
 */
export function placeAnswers(rows: readonly AnswerRow[]): PlacedAnswer[] {
  const counted = rows.filter(({ voided }) => !voided);
  const forms = new Map<string, string[]>();
  for (const { attemptId, versionId, possible } of counted) {
    const form = forms.get(attemptId);
    if (form) form.push(`${versionId}:${possible}`);
    else forms.set(attemptId, [`${versionId}:${possible}`]);
  }
  const keys = new Map([...forms].map(([attemptId, form]) => [attemptId, form.sort().join(",")]));
  return counted.map((row) => {
    const earned = fraction(row.earnedNumerator, row.earnedDenominator);
    return {
      personKey: row.personKey,
      versionId: row.versionId,
      eventId: row.eventId,
      optionIds: row.optionIds,
      earned,
      possible: row.possible,
      restEarned: subtract(fraction(row.totalNumerator, row.totalDenominator), earned),
      restPossible: row.totalPossible - row.possible,
      language: row.language,
      secondsSpent: row.secondsSpent,
      formKey: keys.get(row.attemptId) ?? "",
    };
  });
}

/** Groups answers by their question version. */
export function byVersion<Answer extends ItemAnswer>(answers: readonly Answer[]): Map<string, Answer[]> {
  const groups = new Map<string, Answer[]>();
  for (const answer of answers) {
    const group = groups.get(answer.versionId);
    if (group) group.push(answer);
    else groups.set(answer.versionId, [answer]);
  }
  return groups;
}

export type StoredVersion = {
  readonly kind: QuestionKind;
  readonly optionIds: readonly string[];
  readonly keyIds: readonly string[];
  readonly shares: Shares | null;
};

/** A version's options and what is right of them, by the repair that holds. Where each option has a share, those above nothing are right. */
export function rightOptions(
  version: StoredVersion,
  repair: Repair | null,
): Pick<Slot, "optionIds" | "keyIds" | "acceptedIds"> {
  const { optionIds, shares } = version;
  if (version.kind === "fractions")
    return { optionIds, keyIds: optionIds.filter((id) => (shares?.[id]?.[0] ?? 0) > 0) };
  const { keyIds, acceptedIds } = repairSlot({ ...version, position: 1, points: 1 }, repair);
  return acceptedIds ? { optionIds, keyIds, acceptedIds } : { optionIds, keyIds };
}

/** Everything that is computed of one version's answers; a flag says where to look and decides nothing. */
export function analyseItem(
  version: Pick<Slot, "optionIds" | "keyIds" | "acceptedIds">,
  answers: readonly ItemAnswer[],
): ItemStatistics {
  const discrimination = discriminationOf(answers);
  const choices = countChoices(version, answers);
  const below: ItemFlag[] =
    discrimination.ok && discrimination.value < 0 ? [{ kind: "discrimination-below-zero", optionId: null }] : [];
  const flags = choices.ok ? choices.value.flags : null;
  return {
    facility: facilityOf(answers),
    discrimination,
    medianSeconds: medianSecondsOf(answers),
    flags: flags && [...below, ...flags],
  };
}

/**
 * Finds Lord's standard error at the least number of right answers that passes, where a score is a number of right answers:
 * every question is worth the same and earns all or nothing, and every form has as many.
 * Units: right answers; `n` in questions, in people under "too-few".
 */
export function errorAtThreshold(answers: readonly ItemAnswer[], { threshold, strict }: PassRule): ThresholdError {
  const sittings = [...gatherSittings(answers).values()];
  const [first] = sittings;
  if (!first) return notComputable("too-few", 0);
  const questions = first.answers.size;
  if (sittings.some((sitting) => sitting.answers.size !== questions))
    return notComputable("not-same-length", questions);
  if (pointsEach(answers) === null) return notComputable("unequal-points", questions);
  if (!answers.every(isAllOrNothing)) return notComputable("partial-points", questions);
  const right = leastPointsToPass(questions, threshold, strict);
  if (right === null) return notComputable("nothing-passes", questions);
  const error = standardErrorOf(right, questions);
  return error.ok ? computed({ right, error: error.value }, error.n) : error;
}

/** What each question is worth where all are worth the same; null where they are not, or there is none. */
export function pointsEach(answers: readonly ItemAnswer[]): number | null {
  const [first] = answers;
  return first && answers.every(({ possible }) => possible === first.possible) ? first.possible : null;
}

const isAllOrNothing = ({ earned, possible }: ItemAnswer): boolean =>
  earned.numerator === 0 || compare(earned, fraction(possible)) === 0;

const wholeOf = ({ numerator, denominator }: Fraction): number => Number(BigInt(numerator) / BigInt(denominator));

/** Columns of a histogram are no more than these, so that each can be seen on a phone. */
const mostBins = 41;

/**
 * Spreads scores over columns: of one whole point each where that fits, of as many as are needed otherwise, and of five percent
 * where forms were not worth the same. The highest score stands in a column of its own or in the last one.
 */
export function spreadScores(scores: readonly Points[], rule: PassRule): ScoreSpread | null {
  const [first] = scores;
  if (!first) return null;
  const unit = scores.every(({ possible }) => possible === first.possible) ? "points" : "percent";
  const top = unit === "points" ? first.possible : 100;
  const width = unit === "points" ? Math.ceil((top + 1) / mostBins) : 5;
  const values = scores.map(({ earned, possible }) =>
    unit === "points"
      ? wholeOf(earned)
      : Number((100n * BigInt(earned.numerator)) / (BigInt(possible) * BigInt(earned.denominator))),
  );
  const bins = Array.from({ length: Math.floor(top / width) + 1 }, (_, i) => {
    const from = i * width;
    const to = Math.min(from + width, top + 1);
    return { from, to, people: values.filter((value) => value >= from && value < to).length };
  });
  return {
    unit,
    top,
    bins,
    passesFrom: unit === "points" ? leastPointsToPass(top, rule.threshold, rule.strict) : rule.threshold,
    people: scores.length,
    passed: scores.filter((score) => passes({ ...score, ...rule })).length,
    broken: unit === "points" && scores.some(({ earned }) => earned.denominator > 1),
  };
}

/** Differences between languages that could be computed, the largest first, whichever language it favours. */
export function listDifferences(answers: ReadonlyMap<string, readonly ItemAnswer[]>): {
  readonly inSeveral: number;
  readonly differences: readonly { readonly versionId: string; readonly difference: LanguageDifference }[];
} {
  let inSeveral = 0;
  const differences: { readonly versionId: string; readonly difference: LanguageDifference }[] = [];
  for (const [versionId, pooled] of answers) {
    const comparison = compareLanguages(pooled);
    if (comparison.differences.length > 0) inSeveral++;
    for (const difference of comparison.differences)
      if (difference.difference.ok) differences.push({ versionId, difference });
  }
  const size = ({ difference }: LanguageDifference): number => (difference.ok ? Math.abs(difference.value) : 0);
  differences.sort((a, b) => size(b.difference) - size(a.difference) || (a.versionId < b.versionId ? -1 : 1));
  return { inSeveral, differences };
}

const known = (statistic: Statistic<number, string>): number | null => (statistic.ok ? statistic.value : null);

const measures: Readonly<Record<Exclude<QuestionOrder, "question">, (question: AnalysedQuestion) => number | null>> = {
  facility: ({ facility }) => known(facility),
  discrimination: ({ discrimination }) => known(discrimination),
  // The longest first.
  time: ({ medianSeconds }) => (medianSeconds.ok ? -medianSeconds.value : null),
};

/** Questions by name, or the one to look at first: the hardest, the least discriminating, the longest; what is not known comes last. */
export function sortQuestions(questions: readonly AnalysedQuestion[], order: QuestionOrder): AnalysedQuestion[] {
  const byName = (a: AnalysedQuestion, b: AnalysedQuestion): number =>
    a.externalId.localeCompare(b.externalId, "en", { numeric: true }) || a.number - b.number;
  if (order === "question") return [...questions].sort(byName);
  const measure = measures[order];
  return [...questions].sort((a, b) => {
    const [x, y] = [measure(a), measure(b)];
    if (x === null || y === null) return Number(x === null) - Number(y === null) || byName(a, b);
    return x - y || byName(a, b);
  });
}
