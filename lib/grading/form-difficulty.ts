import { gatherSittings, type ItemAnswer } from "./item-answer";
import { computed, notComputable, type Statistic } from "./statistic";

/** What the difficulty of a form depends on. */
export type WorthSlot = { readonly versionId: string; readonly points: number };

/** Of the scores that a person of average ability would expect on each form, in points. */
export type FormDifficulty = {
  readonly standardDeviation: number;
  readonly mean: number;
  readonly least: number;
  readonly greatest: number;
};

export type FormDifficultyReport = Statistic<FormDifficulty, "too-few" | "not-same-points" | "unknown-facility"> & {
  /** Versions in these forms whose facility is not known, in the order of their ids. */
  readonly unknownVersionIds: readonly string[];
  /** Forms with such a version: their expected score would be a guess. */
  readonly formsLeftOut: number;
};

/**
 * Computes how far forms differ in difficulty, the check that drawing is fair: the spread of their expected scores, each
 * the sum of points x facility over its questions. Only forms whose every question has a known facility count; the
 * others, and the versions that keep them out, are named in every answer. Zero is a finding here: the forms are equally
 * hard.
 * Units: points, so questions where each is worth one; facilities are shares, 0 to 1; `n` in forms that count. The
 * forms given are all there are, so the standard deviation divides by `n`.
 * Errors: "too-few" under two forms; "not-same-points" where forms are worth different points, and so do not compare;
 * "unknown-facility" where fewer than two forms count; RangeError for a facility that is no share, points that are not
 * whole and positive, and a version twice in one form.
 * Source: the expected score of a form is the sum of its item difficulties, Lord and Novick, Statistical Theories of
 * Mental Test Scores (1968); forms of one event are alike by law 2.
 */
export function formDifficultyOf(
  forms: readonly (readonly WorthSlot[])[],
  facilities: ReadonlyMap<string, number>,
): FormDifficultyReport {
  for (const [versionId, facility] of facilities)
    if (!(facility >= 0 && facility <= 1)) throw new RangeError(`version ${versionId} has no facility of ${facility}`);
  const unknown = new Set<string>();
  const expected: number[] = [];
  const worths = new Set<number>();
  for (const form of forms) {
    worths.add(worthOf(form));
    const parts: number[] = [];
    for (const { versionId, points } of form) {
      const facility = facilities.get(versionId);
      if (facility === undefined) unknown.add(versionId);
      else parts.push(points * facility);
    }
    // Added up in the order of size, so that the same questions in another order give the same number.
    if (parts.length === form.length) expected.push(parts.sort((a, b) => a - b).reduce((sum, part) => sum + part, 0));
  }
  const n = expected.length;
  const said = { unknownVersionIds: [...unknown].sort(), formsLeftOut: forms.length - n };
  if (forms.length < 2) return { ...notComputable("too-few", n), ...said };
  if (worths.size > 1) return { ...notComputable("not-same-points", n), ...said };
  if (n < 2) return { ...notComputable("unknown-facility", n), ...said };

  // Not Math.min of all: ten thousand forms are more arguments than a call should have.
  const least = expected.reduce((a, b) => Math.min(a, b));
  const greatest = expected.reduce((a, b) => Math.max(a, b));
  if (least === greatest) return { ...computed({ standardDeviation: 0, mean: least, least, greatest }, n), ...said };
  const mean = expected.reduce((sum, score) => sum + score, 0) / n;
  const squares = expected.reduce((sum, score) => sum + (score - mean) ** 2, 0);
  return { ...computed({ standardDeviation: Math.sqrt(squares / n), mean, least, greatest }, n), ...said };
}

/**
 * Gives the forms that people of one event sat, one for each person.
 * Units: whole points.
 * Errors: RangeError as gatherSittings.
 */
export function listForms(answers: readonly ItemAnswer[]): WorthSlot[][] {
  return [...gatherSittings(answers).values()].map((sitting) =>
    [...sitting.answers.values()].map(({ versionId, possible }) => ({ versionId, points: possible })),
  );
}

function worthOf(form: readonly WorthSlot[]): number {
  const versionIds = new Set<string>();
  let worth = 0;
  for (const { versionId, points } of form) {
    if (!Number.isSafeInteger(points) || points < 1)
      throw new RangeError(`a slot is worth ${points}, not whole points`);
    if (versionIds.has(versionId)) throw new RangeError(`version ${versionId} is twice in one form`);
    versionIds.add(versionId);
    worth += points;
  }
  return worth;
}
