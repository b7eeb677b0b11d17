import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { monthAfter, monthEntries, readMonth, spanOf, weeksOf } from "./rules";
import type { MonthEvent } from "./types";

const buildEvent = (fields: Partial<MonthEvent> = {}): MonthEvent => ({
  slug: "norms",
  language: "en",
  title: "Norms",
  zone: "UTC",
  admission: "open",
  registrationOpensAt: null,
  registrationClosesAt: null,
  opensAt: null,
  closesAt: null,
  sessions: [],
  ...fields,
});

/** What stands on each day, as "2027-03-01 begins". */
const listed = (event: MonthEvent, month: string): string[] =>
  [...monthEntries([event], month).days].flatMap(([day, entries]) => entries.map(({ kind }) => `${day} ${kind}`));

describe("readMonth", () => {
  it.each([
    { asked: "2027-03", read: "2027-03" },
    { asked: "2027-13", read: null },
    { asked: "2027-3", read: null },
    { asked: "0001-01", read: null },
    { asked: "2027-03-01", read: null },
    { asked: ["2027-03"], read: null },
    { asked: undefined, read: null },
  ])("of $asked is $read", ({ asked, read }) => expect(readMonth(asked)).toBe(read));

  it("ends where there are no more pages", () => {
    expect([monthAfter("2027-12", 1), monthAfter("2027-01", -1)]).toEqual(["2028-01", "2026-12"]);
    expect([monthAfter("2099-12", 1), monthAfter("2000-01", -1)]).toEqual([null, null]);
  });
});

describe("weeksOf", () => {
  it.each([
    { month: "2027-03", firstDay: 1, first: "2027-03-01", blanks: 0, weeks: 5, why: "a month that begins a week" },
    { month: "2027-02", firstDay: 1, first: "2027-02-01", blanks: 0, weeks: 4, why: "four whole weeks" },
    { month: "2027-05", firstDay: 1, first: "2027-05-01", blanks: 5, weeks: 6, why: "Saturday in a week from Monday" },
    {
      month: "2027-05",
      firstDay: 6,
      first: "2027-05-01",
      blanks: 0,
      weeks: 5,
      why: "Saturday in a week from Saturday",
    },
    { month: "2028-02", firstDay: 1, first: "2028-02-01", blanks: 1, weeks: 5, why: "a leap year" },
  ])("$month from day $firstDay: $why", ({ month, firstDay, first, blanks, weeks }) => {
    const rows = weeksOf(month, firstDay);
    expect(rows).toHaveLength(weeks);
    expect(rows[0]?.indexOf(first)).toBe(blanks);
  });

  it("has every day of any month once, in order, in weeks of seven", () => {
    const months = fc.tuple(fc.integer({ min: 2000, max: 2099 }), fc.integer({ min: 1, max: 12 }));
    fc.assert(
      fc.property(months, fc.integer({ min: 1, max: 7 }), ([year, number], firstDay) => {
        const month = `${year}-${String(number).padStart(2, "0")}`;
        const rows = weeksOf(month, firstDay);
        expect(rows.every((week) => week.length === 7)).toBe(true);
        const days = rows.flat().filter((day) => day !== null);
        expect(days).toHaveLength(new Date(Date.UTC(year, number, 0)).getUTCDate());
        expect(days).toEqual([...new Set(days)].sort());
      }),
    );
  });
});

describe("monthEntries", () => {
  it.each([
    { zone: "Pacific/Kiritimati", day: "2027-03-01", why: "fourteen hours ahead it is already March" },
    { zone: "Pacific/Pago_Pago", day: null, why: "eleven hours behind it is still February" },
    { zone: "UTC", day: null, why: "and in UTC too" },
  ])("2027-02-28T12:00Z in $zone is on $day of March: $why", ({ zone, day }) => {
    const event = buildEvent({ zone, opensAt: new Date("2027-02-28T12:00:00Z") });
    expect(listed(event, "2027-03")).toEqual(day ? [`${day} begins`] : []);
    const { from, to } = spanOf("2027-03");
    expect(from <= new Date("2027-02-28T12:00:00Z") && to >= new Date("2027-04-01T11:59:00Z")).toBe(true);
  });

  it("tells of an event of one day once, with its end", () => {
    const [opensAt, closesAt] = [new Date("2027-03-12T09:00:00Z"), new Date("2027-03-12T17:00:00Z")];
    const { days } = monthEntries([buildEvent({ opensAt, closesAt })], "2027-03");
    expect(days.get("2027-03-12")).toMatchObject([{ kind: "begins", at: opensAt, until: closesAt }]);
  });

  it("lists registration, beginning, sessions and end in the order of the clock", () => {
    const at = (day: number, hour = 9) => new Date(Date.UTC(2027, 2, day, hour));
    const event = buildEvent({
      registrationOpensAt: at(1),
      registrationClosesAt: at(8, 18),
      opensAt: at(8),
      closesAt: at(20),
      sessions: [{ language: "en", title: "Opening", startsAt: at(8, 10), endsAt: at(8, 12) }],
    });
    expect(listed(event, "2027-03")).toEqual([
      "2027-03-01 registration-opens",
      "2027-03-08 begins",
      "2027-03-08 session",
      "2027-03-08 registration-closes",
      "2027-03-20 ends",
    ]);
    expect(listed({ ...event, admission: "invitation" }, "2027-03")).not.toContain("2027-03-01 registration-opens");
  });

  it.each([
    { opensAt: "2027-02-28", closesAt: "2027-04-01", running: true, why: "it begins before and ends after" },
    { opensAt: "2027-03-01", closesAt: "2027-04-01", running: false, why: "it begins in it" },
    { opensAt: "2027-02-28", closesAt: "2027-03-31", running: false, why: "it ends in it" },
    { opensAt: "2027-04-01", closesAt: "2027-05-01", running: false, why: "it has not begun" },
  ])("running from $opensAt to $closesAt all March: $running, $why", ({ opensAt, closesAt, running }) => {
    const event = buildEvent({ opensAt: new Date(opensAt), closesAt: new Date(closesAt) });
    expect(monthEntries([event], "2027-03").running).toHaveLength(running ? 1 : 0);
  });
});
