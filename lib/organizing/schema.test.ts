import { describe, expect, it } from "vitest";
import { blueprintSchema, examRuleSchema } from "@/lib/content/schema";
import {
  differingFields,
  draftFields,
  type EventFields,
  eventFields,
  limits,
  readEventForm,
  typedFieldsOf,
} from "./schema";
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
  otherTexts: [],
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
  seatsRule: "cap",
  waitingList: false,
  offerHours: 72,
  admission: "open",
  stateQuota: null,
  inPairs: false,
  contacts: [],
  partners: [],
  certificateKind: null,
  signatory: null,
  studyHours: null,
  instructorPresence: null,
  attendancePercent: null,
  components: [{ kind: "exam", weight: 100 }],
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
    { fields: { admission: "lottery" }, field: "admission", problem: "choose" },
    { fields: { seatsRule: "elastic" }, field: "seatsRule", problem: "choose" },
    { fields: { offerHours: "0" }, field: "offerHours", problem: "whole-number" },
    { fields: { offerHours: "721" }, field: "offerHours", problem: "whole-number" },
    { fields: { stateQuota: "0" }, field: "stateQuota", problem: "whole-number" },
    { fields: { studyHours: "16.5" }, field: "studyHours", problem: "whole-number" },
    { fields: { attendancePercent: "101" }, field: "attendancePercent", problem: "whole-number" },
    { fields: { instructorPresence: "by-hologram" }, field: "instructorPresence", problem: "choose" },
    { fields: { examWeight: "90", attendanceWeight: "20" }, field: "attendanceWeight", problem: "weights-sum" },
    { fields: { examWeight: "99", attendanceWeight: "" }, field: "attendanceWeight", problem: "weights-sum" },
    { fields: { examWeight: "0", attendanceWeight: "99" }, field: "examWeight", problem: "whole-number" },
    { fields: { notice_fr: "Un avis." }, field: "title_fr", problem: "title-required" },
    { fields: { title_ar: "x".repeat(201) }, field: "title_ar", problem: "too-long" },
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

  it("reads everything about seats, admission and the certificate", () => {
    const answer = read({
      seats: "35",
      seatsRule: "recommended",
      waitingList: "yes",
      offerHours: "48",
      admission: "nomination",
      stateQuota: "2",
      inPairs: "yes",
      studyHours: "24",
      instructorPresence: "live-and-on-site",
      attendancePercent: "80",
      examWeight: "60",
      attendanceWeight: "40",
    });
    expect(answer.ok && answer.settings).toMatchObject({
      seats: 35,
      seatsRule: "recommended",
      waitingList: true,
      offerHours: 48,
      admission: "nomination",
      stateQuota: 2,
      inPairs: true,
      studyHours: 24,
      instructorPresence: "live-and-on-site",
      attendancePercent: 80,
      components: [
        { kind: "attendance", weight: 40 },
        { kind: "exam", weight: 60 },
      ],
    });
  });

  it("takes pairs only where people are nominated", () => {
    const answer = read({ admission: "application", inPairs: "yes" });
    expect(answer.ok && answer.settings.inPairs).toBe(false);
  });

  it("keeps the parts of the score once somebody has begun the exam, and parts that the form does not show", () => {
    const components = [
      { kind: "assignment", weight: 20 },
      { kind: "exam", weight: 80 },
    ];
    const settings = { ...ground, components };
    const begun = read({ examWeight: "50", attendanceWeight: "50" }, { isNew: false, examFixed: true, settings });
    expect(begun.ok && begun.settings.components).toEqual(components);
    const changed = read({ examWeight: "50", attendanceWeight: "30" }, { isNew: false, settings });
    expect(changed.ok && changed.settings.components).toEqual([
      { kind: "assignment", weight: 20 },
      { kind: "attendance", weight: 30 },
      { kind: "exam", weight: 50 },
    ]);
  });

  it("reads a text for each language that has a title, and none for one that was emptied", () => {
    const settings = { ...ground, otherTexts: [{ language: "fr", title: "Normes", notice: "" }] };
    const answer = read({ title_fr: "", title_ar: "معايير", notice_ar: "نص" }, { isNew: false, settings });
    expect(answer.ok && answer.settings.otherTexts).toEqual([{ language: "ar", title: "معايير", notice: "نص" }]);
  });

  it("reads no second text in the event's own language", () => {
    const answer = read({ title_en: "Another title" }, { isNew: false });
    expect(answer.ok && answer.settings.otherTexts).toEqual([]);
  });
});

describe("F13: an hour that happens twice", () => {
  const doubled = { zone: "Europe/Zurich", opensAt: "2027-10-31T02:30", closesAt: "2027-11-30T09:00" };

  it("is asked about, and read as it is answered", () => {
    const asked = read(doubled);
    expect(asked.ok ? [] : asked.problems).toEqual([{ field: "opensAt", problem: "doubled" }]);
    const answers = ["first", "second"].map((opensAtPass) => {
      const answer = read({ ...doubled, opensAtPass });
      return answer.ok && answer.settings.opensAt?.toISOString();
    });
    expect(answers).toEqual(["2027-10-31T00:30:00.000Z", "2027-10-31T01:30:00.000Z"]);
  });

  it("keeps its instant while the answer stays, and moves with it", () => {
    const settings = {
      ...ground,
      zone: "Europe/Zurich",
      opensAt: new Date("2027-10-31T01:30:12.345Z"),
      closesAt: new Date("2027-11-30T08:00:00Z"),
    };
    const again = read({ ...doubled, opensAtPass: "second" }, { isNew: false, settings });
    expect(again.ok && again.settings.opensAt).toEqual(settings.opensAt);
    const moved = read({ ...doubled, opensAtPass: "first" }, { isNew: false, settings });
    expect(moved.ok && moved.settings.opensAt?.toISOString()).toBe("2027-10-31T00:30:00.000Z");
  });

  it("one that never happens is refused, whatever is answered", () => {
    const answer = read({ ...doubled, opensAt: "2027-03-28T02:30", opensAtPass: "first" });
    expect(answer.ok ? [] : answer.problems).toEqual([{ field: "opensAt", problem: "skipped" }]);
  });
});

describe("typedFieldsOf", () => {
  const full: EventSettings = {
    ...ground,
    title: "Cyber norms",
    notice: "Bring a\nlaptop.",
    otherTexts: [
      { language: "fr", title: "Normes", notice: "" },
      { language: "es", title: "Normas", notice: "Aviso" },
    ],
    reference: "X/1",
    zone: "Europe/Zurich",
    opensAt: new Date("2027-10-31T01:30:12.345Z"),
    closesAt: new Date("2027-11-30T08:00:00Z"),
    delivery: "blended",
    languages: ["en", "fr"],
    seats: 35,
    seatsRule: "recommended",
    waitingList: true,
    admission: "nomination",
    stateQuota: 2,
    inPairs: true,
    contacts: [{ role: "Coordination", email: "a@example.org" }],
    partners: [{ name: "A host", role: "host" }],
    certificateKind: "itu-certificate",
    studyHours: 20,
    instructorPresence: "on-site",
    attendancePercent: 80,
    components: [
      { kind: "attendance", weight: 10 },
      { kind: "exam", weight: 90 },
    ],
  };

  it.each(
    [ground, full, { ...full, exam: null, components: [], certificateKind: null }].map((settings) => ({ settings })),
  )("is read back as the same settings, $#", ({ settings }) => {
    const named = { ...settings, title: "Cyber norms", reference: "X/1" };
    const fields = eventFields.parse(typedFieldsOf(named));
    expect(readEventForm(fields, { settings: named, isNew: false, examFixed: false })).toEqual({
      ok: true,
      settings: named,
    });
  });

  it("differs from what is typed in the fields that were changed", () => {
    const saved = typedFieldsOf(full);
    expect(differingFields(saved, saved)).toEqual([]);
    expect(differingFields(saved, { ...saved, seats: "40", languages: ["fr", "en"], place: " " })).toEqual([
      { field: "seats", saved: "35", typed: "40" },
    ]);
    expect(differingFields(saved, { title: "Other", notAField: "x" })).toEqual([
      { field: "title", saved: "Cyber norms", typed: "Other" },
    ]);
  });

  it("differs in no part of the score that the form shows as nothing", () => {
    const saved = typedFieldsOf({ ...full, components: [{ kind: "exam", weight: 100 }] });
    expect(differingFields(saved, { examWeight: "100", attendanceWeight: "0" })).toEqual([]);
  });

  it("fits what may be kept as a draft, which takes no other field", () => {
    expect(draftFields.safeParse(typedFieldsOf(full)).success).toBe(true);
    expect(draftFields.safeParse({ title: "T", state: "published" }).success).toBe(false);
    expect(draftFields.safeParse({ languages: "en" }).success).toBe(false);
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
