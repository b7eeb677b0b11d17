import ICAL from "ical.js";
import { describe, expect, it } from "vitest";
import { translator } from "@/lib/content/messages";
import type { Language } from "@/lib/format/languages";
import { instantOf } from "@/lib/scheduling/zones";
import { ownEntries } from "../own-calendar/entries";
import { writeCalendar } from "./calendar";
import { eventEntry, isDated, sessionEntry } from "./entries";
import type { FeedFrame } from "./texts";
import type { CalendarEntry, FeedEvent, FeedSession } from "./types";

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
  sequence: 0,
  publishedAt: new Date("2027-01-01T00:00:00Z"),
  cancelledAt: null,
  ...fields,
});

const buildSession = (fields: Partial<FeedSession> = {}): FeedSession => ({
  id: "0191a4c2-0000-7000-8000-00000000000a",
  title: "Opening",
  startsAt: new Date("2027-03-02T09:00:00Z"),
  endsAt: new Date("2027-03-02T10:30:00Z"),
  sequence: 0,
  cancelledAt: null,
  room: null,
  link: null,
  ...fields,
});

const write = (entries: readonly CalendarEntry[], frame = buildFrame(), subscribed = true): string =>
  writeCalendar(entries, frame, { name: "Events", subscribed });

const read = (text: string): ICAL.Component => new ICAL.Component(ICAL.parse(text) as unknown[]);

/** Reads the file back with another library than the one that wrote it. */
const readEntries = (entries: readonly CalendarEntry[], frame = buildFrame()): ICAL.Event[] =>
  read(write(entries, frame))
    .getAllSubcomponents("vevent")
    .map((entry) => new ICAL.Event(entry));

const entriesOf = (events: readonly FeedEvent[], frame = buildFrame()): CalendarEntry[] =>
  events.filter(isDated).map((event) => eventEntry(event, frame));

const readBack = (events: readonly FeedEvent[], frame = buildFrame()): ICAL.Event[] =>
  readEntries(entriesOf(events, frame), frame);

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
    {
      from: "2027-04-02T09:00",
      to: "2027-04-05T09:00",
      zone: "America/Santiago",
      hours: 73,
      why: "the south gains an hour in April",
    },
    {
      from: "2027-09-03T09:00",
      to: "2027-09-06T09:00",
      zone: "America/Santiago",
      hours: 71,
      why: "and loses one in September",
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
    const text = write(entriesOf([buildEvent({ opensAt: new Date("2027-03-28T00:59:59Z") })]));
    expect(text).toContain("\r\nDTSTART:20270328T005959Z\r\n");
    expect(text).not.toContain("TZID");
  });

  it("keeps an event's identifier while its sequence rises with what calendars show", () => {
    const [first] = readBack([buildEvent({ sequence: 3 })]);
    const [later] = readBack(
      [buildEvent({ sequence: 4, title: "Renamed", opensAt: new Date("2027-03-02T05:00:00Z") })],
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
    for (const line of write(entriesOf([event])).split("\r\n")) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
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

describe("sessions", () => {
  const event = buildEvent({ sequence: 2 });

  it("stand as entries of their own beside their event, with an identifier that stays", () => {
    const frame = buildFrame();
    const [first] = readEntries([sessionEntry(event, buildSession(), frame)]);
    const [moved] = readEntries([
      sessionEntry(event, buildSession({ sequence: 1, startsAt: new Date("2027-03-02T09:30:00Z") }), frame),
    ]);
    expect(first?.summary).toBe("Opening (Norms, online)");
    expect(moved?.uid).toBe(first?.uid);
    expect([first?.sequence, moved?.sequence]).toEqual([2, 3]);
    expect(moved?.startDate.toJSDate()).toEqual(new Date("2027-03-02T09:30:00Z"));
  });

  it("name room and link only where the reader is given them", () => {
    const text = (session: FeedSession): string => write([sessionEntry(event, session, buildFrame())]);
    const [admitted] = readEntries([
      sessionEntry(
        event,
        buildSession({ room: "Room XIX, first floor", link: "https://meet.example.org/a;b" }),
        buildFrame(),
      ),
    ]);
    expect(admitted?.location).toBe("Room XIX, first floor");
    expect(admitted?.description).toContain("Link: https://meet.example.org/a;b");
    expect(text(buildSession())).not.toMatch(/Room|meet\.example/);
  });
});

describe("what is cancelled", () => {
  const cancelledAt = new Date("2027-02-01T00:00:00Z");
  const status = (entry: ICAL.Event | undefined): unknown => entry?.component.getFirstPropertyValue("status");
  const method = (text: string): unknown => read(text).getFirstPropertyValue("method");

  it("says so, and fills nobody's time", () => {
    const frame = buildFrame();
    const [event, session] = readEntries([
      ...entriesOf([buildEvent({ cancelledAt })]),
      sessionEntry(buildEvent(), buildSession({ cancelledAt }), frame),
    ]);
    expect([status(event), status(session)]).toEqual(["CANCELLED", "CANCELLED"]);
    expect(session?.component.getFirstPropertyValue("transp")).toBe("TRANSPARENT");
  });

  it("takes its sessions with it, under a higher number", () => {
    const [before] = readEntries([sessionEntry(buildEvent({ sequence: 1 }), buildSession(), buildFrame())]);
    const [after] = readEntries([sessionEntry(buildEvent({ sequence: 2, cancelledAt }), buildSession(), buildFrame())]);
    expect([status(before), status(after)]).toEqual(["CONFIRMED", "CANCELLED"]);
    expect(after?.sequence).toBeGreaterThan(before?.sequence ?? 0);
  });

  it("asks calendars to take it away in a file of its own, and never in a calendar that is subscribed to", () => {
    const cancelled = entriesOf([buildEvent({ cancelledAt })]);
    const standing = entriesOf([buildEvent({ id: "0191a4c2-0000-7000-8000-000000000002" })]);
    expect(method(write(cancelled, buildFrame(), false))).toBe("CANCEL");
    expect(method(write([...cancelled, ...standing], buildFrame(), false))).toBe("PUBLISH");
    expect(method(write(cancelled, buildFrame(), true))).toBe("PUBLISH");
  });
});

describe("a person's own calendar", () => {
  const opensAt = wallClock("2027-10-29T09:00", "Europe/Zurich");
  const closesAt = wallClock("2027-11-01T09:00", "Europe/Zurich");
  const seat = {
    enrolmentId: "0191a4c2-0000-7000-8000-0000000000ee",
    event: buildEvent({ opensAt, closesAt, zone: "Europe/Zurich" }),
    sessions: [],
    exam: { timeLimitSeconds: 3600, extraTimeSeconds: 900 },
  };
  const own = (calendar: Partial<Parameters<typeof ownEntries>[0]>) =>
    readEntries(ownEntries({ language: "en", seats: [], offers: [], ...calendar }, buildFrame()));

  it("has the exam's window with the person's own time, and its last safe start, across a clock change", () => {
    const [, exam, last] = own({ seats: [seat] });
    expect([exam?.summary, last?.summary]).toEqual([
      "Exam open: Norms, online",
      "Last start with the whole time: Norms, online",
    ]);
    expect([exam?.startDate.toJSDate(), exam?.endDate.toJSDate()]).toEqual([opensAt, new Date("2027-11-01T08:15:00Z")]);
    expect(last?.startDate.toJSDate()).toEqual(wallClock("2027-11-01T08:00", "Europe/Zurich"));
    expect(last?.description).toContain("Start before 1 November 2027, 08:00 Zurich (UTC+1)");
  });

  it.each([
    { given: { ...seat, exam: null }, titles: ["Norms, online"], why: "no exam, or no attempt left" },
    {
      given: { ...seat, exam: { timeLimitSeconds: 400_000, extraTimeSeconds: 0 } },
      titles: ["Norms, online", "Exam open: Norms, online"],
      why: "no start leaves the whole limit",
    },
    { given: { ...seat, event: buildEvent({ closesAt: null }) }, titles: [], why: "no dates yet" },
  ])("has $titles: $why", ({ given, titles }) =>
    expect(own({ seats: [given] }).map(({ summary }) => summary)).toEqual(titles),
  );

  it("ends at the deadline of an offer", () => {
    const expiresAt = new Date("2027-02-03T16:00:00Z");
    const [offer] = own({ offers: [{ id: "0191a4c2-0000-7000-8000-0000000000ff", event: buildEvent(), expiresAt }] });
    expect(offer?.summary).toBe("Answer the offer of a seat: Norms, online");
    expect(offer?.endDate.toJSDate()).toEqual(expiresAt);
  });
});
