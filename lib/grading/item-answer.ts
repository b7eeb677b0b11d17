import type { Fraction } from "./fraction";
import { shareOf } from "./pass-rule";

/**
 * One question that one person was asked in one closed attempt, with what the current mark says of it: a row for every
 * slot of the form that is not voided, answered or not. A person has one row for a version, the first time they met it,
 * since a second meeting is not an answer by somebody else; and one sitting of an event.
 */
export type ItemAnswer = {
  /** Only equality counts; it need not be the person's id. */
  readonly personKey: string;
  readonly versionId: string;
  /** Empty where the question was left unanswered. */
  readonly optionIds: readonly string[];
  /** Points; nothing where it was left unanswered. Here and in `restEarned` lowest terms are not needed. */
  readonly earned: Fraction;
  /** Whole points of the slot, one or more. */
  readonly possible: number;
  /** Points of the whole attempt without this question. */
  readonly restEarned: Fraction;
  /** Whole points of the whole attempt without this question; zero for a form of one question. */
  readonly restPossible: number;
  /** In which the question was answered, or would have been. */
  readonly language: string;
  /** null where nothing recorded it. */
  readonly secondsSpent: number | null;
  /** Equal for people who were asked the same versions for the same points, in whatever order. */
  readonly formKey: string;
};

/**
 * Gives what a question earned as a share of its points.
 * Units: a share, 0 to 1. Equal shares are equal numbers, whatever the points and denominators they come from.
 * Errors: RangeError for a question worth nothing and for points earned outside 0 to possible.
 */
export function earnedShare({ earned, possible }: ItemAnswer): number {
  if (possible === 0) throw new RangeError("a question of an exam is worth a point or more");
  const { part, whole } = shareOf({ earned, possible });
  return Number(part) / Number(whole);
}

/**
 * Gives what the rest of the attempt earned as a share of its points, since forms need not be worth the same; null where
 * the question was the whole form.
 * Units: a share, 0 to 1.
 * Errors: RangeError for points earned outside 0 to possible.
 */
export function restShare({ restEarned, restPossible }: ItemAnswer): number | null {
  const { part, whole } = shareOf({ earned: restEarned, possible: restPossible });
  return whole === 0n ? null : Number(part) / Number(whole);
}

/**
 * Checks that answers are pooled over one question version, with each person once.
 * Errors: RangeError where they are not: a mistake of ours, never of people.
 */
export function checkOneVersion(answers: readonly ItemAnswer[]): void {
  const people = new Set<string>();
  for (const { personKey, versionId } of answers) {
    if (versionId !== answers[0]?.versionId) throw new RangeError("answers to different versions are not pooled");
    if (people.has(personKey)) throw new RangeError("a person's answers to one version count once");
    people.add(personKey);
  }
}

/** What one person was asked in one sitting, by version. */
export type Sitting = { readonly formKey: string; readonly answers: ReadonlyMap<string, ItemAnswer> };

/**
 * Gathers an event's answers by person, people and versions in the order of their keys, so that the order of the rows
 * changes nothing.
 * Errors: RangeError for a person with two forms, or two answers to one version.
 */
export function gatherSittings(answers: readonly ItemAnswer[]): ReadonlyMap<string, Sitting> {
  const sittings = new Map<string, { readonly formKey: string; readonly answers: Map<string, ItemAnswer> }>();
  for (const answer of [...answers].sort(byPersonAndVersion)) {
    const { personKey, versionId, formKey } = answer;
    const sitting = sittings.get(personKey) ?? { formKey, answers: new Map() };
    if (sitting.formKey !== formKey || sitting.answers.has(versionId))
      throw new RangeError("a person has one sitting, with one answer to each question");
    sitting.answers.set(versionId, answer);
    sittings.set(personKey, sitting);
  }
  return sittings;
}

function byPersonAndVersion(a: ItemAnswer, b: ItemAnswer): number {
  if (a.personKey !== b.personKey) return a.personKey < b.personKey ? -1 : 1;
  return a.versionId < b.versionId ? -1 : 1;
}
