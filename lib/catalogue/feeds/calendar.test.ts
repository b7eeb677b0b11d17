import ICAL from "ical.js";
import { describe, expect, it } from "vitest";
import { translator } from "@/lib/content/messages";
import type { Language } from "@/lib/format/languages";
import { instantOf } from "@/lib/scheduling/zones";
import { writeCalendar } from "./calendar";
import type { FeedFrame } from "./texts";
import type { FeedEvent } from "./types";

const buildFrame = (language: Language = "en"): FeedFrame => ({
  origin: "https://academy.example.org",
  language,
  t: translator(language),
  now: new Date("2027-01-01T00:00:00Z"),
});

/** A fortnight in March; a test states only what its claim depends on. */
const buildEvent = (fields: Partial<FeedEvent> = {}): FeedEvent => ({
  id: "0191a4c2-0000-7000-8000-000000000001",
  slug: "norms-online",
  title: "Norms, online",
  reference: "CERT-MU/1",
  organization: "CERT-MU",
  contact: "training@cert-mu.example.org",
  opensAt: new Date("2027-03-01T05:00:00Z"),
  closesAt: new Date("2027-03-14T13:00:00Z"),
  registrationOpensAt: null,
  registrationClosesAt: null,
  zone: "Indian/Mauritius",
  delivery: "online-instructor-led",
  place: null,
  revision: 1,
  publishedAt: new Date("2027-01-01T00:00:00Z"),
  ...fields,
});

/** Reads the file back with another library than the one that wrote it. */
function readBack(events: readonly FeedEvent[], frame = buildFrame()): ICAL.Event[] {
  const calendar = new ICAL.Component(ICAL.parse(writeCalendar(events, frame)) as unknown[]);
  return calendar.getAllSubcomponents("vevent").map((entry) => new ICAL.Event(entry));
}

const wallClock = (local: string, zone: string): Date => {
  const instant = instantOf(local, zone);
  if (!instant.ok) throw new Error(`${local} ${zone}: ${instant.reason}`);
  return instant.value;
};

describe("writeCalendar", () => {
  it.each([
    {
      from: "2027-03-26T09:00",
      to: "2027-03-29T09:00",
      zone: "Europe/Zurich",
      hours: 71,
      why: "a night loses an hour",
    },
    {
      from: "2027-10-29T09:00",
      to: "2027-11-01T09:00",
      zone: "Europe/Zurich",
      hours: 73,
      why: "a night gains an hour",
    },
    {
      from: "2027-03-12T14:00",
      to: "2027-03-15T14:00",
      zone: "America/New_York",
      hours: 71,
      why: "another day for the change",
    },
    { from: "2027-03-26T09:00", to: "2027-03-29T09:00", zone: "Indian/Mauritius", hours: 72, why: "no change" },
    { from: "2027-03-26T09:00", to: "2027-03-29T09:00", zone: "Asia/Kathmandu", hours: 72, why: "an offset of 5:45" },
  ])("gives back the instants of $from to $to in $zone: $hours hours, $why", ({ from, to, zone, hours }) => {
    const opensAt = wallClock(from, zone);
    const closesAt = wallClock(to, zone);
    const [entry] = readBack([buildEvent({ opensAt, closesAt, zone })]);
    expect([entry?.startDate.toJSDate(), entry?.endDate.toJSDate()]).toEqual([opensAt, closesAt]);
    expect(entry?.endDate.subtractDate(entry.startDate).toSeconds()).toBe(hours * 3600);
  });

  it("writes instants in UTC, to the second", () => {
    const text = writeCalendar([buildEvent({ opensAt: new Date("2027-03-28T00:59:59Z") })], buildFrame());
    expect(text).toContain("\r\nDTSTART:20270328T005959Z\r\n");
    expect(text).not.toContain("TZID");
  });

  it("keeps an event's identifier while its sequence rises with its revision", () => {
    const [first] = readBack([buildEvent({ revision: 3 })]);
    const [later] = readBack(
      [buildEvent({ revision: 4, title: "Renamed", opensAt: new Date("2027-03-02T05:00:00Z") })],
      buildFrame("ar"),
    );
    expect(first?.uid).toBe("0191a4c2-0000-7000-8000-000000000001@academy.example.org");
    expect(later?.uid).toBe(first?.uid);
    expect([first?.sequence, later?.sequence]).toEqual([3, 4]);
  });

  it.each([
    { fields: { opensAt: null }, why: "no beginning" },
    { fields: { closesAt: null }, why: "no end" },
    { fields: { opensAt: null, closesAt: null }, why: "neither" },
  ])("leaves out an event with $why", ({ fields }) => {
    const entries = readBack([buildEvent(fields), buildEvent({ id: "0191a4c2-0000-7000-8000-000000000002" })]);
    expect(entries.map(({ uid }) => uid)).toEqual(["0191a4c2-0000-7000-8000-000000000002@academy.example.org"]);
  });

  it("is a calendar even when it is empty", () => expect(readBack([])).toEqual([]));

  it.each([
    { title: "Norms; measures, and \\ backslashes", why: "what a calendar escapes" },
    { title: 'Quotes " and \nlines\r\nBEGIN:VALARM\rEND', why: "a line that would be another property" },
    {
      title: "دورة في الدبلوماسية السيبرانية وبناء الثقة بين فرق الاستجابة للحوادث الحاسوبية",
      why: "a long Arabic line",
    },
    { title: "🕊".repeat(60), why: "characters of four octets" },
    { title: "\u0007Bell\u0000 and half \ud83d", why: "characters that no file may hold" },
  ])("keeps a title with $why inside its entry, on lines of at most 75 octets", ({ title }) => {
    const event = buildEvent({ title, place: title, organization: title });
    for (const line of writeCalendar([event], buildFrame()).split("\r\n"))
      expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
    const [entry] = readBack([event]);
    const kept = title
      .replace(/\r\n?/g, "\n")
      .replace(/[\u0000\u0007]/g, "")
      .toWellFormed();
    expect([entry?.summary, entry?.location]).toEqual([kept, kept]);
    expect(entry?.component.getFirstProperty("organizer")?.getParameter("cn")).toBe(
      kept.replaceAll('"', "'").replace(/\s+/g, " "),
    );
    expect(entry?.component.getAllSubcomponents()).toEqual([]);
  });

  it("links to the event's page in the language asked for", () => {
    const url = (language: Language) =>
      readBack([buildEvent()], buildFrame(language))[0]?.component.getFirstPropertyValue("url");
    expect(url("en")).toBe("https://academy.example.org/events/norms-online");
    expect(url("ar")).toBe("https://academy.example.org/ar/events/norms-online");
  });
});
