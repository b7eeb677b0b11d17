import { facilityOf } from "./facility";
import { checkOneVersion, type ItemAnswer } from "./item-answer";
import { computed, leastAnswersToRelate, notComputable, type Statistic } from "./statistic";

export type LanguageFacility = { readonly language: string; readonly facility: Statistic<number, "too-few"> };

export type LanguageDifference = {
  /** The difference is the first one's facility minus the second one's. */
  readonly languages: readonly [string, string];
  readonly difference: Statistic<number, "too-few">;
};

export type LanguageComparison = {
  /** The language with the most answers first. */
  readonly languages: readonly LanguageFacility[];
  /** Of every two of them, in the same order; none where there is one language. */
  readonly differences: readonly LanguageDifference[];
};

/**
 * Compares a question version's facility between the languages in which it was answered, to find a translation that
 * makes it easier or harder. A difference asks for a look at the two texts and proves nothing: people who answer in one
 * language may be the abler ones.
 * Units: shares, 0 to 1, differences -1 to 1; `n` in answers, for a difference of both languages together.
 * Errors: "too-few" for a facility under 30 answers in its language, and for a difference unless each of its languages
 * has 100; RangeError as facilityOf.
 * Source: comparing item difficulty between groups, and its confusion with the groups' ability: Holland and Wainer
 * (editors), Differential Item Functioning (1993).
 */
export function compareLanguages(answers: readonly ItemAnswer[]): LanguageComparison {
  checkOneVersion(answers);
  const byLanguage = new Map<string, ItemAnswer[]>();
  for (const answer of answers) {
    const pooled = byLanguage.get(answer.language);
    if (pooled) pooled.push(answer);
    else byLanguage.set(answer.language, [answer]);
  }
  const languages = [...byLanguage]
    .map(([language, pooled]) => ({ language, facility: facilityOf(pooled) }))
    .sort((a, b) => b.facility.n - a.facility.n || (a.language < b.language ? -1 : 1));
  return {
    languages,
    differences: languages.flatMap((a, i) => languages.slice(i + 1).map((b) => compareTwo(a, b))),
  };
}

function compareTwo(a: LanguageFacility, b: LanguageFacility): LanguageDifference {
  const n = a.facility.n + b.facility.n;
  const enough = Math.min(a.facility.n, b.facility.n) >= leastAnswersToRelate;
  return {
    languages: [a.language, b.language],
    difference:
      enough && a.facility.ok && b.facility.ok
        ? computed(a.facility.value - b.facility.value, n)
        : notComputable("too-few", n),
  };
}
