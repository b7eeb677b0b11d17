import { z } from "zod";
import { deliverySchema, languageSchema, normSchema, regionSchema } from "@/lib/content/schema";
import { cleanName } from "@/lib/format/fold";
import { isZone } from "@/lib/scheduling/zones";
import { fitsCertificate, ituQuestions, readWindows, type WindowProblem } from "./rules";
import type { Contact, EventSettings, ExamSettings, Partner } from "./types";

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
/** The ways to join that work; applications and nominations come with admission. */
export const admissionModes = ["open", "invitation"] as const;
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

/** Every field of the form, as text. */
export const eventFields = z.object({
  textLanguage: text,
  title: text,
  notice: text,
  reference: text,
  registrationOpensAt: text,
  registrationClosesAt: text,
  opensAt: text,
  closesAt: text,
  zone: text,
  delivery: text,
  region: text,
  place: text,
  languages: z.array(z.string()).max(20).default([]),
  seats: text,
  admission: text,
  certificateKind: text,
  signatory: text,
  examQuestions: text,
  examPoints: text,
  examPerModule: text,
  examNorms: z.array(z.string()).max(20).default([]),
  examMinutes: text,
  examAttempts: text,
  examThreshold: text,
  examStrict: text,
  ...rowFields,
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
  | "email";

/** From and to, as lib/content/schema.ts says of a course's exam (a test compares them). */
export const limits = {
  seats: [1, 100_000],
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
  const seats = fields.seats.trim() === "" ? null : number("seats");
  const admission = choice("admission", z.enum(admissionModes), isNew ? null : before.admission);
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

  const notice = fields.notice.normalize("NFC").trim();
  if (notice.length > longest.notice) fail("notice", "too-long", { maximum: longest.notice });
  const certificateKind = choice("certificateKind", z.enum(certificateKinds), null);
  const signatory = line("signatory", longest.signatory) || null;
  const textLanguage = isNew ? (choice("textLanguage", languageSchema, null) ?? "en") : before.textLanguage;

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

  if (problems.length > 0) return { ok: false, problems };
  return {
    ok: true,
    settings: {
      textLanguage,
      title,
      notice,
      reference,
      ...windows,
      zone,
      delivery,
      region,
      place,
      languages,
      seats,
      admission: admission ?? before.admission,
      contacts,
      partners,
      certificateKind,
      signatory,
      exam,
    },
  };
}
