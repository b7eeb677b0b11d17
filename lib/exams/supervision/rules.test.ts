import { describe, expect, it } from "vitest";
import { attemptDeadline, lettersOf, moveDeadline, standingOf } from "./rules";

const at = (time: string): Date => new Date(`2027-03-12T${time}Z`);
const minutes = (count: number): number => count * 60;

type Case = {
  readonly limit?: number;
  readonly own?: number;
  readonly granted?: number;
  readonly window?: string;
  readonly onPaper?: boolean;
};

/** An attempt begun at ten with an hour, in a window until noon; a test states what it depends on. */
const build = ({ limit = 60, own = 0, granted = 0, window = "12:00:00", onPaper = false }: Case) => ({
  attempt: { startedAt: at("10:00:00"), extraTimeSeconds: minutes(granted), onPaper },
  limits: { timeLimitSeconds: minutes(limit), windowClosesAt: at(window), extraTimeSeconds: minutes(own) },
});

describe("attemptDeadline", () => {
  it.each([
    { ends: "11:00:00", why: "the limit from the start" },
    { own: 15, ends: "11:15:00", why: "the person's extra time" },
    { granted: 10, ends: "11:10:00", why: "what an outage granted" },
    { own: 15, granted: 10, ends: "11:25:00", why: "both add up" },
    { window: "10:30:00", ends: "10:30:00", why: "the window, where it is first" },
    { window: "10:30:00", own: 15, granted: 10, ends: "10:55:00", why: "the window moves by both too" },
    { onPaper: true, ends: "12:00:00", why: "a sheet is due by the end of the window" },
    { onPaper: true, own: 15, ends: "12:15:00", why: "and by as much later as the person has extra" },
  ])("$ends: $why", ({ ends, ...fields }) => {
    const { attempt, limits } = build(fields);
    expect(attemptDeadline(attempt, limits)).toEqual(at(ends));
  });
});

describe("moveDeadline", () => {
  const move = ({ was, now, ...fields }: Case & { readonly was: string; readonly now: string }) => {
    const { attempt, limits } = build(fields);
    return moveDeadline({ ...attempt, deadlineAt: at(was) }, limits, at(now));
  };

  it.each([
    { was: "11:00:00", now: "10:30:00", own: 15, by: 900, why: "raised while it runs" },
    { was: "11:15:00", now: "10:30:00", own: 5, by: -600, why: "lowered, and still to come" },
    { was: "11:00:00", now: "11:00:05", own: 15, by: 900, why: "within the allowance it still runs" },
    { was: "11:15:00", now: "10:59:59", own: 0, by: -900, why: "a second before the new end" },
  ])("moves by $by s: $why", ({ by, why: _, ...fields }) => {
    expect(move(fields)).toMatchObject({ ok: true, value: { bySeconds: by } });
  });

  it.each([
    { was: "11:00:00", now: "10:30:00", why: "nothing was changed" },
    { was: "11:00:00", now: "11:00:06", own: 15, why: "it has run out" },
  ])("stays: $why", ({ why: _, ...fields }) => expect(move(fields)).toEqual({ ok: true, value: null }));

  it.each([
    { was: "11:15:00", now: "11:00:00", own: 0, why: "the new end is now" },
    { was: "11:15:00", now: "11:10:00", own: 5, why: "the new end has passed" },
  ])("is refused: $why", ({ why: _, ...fields }) =>
    expect(move(fields)).toEqual({ ok: false, reason: "ends-in-the-past" }),
  );
});

describe("standingOf", () => {
  const now = at("10:30:00");
  it.each([
    { attempt: null, standing: "not-started" },
    { attempt: { state: "voided" as const }, standing: "not-started" },
    { attempt: { state: "in-progress" as const }, standing: "working" },
    { attempt: { state: "in-progress" as const, deadlineAt: now }, standing: "over" },
    { attempt: { state: "in-progress" as const, onPaper: true, deadlineAt: now }, standing: "on-paper" },
    { attempt: { state: "submitted" as const, onPaper: true }, standing: "submitted" },
    { attempt: { state: "closed-by-time" as const }, standing: "closed-by-time" },
  ])("$standing", ({ attempt, standing }) => {
    expect(standingOf(attempt && { onPaper: false, deadlineAt: at("11:00:00"), ...attempt }, now)).toBe(standing);
  });
});

describe("lettersOf", () => {
  const order = ["o3", "o1", "o4", "o2"];
  it.each([
    { chosen: ["o3"], letters: ["A"], why: "the first shown is A, whatever its id" },
    { chosen: ["o2", "o1"], letters: ["B", "D"], why: "in the order shown" },
    { chosen: [], letters: [], why: "nothing chosen" },
    { chosen: ["o9"], letters: ["?"], why: "an option of no such question" },
  ])("$chosen is $letters: $why", ({ chosen, letters }) => expect(lettersOf(order, chosen)).toEqual(letters));
});
