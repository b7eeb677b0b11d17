import { z } from "zod";
import { deliverySchema, languageSchema, normSchema, regionSchema } from "@/lib/content/schema";
import { cleanName } from "@/lib/format/fold";
import { isLanguage } from "@/lib/format/languages";
import { isZone, localOf, passOf } from "@/lib/scheduling/zones";
import { fitsCertificate, ituQuestions, readWindows, type WindowField, type WindowProblem } from "./rules";
import type { Contact, EventSettings, EventText, ExamSettings, Partner, TypedFields, Weighted } from "./types";

/*
 * The form of an event. It arrives as flat fields; `eventFields` only says which there are, so that everything else in a body
 * is dropped, and `readEventForm` then reads them all, so that one answer names every problem at once.
 */

export const rowNumbers = [1, 2, 3, 4] as const;
export const partnerRoles = ["content", "delivery", "funding", "host"] as const;
export const certificateKinds = [
  "itu-certificate",
  "itu-badge",
  "organization-certificate",
  "attendance-letter",
] as const;
/** The ways into an event. */
export const admissionModes = ["open", "application", "nomination", "invitation"] as const;
export const seatsRules = ["cap", "recommended"] as const;
export const instructorPresences = ["live-online", "on-site", "live-and-on-site", "none"] as const;
const windowFields = [
  "registrationOpensAt",
  "registrationClosesAt",
  "opensAt",
  "closesAt",
] as const satisfies readonly WindowField[];
export const norms = normSchema.options;
export const deliveries = deliverySchema.options;
export const regions = regionSchema.options;
export const contentLanguages = languageSchema.options;

const text = z.string().default("");
const rowFields = Object.fromEntries(
  rowNumbers.flatMap((row) =>
    [`contactRole${row}`, `contactEmail${row}`, `partnerName${row}`, `partnerRole${row}`].map((name) => [name, text]),
  ),
) as Record<
  `${"contactRole" | "contactEmail" | "partnerName" | "partnerRole"}${(typeof rowNumbers)[number]}`,
  typeof text
>;

/** The languages besides its own in which an event's text can be written: those of the interface, and those it already has. */
export const otherLanguages = ({ textLanguage, otherTexts }: Pick<EventSettings, "textLanguage" | "otherTexts">) =>
  contentLanguages.filter(
    (language) =>
      language !== textLanguage && (isLanguage(language) || otherTexts.some((other) => other.language === language)),
  );

const textFields = Object.fromEntries(
  contentLanguages.flatMap((language) => [
    [`title_${language}`, text],
    [`notice_${language}`, text],
  ]),
) as Record<`${"title" | "notice"}_${(typeof contentLanguages)[number]}`, typeof text>;

/** Every field of the form, as text. */
export const eventFields = z.object({
  textLanguage: text,
  title: text,
  notice: text,
  reference: text,
  registrationOpensAt: text,
  registrationOpensAtPass: text,
  registrationClosesAt: text,
  registrationClosesAtPass: text,
  opensAt: text,
  opensAtPass: text,
  closesAt: text,
  closesAtPass: text,
  zone: text,
  delivery: text,
  region: text,
  place: text,
  languages: z.array(z.string()).max(20).default([]),
  seats: text,
  seatsRule: text,
  waitingList: text,
  offerHours: text,
  admission: text,
  stateQuota: text,
  inPairs: text,
  certificateKind: text,
  signatory: text,
  studyHours: text,
  instructorPresence: text,
  attendancePercent: text,
  examWeight: text,
  attendanceWeight: text,
  examQuestions: text,
  examPoints: text,
  examPerModule: text,
  examNorms: z.array(z.string()).max(20).default([]),
  examMinutes: text,
  examAttempts: text,
  examThreshold: text,
  examStrict: text,
  ...rowFields,
  ...textFields,
});
export type EventFields = z.infer<typeof eventFields>;

export type FieldProblem =
  | WindowProblem
  | "title-required"
  | "reference-required"
  | "too-long"
  | "zone"
  | "choose"
  | "whole-number"
  | "contact-half"
  | "weights-sum"
  | "email";

const lists: ReadonlySet<string> = new Set(["languages", "examNorms"]);

/** What an organizer has typed so far and not saved: any of the form's fields, as they are, and nothing else. */
export const draftFields = z.strictObject(
  Object.fromEntries(
    Object.keys(eventFields.shape).map((name) => [
      name,
      (lists.has(name) ? z.array(z.string().max(20)).max(20) : z.string().max(10_000)).optional(),
    ]),
  ) as Record<string, z.ZodOptional<z.ZodType<string | string[]>>>,
);

/** From and to, as lib/content/schema.ts says of a course's exam (a test compares them). */
export const limits = {
  seats: [1, 100_000],
  offerHours: [1, 720],
  stateQuota: [1, 1000],
  studyHours: [1, 1000],
  attendancePercent: [1, 100],
  examWeight: [1, 100],
  attendanceWeight: [0, 99],
  examQuestions: [1, 60],
  examPoints: [1, 100],
  examPerModule: [0, 60],
  examMinutes: [5, 600],
  examAttempts: [1, 10],
  examThreshold: [1, 100],
} as const satisfies Partial<Record<keyof EventFields, readonly [number, number]>>;

const longest = { title: 200, notice: 4000, reference: 60, place: 200, signatory: 200, role: 100, name: 200 } as const;

export type EventProblem = {
  readonly field: string;
  readonly problem: FieldProblem;
  readonly values?: Readonly<Record<string, number>>;
};

/** What the form stands on: the event as it was shown, or the course's own settings for a new one. */
export type FormGround = {
  readonly settings: EventSettings;
  readonly isNew: boolean;
  /** Somebody has begun the exam: its settings stay, but for more attempts. */
  readonly examFixed: boolean;
};

type Read =
  | { readonly ok: true; readonly settings: EventSettings }
  | { readonly ok: false; readonly problems: readonly EventProblem[] };

/** Reads the form of an event: settings that hold together, or every problem in it. */
export function readEventForm(fields: EventFields, { settings: before, isNew, examFixed }: FormGround): Read {
  const problems: EventProblem[] = [];
  const fail = (field: string, problem: FieldProblem, values?: Readonly<Record<string, number>>): void => {
    problems.push({ field, problem, ...(values ? { values } : {}) });
  };
  const line = (field: keyof EventFields & string, maximum: number): string => {
    const value = cleanName(String(fields[field]));
    if (value.length > maximum) fail(field, "too-long", { maximum });
    return value;
  };
  const choice = (
    field: keyof EventFields & string,
    schema: z.ZodType<string>,
    otherwise: string | null,
  ): string | null => {
    const value = fields[field];
    if (value === "") return null;
    if (value === otherwise || schema.safeParse(value).success) return String(value);
    fail(field, "choose");
    return null;
  };
  const number = (field: keyof typeof limits): number => {
    const [minimum, maximum] = limits[field];
    const typed = fields[field].trim();
    const value = /^\d{1,6}$/.test(typed) ? Number(typed) : -1;
    if (value < minimum || value > maximum) fail(field, "whole-number", { minimum, maximum });
    return value;
  };

  const numberOrNull = (field: keyof typeof limits): number | null =>
    fields[field].trim() === "" ? null : number(field);

  const title = line("title", longest.title);
  if (!title) fail("title", "title-required");
  const reference = line("reference", longest.reference);
  if (!reference) fail("reference", "reference-required");

  const zone = isZone(fields.zone) ? fields.zone : "";
  if (!zone) fail("zone", "zone");
  const { windows, problems: windowProblems } = readWindows(fields, zone || "UTC", isNew ? null : before);
  for (const { field, problem } of windowProblems) fail(field, problem);

  const delivery = choice("delivery", deliverySchema, null);
  const region = choice("region", regionSchema, null);
  const place = line("place", longest.place) || null;
  const languages = contentLanguages.filter((language) => fields.languages.includes(language));
  const seats = numberOrNull("seats");
  const seatsRule = choice("seatsRule", z.enum(seatsRules), null) ?? before.seatsRule;
  const waitingList = fields.waitingList === "" ? before.waitingList : fields.waitingList === "yes";
  const offerHours = numberOrNull("offerHours") ?? before.offerHours;
  const stateQuota = numberOrNull("stateQuota");
  const admission = choice("admission", z.enum(admissionModes), null);
  const inPairs = admission === "nomination" && fields.inPairs === "yes";
  if (admission === null && fields.admission === "") fail("admission", "choose");

  // The form shows as many rows as it has; what an import gave beyond them is kept as it is.
  const contacts: Contact[] = [];
  for (const row of rowNumbers) {
    const role = line(`contactRole${row}`, longest.role);
    const email = fields[`contactEmail${row}`].trim();
    if (!role && !email) continue;
    if (!role || !email) fail(role ? `contactEmail${row}` : `contactRole${row}`, "contact-half");
    else if (!z.email().max(254).safeParse(email).success) fail(`contactEmail${row}`, "email");
    else contacts.push({ role, email });
  }
  contacts.push(...before.contacts.slice(rowNumbers.length));
  const partners: Partner[] = [];
  for (const row of rowNumbers) {
    const name = line(`partnerName${row}`, longest.name);
    if (!name) continue;
    const role = choice(`partnerRole${row}`, z.enum(partnerRoles), null) ?? "content";
    // The same partner in the same role twice says nothing more than once.
    if (!partners.some((partner) => partner.name === name && partner.role === role)) partners.push({ name, role });
  }
  partners.push(...before.partners.slice(rowNumbers.length));

  const passage = (field: "notice" | `notice_${(typeof contentLanguages)[number]}`): string => {
    const value = fields[field].normalize("NFC").trim();
    if (value.length > longest.notice) fail(field, "too-long", { maximum: longest.notice });
    return value;
  };
  const notice = passage("notice");
  const certificateKind = choice("certificateKind", z.enum(certificateKinds), null);
  const signatory = line("signatory", longest.signatory) || null;
  const studyHours = numberOrNull("studyHours");
  const instructorPresence = choice("instructorPresence", z.enum(instructorPresences), null);
  const attendancePercent = numberOrNull("attendancePercent");
  const textLanguage = isNew ? (choice("textLanguage", languageSchema, null) ?? "en") : before.textLanguage;
  // A language without a title and without a notice has no text of its own: readers see the other one.
  const otherTexts = otherLanguages({ textLanguage, otherTexts: before.otherTexts }).flatMap(
    (language): EventText[] => {
      const other = {
        language,
        title: line(`title_${language}`, longest.title),
        notice: passage(`notice_${language}`),
      };
      if (!other.title && other.notice) fail(`title_${language}`, "title-required");
      return other.title ? [other] : [];
    },
  );

  const readExam = (kept: ExamSettings): ExamSettings => {
    const attemptsAllowed = number("examAttempts");
    if (examFixed) return { ...kept, attemptsAllowed };
    return {
      blueprint: {
        ...kept.blueprint,
        questions: number("examQuestions"),
        pointsPerQuestion: number("examPoints"),
        perModule: number("examPerModule"),
        norms: norms.filter((norm) => fields.examNorms.includes(norm)),
      },
      timeLimitSeconds: 60 * number("examMinutes"),
      attemptsAllowed,
      thresholdPercent: number("examThreshold"),
      strict: fields.examStrict !== "at-least",
    };
  };
  const exam = before.exam ? readExam(before.exam) : null;
  if (exam && !examFixed && !fitsCertificate(exam.blueprint.questions, certificateKind))
    fail("examQuestions", "whole-number", { minimum: ituQuestions[0], maximum: ituQuestions[1] });

  const readWeights = (): readonly Weighted[] => {
    if (!before.exam || examFixed || (fields.examWeight === "" && fields.attendanceWeight === ""))
      return before.components;
    const attendance = numberOrNull("attendanceWeight") ?? 0;
    const kept = before.components.filter(({ kind }) => kind !== "exam" && kind !== "attendance");
    const components = [
      ...(attendance > 0 ? [{ kind: "attendance", weight: attendance }] : []),
      { kind: "exam", weight: number("examWeight") },
      ...kept,
    ].sort((a, b) => (a.kind < b.kind ? -1 : 1));
    const sum = components.reduce((total, { weight }) => total + weight, 0);
    if (sum !== 100 && !problems.some(({ field }) => field.endsWith("Weight")))
      fail("attendanceWeight", "weights-sum", { sum });
    return components;
  };
  const components = readWeights();

  if (problems.length > 0) return { ok: false, problems };
  return {
    ok: true,
    settings: {
      textLanguage,
      title,
      notice,
      otherTexts,
      reference,
      ...windows,
      zone,
      delivery,
      region,
      place,
      languages,
      seats,
      seatsRule,
      waitingList,
      offerHours,
      admission: admission ?? before.admission,
      stateQuota,
      inPairs,
      contacts,
      partners,
      certificateKind,
      signatory,
      studyHours,
      instructorPresence,
      attendancePercent,
      components,
      exam,
    },
  };
}

/** The fields of the form as they show these settings: what `readEventForm` reads back. */
export function typedFieldsOf(settings: EventSettings): TypedFields {
  const { exam, components, zone } = settings;
  const number = (value: number | null): string => value?.toString() ?? "";
  const weightOf = (kind: string): string => number(components.find((part) => part.kind === kind)?.weight ?? 0);
  const rows = rowNumbers.flatMap((row): [string, string][] => {
    const [contact, partner] = [settings.contacts[row - 1], settings.partners[row - 1]];
    return [
      [`contactRole${row}`, contact?.role ?? ""],
      [`contactEmail${row}`, contact?.email ?? ""],
      [`partnerName${row}`, partner?.name ?? ""],
      [`partnerRole${row}`, partner?.role ?? "content"],
    ];
  });
  const windows = windowFields.flatMap((field): [string, string][] => {
    const instant = settings[field];
    return [
      [field, instant ? localOf(instant, zone) : ""],
      [`${field}Pass`, (instant && passOf(instant, zone)) ?? ""],
    ];
  });
  const texts = otherLanguages(settings).flatMap((language): [string, string][] => {
    const other = settings.otherTexts.find((one) => one.language === language);
    return [
      [`title_${language}`, other?.title ?? ""],
      [`notice_${language}`, other?.notice ?? ""],
    ];
  });
  return {
    textLanguage: settings.textLanguage,
    title: settings.title,
    notice: settings.notice,
    reference: settings.reference,
    zone,
    delivery: settings.delivery ?? "",
    region: settings.region ?? "",
    place: settings.place ?? "",
    languages: settings.languages,
    seats: number(settings.seats),
    seatsRule: settings.seatsRule,
    waitingList: settings.waitingList ? "yes" : "no",
    offerHours: number(settings.offerHours),
    admission: settings.admission,
    stateQuota: number(settings.stateQuota),
    inPairs: settings.inPairs ? "yes" : "no",
    certificateKind: settings.certificateKind ?? "",
    signatory: settings.signatory ?? "",
    studyHours: number(settings.studyHours),
    instructorPresence: settings.instructorPresence ?? "",
    attendancePercent: number(settings.attendancePercent),
    ...(exam
      ? {
          examWeight: weightOf("exam"),
          attendanceWeight: weightOf("attendance"),
          examQuestions: number(exam.blueprint.questions),
          examPoints: number(exam.blueprint.pointsPerQuestion),
          examPerModule: number(exam.blueprint.perModule),
          examNorms: exam.blueprint.norms,
          examMinutes: number(Math.round(exam.timeLimitSeconds / 60)),
          examAttempts: number(exam.attemptsAllowed),
          examThreshold: number(exam.thresholdPercent),
          examStrict: exam.strict ? "more" : "at-least",
        }
      : {}),
    ...Object.fromEntries([...windows, ...rows, ...texts]),
  };
}

const blank = (value: string | readonly string[] | undefined): string =>
  typeof value === "string" ? value.replaceAll("\r\n", "\n").trim() : [...(value ?? [])].sort().join(", ");

/** Where what somebody typed differs from what is saved now, in the order of the form. */
export function differingFields(
  saved: TypedFields,
  typed: TypedFields,
): readonly { readonly field: string; readonly saved: string; readonly typed: string }[] {
  return Object.keys(saved).flatMap((field) => {
    const [now, mine] = [blank(saved[field]), blank(typed[field])];
    return field in typed && now !== mine ? [{ field, saved: now, typed: mine }] : [];
  });
}
