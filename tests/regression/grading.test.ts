import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { Fraction } from "../../lib/grading/fraction";
import { markForm, type Slot, type SlotAnswer } from "../../lib/grading/mark-form";
import { leastPointsToPass, type PassRule } from "../../lib/grading/pass-rule";
import { decideTotal, type EarnedComponent } from "../../lib/grading/total";
import { explainVerdict } from "../../lib/grading/verdict";

/*
 * Marks once given stay as they were given. grading-cases.json may grow and never change: the hash of each case is
 * committed in grading-cases.sha256, and a case is added together with its line, which a failing run prints. The
 * expected values were worked out in exact fractions by a program that shares no code with lib/grading.
 */

type Case = { id: string; expected: unknown } & (
  | { call: "markForm"; input: { slots: Slot[]; answers: SlotAnswer[] } }
  | { call: "leastPointsToPass"; input: PassRule & { possibles: number[] } }
  | { call: "explainVerdict"; input: PassRule & { earned: Fraction; possible: number } }
  | { call: "decideTotal"; input: PassRule & { components: EarnedComponent[] } }
);

const readBeside = (name: string) => readFileSync(new URL(name, import.meta.url), "utf8");
const cases: Case[] = JSON.parse(readBeside("grading-cases.json"));
const frozen = readBeside("grading-cases.sha256").trimEnd().split("\n");

/** One line as in grading-cases.sha256; spaces and line breaks between the values do not count. */
const freeze = (one: Case) => `${createHash("sha256").update(JSON.stringify(one)).digest("hex")}  ${one.id}`;

function run(one: Case): unknown {
  switch (one.call) {
    case "markForm":
      return markForm(one.input.slots, one.input.answers);
    case "leastPointsToPass":
      return one.input.possibles.map((possible) => leastPointsToPass(possible, one.input.threshold, one.input.strict));
    case "explainVerdict":
      return explainVerdict(one.input);
    case "decideTotal":
      return decideTotal(one.input.components, one.input);
    default:
      throw new Error(`no such call: ${JSON.stringify(one satisfies never)}`);
  }
}

function runOrName(one: Case): unknown {
  try {
    return run(one);
  } catch (error) {
    return { throws: error instanceof Error ? error.name : String(error) };
  }
}

describe("a frozen case gets what it got", () => {
  it.each(cases)("$id", (one) => {
    expect(runOrName(one)).toStrictEqual(one.expected);
  });
});

describe("the frozen cases", () => {
  it("have neither changed nor disappeared, and every new one is frozen too", () => {
    expect(cases.map(freeze).sort()).toEqual([...frozen].sort());
  });

  it("have ids of their own", () => {
    expect(new Set(cases.map(({ id }) => id)).size).toBe(cases.length);
  });
});
