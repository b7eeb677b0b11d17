import {
  type Blueprint,
  type Drawable,
  expectedPercent,
  prepareDraw,
  quotaTags,
  tagValues,
} from "@/lib/questions/draw-form";
import { findBlueprintProblems } from "../rules";
import type { Judgement, Supply } from "./types";

const TRIALS = 200;

/**
 * Tries a blueprint on what a bank can give: what is missing, how many of two hundred trial draws give a form, and how the
 * expected score of those forms spreads.
 * Units: expected score and its standard deviation in questions; known difficulties in percent of the pool.
 */
export function judgeBlueprint(
  pool: readonly Drawable[],
  blueprint: Blueprint,
  wanted: { readonly outcomes: readonly string[]; readonly norms: readonly string[] },
): Judgement {
  const byVersion = new Map(pool.map((question) => [question.versionId, question]));
  const scores: number[] = [];
  const problems = findBlueprintProblems(pool, blueprint);
  let drawn = 0;
  if (problems.length === 0) {
    const draw = prepareDraw(pool, blueprint);
    for (let trial = 0; trial < TRIALS; trial++) {
      const form = draw(`trial ${trial}`);
      if (!form.ok) continue;
      drawn++;
      const percent = expectedPercent(
        form.value.map(({ versionId }) => byVersion.get(versionId) as Drawable),
        pool,
      );
      if (percent !== null) scores.push(percent / 100);
    }
  }
  const mean = scores.reduce((sum, score) => sum + score, 0) / scores.length;
  const known = pool.filter(({ easePercent }) => easePercent !== null).length;
  const covered = (tag: "outcome" | "norm", value: string): boolean =>
    pool.some((question) => tagValues(question, tag).includes(value));
  return {
    problems,
    drawn,
    trials: TRIALS,
    expected:
      scores.length === 0
        ? null
        : {
            mean,
            deviation: Math.sqrt(scores.reduce((sum, score) => sum + (score - mean) ** 2, 0) / scores.length),
            knownPercent: Math.round((100 * known) / pool.length),
          },
    uncovered: {
      outcomes: wanted.outcomes.filter((value) => !covered("outcome", value)),
      norms: wanted.norms.filter((value) => !covered("norm", value)),
    },
  };
}

/** Counts what a pool can give of every tag. */
export function countSupply(pool: readonly Drawable[]): Supply {
  return quotaTags.flatMap((tag) => {
    const counts = new Map<string, number>();
    for (const value of pool.flatMap((question) => tagValues(question, tag)))
      counts.set(value, (counts.get(value) ?? 0) + 1);
    return [...counts].sort(([a], [b]) => (a < b ? -1 : 1)).map(([value, questions]) => ({ tag, value, questions }));
  });
}
