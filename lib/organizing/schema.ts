import { z } from "zod";
import { blueprintSchema, deliverySchema, examRuleSchema, languageSchema, normSchema, regionSchema } from "@/lib/content/schema";
import { cleanName } from "@/lib/format/fold";
import { isZone } from "@/lib/scheduling/zones";
import { readWindows, type WindowProblem } from "./rules";
import type { Contact, EventSettings, ExamSettings, Partner } from "./types";

/*
 * The form of an event. It arrives as flat fields; `eventFields` only says which there are, so that everything else in a body
 * is dropped, and `readEventForm` then reads them all, so that one answer names every problem at once.
 */

export const rowNumbers = [1, 2, 3, 4] as const;
export const partnerRoles = ["content", "delivery", "funding", "host"] as const;
export const certificateKinds = ["itu-certificate", "itu-badge", "organization-certificate", "attendance-letter"] as const;
/** The ways to join that work; applications and nominations come with admission. */
export const admissionModes = ["open", "invitation"] as const;
export const norms = normSchema.options;
export const deliveries = deliverySchema.options;
export const regions = regionSchema.options;
export const contentLanguages = languageSchema.options;

const text = z.string().default("");
const rowFields = Object.fromEntries(
  rowNumbers.flatMap((row) => [`contactRole${row}`, `contactEmail${row}`, `partnerName${row}`, `partnerRole${row}`].map((name) => [name, text])),
) as Record<`${"contactRole" | "contactEmail" | "partnerName" | "partnerRole"}${(typeof rowNumbers)[number]}`, typeof text>;

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
  | "text-too-long"
  | "zone"
  | "choose"
  | "seats"
  | "contact-half"
  | "contact-email"
  | "exam-questions"
  | "exam-points"
  | "exam-per-module"
  | "exam-minutes"
  | "exam-attempts"
  | "exam-threshold";

/** What a field may hold is stated once, in the content schema; these are its limits as numbers for the sentence. */
const longest = { title: 200, notice: 4000, reference: 60, place: 200, signatory: 200, role: 100, name: 200 } as const;

export type EventProblem = { readonly field: string; readonly problem: FieldProblem; readonly maximum?: number };

/** What the form stands on: the event as it was shown, or the course's own settings for a new one. */
export type FormGround = {
  readonly settings: EventSettings;
  readonly isNew: boolean;
  /** Somebody has begun the exam: its settings stay, but for more attempts. */
  readonly examFixed: boolean;
};

type Read = { readonly ok: true; readonly settings: EventSettings } | { readonly ok: false; readonly problems: readonly EventProblem[] };

/** Reads the form of an event: settings that hold together, or every problem in it. */
export function readEventForm(fields: EventFields, { settings: before, isNew, examFixed }: FormGround): Read {
  const problems: EventProblem[] = [];
  const fail = (field: string, problem: FieldProblem, maximum?: number): void => {
    problems.push({ field, problem, ...(maximum === undefined ? {} : { maximum }) });
  };
  const line = (field: keyof EventFields & string, maximum: number): string => {
    const value = cleanName(String(fields[field]));
    if (value.length > maximum) fail(field, "text-too-long", maximum);
    return value;
  };
  const choice = (field: keyof EventFields & string, schema: z.ZodType<string>, otherwise: string | null): string | null => {
    const value = fields[field];
    if (value === "") return null;
    if (value === otherwise || schema.safeParse(value).success) return String(value);
    fail(field, "choose");
    return null;
  };
  const number = (field: keyof EventFields & string, schema: z.ZodType<number>, problem: FieldProblem): number => {
    const value = String(fields[field]).trim();
    const parsed = schema.safeParse(/^\d{1,6}$/.test(value) ? Number(value) : Number.NaN);
    if (parsed.success) return parsed.data;
    fail(field, problem);
    return 0;
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
  const seats = fields.seats.trim() === "" ? null : number("seats", z.int().min(1).max(100_000), "seats");
  const admission = choice("admission", z.enum(admissionModes), isNew ? null : before.admission);
  if (admission === null && fields.admission === "") fail("admission", "choose");

  const contacts: Contact[] = [];
  for (const row of rowNumbers) {
    const role = line(`contactRole${row}`, longest.role);
    const email = fields[`contactEmail${row}`].trim();
    if (!role && !email) continue;
    if (!role || !email) fail(role ? `contactEmail${row}` : `contactRole${row}`, "contact-half");
    else if (!z.email().max(254).safeParse(email).success) fail(`contactEmail${row}`, "contact-email");
    else contacts.push({ role, email });
  }
  const partners: Partner[] = [];
  for (const row of rowNumbers) {
    const name = line(`partnerName${row}`, longest.name);
    if (!name) continue;
    const role = choice(`partnerRole${row}`, z.enum(partnerRoles), null) ?? "content";
    // The same partner in the same role twice says nothing more than once.
    if (!partners.some((partner) => partner.name === name && partner.role === role)) partners.push({ name, role });
  }

  const notice = fields.notice.normalize("NFC").trim();
  if (notice.length > longest.notice) fail("notice", "text-too-long", longest.notice);
  const certificateKind = choice("certificateKind", z.enum(certificateKinds), null);
  const signatory = line("signatory", longest.signatory) || null;
  const textLanguage = isNew ? (choice("textLanguage", languageSchema, null) ?? "en") : before.textLanguage;

  const readExam = (kept: ExamSettings): ExamSettings => {
    const rule = examRuleSchema.shape;
    const blueprint = blueprintSchema.shape;
    const attemptsAllowed = number("examAttempts", rule.attemptsAllowed.unwrap(), "exam-attempts");
    if (examFixed) return { ...kept, attemptsAllowed };
    return {
      blueprint: {
        questions: number("examQuestions", blueprint.questions, "exam-questions"),
        pointsPerQuestion: number("examPoints", blueprint.pointsPerQuestion.unwrap(), "exam-points"),
        perModule: number("examPerModule", blueprint.perModule.unwrap().max(60), "exam-per-module"),
        norms: norms.filter((norm) => fields.examNorms.includes(norm)),
      },
      timeLimitSeconds: 60 * number("examMinutes", rule.timeLimitMinutes, "exam-minutes"),
      attemptsAllowed,
      thresholdPercent: number("examThreshold", rule.thresholdPercent.unwrap(), "exam-threshold"),
      strict: fields.examStrict !== "at-least",
    };
  };
  const exam = before.exam ? readExam(before.exam) : null;

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
