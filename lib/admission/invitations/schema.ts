import { z } from "zod";
import { slugSchema } from "@/lib/content/schema";
import { languages } from "@/lib/format/languages";
import { INVITATION_DAYS, LONGEST_INVITATION_DAYS } from "./rules";

/** For how many days a link stands. */
export const daysField = z
  .string()
  .trim()
  .default(String(INVITATION_DAYS))
  .refine(
    (text) => /^\d{1,3}$/.test(text) && Number(text) >= 1 && Number(text) <= LONGEST_INVITATION_DAYS,
    "problem.invite.days",
  )
  .transform(Number);

export const inviteFields = z.object({
  event: slugSchema,
  people: z.string().trim().min(1, "problem.invite.people-required").max(100_000),
  language: z.enum(languages, "problem.language").default("en"),
  days: daysField,
});

export const manageFields = z.object({
  event: slugSchema,
  invitation: z.uuid(),
  intent: z.enum(["resend", "withdraw", "approve", "refuse"]),
});

/** The link's secret and what to do: nothing else of a request is read; whom and what it is for stands in the invitation. */
export const answerFields = z.object({
  _token: z.string().max(200),
  intent: z.enum(["accept", "decline", "ask"]),
});
