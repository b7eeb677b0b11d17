import { z } from "zod";
import { slugSchema } from "@/lib/content/schema";
import { cleanName } from "@/lib/format/fold";
import { languages } from "@/lib/format/languages";
import { audiences } from "./rules";

const SUBJECT_MAXIMUM = 150;
const BODY_MAXIMUM = 8000;

export const announceFields = z.object({
  event: slugSchema,
  id: z.uuid(),
  intent: z.enum(["look", "send"]).catch("look"),
  language: z.enum(languages, "problem.announcement.language"),
  audience: z.array(z.enum(audiences, "problem.announcement.audience")).max(audiences.length).default([]),
  subject: z
    .string("problem.announcement.subject")
    .transform(cleanName)
    .pipe(z.string().min(1, "problem.announcement.subject").max(SUBJECT_MAXIMUM)),
  body: z
    .string("problem.announcement.body")
    .transform((text) => text.replace(/[^\P{Cc}\n\t]/gu, "").trim())
    .pipe(z.string().min(1, "problem.announcement.body").max(BODY_MAXIMUM)),
});

export type NewAnnouncement = Omit<z.output<typeof announceFields>, "event" | "intent">;

/** The secret of a link to unsubscribe, as a form carries it. */
export const subscriptionFields = z.object({
  _secret: z.string().max(200).catch(""),
  choice: z.enum(["stop", "resume"]).catch("stop"),
});
