import { describe, expect, it } from "vitest";
import { blueprintSchema, examRuleSchema } from "@/lib/content/schema";
import { type EventFields, eventFields, limits, readEventForm } from "./schema";
import type { EventSettings, ExamSettings } from "./types";

const exam: ExamSettings = {
  blueprint: { questions: 30, pointsPerQuestion: 1, perModule: 2, norms: ["c", "d"] },
  timeLimitSeconds: 3600,
  attemptsAllowed: 1,
  thresholdPercent: 70,
  strict: true,
};
const ground: EventSettings = {
  textLanguage: "en",
  title: "Course title",
  notice: "",
  reference: "",
  registrationOpensAt: null,
  registrationClosesAt: null,
  opensAt: null,
  closesAt: null,
  zone: "UTC",
  delivery: null,
  region: null,
  place: null,
  languages: [],
  seats: null,
  admission: "open",
  contacts: [],
  partners: [],
  certificateKind: null,
  signatory: null,
  exam,
};
/** A form that is accepted; a test states only what its claim depends on. */
const buildFields = (fields: Partial<EventFields> = {}): EventFields =>
  eventFields.parse({
    title: "Cyber norms",
    reference: "X/1",
    zone: "Indian/Mauritius",
    admission: "open",
    examQuestions: "30",
    examPoints: "1",
    examPerModule: "2",
    examNorms: ["c", "d"],
    examMinutes: "60",
    examAttempts: "1",
    examThreshold: "70",
    examStrict: "more",
    ...fields,
  });
const read = (
  fields: Partial<EventFields>,
  rest: { isNew?: boolean; examFixed?: boolean; settings?: EventSettings } = {},
) => readEventForm(buildFields(fields), { settings: ground, isNew: true, examFixed: false, ...rest });

describe("eventFields", () => {
  it("drops what is no field of the form", () => {
    const parsed = eventFields.parse({
      title: "T",
      state: "published",
      seatsTaken: "0",
      organizationId: "x",
      revision: "9",
    });
    expect(
      Object.keys(parsed).filter((name) => ["state", "seatsTaken", "organizationId", "revision"].includes(name)),
    ).toEqual([]);
  });
});

describe("readEventForm", () => {
  it("reads a form with the least in it", () => {
    expect(read({})).toEqual({
      ok: true,
      settings: { ...ground, title: "Cyber norms", reference: "X/1", zone: "Indian/Mauritius" },
    });
  });

  it.each([
    { fields: { title: " \u200b " }, field: "title", problem: "title-required" },
    { fields: { title: "x".repeat(201) }, field: "title", problem: "too-long" },
    { fields: { reference: "" }, field: "reference", problem: "reference-required" },
    { fields: { zone: "Mars/Olympus" }, field: "zone", problem: "zone" },
    { fields: { delivery: "by-pigeon" }, field: "delivery", problem: "choose" },
    { fields: { region: "<script>" }, field: "region", problem: "choose" },
    { fields: { admission: "nomination" }, field: "admission", problem: "choose" },
    { fields: { admission: "" }, field: "admission", problem: "choose" },
    { fields: { seats: "0" }, field: "seats", problem: "whole-number" },
    { fields: { seats: "12.5" }, field: "seats", problem: "whole-number" },
    { fields: { seats: "-3" }, field: "seats", problem: "whole-number" },
    { fields: { seats: "1e3" }, field: "seats", problem: "whole-number" },
    { fields: { contactRole1: "Coordination" }, field: "contactEmail1", problem: "contact-half" },
    { fields: { contactEmail2: "a@example.org" }, field: "contactRole2", problem: "contact-half" },
    {
      fields: { contactRole1: "C", contactEmail1: "a@example.org, b@example.org" },
      field: "contactEmail1",
      problem: "email",
    },
    { fields: { partnerName1: "P", partnerRole1: "boss" }, field: "partnerRole1", problem: "choose" },
    { fields: { certificateKind: "nobel-prize" }, field: "certificateKind", problem: "choose" },
    { fields: { examQuestions: "61" }, field: "examQuestions", problem: "whole-number" },
    { fields: { examMinutes: "" }, field: "examMinutes", problem: "whole-number" },
    { fields: { examThreshold: "101" }, field: "examThreshold", problem: "whole-number" },
    { fields: { notice: "x".repeat(4001) }, field: "notice", problem: "too-long" },
  ])("refuses $field as $problem", ({ fields, field, problem }) => {
    const answer = read(fields);
    expect(answer.ok ? [] : answer.problems.map((found) => [found.field, found.problem])).toEqual([[field, problem]]);
  });

  it("names every problem at once", () => {
    const answer = read({ title: "", zone: "", opensAt: "soon", seats: "many", examThreshold: "0" });
    expect(answer.ok ? [] : answer.problems.map(({ field }) => field)).toEqual([
      "title",
      "zone",
      "opensAt",
      "seats",
      "examThreshold",
    ]);
  });

  it("takes controls that turn text around out of names", () => {
    const answer = read({ title: "Cyber\u202e norms", place: " Port  Louis " });
    expect(answer.ok && [answer.settings.title, answer.settings.place]).toEqual(["Cyber norms", "Port Louis"]);
  });

  it("says a partner in a role once", () => {
    const answer = read({
      partnerName1: "P",
      partnerRole1: "host",
      partnerName2: "P",
      partnerRole2: "host",
      partnerName3: "P",
      partnerRole3: "funding",
    });
    expect(answer.ok && answer.settings.partners).toEqual([
      { name: "P", role: "host" },
      { name: "P", role: "funding" },
    ]);
  });

  it("leaves an event without an exam without one, whatever the body says", () => {
    const answer = read({}, { settings: { ...ground, exam: null } });
    expect(answer.ok && answer.settings.exam).toBeNull();
  });

  it("keeps the exam that somebody has begun, whatever the body says, but for attempts", () => {
    const answer = read(
      { examQuestions: "5", examThreshold: "1", examAttempts: "3" },
      { isNew: false, examFixed: true },
    );
    expect(answer.ok && answer.settings.exam).toEqual({ ...exam, attemptsAllowed: 3 });
  });

  it("keeps contacts beyond the rows that the form has", () => {
    const contacts = Array.from({ length: 6 }, (_, i) => ({ role: `Role ${i}`, email: `r${i}@example.org` }));
    const answer = read(
      { contactRole1: "Only", contactEmail1: "only@example.org" },
      { isNew: false, settings: { ...ground, contacts } },
    );
    expect(answer.ok && answer.settings.contacts.map(({ role }) => role)).toEqual(["Only", "Role 4", "Role 5"]);
  });

  it("keeps an admission mode that an import gave, and offers it for no other event", () => {
    const answer = read(
      { admission: "nomination" },
      { isNew: false, settings: { ...ground, admission: "nomination" } },
    );
    expect(answer.ok && answer.settings.admission).toBe("nomination");
  });
});

describe("limits", () => {
  const rule = { blueprint: { questions: 30 }, timeLimitMinutes: 60 };
  const accepts = {
    examQuestions: (value: number) => blueprintSchema.safeParse({ questions: value }).success,
    examPoints: (value: number) => blueprintSchema.safeParse({ questions: 30, pointsPerQuestion: value }).success,
    examMinutes: (value: number) => examRuleSchema.safeParse({ ...rule, timeLimitMinutes: value }).success,
    examAttempts: (value: number) => examRuleSchema.safeParse({ ...rule, attemptsAllowed: value }).success,
    examThreshold: (value: number) => examRuleSchema.safeParse({ ...rule, thresholdPercent: value }).success,
  };
  it.each(Object.entries(accepts))("of %s are those of content files", (field, isAccepted) => {
    const [minimum, maximum] = limits[field as keyof typeof accepts];
    expect([minimum - 1, minimum, maximum, maximum + 1].map(isAccepted)).toEqual([false, true, true, false]);
  });
});
