import { describe, expect, it } from "vitest";
import type { Blueprint, Drawable } from "@/lib/questions/draw-form";
import { countSupply, judgeBlueprint } from "./rules";

const buildPool = (easeOf: (at: number) => number | null): Drawable[] =>
  Array.from({ length: 40 }, (_, i) => ({
    questionId: `question ${i}`,
    versionId: `version ${i}`,
    kind: "single",
    module: `m${i % 4}`,
    outcome: `o${i % 2}`,
    norms: i % 5 === 0 ? ["c"] : [],
    cbms: [],
    bloom: null,
    easePercent: easeOf(i),
    optionIds: ["a", "b"],
    enemies: [],
  }));
const blueprint: Blueprint = { questions: 25, pointsPerQuestion: 1, perModule: 2, norms: ["c"] };
const wanted = { outcomes: ["o0", "o1", "o2"], norms: ["c", "d"] };

describe("judgeBlueprint", () => {
  it("says that every trial gives a form, and what the forms are expected to earn", () => {
    const judged = judgeBlueprint(
      buildPool((i) => 40 + i),
      blueprint,
      wanted,
    );
    expect(judged).toMatchObject({ problems: [], drawn: 200, trials: 200 });
    expect(judged.expected?.mean).toBeGreaterThan(12);
    expect(judged.expected?.mean).toBeLessThan(18);
    expect(judged.expected?.deviation).toBeLessThan(0.4);
    expect(judged.expected?.knownPercent).toBe(100);
  });

  it("computes no score where no difficulty is known", () => {
    expect(
      judgeBlueprint(
        buildPool(() => null),
        blueprint,
        wanted,
      ).expected,
    ).toBeNull();
  });

  it("names the outcomes and norms on which there is no question", () => {
    const judged = judgeBlueprint(
      buildPool(() => null),
      blueprint,
      wanted,
    );
    expect(judged.uncovered).toEqual({ outcomes: ["o2"], norms: ["d"] });
  });

  it("draws nothing where something is missing, and says what", () => {
    const judged = judgeBlueprint(
      buildPool(() => null),
      { ...blueprint, questions: 41 },
      wanted,
    );
    expect(judged).toMatchObject({ drawn: 0, expected: null, problems: [{ kind: "too-few-questions" }] });
  });
});

describe("countSupply", () => {
  it("counts each value of each tag", () => {
    expect(countSupply(buildPool((i) => (i < 10 ? 20 : 90))).filter(({ tag }) => tag !== "module")).toEqual([
      { tag: "outcome", value: "o0", questions: 20 },
      { tag: "outcome", value: "o1", questions: 20 },
      { tag: "norm", value: "c", questions: 8 },
      { tag: "ease", value: "easy", questions: 30 },
      { tag: "ease", value: "hard", questions: 10 },
    ]);
  });
});
