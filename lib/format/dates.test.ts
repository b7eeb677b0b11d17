import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  formatDay,
  formatInstant,
  formatList,
  formatNumber,
  formatOffset,
  formatSeconds,
  formatTime,
  joinParts,
  zonePlace,
} from "./dates";
import { languages } from "./languages";

/** A Friday morning in Mauritius's afternoon. */
const instant = new Date("2027-03-12T10:03:22Z");

describe("formatDay", () => {
  it.each([
    ["en", "12 March 2027"],
    ["fr", "12 mars 2027"],
    ["ar", "12 مارس 2027"],
    ["es", "12 de marzo de 2027"],
    ["zh", "2027年3月12日"],
  ])("in %s is %s", (language, day) => expect(formatDay(instant, language, "UTC")).toBe(day));

  it.each([
    { zone: "UTC", day: "31 December 2026" },
    { zone: "Asia/Kathmandu", day: "1 January 2027" },
    { zone: "America/New_York", day: "31 December 2026" },
  ])("is $day in $zone, whatever the server's own zone", ({ zone, day }) => {
    expect(formatDay(new Date("2026-12-31T18:15:00Z"), "en", zone)).toBe(day);
  });
});

describe("formatTime", () => {
  it.each([
    { at: "2027-03-12T00:00:00Z", time: "00:00", why: "midnight is not 24:00" },
    { at: "2027-03-12T00:30:00Z", time: "00:30", why: "nor is half past it" },
    { at: "2027-03-12T09:05:59.999Z", time: "09:05", why: "two digits; seconds are cut" },
    { at: "2027-03-12T12:00:00Z", time: "12:00", why: "noon" },
    { at: "2027-03-12T23:59:00Z", time: "23:59", why: "no morning or afternoon" },
  ])("is $time: $why", ({ at, time }) => {
    for (const language of languages) expect(formatTime(new Date(at), language, "UTC"), language).toBe(time);
  });

  it("takes five digits and a colon at any instant in every language and zone", () => {
    const zones = fc.constantFrom("UTC", "Asia/Kathmandu", "America/New_York", "Europe/Paris");
    const any = fc.date({ min: new Date("1990-01-01"), max: new Date("2090-01-01"), noInvalidDate: true });
    fc.assert(
      fc.property(any, fc.constantFrom(...languages), zones, (at, language, zone) => {
        expect(formatTime(at, language, zone)).toMatch(/^([01]\d|2[0-3]):[0-5]\d$/);
      }),
    );
  });
});

describe("formatSeconds", () => {
  it.each(languages)("in %s is to the second", (language) => {
    expect(formatSeconds(instant, language, "Indian/Mauritius")).toBe("14:03:22");
  });
});

describe("formatOffset", () => {
  it.each([
    { zone: "UTC", at: "2027-03-12T10:00:00Z", offset: "UTC+0" },
    { zone: "Indian/Mauritius", at: "2027-03-12T10:00:00Z", offset: "UTC+4" },
    { zone: "Asia/Kathmandu", at: "2027-03-12T10:00:00Z", offset: "UTC+5:45" },
    { zone: "America/St_Johns", at: "2027-01-12T10:00:00Z", offset: "UTC−3:30" },
    { zone: "Europe/Paris", at: "2027-03-28T00:59:59Z", offset: "UTC+1" },
    { zone: "Europe/Paris", at: "2027-03-28T01:00:00Z", offset: "UTC+2" },
    { zone: "America/New_York", at: "2027-11-07T05:59:59Z", offset: "UTC−4" },
    { zone: "America/New_York", at: "2027-11-07T06:00:00Z", offset: "UTC−5" },
  ])("of $zone at $at is $offset", ({ zone, at, offset }) => expect(formatOffset(new Date(at), zone)).toBe(offset));
});

describe("zonePlace", () => {
  it.each([
    ["Indian/Mauritius", "Mauritius"],
    ["America/New_York", "New York"],
    ["America/Argentina/Buenos_Aires", "Buenos Aires"],
    ["America/Port-au-Prince", "Port-au-Prince"],
    ["UTC", "UTC"],
  ])("of %s is %s", (zone, place) => expect(zonePlace(zone)).toBe(place));
});

describe("formatInstant", () => {
  it.each([
    { language: "en", zone: "Indian/Mauritius", text: "12 March 2027, 14:03 Mauritius (UTC+4)" },
    { language: "en", zone: "America/New_York", text: "12 March 2027, 05:03 New York (UTC−5)" },
    { language: "fr", zone: "Asia/Kathmandu", text: "12 mars 2027, 15:48 Kathmandu (UTC+5:45)" },
    { language: "ar", zone: "Europe/Paris", text: "12 مارس 2027، 11:03 Paris (UTC+1)" },
    { language: "en", zone: "UTC", text: "12 March 2027, 10:03 UTC" },
  ])("in $language for $zone is $text", ({ language, zone, text }) => {
    expect(formatInstant(instant, language, zone)).toBe(text);
  });

  it("tells the two passes through autumn's doubled hour apart by their offset", () => {
    const passes = ["2027-10-31T00:30:00Z", "2027-10-31T01:30:00Z"];
    expect(passes.map((at) => formatInstant(new Date(at), "en", "Europe/Paris"))).toEqual([
      "31 October 2027, 02:30 Paris (UTC+2)",
      "31 October 2027, 02:30 Paris (UTC+1)",
    ]);
  });

  it("gives a person and the event the same instant on different days, each with its offset", () => {
    const late = new Date("2027-03-12T20:00:00Z");
    expect(["Asia/Kathmandu", "America/New_York"].map((zone) => formatInstant(late, "en", zone))).toEqual([
      "13 March 2027, 01:45 Kathmandu (UTC+5:45)",
      "12 March 2027, 15:00 New York (UTC−5)",
    ]);
  });
});

describe("formatNumber", () => {
  it.each([
    { language: "en", value: 1_234_567, text: "1,234,567" },
    { language: "fr", value: 1_234_567, text: "1\u202f234\u202f567" },
    { language: "ar", value: 1_234_567, text: "1,234,567" },
    { language: "en", value: 0, text: "0" },
    { language: "en", value: 35, text: "35" },
  ])("writes $value in $language as $text", ({ language, value, text }) => {
    expect(formatNumber(value, language)).toBe(text);
  });
});

describe("joinParts", () => {
  it.each([
    { language: "en", parts: [], text: "" },
    { language: "en", parts: ["A", "B"], text: "A, B" },
    { language: "fr", parts: ["A", "B", "C"], text: "A, B, C" },
    { language: "ar", parts: ["أ", "ب"], text: "أ، ب" },
  ])("joins $parts in $language as $text", ({ language, parts, text }) => {
    expect(joinParts(parts, language)).toBe(text);
  });
});

describe("formatList", () => {
  it.each([
    { language: "en", items: [], text: "" },
    { language: "en", items: ["A"], text: "A" },
    { language: "en", items: ["A", "B"], text: "A and B" },
    { language: "en", items: ["A", "B", "C"], text: "A, B and C" },
    { language: "fr", items: ["A", "B", "C"], text: "A, B et C" },
    { language: "ar", items: ["أ", "ب", "ج"], text: "أ وب وج" },
  ])("joins $items in $language as $text", ({ language, items, text }) => {
    expect(formatList(items, language)).toBe(text);
  });
});
