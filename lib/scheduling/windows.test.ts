import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { nextChange, type Window, windowState } from "./windows";

const at = (text: string | null): Date | null => (text === null ? null : new Date(text));
const sure = (text: string): Date => new Date(text);

/** A fortnight in March; a test states only the end that its claim depends on. */
const buildWindow = (fields: { opens?: string | null; closes?: string | null } = {}): Window => ({
  opensAt: at(fields.opens === undefined ? "2027-03-01T09:00:00Z" : fields.opens),
  closesAt: at(fields.closes === undefined ? "2027-03-15T17:00:00Z" : fields.closes),
});

describe("windowState", () => {
  it.each([
    { now: "2027-02-01T00:00:00Z", state: "upcoming", why: "a month before it opens" },
    { now: "2027-03-01T08:59:59.999Z", state: "upcoming", why: "the last millisecond before it opens" },
    { now: "2027-03-01T09:00:00Z", state: "open", why: "its first instant" },
    { now: "2027-03-08T00:00:00Z", state: "open", why: "in the middle" },
    { now: "2027-03-15T16:59:59.999Z", state: "open", why: "the last millisecond before it closes" },
    { now: "2027-03-15T17:00:00Z", state: "past", why: "the instant it closes" },
    { now: "2030-01-01T00:00:00Z", state: "past", why: "years later" },
    { opens: null, closes: null, now: "2027-03-08T00:00:00Z", state: "to-be-announced", why: "neither end is known" },
    { opens: null, now: "2027-03-08T00:00:00Z", state: "to-be-announced", why: "only the end is known" },
    {
      opens: null,
      now: "2030-01-01T00:00:00Z",
      state: "to-be-announced",
      why: "only the end is known, and it is over",
    },
    { closes: null, now: "2027-03-08T00:00:00Z", state: "to-be-announced", why: "only the beginning is known" },
    { closes: null, now: "2020-01-01T00:00:00Z", state: "to-be-announced", why: "only a future beginning is known" },
    {
      opens: "1970-01-01T00:00:00Z",
      closes: "1970-01-02T00:00:00Z",
      now: "1970-01-01T12:00:00Z",
      state: "open",
      why: "the epoch is an instant like others",
    },
  ])("is $state at $now: $why", ({ now, state, why: _, ...ends }) => {
    expect(windowState(buildWindow(ends), sure(now))).toBe(state);
  });

  it("only ever moves from upcoming over open to past", () => {
    const order = ["upcoming", "open", "past"];
    const instant = fc.date({ min: sure("2026-01-01"), max: sure("2028-01-01"), noInvalidDate: true });
    fc.assert(
      fc.property(instant, instant, (first, second) => {
        const [early, late] = first < second ? [first, second] : [second, first];
        const before = order.indexOf(windowState(buildWindow(), early));
        expect(before).toBeGreaterThanOrEqual(0);
        expect(before).toBeLessThanOrEqual(order.indexOf(windowState(buildWindow(), late)));
      }),
    );
  });
});

describe("nextChange", () => {
  const registration = buildWindow({ opens: "2027-01-10T00:00:00Z", closes: "2027-02-10T00:00:00Z" });
  const event = buildWindow();
  const unknown = buildWindow({ opens: "2027-01-05T00:00:00Z", closes: null });

  it.each([
    { windows: [], now: "2027-01-01T00:00:00Z", next: null, why: "no window" },
    {
      windows: [unknown],
      now: "2027-01-01T00:00:00Z",
      next: null,
      why: "a half-announced window has no state to change",
    },
    { windows: [event], now: "2027-01-01T00:00:00Z", next: "2027-03-01T09:00:00Z", why: "it will open" },
    { windows: [event], now: "2027-03-01T09:00:00Z", next: "2027-03-15T17:00:00Z", why: "it has opened just now" },
    { windows: [event], now: "2027-03-15T16:59:59.999Z", next: "2027-03-15T17:00:00Z", why: "it is about to close" },
    { windows: [event], now: "2027-03-15T17:00:00Z", next: null, why: "it has closed just now" },
    {
      windows: [event, registration, unknown],
      now: "2027-01-01T00:00:00Z",
      next: "2027-01-10T00:00:00Z",
      why: "the earliest of several, in whatever order",
    },
    {
      windows: [event, registration],
      now: "2027-02-01T00:00:00Z",
      next: "2027-02-10T00:00:00Z",
      why: "one closes before the other opens",
    },
  ])("at $now is $next: $why", ({ windows, now, next }) => {
    expect(nextChange(windows, sure(now))).toEqual(at(next));
  });

  const minute = fc.integer({ min: 0, max: 1000 }).map((count) => new Date(Date.UTC(2027, 0, 1, 0, count)));
  const ends = fc
    .tuple(minute, fc.integer({ min: 1, max: 500 }))
    .map(([opensAt, minutes]): Window => ({ opensAt, closesAt: new Date(opensAt.getTime() + minutes * 60_000) }));
  const halfKnown = minute.map((opensAt): Window => ({ opensAt, closesAt: null }));
  const window = fc.oneof({ weight: 4, arbitrary: ends }, { weight: 1, arbitrary: halfKnown });
  const states = (windows: readonly Window[], now: Date) => windows.map((each) => windowState(each, now));

  it("is when some state changes, and none changes before it", () => {
    fc.assert(
      fc.property(fc.array(window, { maxLength: 5 }), minute, (windows, now) => {
        const next = nextChange(windows, now);
        const before = states(windows, now);
        if (!next) {
          expect(states(windows, sure("2100-01-01"))).toEqual(before);
          return;
        }
        expect(next > now).toBe(true);
        expect(states(windows, new Date(next.getTime() - 1))).toEqual(before);
        expect(states(windows, next)).not.toEqual(before);
      }),
    );
  });

  it("leaves the windows in the order they were given", () => {
    const windows = [event, registration];
    nextChange(windows, sure("2027-01-01T00:00:00Z"));
    expect(windows).toEqual([event, registration]);
  });
});
