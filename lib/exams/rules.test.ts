import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { examLanguages, hashedText, makeReceipt, nextStartAt, takesOne } from "./rules";

describe("the languages in which an exam may be sat", () => {
  it.each([
    { why: "no question has a reviewed translation", pool: [[], []], languages: ["en"] },
    { why: "every question has one", pool: [["fr"], ["ar", "fr"]], languages: ["en", "fr"] },
    { why: "one question lacks it", pool: [["fr"], ["fr"], []], languages: ["en"] },
    {
      why: "English is recorded as reviewed too",
      pool: [
        ["en", "fr"],
        ["en", "fr"],
      ],
      languages: ["en", "fr"],
    },
    { why: "the bank is empty", pool: [], languages: ["en"] },
  ])("are $languages when $why", ({ pool, languages }) => {
    expect(examLanguages(pool.map((reviewed) => ({ languages: reviewed })))).toEqual(languages);
  });
});

describe("the waiting time before a resit", () => {
  const first = { state: "submitted", closedAt: new Date("2027-03-01T10:00:00Z") };
  const second = { state: "closed_by_time", closedAt: new Date("2027-03-03T10:00:00Z") };
  const voided = { state: "voided", closedAt: new Date("2027-03-05T10:00:00Z") };
  const running = { state: "in_progress", closedAt: null };
  it.each([
    { why: "nothing was sat", attempts: [], hours: 24, next: null },
    { why: "no waiting is asked", attempts: [first], hours: 0, next: null },
    { why: "one was sat", attempts: [first], hours: 24, next: "2027-03-02T10:00:00.000Z" },
    { why: "two were sat: from the later", attempts: [second, first], hours: 48, next: "2027-03-05T10:00:00.000Z" },
    { why: "the later one is void", attempts: [first, voided], hours: 24, next: "2027-03-02T10:00:00.000Z" },
    { why: "one still runs", attempts: [running], hours: 24, next: null },
  ])("ends at $next when $why", ({ attempts, hours, next }) => {
    expect(nextStartAt(attempts, hours)?.toISOString() ?? null).toBe(next);
  });
});

describe("a receipt", () => {
  const end = new Date("2027-03-01T10:00:00.000Z");
  const answers = [
    { position: 2, optionIds: ["b", "a"], sequence: 3, savedAt: new Date("2027-03-01T09:59:00.000Z") },
    { position: 1, optionIds: [], sequence: 1, savedAt: new Date("2027-03-01T09:58:00.000Z") },
  ];

  it("is the SHA-256 of a text that anybody can make again", () => {
    const text = hashedText("attempt", end, answers);
    expect(text).toBe(
      '["attempt","2027-03-01T10:00:00.000Z",[[1,[],1,"2027-03-01T09:58:00.000Z"],[2,["a","b"],3,"2027-03-01T09:59:00.000Z"]]]',
    );
    expect(makeReceipt("attempt", end, answers)).toBe(createHash("sha256").update(text).digest("hex"));
  });

  it.each([
    { what: "an option", change: { optionIds: ["b"] } },
    { what: "a time", change: { savedAt: new Date("2027-03-01T09:59:00.001Z") } },
    { what: "a sequence", change: { sequence: 4 } },
  ])("changes with $what", ({ change }) => {
    const [first, ...rest] = answers;
    if (!first) throw new Error("there are answers");
    expect(makeReceipt("attempt", end, [{ ...first, ...change }, ...rest])).not.toBe(
      makeReceipt("attempt", end, answers),
    );
  });
});

it("takes one option at most for the kinds with one right answer", () => {
  expect(
    ["single", "true-false", "multiple-all-or-nothing", "multiple-right-minus-wrong", "fractions"].filter(takesOne),
  ).toEqual(["single", "true-false"]);
});
