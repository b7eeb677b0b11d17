import { describe, expect, it } from "vitest";
import { type ReviewGround, resitOf, reviewIsOpen, scoreByTag } from "./rules";

const end = new Date("2027-03-12T10:00:00.000Z");
const before = new Date(end.getTime() - 1);

const buildGround = (fields: Partial<ReviewGround>): ReviewGround => ({
  rule: "never",
  state: "published",
  closesAt: end,
  certificateKind: "itu-certificate",
  released: false,
  running: 0,
  ...fields,
});

describe("reviewIsOpen", () => {
  it.each([
    { rule: "never", state: "archived", released: true, open: false, why: "never is never" },
    { rule: "after-window", now: before, open: false, why: "a millisecond before the end" },
    { rule: "after-window", open: true, why: "at the end" },
    { rule: "after-window", running: 1, open: false, why: "somebody with extra time still sits" },
    { rule: "after-window", closesAt: null, open: false, why: "a window to be announced has no end" },
    { rule: "after-window", state: "archived", open: true, why: "the event is archived" },
    { rule: "after-release", open: false, why: "the window alone does not matter" },
    { rule: "after-release", state: "closed", open: false, why: "closed, nothing released" },
    { rule: "after-release", state: "closed", released: true, open: true, why: "closed and released" },
    { rule: "after-release", state: "closed", certificateKind: null, open: true, why: "nothing to release" },
    { rule: "after-release", state: "published", released: true, open: false, why: "a published event is not over" },
    { rule: "after-release", state: "archived", open: true, why: "archived" },
    { rule: "after-release", state: "cancelled", open: false, why: "cancelled" },
    { rule: "after-release", state: "archived", running: 1, open: false, why: "an attempt still runs" },
    { rule: "sometime", state: "archived", released: true, open: false, why: "a rule that nobody knows" },
  ])("$rule is open: $open, $why", ({ now = end, open, why: _, ...fields }) => {
    expect(reviewIsOpen(buildGround(fields), now)).toBe(open);
  });
});

describe("scoreByTag", () => {
  const point = { numerator: 1, denominator: 1 };
  const half = { numerator: 1, denominator: 2 };
  const tags: Readonly<Record<number, string[]>> = { 1: ["f", "g"], 2: ["f"], 3: ["a"], 4: [] };
  it("sums each tag, counts a question under all of its tags, and leaves voided slots out", () => {
    const scores = [
      { position: 1, points: 1, earned: point },
      { position: 2, points: 2, earned: half },
      { position: 3, points: 1, earned: point, voided: true },
      { position: 4, points: 1, earned: point },
    ];
    expect(scoreByTag(scores, (position) => tags[position] ?? [])).toEqual([
      { tag: "f", earned: 1.5, possible: 3 },
      { tag: "g", earned: 1, possible: 1 },
    ]);
  });
});

describe("resitOf", () => {
  const now = new Date("2027-03-10T10:00:00.000Z");
  const hoursAgo = (hours: number): Date => new Date(now.getTime() - hours * 3_600_000);
  const event = { state: "published", opensAt: hoursAgo(100), closesAt: end, attemptsAllowed: 2, resitWaitHours: 24 };
  const closed = (closedAt: Date, state = "submitted") => ({ state, closedAt });
  const place = { state: "enrolled", extraAttempts: 0, attempts: [closed(hoursAgo(4))] };

  it.each([
    { why: "waits until a day after the end of the last", mayStart: true, next: hoursAgo(-20) },
    {
      why: "may start at once where nothing is to be waited for",
      event: { resitWaitHours: 0 },
      mayStart: true,
      next: null,
    },
    {
      why: "may start at once when the wait is over",
      place: { attempts: [closed(hoursAgo(25))] },
      mayStart: true,
      next: null,
    },
    { why: "has none left", event: { attemptsAllowed: 1 }, mayStart: false, next: null },
    {
      why: "has one more by extra attempts",
      event: { attemptsAllowed: 1 },
      place: { extraAttempts: 1 },
      mayStart: true,
      next: hoursAgo(-20),
    },
    {
      why: "a voided attempt is no attempt",
      place: { attempts: [closed(hoursAgo(1), "voided")] },
      mayStart: true,
      next: null,
    },
    { why: "the wait reaches past the window", event: { resitWaitHours: 200 }, mayStart: false, next: null },
    { why: "the window is over", event: { closesAt: hoursAgo(1) }, mayStart: false, next: null },
    { why: "the event is closed", event: { state: "closed" }, mayStart: false, next: null },
    {
      why: "one is running",
      place: { attempts: [{ state: "in_progress", closedAt: null }] },
      mayStart: false,
      next: null,
    },
    { why: "the place was given up", place: { state: "withdrawn" }, mayStart: false, next: null },
  ])("$why", ({ event: otherEvent, place: otherPlace, mayStart, next }) => {
    expect(resitOf({ ...place, ...otherPlace }, { ...event, ...otherEvent }, now)).toMatchObject({
      mayStart,
      nextStartAt: next,
    });
  });
});
