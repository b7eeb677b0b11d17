import { describe, expect, it } from "vitest";
import { readTable } from "./read-file";
import { planRows, readRows, stateOf } from "./rules";
import type { ImportKind, Plan } from "./types";

function plan(text: string, kind: ImportKind = "participants", inPairs = false, there: readonly string[] = []): Plan {
  const read = readTable(text);
  if (!read.ok) throw new Error(read.problem);
  return planRows(readRows(read.table, { kind, inPairs, language: "en" }), new Set(there), { kind, text });
}
const outcomes = ({ rows }: Plan) =>
  rows.map(({ line, outcome, problems }) => [line, outcome, ...problems.map(({ problem }) => problem)]);

describe("stateOf", () => {
  it.each([
    { text: "MU", code: "MU" },
    { text: "mu", code: "MU" },
    { text: "Mauritius", code: "MU" },
    { text: "maurice", code: "MU" },
    { text: "موريشيوس", code: "MU" },
    { text: "Atlantis", code: null },
    { text: "XX", code: null },
  ])("$text is $code", ({ text, code }) => {
    expect(stateOf(text)).toBe(code);
  });
});

describe("a plan for participants", () => {
  it("adds who is new, leaves who is there, and finds the same address however it is written", () => {
    const made = plan(
      "address,name,state,language\nA@One.example,Ana,Fiji,fr\nb@two.example,,,\nthere@one.example,Theo,,\n a@one.EXAMPLE ,Ana,,",
      "participants",
      false,
      ["there@one.example"],
    );
    expect(outcomes(made)).toEqual([
      [2, "add"],
      [3, "add"],
      [4, "there"],
      [5, "wrong", "twice"],
    ]);
    expect(made.counts).toEqual({ add: 2, there: 1, wrong: 1 });
    expect(made.rows[0]).toMatchObject({ address: "a@one.example", stateCode: "FJ", member: { language: "fr" } });
  });

  it.each([
    { line: ",Ana,,", problem: "address-missing" },
    { line: "ana at one,Ana,,", problem: "address" },
    { line: '"a@one.example, b@two.example",Ana,,', problem: "address" },
    { line: "a@one.example,123,,", problem: "name-letters" },
    { line: `a@one.example,${"x".repeat(121)},,`, problem: "name-long" },
    { line: "a@one.example,Ana,Atlantis,", problem: "state" },
    { line: "a@one.example,Ana,,Klingon", problem: "language" },
    { line: "a@one.example,Ana", problem: "short" },
  ])("refuses a line for $problem", ({ line, problem }) => {
    expect(outcomes(plan(`address,name,state,language\n${line}`))).toEqual([[2, "wrong", problem]]);
  });
});

describe("a plan for pairs", () => {
  const head = "address,name,state,part,pair\n";
  it("adds a pair whole", () => {
    expect(
      outcomes(
        plan(`${head}a@one.example,Ana,MU,diplomat,1\nb@one.example,Ben,Mauritius,technical,1`, "nominations", true),
      ),
    ).toEqual([
      [2, "add"],
      [3, "add"],
    ]);
  });

  it.each([
    { second: "", problem: "pair-of-one" },
    { second: "b@one.example,Ben,MU,diplomat,1", problem: "pair-same-part" },
    { second: "b@one.example,Ben,FJ,technical,1", problem: "pair-states" },
    { second: "b@one.example,Ben,MU,technical,1\nc@one.example,Cleo,MU,technical,1", problem: "pair-of-more" },
    { second: "not an address,Ben,MU,technical,1", problem: "pair-partner" },
    { second: "there@one.example,Ben,MU,technical,1", problem: "pair-partner" },
  ])("refuses it whole for $problem", ({ second, problem }) => {
    const made = plan(`${head}a@one.example,Ana,MU,diplomat,1\n${second}`, "nominations", true, ["there@one.example"]);
    expect(made.rows[0]).toMatchObject({ outcome: "wrong" });
    expect(made.rows[0]?.problems.map((given) => given.problem)).toContain(problem);
    expect(made.counts.add).toBe(0);
  });

  it("needs a name, a State, a part and a pair", () => {
    expect(outcomes(plan(`${head}a@one.example,,,,`, "nominations", true))).toEqual([
      [2, "wrong", "name-missing", "state-missing", "part-missing", "pair-missing"],
    ]);
  });
});

describe("the digest of a plan", () => {
  const text = "address,name\na@one.example,Ana";
  it("changes with the file, the kind and what would happen", () => {
    const digests = [plan(text), plan(`${text}\n`), plan(text, "participants", false, ["a@one.example"])].map(
      ({ digest }) => digest,
    );
    expect(new Set(digests).size).toBe(3);
    expect(plan(text).digest).toBe(digests[0]);
  });
});
