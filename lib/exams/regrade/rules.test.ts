import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fraction } from "@/lib/grading/fraction";
import type { Repair } from "@/lib/grading/repair-slot";
import { countRemarks, digestOf, findRepairProblem, remark, type StoredForm, sideOf } from "./rules";
import type { Remark } from "./types";

const question = { kind: "single" as const, optionIds: ["a", "b", "c"], keyIds: ["a"] };
const rekey = (...keyIds: string[]): Repair => ({ kind: "rekey", keyIds });
const accept = (...keyIds: string[]): Repair => ({ kind: "accept", keyIds });
const voided: Repair = { kind: "void", keyIds: [] };

describe("findRepairProblem", () => {
  it.each([
    { repair: rekey("b"), standing: null, problem: null, why: "another key" },
    { repair: rekey("a"), standing: null, problem: "changes-nothing", why: "the key that it has" },
    { repair: rekey("a"), standing: rekey("b"), problem: null, why: "back to the key as drawn" },
    { repair: rekey("b"), standing: rekey("b"), problem: "changes-nothing", why: "the same repair again" },
    {
      repair: accept("c", "b"),
      standing: accept("b", "c"),
      problem: "changes-nothing",
      why: "the same in another order",
    },
    { repair: accept("b"), standing: accept("b", "c"), problem: null, why: "fewer are accepted" },
    { repair: voided, standing: null, problem: null, why: "void" },
    { repair: voided, standing: voided, problem: "changes-nothing", why: "void again" },
    { repair: rekey("b", "c"), standing: null, problem: "does-not-fit", why: "two keys of a single-answer question" },
    { repair: accept("a"), standing: null, problem: "does-not-fit", why: "the key is right already" },
    { repair: rekey("z"), standing: null, problem: "does-not-fit", why: "an option of another question" },
    { repair: accept(), standing: null, problem: "does-not-fit", why: "nothing is accepted" },
  ] as const)("$problem: $why", ({ repair, standing, problem }) => {
    expect(findRepairProblem(question, repair, standing)).toBe(problem);
  });
});

const rule = { threshold: 70, strict: true };

const buildForm = (fields: Partial<StoredForm> = {}): StoredForm => ({
  attemptId: "attempt",
  enrolmentId: "enrolment",
  personId: "person",
  fullName: "Ana Maria",
  number: 1,
  eventId: "event",
  markNumber: 1,
  before: { earned: fraction(7), possible: 10 },
  slots: Array.from({ length: 10 }, (_, i) => ({ ...question, position: i + 1, points: 1 })),
  answers: Array.from({ length: 8 }, (_, i) => ({ position: i + 1, optionIds: ["a"] })),
  ...fields,
});

describe("remark", () => {
  it("says what was and what is, each by the event's rule, and who crosses the threshold", () => {
    const { remark: one, marks } = remark(buildForm(), rule);
    expect(one).toMatchObject({ before: { passed: false }, after: { earned: fraction(8), passed: true }, side: "up" });
    expect(marks).toHaveLength(10);
  });

  it("keeps a voided slot in its place, worth nothing on either side", () => {
    const [first, ...rest] = buildForm().slots;
    const slots = first ? [{ ...first, voided: true }, ...rest] : [];
    const { remark: one, marks } = remark(buildForm({ slots }), rule);
    expect(one.after).toMatchObject({ earned: fraction(7), possible: 9, passed: true });
    expect(marks[0]).toEqual({ position: 1, points: 1, earned: fraction(0), voided: true });
  });

  it("passes nobody where everything was voided", () => {
    const slots = buildForm().slots.map((slot) => ({ ...slot, voided: true }));
    expect(remark(buildForm({ slots }), rule).remark.after).toMatchObject({ possible: 0, passed: false });
  });
});

describe("sideOf and countRemarks", () => {
  it("know up from down", () => {
    expect([sideOf(false, true), sideOf(true, false), sideOf(true, true)]).toEqual(["up", "down", null]);
  });

  it("count a change of score apart from a change of side", () => {
    const up = remark(buildForm(), rule).remark;
    const same = remark(buildForm({ before: { earned: fraction(8), possible: 10 } }), rule).remark;
    const better = remark(buildForm({ before: { earned: fraction(15, 2), possible: 10 } }), rule).remark;
    expect(countRemarks([up, same, better])).toEqual({ affected: 3, changed: 2, up: 1, down: 0 });
  });
});

describe("digestOf", () => {
  const base = remark(buildForm(), rule).remark;
  const other: Remark = { ...base, attemptId: "other" };

  it("does not depend on any order", () => {
    expect(digestOf("v", accept("b", "c"), [base, other])).toBe(digestOf("v", accept("c", "b"), [other, base]));
  });

  it.each([
    { why: "another version", digest: digestOf("w", rekey("b"), [base]) },
    { why: "another kind", digest: digestOf("v", accept("b"), [base]) },
    { why: "another key", digest: digestOf("v", rekey("c"), [base]) },
    { why: "another attempt", digest: digestOf("v", rekey("b"), [base, other]) },
    { why: "a newer mark", digest: digestOf("v", rekey("b"), [{ ...base, markNumber: 2 }]) },
    { why: "another rule", digest: digestOf("v", rekey("b"), [{ ...base, after: { ...base.after, passed: false } }]) },
  ])("changes with $why", ({ digest }) => {
    expect(digest).not.toBe(digestOf("v", rekey("b"), [base]));
  });

  it("changes with any score", () => {
    const score = fc.tuple(fc.integer({ min: 0, max: 30 }), fc.integer({ min: 1, max: 12 }));
    fc.assert(
      fc.property(score, score, (a, b) => {
        const [one, two] = [fraction(...a), fraction(...b)];
        const same = one.numerator === two.numerator && one.denominator === two.denominator;
        const digests = [one, two].map((earned) =>
          digestOf("v", rekey("b"), [{ ...base, after: { ...base.after, earned } }]),
        );
        expect(digests[0] === digests[1]).toBe(same);
      }),
    );
  });
});
