import { setTimeout as pause } from "node:timers/promises";
import { cookies } from "next/headers";
import { z } from "zod";
import { countFailure, isLimited, type LimitName } from "@/lib/auth/limits";
import { secureCookies, sessionCookieName } from "@/lib/auth/options";
import { checkPassword, hashPassword } from "@/lib/auth/passwords";
import { sealSession } from "@/lib/auth/session";
import { endSession, SESSION_SECONDS, signIn } from "@/lib/auth/sign-in";
import { defineForm, defineOpenForm } from "@/lib/entry/define-form";
import { parsePreferences, preferenceNames, preferencesCookie, serializePreferences } from "@/lib/entry/preferences";
import { found } from "@/lib/errors";
import { canonicalAddress } from "@/lib/format/addresses";
import { localPath as pathIn } from "@/lib/format/languages";
import { getMailLink, getPasswordSubject, getUndeliverableAddress } from "./data";
import {
  changeMailChoice,
  changeName,
  changePassword,
  changeSettings,
  confirmAddress,
  reconfirmAddress,
  register,
  requestReset,
  resetPassword,
} from "./mutations";
import { passwordProblem } from "./rules";
import {
  changePasswordSchema,
  emailSchema,
  letterCookie,
  letterCookieValue,
  mailChoiceSchema,
  nameSchema,
  passwordProblemKeys,
  registerSchema,
  resetPasswordSchema,
  settingsSchema,
  tokenSchema,
} from "./schema";

const cookie = (name: string, value: string, maxAgeSeconds: number, httpOnly = true): string =>
  `${name}=${value}; Path=/; SameSite=Lax; Max-Age=${maxAgeSeconds}${httpOnly ? "; HttpOnly" : ""}${secureCookies() ? "; Secure" : ""}`;

const localPath = z
  .string()
  .regex(/^\/(?![/\\])[^\s\\]*$/)
  .max(2000)
  .catch("");

export const signInForm = defineOpenForm({
  schema: z.object({
    email: z.string().min(1, "problem.email-required").max(320, "problem.email"),
    password: z.string().min(1, "problem.password-required").max(200, "problem.sign-in"),
    next: localPath.default(""),
  }),
  run: async ({ email, password, next }, { at, network }) => {
    const result = await signIn(email, password, network);
    if (!result.ok)
      return { refused: [{ field: null, key: result.reason === "too-many" ? "problem.too-many" : "problem.sign-in" }] };
    // A session from before this sign-in ends with it, so that nobody can have planted it.
    return {
      to: next || at("/learn"),
      cookies: [cookie(sessionCookieName(), await sealSession(result.value.sessionId), SESSION_SECONDS)],
    };
  },
});

export const signOutForm = defineForm({
  schema: z.object({}),
  run: async (_, { actor, at }) => {
    await endSession(actor.sessionId);
    return { to: at("/"), cookies: [cookie(sessionCookieName(), "", 0)], forget: true };
  },
});

export const preferencesForm = defineOpenForm({
  schema: z
    .partialRecord(z.enum(preferenceNames as [string, ...string[]]), z.string())
    .or(z.record(z.string(), z.unknown())),
  run: async (input, { page }) => {
    const before = parsePreferences((await cookies()).get(preferencesCookie)?.value);
    const words = preferenceNames
      .map((name) => `${name}-${String((input as Record<string, unknown>)[name] ?? before[name])}`)
      .join(".");
    return {
      to: page,
      cookies: [cookie(preferencesCookie, serializePreferences(parsePreferences(words)), 365 * 24 * 3600)],
    };
  },
});

/** Answers that must not tell whether an account exists leave no sooner than this, in milliseconds. */
const EVEN_ANSWER_MS = 400;

async function evenly(work: Promise<void>): Promise<void> {
  await Promise.all([work, pause(EVEN_ANSWER_MS)]);
}

/** Counts a letter that somebody asks for; known and unknown addresses count alike. */
const mayAskForLetter = (address: string, network: string): Promise<boolean> =>
  countFailure([
    ["letter-address", address],
    ["letter-network", network],
  ]);

const rememberLetterTo = (address: string): string => cookie(letterCookie, letterCookieValue(address), 900);

const tooManyLetters = { refused: [{ field: "email", key: "problem.too-many-letters" }] } as const;

export const registerForm = defineOpenForm({
  schema: registerSchema.and(z.object({ next: localPath.default("") })),
  run: async ({ password, next, ...registration }, { at, network }) => {
    if (!(await mayAskForLetter(registration.email, network))) return tooManyLetters;
    // The hash is made for known addresses too: it is most of the time that this takes.
    await evenly(hashPassword(password).then((hash) => register(registration, hash, next)));
    return { to: at("/register?done=sent"), cookies: [rememberLetterTo(registration.email)] };
  },
});

export const confirmForm = defineOpenForm({
  schema: tokenSchema.extend({ next: localPath.default("") }),
  run: async ({ _token, next }, { at }) => {
    const result = await confirmAddress(_token);
    const back = next ? `&next=${encodeURIComponent(next)}` : "";
    // The page of a link says itself what became of it.
    return { to: at(result.ok ? `/sign-in?done=confirmed${back}` : `/confirm?token=${encodeURIComponent(_token)}`) };
  },
});

export const forgotPasswordForm = defineOpenForm({
  schema: emailSchema,
  run: async ({ email }, { at, network }) => {
    if (!(await mayAskForLetter(email, network))) return tooManyLetters;
    await evenly(requestReset(email));
    return { to: at("/forgot-password?done=sent"), cookies: [rememberLetterTo(email)] };
  },
});

export const resetPasswordForm = defineOpenForm({
  schema: resetPasswordSchema,
  run: async ({ _token, newPassword }, { at }) => {
    const again = { to: at(`/reset-password?token=${encodeURIComponent(_token)}`) };
    const link = await getMailLink(_token, "reset_password");
    if (link.state !== "ready") return again;
    const problem = passwordProblem(newPassword, canonicalAddress(link.address));
    if (problem) return { refused: [{ field: "newPassword", key: passwordProblemKeys[problem] }] };
    const result = await resetPassword(_token, await hashPassword(newPassword));
    return result.ok ? { to: at("/sign-in?done=password-changed") } : again;
  },
});

export const nameForm = defineForm({
  schema: nameSchema,
  run: async (name, { actor, at }) => {
    await changeName(actor, name);
    return { to: at("/account?done=name") };
  },
});

export const settingsForm = defineForm({
  schema: settingsSchema,
  run: async (settings, { actor }) => {
    await changeSettings(actor, settings);
    return { to: pathIn(settings.language, "/account?done=settings") };
  },
});

export const mailChoiceForm = defineForm({
  schema: mailChoiceSchema,
  run: async ({ mailChoice }, { actor, at }) => {
    await changeMailChoice(actor, mailChoice);
    return { to: at("/account?done=mail") };
  },
});

export const reconfirmForm = defineForm({
  schema: z.object({ address: z.string().max(320).catch("") }),
  run: async ({ address }, { actor, at, network }) => {
    found(await getUndeliverableAddress(actor.id, address), "address");
    if (!(await mayAskForLetter(address, network)))
      return { refused: [{ field: null, key: "problem.too-many-letters" }] };
    await reconfirmAddress(actor, address);
    return { to: at("/account?done=reconfirm") };
  },
});

export const changePasswordForm = defineForm({
  schema: changePasswordSchema,
  run: async ({ currentPassword, newPassword }, { actor, at, network }) => {
    const wrong = { refused: [{ field: "currentPassword", key: "problem.password-wrong" }] } as const;
    // An open session that is not one's own must not serve for guessing the password.
    const sources: [LimitName, string][] = [
      ["sign-in-account-network", `${actor.id} ${network}`],
      ["sign-in-account", actor.id],
    ];
    if (await isLimited(sources)) return { refused: [{ field: "currentPassword", key: "problem.too-many" }] };
    const subject = await getPasswordSubject(actor.id);
    const checkedHash = subject?.passwordHash ?? null;
    if (!(await checkPassword(checkedHash, currentPassword)) || !checkedHash) {
      await countFailure(sources);
      return wrong;
    }
    const problem = subject?.addresses.map(({ canonical }) => passwordProblem(newPassword, canonical)).find(Boolean);
    if (problem) return { refused: [{ field: "newPassword", key: passwordProblemKeys[problem] }] };
    const result = await changePassword(actor, checkedHash, await hashPassword(newPassword));
    return result.ok ? { to: at("/account?done=password") } : wrong;
  },
});
