import { describe, expect, it } from "vitest";
import { mayBeReplaced, mayNominate, pairProblem, standingOf } from "./rules";

describe("standingOf", () => {
  it.each([
    { states: ["nominated"], standing: "nominated" },
    { states: ["accepted"], standing: "accepted" },
    { states: ["declined"], standing: "over" },
    { states: ["expired", "declined"], standing: "over" },
    { states: ["accepted", "accepted"], standing: "accepted" },
    { states: ["accepted", "offered"], standing: "offered" },
    { states: ["declined", "offered"], standing: "offered" },
    { states: ["accepted", "expired"], standing: "half" },
    { states: ["withdrawn", "accepted"], standing: "half" },
    { states: ["withdrawn", "withdrawn"], standing: "withdrawn" },
    { states: [], standing: "withdrawn" },
  ] as const)("$states is $standing", ({ states, standing }) => {
    expect(standingOf(states)).toBe(standing);
  });
});

describe("mayBeReplaced", () => {
  it.each([
    { state: "offered", partner: null, may: true },
    { state: "accepted", partner: null, may: true },
    { state: "nominated", partner: null, may: false },
    { state: "declined", partner: null, may: false },
    { state: "declined", partner: "offered", may: true },
    { state: "expired", partner: "accepted", may: true },
    { state: "expired", partner: "expired", may: false },
    { state: "not-selected", partner: "accepted", may: false },
  ] as const)("$state beside $partner: $may", ({ state, partner, may }) => {
    expect(mayBeReplaced(state, partner)).toBe(may);
  });
});

describe("mayNominate", () => {
  const opens = new Date("2026-11-01T00:00:00Z");
  const closes = new Date("2026-12-01T00:00:00Z");
  const event = {
    state: "published",
    admission: "nomination",
    registrationOpensAt: opens,
    registrationClosesAt: closes,
  };
  it.each([
    { now: opens, may: true, why: "the first instant" },
    { now: closes, may: false, why: "the last instant" },
    { now: opens, fields: { state: "closed" }, may: false, why: "the event is closed" },
    { now: opens, fields: { admission: "open" }, may: false, why: "the event is open to all" },
    { now: opens, fields: { registrationClosesAt: null }, may: false, why: "the end is to be announced" },
  ])("is $may at $why", ({ now, may, fields }) => {
    expect(mayNominate({ ...event, ...fields }, now)).toBe(may);
  });
});

describe("pairProblem", () => {
  it.each([
    { inPairs: false, given: [null], problem: null },
    { inPairs: false, given: ["diplomat", "technical"], problem: "no-pair" },
    { inPairs: false, given: ["diplomat"], problem: "no-pair" },
    { inPairs: true, given: ["technical", "diplomat"], problem: null },
    { inPairs: true, given: ["diplomat", "diplomat"], problem: "pair-needed" },
    { inPairs: true, given: ["diplomat"], problem: "pair-needed" },
    { inPairs: true, given: ["diplomat", "technical", "diplomat"], problem: "pair-needed" },
    { inPairs: true, given: [null], problem: "pair-needed" },
  ] as const)("in pairs $inPairs, $given: $problem", ({ inPairs, given, problem }) => {
    expect(pairProblem(inPairs, given)).toBe(problem);
  });
});
