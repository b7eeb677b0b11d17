import { z } from "zod";
import { slugSchema } from "@/lib/content/schema";
import { cleanName } from "@/lib/format/fold";
import { type Language, languages } from "@/lib/format/languages";
import type { SessionText, StaffText } from "./types";

/*
 * The forms of sessions, staff and files. A text in several languages arrives as flat fields, "title_fr"; a language whose fields
 * are all empty has no layer.
 */

const line = (maximum: number) => z.string().transform(cleanName).pipe(z.string().max(maximum)).default("");
const passage = (maximum: number) =>
  z
    .string()
    .transform((text) => text.replaceAll("\r\n", "\n").normalize("NFC").trim())
    .pipe(z.string().max(maximum))
    .default("");

const inEachLanguage = <Names extends string, Schema extends z.ZodType>(names: Readonly<Record<Names, Schema>>) =>
  Object.fromEntries(
    languages.flatMap((language) =>
      Object.entries<Schema>(names).map(([name, schema]) => [`${name}_${language}`, schema]),
    ),
  ) as Record<`${Names}_${Language}`, Schema>;

const optionalId = z.union([z.literal(""), z.uuid()]).default("");

export const sessionFields = z.object({
  event: slugSchema,
  /** Empty for a new one. */
  session: optionalId,
  shown: z.string().max(22).default(""),
  ...inEachLanguage({ title: line(200), description: passage(2000) }),
  startsAt: z.string().max(30).default(""),
  startsAtPass: z.string().max(10).default(""),
  endsAt: z.string().max(30).default(""),
  endsAtPass: z.string().max(10).default(""),
  room: line(200),
  link: z.union([z.literal(""), z.url({ protocol: /^https?$/ }).max(500)], "problem.session.link").default(""),
});
export type SessionFields = z.infer<typeof sessionFields>;

export const staffFields = z.object({
  event: slugSchema,
  staff: optionalId,
  kind: z.enum(["lecturer", "facilitator"], "problem.session.kind"),
  fullName: line(120),
  /** Its place in the list, from 1; empty leaves it, or puts a new one last. */
  place: z.union([z.literal("").transform(() => null), z.coerce.number().int().min(1).max(999)]).default(null),
  ...inEachLanguage({ role: line(200), biography: passage(4000) }),
});
export type StaffFields = z.infer<typeof staffFields>;

export const fileFields = z.object({
  event: slugSchema,
  session: optionalId,
  kind: z.enum(["slides", "handout", "document"], "problem.session.kind"),
  title: line(200),
  audience: z.enum(["public", "admitted"], "problem.session.audience"),
});

/** The layers of a session from its flat fields; a description without a title has nothing to stand under. */
export function sessionLayers(fields: SessionFields): {
  readonly layers: Readonly<Record<string, SessionText>>;
  readonly untitled: Language | null;
} {
  const layers: Record<string, SessionText> = {};
  let untitled: Language | null = null;
  for (const language of languages) {
    const [title, description] = [fields[`title_${language}`], fields[`description_${language}`]];
    if (title) layers[language] = { title, description };
    else if (description) untitled ??= language;
  }
  return { layers, untitled };
}

/** The layers of somebody's role from its flat fields; a biography without a role is missing its first line. */
export function staffLayers(fields: StaffFields): {
  readonly layers: Readonly<Record<string, StaffText>>;
  readonly untitled: Language | null;
} {
  const layers: Record<string, StaffText> = {};
  let untitled: Language | null = null;
  for (const language of languages) {
    const [role, biography] = [fields[`role_${language}`], fields[`biography_${language}`]];
    if (role) layers[language] = { role, biography };
    else if (biography) untitled ??= language;
  }
  return { layers, untitled };
}

export const recordAttendanceBody = z.strictObject({
  state: z.enum(["present", "absent", "excused"]),
  /** When it was said, by the clock of the device; of two the later one stands. */
  saidAt: z.iso.datetime(),
});

const standing = z.strictObject({
  state: z.enum(["present", "absent", "excused"]),
  method: z.enum(["roll-call", "self"]),
  saidAt: z.iso.datetime(),
});
export const attendanceCall = standing;
/** What was said later stands, and is told. */
export const laterAttendanceRefusal = z.strictObject({
  reason: z.literal("said-later"),
  message: z.string(),
  attendance: standing,
});
