import { describe, expect, it } from "vitest";
import { digestOf, isTold, moves, pickText, readTimes, sizeOf, type TypedTimes, typedTimesOf } from "./rules";
import type { EditedSession } from "./types";

const buildTyped = (fields: Partial<TypedTimes> = {}): TypedTimes => ({
  startsAt: "2027-03-12T14:00",
  startsAtPass: "",
  endsAt: "2027-03-12T15:30",
  endsAtPass: "",
  ...fields,
});

const buildSession = (fields: Partial<EditedSession> = {}): EditedSession => ({
  id: "session",
  startsAt: new Date("2027-03-12T10:00:00Z"),
  endsAt: new Date("2027-03-12T11:30:00Z"),
  layers: { en: { title: "Opening", description: "" } },
  room: "Room 4",
  link: null,
  ...fields,
});

describe("readTimes", () => {
  it("reads both times by the event's clock", () => {
    expect(readTimes(buildTyped(), "Indian/Mauritius")).toEqual({
      ok: true,
      value: { startsAt: new Date("2027-03-12T10:00:00Z"), endsAt: new Date("2027-03-12T11:30:00Z") },
    });
  });

  it.each([
    { fields: { startsAt: "" }, field: "startsAt", reason: "not-a-time", why: "nothing typed" },
    { fields: { endsAt: "2027-02-30T10:00" }, field: "endsAt", reason: "not-a-time", why: "no such day" },
    { fields: { endsAt: "2027-03-12T14:00" }, field: "endsAt", reason: "ends-before-it-starts", why: "no time at all" },
    { fields: { endsAt: "2027-03-12T13:00" }, field: "endsAt", reason: "ends-before-it-starts", why: "backwards" },
    { fields: { endsAt: "2027-03-13T14:01" }, field: "endsAt", reason: "too-long", why: "more than a day" },
  ] as const)("refuses $fields: $why", ({ fields, field, reason }) => {
    expect(readTimes(buildTyped(fields), "Indian/Mauritius")).toEqual({ ok: false, field, reason });
  });

  it.each([
    { zone: "America/New_York", local: "2027-03-14T02:30", reason: "skipped" },
    { zone: "America/New_York", local: "2027-11-07T01:30", reason: "doubled" },
    { zone: "Europe/Paris", local: "2027-03-28T02:30", reason: "skipped" },
    { zone: "Europe/Paris", local: "2027-10-31T02:30", reason: "doubled" },
  ] as const)("$local in $zone is $reason (F13)", ({ zone, local, reason }) => {
    const typed = buildTyped({ startsAt: local, endsAt: `${local.slice(0, 11)}06:00` });
    expect(readTimes(typed, zone)).toEqual({ ok: false, field: "startsAt", reason });
  });

  it.each([
    ["first", "2027-11-07T05:30:00Z"],
    ["second", "2027-11-07T06:30:00Z"],
  ])("the %s of two hours is the one meant", (startsAtPass, instant) => {
    const typed = buildTyped({ startsAt: "2027-11-07T01:30", startsAtPass, endsAt: "2027-11-07T03:00" });
    const read = readTimes(typed, "America/New_York");
    expect(read.ok && read.value.startsAt).toEqual(new Date(instant));
    if (read.ok) expect(typedTimesOf(read.value, "America/New_York")).toEqual(typed);
  });

  it("a session across the change has its whole length", () => {
    const typed = buildTyped({ startsAt: "2027-10-31T01:30", endsAt: "2027-10-31T03:30" });
    const read = readTimes(typed, "Europe/Paris");
    expect(read.ok && (read.value.endsAt.getTime() - read.value.startsAt.getTime()) / 3_600_000).toBe(3);
  });
});

describe("what an edit is", () => {
  it.each([
    { change: {}, moved: false, told: false },
    { change: { layers: { en: { title: "Closing", description: "" } } }, moved: false, told: false },
    { change: { endsAt: new Date("2027-03-12T11:00:00Z") }, moved: true, told: true },
    { change: { room: null }, moved: true, told: true },
    { change: { link: "https://meet.test.example.org/1" }, moved: true, told: false },
  ])("$change: moved $moved, told $told", ({ change, moved, told }) => {
    const after = buildSession(change);
    expect([moves(buildSession(), after), isTold(buildSession(), after)]).toEqual([moved, told]);
    expect(digestOf(after) === digestOf(buildSession())).toBe(Object.keys(change).length === 0);
  });
});

describe("pickText", () => {
  const layers = { fr: { title: "Ouverture" }, en: { title: "Opening" } };
  it.each([
    { language: "fr", text: { title: "Ouverture", language: "fr" } },
    { language: "ar", text: { title: "Opening", language: "en" } },
  ])("in $language", ({ language, text }) => {
    expect(pickText(layers, language)).toEqual(text);
  });

  it("takes what there is, and nothing where there is nothing", () => {
    expect(pickText({ es: { title: "Apertura" } }, "ar")).toEqual({ title: "Apertura", language: "es" });
    expect(pickText({}, "en")).toBeNull();
  });
});

describe("sizeOf", () => {
  it.each([
    [1, { value: 1, unit: "byte" }],
    [999, { value: 999, unit: "byte" }],
    [1000, { value: 1, unit: "kilobyte" }],
    [1234, { value: 1.3, unit: "kilobyte" }],
    [98_001, { value: 99, unit: "kilobyte" }],
    [2_300_000, { value: 2.3, unit: "megabyte" }],
    [10_485_760, { value: 11, unit: "megabyte" }],
  ])("%i bytes", (bytes, size) => {
    expect(sizeOf(bytes)).toEqual(size);
  });
});
