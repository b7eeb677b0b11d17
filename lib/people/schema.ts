import { z } from "zod";
import { canonicalAddress } from "@/lib/format/addresses";
import { cleanName } from "@/lib/format/fold";
import { languages } from "@/lib/format/languages";
import { isZone } from "@/lib/scheduling/zones";
import { NAME_MAXIMUM, type PasswordProblem, passwordProblem } from "./rules";

/** Pictures are no part of a name: no document could print them, and no voice reads them as one. */
const noPictures = (name: string): boolean => !/\p{Extended_Pictographic}|\p{Regional_Indicator}|\u20e3/u.test(name);

const shortEnough = (name: string): boolean => [...name].length <= NAME_MAXIMUM;

const fullName = z
  .string("problem.name-required")
  .transform(cleanName)
  .refine((name) => name !== "", "problem.name-required")
  .refine((name) => name === "" || /\p{L}/u.test(name), "problem.name-letters")
  .refine(noPictures, "problem.name-emoji")
  .refine(shortEnough, "problem.name-long");

const nativeName = z
  .string("problem.invalid")
  .transform(cleanName)
  .refine(noPictures, "problem.name-emoji")
  .refine(shortEnough, "problem.name-long")
  .transform((name) => name || null)
  .default(null);

/** A mail address in its one canonical form. */
const email = z
  .string("problem.email-required")
  .trim()
  .min(1, "problem.email-required")
  .transform((typed, context) => {
    const canonical = canonicalAddress(typed);
    if (canonical) return canonical;
    context.addIssue({ code: "custom", message: "problem.email" });
    return z.NEVER;
  });

const language = z.enum(languages, "problem.language");
const zone = z.string("problem.zone").max(80, "problem.zone").refine(isZone, "problem.zone");

/** The sentence for what is wrong with a new password. */
export const passwordProblemKeys = {
  short: "problem.password-short",
  long: "problem.password-long",
  common: "problem.password-common",
  address: "problem.password-address",
} as const satisfies Record<PasswordProblem, string>;

const newPassword = z
  .string("problem.password-required")
  .min(1, "problem.password-required")
  .superRefine((password, context) => {
    const problem = password ? passwordProblem(password, null) : null;
    if (problem) context.addIssue({ code: "custom", message: passwordProblemKeys[problem] });
  });

export const registerSchema = z
  .object({ fullName, nativeName, email, password: newPassword, language, zone })
  .superRefine((value, context) => {
    // Runs also when a field was refused; then that field is missing.
    if (value.password && value.email && passwordProblem(value.password, value.email) === "address")
      context.addIssue({ code: "custom", path: ["password"], message: passwordProblemKeys.address });
  });

export type Registration = Omit<z.output<typeof registerSchema>, "password">;

export const emailSchema = z.object({ email });
export const tokenSchema = z.object({ _token: z.string().max(200).catch("") });
export const resetPasswordSchema = z.object({ _token: z.string().max(200).catch(""), newPassword });
export const nameSchema = z.object({ fullName, nativeName });
/** How announcements and reminders come. */
export const mailChoices = ["single", "digest", "none"] as const;
export type MailChoice = (typeof mailChoices)[number];
export const mailChoiceSchema = z.object({ mailChoice: z.enum(mailChoices, "problem.mail-choice") });

export const settingsSchema = z.object({ language, zone });
export const changePasswordSchema = z.object({
  currentPassword: z
    .string("problem.password-required")
    .min(1, "problem.password-required")
    .max(200, "problem.password-wrong"),
  newPassword,
});

/** The cookie in which the address of a form that sends letters waits for the page that answers it; an address in a query would end up in logs. */
export const letterCookie = "chancery.letter-to";

export const letterCookieValue = (address: string): string => Buffer.from(address).toString("base64url");

/** The address in the cookie; null for anything else. */
export const parseLetterCookie = (value: string | undefined): string | null =>
  canonicalAddress(Buffer.from(value ?? "", "base64url").toString("utf8"));
