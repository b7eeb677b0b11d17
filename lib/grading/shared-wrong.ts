import { earnedShare, gatherSittings, type ItemAnswer } from "./item-answer";
import { computed, notComputable, type Statistic } from "./statistic";

/** Two people and the wrong answers they share. It is no finding about either of them. */
export type SharedWrong = {
  /** In the order of the keys; neither is said to have taken anything from the other. */
  readonly personKeys: readonly [string, string];
  /** Questions that both were asked. */
  readonly asked: number;
  /** Of these, the questions that both answered wrongly. */
  readonly bothWrong: number;
  /** Of these, the questions in which both chose the same. */
  readonly identical: number;
  /** How many identical ones chance alone would give, from how popular each wrong answer was. */
  readonly expected: number;
  /** The probability of as many identical ones or more by chance alone, above 0 and at most 1. */
  readonly chance: number;
  /** How many pairs of this event would, by chance alone, be expected to have a probability as small. */
  readonly pairsByChance: number;
};

export type SharedWrongReport = {
  /** Pairs compared: every two people of the event. */
  readonly pairs: number;
  /** The most surprising first. Usually empty. */
  readonly unusual: readonly SharedWrong[];
};

/** A pair is shown when fewer pairs like it than this are expected by chance: in less than one event of twenty. */
export const mostPairsByChance = 0.05;

/**
 * Lists pairs of people in one event who share unusually many identical wrong answers among the questions both were
 * asked. Wrong is answered and not fully right; identical is the same set of options. For each question that both got
 * wrong, chance is the share of agreeing pairs among all who got it wrong, so that the expected numbers of all pairs add
 * up to what was seen; over the questions the chances make a Poisson binomial tail.
 *
 * It informs and never decides, and nothing may be done to anybody by it alone. Its limits: people who learned the same
 * mistake together, from one teacher, one book or one mistranslated option, look just like people who copied; weak
 * people share popular mistakes more than chance here allows, since a distractor's popularity is taken to be the same for
 * all; answers are taken to be independent over questions; with few wrong answers it sees nothing; right answers that
 * were copied are not seen at all; and even where all of this holds, one honest event in twenty may show a pair.
 * Units: questions and probabilities; `n` in people.
 * Errors: "too-few" under three people, since two have nobody to be compared with; "nothing-shared" where no two people
 * got the same question wrong; RangeError as gatherSittings and earnedShare.
 * Source: error-similarity analysis, Bellezza and Bellezza, Detection of cheating on multiple-choice tests by using
 * error-similarity analysis, Teaching of Psychology 16 (1989), 151-155, with a probability of its own for each question.
 */
export function findSharedWrong(
  answers: readonly ItemAnswer[],
  atMostByChance: number = mostPairsByChance,
): Statistic<SharedWrongReport, "too-few" | "nothing-shared"> {
  const people = [...gatherSittings(answers)].map(([personKey, sitting]) => ({
    personKey,
    asked: sitting.answers,
    wrong: listWrong([...sitting.answers.values()]),
  }));
  const n = people.length;
  if (n < 3) return notComputable("too-few", n);
  const agreement = measureAgreement(people.map(({ wrong }) => wrong));
  const pairs = (n * (n - 1)) / 2;
  const unusual: SharedWrong[] = [];
  let shared = false;
  for (const [i, a] of people.entries())
    for (const b of people.slice(i + 1)) {
      const chances: number[] = [];
      let identical = 0;
      for (const [versionId, choice] of a.wrong) {
        const other = b.wrong.get(versionId);
        if (other === undefined) continue;
        chances.push(agreement.get(versionId) ?? 0);
        if (other === choice) identical++;
      }
      if (chances.length === 0) continue;
      shared = true;
      const chance = tailOf(chances, identical);
      if (chance * pairs >= atMostByChance) continue;
      unusual.push({
        personKeys: [a.personKey, b.personKey],
        asked: [...a.asked.keys()].filter((versionId) => b.asked.has(versionId)).length,
        bothWrong: chances.length,
        identical,
        expected: chances.reduce((sum, each) => sum + each, 0),
        chance,
        pairsByChance: chance * pairs,
      });
    }
  if (!shared) return notComputable("nothing-shared", n);
  // Equal chances keep the order of the keys: sorting is stable.
  unusual.sort((a, b) => a.chance - b.chance);
  return computed({ pairs, unusual }, n);
}

/** What a person chose in each question they answered wrongly, as one string that only an equal set of options has. */
function listWrong(answers: readonly ItemAnswer[]): ReadonlyMap<string, string> {
  const wrong = new Map<string, string>();
  for (const answer of answers)
    if (answer.optionIds.length > 0 && earnedShare(answer) < 1)
      wrong.set(answer.versionId, JSON.stringify([...new Set(answer.optionIds)].sort()));
  return wrong;
}

/** For each version, the share of pairs that chose the same among all pairs who got it wrong. */
function measureAgreement(all: readonly ReadonlyMap<string, string>[]): ReadonlyMap<string, number> {
  const counts = new Map<string, Map<string, number>>();
  for (const wrong of all)
    for (const [versionId, choice] of wrong) {
      const choices = counts.get(versionId) ?? new Map<string, number>();
      choices.set(choice, (choices.get(choice) ?? 0) + 1);
      counts.set(versionId, choices);
    }
  const agreement = new Map<string, number>();
  for (const [versionId, choices] of counts) {
    let people = 0;
    let agreeing = 0;
    for (const count of choices.values()) {
      people += count;
      agreeing += count * (count - 1);
    }
    if (people > 1) agreement.set(versionId, agreeing / (people * (people - 1)));
  }
  return agreement;
}

/** The probability of `least` or more successes in independent trials of these chances. */
function tailOf(chances: readonly number[], least: number): number {
  // After each trial, the probability of each number of successes; whatever reaches `least` stays there.
  const reached = [1, ...new Array<number>(least).fill(0)];
  for (const chance of chances)
    for (let successes = least; successes >= 0; successes--) {
      const stays = successes === least ? 1 : 1 - chance;
      const before = successes > 0 ? (reached[successes - 1] ?? 0) : 0;
      reached[successes] = (reached[successes] ?? 0) * stays + before * chance;
    }
  return Math.min(1, reached[least] ?? 0);
}
