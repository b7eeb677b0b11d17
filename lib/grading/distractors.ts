import { checkOneVersion, type ItemAnswer, restShare } from "./item-answer";
import type { Markable } from "./mark-single";
import { computed, leastAnswers, notComputable, type Statistic } from "./statistic";

/** How many people, in all and by third of ability. The thirds may add up to less: a form of one question has no rest. */
export type ThirdCounts = {
  readonly all: number;
  readonly top: number;
  readonly middle: number;
  readonly bottom: number;
};

export type OptionChoices = {
  readonly optionId: string;
  /** Accepted is what a repair of the key made right besides it. */
  readonly role: "key" | "accepted" | "distractor";
  readonly chosen: ThirdCounts;
};

/** What a person should look at. `optionId` is the key's or the distractor's that it is about. */
export type ChoiceFlag = {
  readonly kind: "top-prefers-distractor" | "distractor-chosen-by-nobody" | "key-chosen-by-nobody";
  readonly optionId: string;
};

export type Choices = {
  /** In the version's order. Where several may be chosen, they add up to more than the people. */
  readonly options: readonly OptionChoices[];
  readonly omitted: ThirdCounts;
  /** Everybody who was asked. */
  readonly people: ThirdCounts;
  /** null under 30 answers: a flag would say more of chance than of the question. */
  readonly flags: readonly ChoiceFlag[] | null;
};

/**
 * Counts how often each option of a question version was chosen, in all and by the top, middle and bottom third of
 * ability, which is the share earned in the rest of the attempt. People with equal shares stay in one third: the one in
 * which the middle of their ranks lies; so thirds may be unequal, or empty where nearly all are equal. It informs and
 * decides nothing: a flag says where to look.
 * Units: people; `n` in answers, unanswered ones included.
 * Errors: "too-few" without any answer; RangeError for a right option outside the options or an answer with an option that the
 * version does not have, and as checkOneVersion and restShare.
 * Source: Haladyna and Rodriguez, Developing and Validating Test Items (2013), distractor analysis by score groups.
 */
export function countChoices(
  version: Pick<Markable, "optionIds" | "keyIds" | "acceptedIds">,
  answers: readonly ItemAnswer[],
): Statistic<Choices, "too-few"> {
  checkOneVersion(answers);
  const { optionIds, keyIds, acceptedIds = [] } = version;
  if (keyIds.length === 0 || [...keyIds, ...acceptedIds].some((id) => !optionIds.includes(id)))
    throw new RangeError("the key is empty, or right options are not among the options");
  const n = answers.length;
  if (n === 0) return notComputable("too-few", n);

  const thirdOf = splitIntoThirds(answers);
  const countWho = (chose: (answer: ItemAnswer) => boolean): ThirdCounts => {
    const counts = { all: 0, top: 0, middle: 0, bottom: 0 };
    for (const answer of answers) {
      if (!chose(answer)) continue;
      counts.all++;
      const third = thirdOf(answer);
      if (third) counts[third]++;
    }
    return counts;
  };
  for (const answer of answers)
    for (const id of answer.optionIds)
      if (!optionIds.includes(id)) throw new RangeError(`option ${id} is not in this question`);

  const options = optionIds.map(
    (optionId): OptionChoices => ({
      optionId,
      role: keyIds.includes(optionId) ? "key" : acceptedIds.includes(optionId) ? "accepted" : "distractor",
      chosen: countWho((answer) => answer.optionIds.includes(optionId)),
    }),
  );
  const value = {
    options,
    omitted: countWho((answer) => answer.optionIds.length === 0),
    people: countWho(() => true),
    flags: n < leastAnswers ? null : findFlags(options),
  };
  return computed(value, n);
}

type Third = "top" | "middle" | "bottom";

function splitIntoThirds(answers: readonly ItemAnswer[]): (answer: ItemAnswer) => Third | undefined {
  const sizes = new Map<number, number>();
  let ranked = 0;
  for (const answer of answers) {
    const share = restShare(answer);
    if (share === null) continue;
    sizes.set(share, (sizes.get(share) ?? 0) + 1);
    ranked++;
  }
  const thirds = new Map<number, Third>();
  let below = 0;
  for (const [share, size] of [...sizes].sort(([a], [b]) => a - b)) {
    // Six times the middle of these people's ranks, below + size / 2, so that the thirds are compared in whole numbers.
    const middle = 6 * below + 3 * size;
    thirds.set(share, middle < 2 * ranked ? "bottom" : middle > 4 * ranked ? "top" : "middle");
    below += size;
  }
  return (answer) => {
    const share = restShare(answer);
    return share === null ? undefined : thirds.get(share);
  };
}

function findFlags(options: readonly OptionChoices[]): ChoiceFlag[] {
  const leastKey = Math.min(...options.filter(({ role }) => role === "key").map(({ chosen }) => chosen.top));
  return options.flatMap(({ optionId, role, chosen }): ChoiceFlag[] => {
    if (role === "accepted") return [];
    if (chosen.all === 0) return [{ kind: `${role}-chosen-by-nobody`, optionId }];
    return role === "distractor" && chosen.top > leastKey ? [{ kind: "top-prefers-distractor", optionId }] : [];
  });
}
