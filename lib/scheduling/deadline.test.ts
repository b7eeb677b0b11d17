import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  arrivedInTime,
  deadlineFor,
  type ExamClock,
  lastSafeStart,
  minutesIfStarted,
  TRANSIT_ALLOWANCE_SECONDS,
} from "./deadline";

const sure = (text: string): Date => new Date(text);
const MINUTE = 60;

/** An hour's exam in a window that closes at five; a test states only what its claim depends on. */
const buildClock = (fields: Partial<ExamClock> = {}): ExamClock => ({
  timeLimitSeconds: 60 * MINUTE,
  extraTimeSeconds: 0,
  windowClosesAt: sure("2027-03-12T17:00:00Z"),
  ...fields,
});

const instant = fc.date({ min: sure("2020-01-01"), max: sure("2040-01-01"), noInvalidDate: true });
const clock = fc.record({
  timeLimitSeconds: fc.integer({ min: 1, max: 6 * 3600 }),
  extraTimeSeconds: fc.integer({ min: 0, max: 3 * 3600 }),
  windowClosesAt: instant,
});
const seconds = (from: Date, to: Date): number => (to.getTime() - from.getTime()) / 1000;

describe("deadlineFor", () => {
  it.each([
    { start: "2027-03-12T14:00:00Z", deadline: "2027-03-12T15:00:00Z", why: "the limit ends first" },
    { start: "2027-03-12T16:00:00Z", deadline: "2027-03-12T17:00:00Z", why: "limit and window end together" },
    {
      start: "2027-03-12T16:00:00.001Z",
      deadline: "2027-03-12T17:00:00Z",
      why: "the window ends one millisecond sooner",
    },
    { start: "2027-03-12T16:45:00Z", deadline: "2027-03-12T17:00:00Z", why: "a late start gets what is left" },
    {
      start: "2027-03-12T14:00:00Z",
      extraTimeSeconds: 20 * MINUTE,
      deadline: "2027-03-12T15:20:00Z",
      why: "extra time lengthens the limit",
    },
    {
      start: "2027-03-12T16:00:00Z",
      extraTimeSeconds: 20 * MINUTE,
      deadline: "2027-03-12T17:20:00Z",
      why: "extra time reaches beyond the window",
    },
    {
      start: "2027-03-12T16:45:00Z",
      extraTimeSeconds: 20 * MINUTE,
      deadline: "2027-03-12T17:20:00Z",
      why: "extra time moves the window's end too",
    },
    { start: "2027-03-12T18:00:00Z", deadline: "2027-03-12T17:00:00Z", why: "a start after the window has no time" },
  ])("from $start is $deadline: $why", ({ start, deadline, why: _, ...fields }) => {
    expect(deadlineFor(sure(start), buildClock(fields))).toEqual(sure(deadline));
  });

  it("is the lesser of limit and window, each with the extra time, to the millisecond", () => {
    fc.assert(
      fc.property(instant, clock, (start, exam) => {
        const limit = start.getTime() + (exam.timeLimitSeconds + exam.extraTimeSeconds) * 1000;
        const window = exam.windowClosesAt.getTime() + exam.extraTimeSeconds * 1000;
        expect(deadlineFor(start, exam).getTime()).toBe(Math.min(limit, window));
      }),
    );
  });

  it("gives a person with extra time exactly that much more, whenever they start", () => {
    fc.assert(
      fc.property(instant, clock, (start, exam) => {
        const plain = deadlineFor(start, { ...exam, extraTimeSeconds: 0 });
        expect(seconds(plain, deadlineFor(start, exam))).toBe(exam.extraTimeSeconds);
      }),
    );
  });

  it("changes neither the start nor the window that it was given", () => {
    const start = sure("2027-03-12T14:00:00Z");
    const exam = buildClock({ extraTimeSeconds: 60 });
    deadlineFor(start, exam);
    expect([start, exam.windowClosesAt]).toEqual([sure("2027-03-12T14:00:00Z"), sure("2027-03-12T17:00:00Z")]);
  });
});

describe("lastSafeStart", () => {
  it("is one whole limit before the window closes", () => {
    expect(lastSafeStart(buildClock())).toEqual(sure("2027-03-12T16:00:00Z"));
  });

  it("is the last start that loses nothing: a millisecond later loses a millisecond, extra time or not", () => {
    fc.assert(
      fc.property(clock, (exam) => {
        const whole = exam.timeLimitSeconds + exam.extraTimeSeconds;
        const safe = lastSafeStart(exam);
        const late = new Date(safe.getTime() + 1);
        expect(seconds(safe, deadlineFor(safe, exam))).toBe(whole);
        expect(deadlineFor(late, exam).getTime() - late.getTime()).toBe(whole * 1000 - 1);
      }),
    );
  });
});

describe("minutesIfStarted", () => {
  it.each([
    { now: "2027-03-12T14:00:00Z", minutes: 60, why: "the whole limit" },
    { now: "2027-03-12T16:00:00Z", minutes: 60, why: "the last safe start" },
    { now: "2027-03-12T16:00:00.001Z", minutes: 59, why: "an instant later, rounded down" },
    { now: "2027-03-12T16:59:00Z", minutes: 1, why: "one minute left" },
    { now: "2027-03-12T16:59:01Z", minutes: 0, why: "59 seconds are no minute" },
    { now: "2027-03-12T17:00:00Z", minutes: 0, why: "the window has closed" },
    { now: "2027-03-13T17:00:00Z", minutes: 0, why: "a day later is not a negative number" },
    { now: "2027-03-12T16:45:00Z", extraTimeSeconds: 20 * MINUTE, minutes: 35, why: "extra time counts" },
    { now: "2027-03-12T14:00:00Z", timeLimitSeconds: 90, minutes: 1, why: "ninety seconds are one whole minute" },
  ])("is $minutes at $now: $why", ({ now, minutes, why: _, ...fields }) => {
    expect(minutesIfStarted(sure(now), buildClock(fields))).toBe(minutes);
  });

  it("never promises more than the deadline keeps", () => {
    fc.assert(
      fc.property(instant, clock, (now, exam) => {
        const minutes = minutesIfStarted(now, exam);
        expect(Number.isInteger(minutes) && minutes >= 0).toBe(true);
        if (minutes > 0) expect(minutes * MINUTE).toBeLessThanOrEqual(seconds(now, deadlineFor(now, exam)));
      }),
    );
  });
});

describe("arrivedInTime", () => {
  it("allows five seconds for the way", () => expect(TRANSIT_ALLOWANCE_SECONDS).toBe(5));

  it.each([
    { arrived: "2027-03-12T14:00:00Z", counts: true, why: "an hour early" },
    { arrived: "2027-03-12T15:00:00Z", counts: true, why: "on the deadline" },
    { arrived: "2027-03-12T15:00:04.999Z", counts: true, why: "inside the allowance" },
    { arrived: "2027-03-12T15:00:05Z", counts: true, why: "exactly five seconds after" },
    { arrived: "2027-03-12T15:00:05.001Z", counts: false, why: "a millisecond past the allowance" },
    { arrived: "2027-03-13T15:00:00Z", counts: false, why: "a day late" },
  ])("$arrived counts: $counts, $why", ({ arrived, counts }) => {
    expect(arrivedInTime(sure(arrived), sure("2027-03-12T15:00:00Z"))).toBe(counts);
  });
});
