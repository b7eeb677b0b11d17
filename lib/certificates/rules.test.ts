import { describe, expect, it } from "vitest";
import { fraction } from "@/lib/grading/fraction";
import type { Attendance } from "@/lib/sessions/types";
import { decideEligibility, namesHolder, type Requirements } from "./rules";

/** An exam alone, more than 70 %, no attendance asked for; a test states what its claim depends on. */
const buildRequirements = (fields: Partial<Requirements> = {}): Requirements => ({
  components: [{ kind: "exam", weight: 100 }],
  threshold: 70,
  strict: true,
  attendancePercent: null,
  ...fields,
});

const sat = (earned: number, possible = 30) => ({ id: "attempt", running: false, earned: fraction(earned), possible });
const running = { id: "running", running: true, earned: null, possible: 0 };
const there = (attended: number, counted: number): Attendance => ({ attended, counted, held: counted });

const exam80 = [
  { kind: "exam", weight: 80 },
  { kind: "attendance", weight: 20 },
];
const attendanceAlone = [{ kind: "attendance", weight: 100 }];

describe("decideEligibility", () => {
  it.each([
    // The exam alone.
    { attempts: [sat(22)], attendance: null, standing: "eligible", why: "73 %" },
    { attempts: [sat(21)], attendance: null, standing: "not-passed", why: "exactly 70 %" },
    { attempts: [], attendance: null, standing: "no-attempt", why: "did not sit" },
    { attempts: [sat(30), running], attendance: null, standing: "still-sitting", why: "another attempt runs" },
    { requires: { components: [] }, attempts: [], attendance: null, standing: "no-exam", why: "nothing to decide by" },
    // Attendance as a condition of its own.
    {
      requires: { attendancePercent: 80 },
      attempts: [sat(30)],
      attendance: null,
      standing: "attendance-open",
      why: "not closed",
    },
    {
      requires: { attendancePercent: 80 },
      attempts: [sat(30)],
      attendance: there(4, 5),
      standing: "eligible",
      why: "exactly 80 %",
    },
    {
      requires: { attendancePercent: 80 },
      attempts: [sat(30)],
      attendance: there(3, 4),
      standing: "attendance-short",
      why: "75 %",
    },
    {
      requires: { attendancePercent: 80 },
      attempts: [sat(21)],
      attendance: there(5, 5),
      standing: "not-passed",
      why: "being there does not pass an exam",
    },
    {
      requires: { attendancePercent: 1 },
      attempts: [sat(30)],
      attendance: there(0, 0),
      standing: "attendance-short",
      why: "excused from everything",
    },
    {
      requires: { components: [], attendancePercent: 60 },
      attempts: [],
      attendance: there(3, 5),
      standing: "eligible",
      why: "no exam: attendance alone decides",
    },
    {
      requires: { components: [], attendancePercent: 60 },
      attempts: [],
      attendance: there(2, 5),
      standing: "attendance-short",
      why: "40 %",
    },
    // Attendance as a weighted part of the total.
    {
      requires: { components: exam80 },
      attempts: [sat(30)],
      attendance: null,
      standing: "component-open",
      why: "open even where it could change nothing",
    },
    {
      requires: { components: exam80 },
      attempts: [sat(20)],
      attendance: there(5, 5),
      standing: "eligible",
      why: "53.3 + 20 = 73.3",
    },
    {
      requires: { components: exam80 },
      attempts: [sat(22)],
      attendance: there(2, 5),
      standing: "not-passed",
      why: "58.7 + 8 = 66.7",
    },
    {
      requires: { components: exam80 },
      attempts: [sat(21)],
      attendance: there(7, 10),
      standing: "not-passed",
      why: "56 + 14 is exactly 70",
    },
    {
      requires: { components: exam80, strict: false },
      attempts: [sat(21)],
      attendance: there(7, 10),
      standing: "eligible",
      why: "70 or more",
    },
    {
      requires: { components: exam80 },
      attempts: [sat(30)],
      attendance: there(0, 0),
      standing: "component-open",
      why: "nothing counts for this person: a person decides",
    },
    {
      requires: { components: exam80 },
      attempts: [],
      attendance: there(5, 5),
      standing: "no-attempt",
      why: "the exam is part of it",
    },
    {
      requires: { components: attendanceAlone },
      attempts: [],
      attendance: there(8, 10),
      standing: "eligible",
      why: "80 % of a total that is attendance",
    },
    // Both at once.
    {
      requires: { components: exam80, attendancePercent: 60 },
      attempts: [sat(30)],
      attendance: there(2, 5),
      standing: "attendance-short",
      why: "88 % in total, 40 % there",
    },
  ] as const)(
    "$standing: $why",
    ({
      requires,
      attempts,
      attendance,
      standing,
    }: {
      readonly requires?: Partial<Requirements>;
      readonly attempts: readonly Parameters<typeof decideEligibility>[0][number][];
      readonly attendance: Attendance | null;
      readonly standing: string;
    }) => {
      const decided = decideEligibility(attempts, buildRequirements(requires), attendance);
      expect(decided.standing === "eligible" ? "eligible" : decided.reason).toBe(standing);
    },
  );

  it("rests on the best attempt, and on none where nothing was sat", () => {
    const attempts = [sat(24), { ...sat(28), id: "better" }];
    expect(decideEligibility(attempts, buildRequirements(), null)).toEqual({
      standing: "eligible",
      attemptId: "better",
    });
    const requires = buildRequirements({ components: [], attendancePercent: 50 });
    expect(decideEligibility([], requires, there(1, 2))).toEqual({ standing: "eligible", attemptId: null });
  });
});

describe("namesHolder", () => {
  const names = ["Aïcha Ben Youssef-Ramgoolam", "عائشة بن يوسف"];
  it.each([
    { typed: "Ramgoolam", why: "a family name" },
    { typed: "  aicha ", why: "without case and diacritics" },
    { typed: "عائشة", why: "in the other script" },
    { typed: "Youssef-Ramgoolam", why: "a word with a hyphen in it, as it is written" },
    { typed: "Aïcha Ben Youssef-Ramgoolam", why: "the whole name" },
    { typed: "RAMGOOLAM, Aicha", why: "in another order" },
  ])("knows the holder by $typed: $why", ({ typed }) => expect(namesHolder(typed, names)).toBe(true));

  it.each([
    { typed: "", why: "nothing" },
    { typed: " - ", why: "no letter" },
    { typed: "Ram", why: "half a word" },
    { typed: "RamgoolamBen", why: "two words as one" },
    { typed: "Aicha Smith", why: "a word that is not in the name" },
    { typed: "Aicha يوسف", why: "words of two names" },
    { typed: "% _", why: "the database's wildcards" },
  ])("does not know the holder by $typed: $why", ({ typed }) => expect(namesHolder(typed, names)).toBe(false));

  it("knows nobody without a name", () => expect(namesHolder("Aicha", [null, ""])).toBe(false));
});
