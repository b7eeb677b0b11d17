import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fraction } from "./fraction";
import type { ItemAnswer } from "./item-answer";
import { medianSecondsOf } from "./time-spent";

const buildAnswers = (seconds: readonly (number | null)[]): ItemAnswer[] =>
  seconds.map((secondsSpent, i) => ({
    personKey: `p${i}`,
    versionId: "v1",
    optionIds: ["a"],
    earned: fraction(1),
    possible: 1,
    restEarned: fraction(20),
    restPossible: 29,
    language: "en",
    secondsSpent,
    formKey: "form",
  }));

const upTo = (last: number): number[] => Array.from({ length: last }, (_, i) => i + 1);

describe("medianSecondsOf", () => {
  it.each([
    // 1 to 31: fifteen below 16, fifteen above.
    { why: "an odd number", seconds: upTo(31), value: 16, n: 31 },
    // 1 to 30: the middle two are 15 and 16.
    { why: "an even number", seconds: upTo(30), value: 15.5, n: 30 },
    { why: "one who was away for an hour", seconds: [...upTo(30), 3600], value: 16, n: 31 },
    { why: "some not recorded", seconds: [null, ...upTo(31), null], value: 16, n: 31 },
    {
      why: "9 and 10, which are no words to sort",
      seconds: [...Array(20).fill(10), ...Array(11).fill(9)],
      value: 10,
      n: 31,
    },
  ])("$why: $value seconds", ({ seconds, value, n }) => {
    expect(medianSecondsOf(buildAnswers(seconds))).toStrictEqual({ ok: true, value, n });
  });

  it("is not computable under 30 recorded times", () => {
    expect(medianSecondsOf([])).toStrictEqual({ ok: false, reason: "too-few", n: 0 });
    const few = medianSecondsOf(buildAnswers([...upTo(29), ...Array(50).fill(null)]));
    expect(few).toStrictEqual({ ok: false, reason: "too-few", n: 29 });
  });

  it("has at most half of the times on either side, in any order", () => {
    fc.assert(
      fc.property(fc.array(fc.nat({ max: 900 }), { minLength: 30, maxLength: 80 }), (seconds) => {
        const median = medianSecondsOf(buildAnswers(seconds));
        if (!median.ok) throw new Error("there are enough times");
        expect(seconds.filter((each) => each < median.value).length).toBeLessThanOrEqual(seconds.length / 2);
        expect(seconds.filter((each) => each > median.value).length).toBeLessThanOrEqual(seconds.length / 2);
        expect(medianSecondsOf(buildAnswers([...seconds].reverse()))).toStrictEqual(median);
      }),
    );
  });

  it.each([-1, Number.NaN, Number.POSITIVE_INFINITY])("refuses a time of %s", (seconds) => {
    expect(() => medianSecondsOf(buildAnswers([seconds]))).toThrow(RangeError);
  });
});
