import { describe, expect, it } from "vitest";
import { checkPurge, purgeDayOf, purgeInstant } from "./rules";

describe("a room's last day", () => {
  it.each([
    { day: "2027-03-12", zone: "Indian/Mauritius", ends: "2027-03-12T20:00:00.000Z" },
    { day: "2027-03-12", zone: "UTC", ends: "2027-03-13T00:00:00.000Z" },
    { day: "2026-10-25", zone: "Europe/Paris", ends: "2026-10-25T23:00:00.000Z" },
  ])("$day in $zone is over at $ends, and shown as it was typed", ({ day, zone, ends }) => {
    const instant = purgeInstant(day, zone);
    expect(instant.ok && instant.value?.toISOString()).toBe(ends);
    expect(purgeDayOf(new Date(ends), zone)).toBe(day);
  });

  it.each(["2027-02-30", "2027-13-01", "0000-00-00"])("%s is no day", (day) => {
    expect(purgeInstant(day, "UTC")).toEqual({ ok: false, reason: "not-a-day" });
  });

  it("may be left open", () => {
    expect(purgeInstant("", "UTC")).toEqual({ ok: true, value: null });
    expect(purgeDayOf(null, "UTC")).toBe("");
  });

  const now = new Date("2027-03-12T10:00:00Z");
  const day = (days: number): Date => new Date(now.getTime() + days * 86_400_000);
  it.each([
    { before: null, after: day(5), written: true, refused: null, why: "a promise is added" },
    { before: day(5), after: day(3), written: true, refused: null, why: "it is brought forward" },
    { before: day(5), after: day(9), written: false, refused: null, why: "nobody wrote by it" },
    { before: day(5), after: null, written: false, refused: null, why: "nobody wrote by it" },
    { before: day(5), after: day(9), written: true, refused: "purge-later", why: "somebody wrote by the earlier day" },
    { before: day(5), after: null, written: true, refused: "purge-later", why: "somebody wrote by the day" },
    { before: day(5), after: day(-1), written: true, refused: "purge-past", why: "it is over" },
    { before: day(-1), after: day(-1), written: false, refused: null, why: "it stays as it was" },
  ])("is refused as $refused: $why", ({ before, after, written, refused }) => {
    expect(checkPurge(before, after, { written, now })).toBe(refused);
  });
});
