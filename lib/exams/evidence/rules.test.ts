import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { acceptedEvidence, countedAnswers, type Evidence } from "./rules";

const deadline = new Date("2027-03-12T11:00:00Z");
const afterEnd = (seconds: number): Date => new Date(deadline.getTime() + seconds * 1000);
const late = (fields: Partial<Evidence>): Evidence => ({
  position: 1,
  optionIds: ["b"],
  sequence: 2,
  receivedAt: afterEnd(60),
  ...fields,
});

describe("acceptedEvidence", () => {
  it.each([
    { kind: "accept-evidence" as const, minutes: null, arrived: 86_400, counts: true, why: "all that was there" },
    {
      kind: "accept-evidence" as const,
      minutes: null,
      arrived: 90_001,
      counts: false,
      why: "it came after the proposal",
    },
    { kind: "grant-time" as const, minutes: 5, arrived: 300, counts: true, why: "at the moved deadline" },
    { kind: "grant-time" as const, minutes: 5, arrived: 305, counts: true, why: "the allowance for transit" },
    { kind: "grant-time" as const, minutes: 5, arrived: 305.001, counts: false, why: "a millisecond later" },
    { kind: "grant-time" as const, minutes: 5, arrived: 6, counts: true, why: "well before it" },
  ])("$kind $minutes, $arrived s late: $counts, $why", ({ kind, minutes, arrived, counts }) => {
    const decision = { kind, extraSeconds: minutes === null ? null : minutes * 60, proposedAt: afterEnd(90_000) };
    expect(acceptedEvidence([late({ receivedAt: afterEnd(arrived) })], decision, deadline)).toHaveLength(
      counts ? 1 : 0,
    );
  });
});

describe("countedAnswers", () => {
  const saved = { position: 1, optionIds: ["a"], sequence: 2 };
  it.each([
    { accepted: [], counted: ["a"], why: "nothing was accepted" },
    { accepted: [late({ sequence: 3 })], counted: ["b"], why: "a higher sequence wins" },
    { accepted: [late({ sequence: 2 })], counted: ["a"], why: "what was saved wins among equals" },
    { accepted: [late({ sequence: 1 })], counted: ["a"], why: "a lower sequence is older" },
    {
      accepted: [late({ sequence: 5, optionIds: ["c"] }), late({ sequence: 4 })],
      counted: ["c"],
      why: "the highest of several, in whatever order they came",
    },
    { accepted: [late({ sequence: 3, optionIds: [] })], counted: [], why: "an answer taken back late" },
  ])("$counted: $why", ({ accepted, counted }) => {
    expect(countedAnswers([saved], accepted)).toEqual([{ position: 1, optionIds: counted }]);
  });

  it("has each position once, of all that has any answer, whatever came in", () => {
    const row = fc.record({
      position: fc.integer({ min: 1, max: 6 }),
      optionIds: fc.subarray(["a", "b", "c"]),
      sequence: fc.integer({ min: 1, max: 5 }),
      receivedAt: fc.constant(afterEnd(1)),
    });
    fc.assert(
      fc.property(fc.uniqueArray(row, { selector: ({ position }) => position }), fc.array(row), (stored, accepted) => {
        const counted = countedAnswers(stored, accepted).map(({ position }) => position);
        const all = new Set([...stored, ...accepted].map(({ position }) => position));
        expect(counted).toEqual([...all].sort((a, b) => a - b));
      }),
    );
  });
});
