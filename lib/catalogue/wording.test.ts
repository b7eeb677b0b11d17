import { describe, expect, it } from "vitest";
import { formatDays, formatMonth, languageName } from "./wording";

/** Which spaces stand around the dash is the system's to say, and changes with its version. */
const plain = (text: string | null): string | undefined => text?.replace(/\s*–\s*/gu, " – ");

describe("formatDays", () => {
  const window = { opensAt: new Date("2026-11-14T23:00:00Z"), closesAt: new Date("2027-01-20T12:00:00Z") };

  it.each([
    {
      language: "en",
      zone: "Indian/Mauritius",
      days: "15 November 2026 – 20 January 2027",
      why: "days are the zone's own",
    },
    { language: "en", zone: "UTC", days: "14 November 2026 – 20 January 2027", why: "days are the zone's own" },
    { language: "fr", zone: "UTC", days: "14 novembre 2026 – 20 janvier 2027", why: "in French" },
  ])("is $days: $why", ({ language, zone, days }) => expect(plain(formatDays(window, language, zone))).toBe(days));

  it("says a year and a month once where they are shared", () => {
    expect(plain(formatDays({ ...window, closesAt: new Date("2026-11-20T12:00:00Z") }, "en", "UTC"))).toBe(
      "14 – 20 November 2026",
    );
  });

  it.each([
    { opensAt: null, closesAt: null },
    { opensAt: window.opensAt, closesAt: null },
    { opensAt: null, closesAt: window.closesAt },
  ])("is nothing without both ends", (half) => expect(formatDays(half, "en", "UTC")).toBeNull());
});

describe("formatMonth", () => {
  it.each([
    { month: "2027-03", language: "en", text: "March 2027" },
    { month: "2027-03", language: "fr", text: "Mars 2027" },
    { month: "2027-12", language: "ar", text: "ديسمبر 2027" },
  ])("of $month in $language is $text", ({ month, language, text }) => expect(formatMonth(month, language)).toBe(text));
});

describe("languageName", () => {
  it.each([
    { code: "fr", language: "en", name: "French" },
    { code: "en", language: "fr", name: "Anglais" },
    { code: "ar", language: "ar", name: "العربية" },
  ])("of $code in $language is $name", ({ code, language, name }) => expect(languageName(code, language)).toBe(name));
});
