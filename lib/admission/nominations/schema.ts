import { z } from "zod";
import { slugSchema } from "@/lib/content/schema";
import { canonicalAddress } from "@/lib/format/addresses";
import { cleanName } from "@/lib/format/fold";
import { languages } from "@/lib/format/languages";
import { NAME_LONGEST } from "../invitations/rules";
import { daysField } from "../invitations/schema";
import { isStateCode } from "../states";

const shortEnough = (name: string): boolean => [...name].length <= NAME_LONGEST;

/** Whose fields they are, in what is said of them: a refusal of a pair says which of the two it means. */
type Whose = "person" | "diplomat" | "technical";

/** A person's name as it is written. */
const nameField = (whose: Whose) =>
  z
    .string(`problem.nominee.${whose}.name`)
    .transform(cleanName)
    .refine((name) => name !== "", `problem.nominee.${whose}.name`)
    .refine((name) => name === "" || /\p{L}/u.test(name), "problem.nominee.letters")
    .refine(shortEnough, "problem.name-long");

const optionalNameField = z
  .string()
  .transform(cleanName)
  .refine(shortEnough, "problem.name-long")
  .transform((name) => name || null)
  .default(null);

/** A mail address in its one canonical form. */
const addressField = (whose: Whose) =>
  z
    .string(`problem.nominee.${whose}.address`)
    .trim()
    .min(1, `problem.nominee.${whose}.address`)
    .transform((typed, context) => {
      const canonical = canonicalAddress(typed);
      if (canonical) return canonical;
      context.addIssue({ code: "custom", message: "problem.email" });
      return z.NEVER;
    });

/** One line that may stay empty, such as an institution. */
const lineField = z
  .string()
  .transform(cleanName)
  .pipe(z.string().max(200))
  .transform((line) => line || null)
  .default(null);

const noteField = z.string().trim().max(2000).default("");
const languageField = z.enum(languages, "problem.language").default("en");

const stateField = z.string("problem.focal.state").refine(isStateCode, "problem.focal.state");

const fieldsOf = (whose: Whose) => ({
  fullName: nameField(whose),
  nativeName: optionalNameField,
  address: addressField(whose),
  language: languageField,
  institution: lineField,
  position: lineField,
  note: noteField,
});
type Fields = ReturnType<typeof fieldsOf>;

/** The fields of one nominated person. */
export const nomineeFields = z.object(fieldsOf("person"));

const prefixed = <Part extends "diplomat" | "technical">(part: Part) =>
  Object.fromEntries(Object.entries(fieldsOf(part)).map(([name, field]) => [`${part}-${name}`, field])) as {
    [Name in keyof Fields as `${Part}-${Name}`]: Fields[Name];
  };

/** Two people of one State, each with their own fields. */
export const pairFields = z.object({ ...prefixed("diplomat"), ...prefixed("technical") });

export const focalFields = z.object({ event: slugSchema, email: addressField("person"), state: stateField });
export const removeFocalFields = z.object({ event: slugSchema, grant: z.uuid() });
export const moveFields = z.object({
  event: slugSchema,
  nomination: z.uuid(),
  intent: z.enum(["up", "down", "withdraw"]),
});
export const decideFields = z
  .object({
    event: slugSchema,
    nomination: z.uuid(),
    decision: z.enum(["selected", "waiting", "not-selected", "none"], "problem.decide.decision"),
    reason: z.string().trim().max(1000).default(""),
  })
  .refine(({ decision, reason }) => decision !== "not-selected" || reason !== "", {
    path: ["reason"],
    message: "problem.decide.reason",
  });
export const sendFields = z.object({ event: slugSchema, days: daysField });
export const takeBackFields = z.object({ event: slugSchema, nomination: z.uuid() });
