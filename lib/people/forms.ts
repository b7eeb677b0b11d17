import { cookies } from "next/headers";
import { z } from "zod";
import { secureCookies, sessionCookieName } from "@/lib/auth/options";
import { sealSession } from "@/lib/auth/session";
import { endSession, SESSION_SECONDS, signIn } from "@/lib/auth/sign-in";
import { defineForm, defineOpenForm } from "@/lib/entry/define-form";
import { parsePreferences, preferenceNames, preferencesCookie, serializePreferences } from "@/lib/entry/preferences";

const cookie = (name: string, value: string, maxAgeSeconds: number, httpOnly = true): string =>
  `${name}=${value}; Path=/; SameSite=Lax; Max-Age=${maxAgeSeconds}${httpOnly ? "; HttpOnly" : ""}${secureCookies() ? "; Secure" : ""}`;

const localPath = z.string().regex(/^\/(?![/\\])[^\s\\]*$/).max(2000).catch("");

export const signInForm = defineOpenForm({
  schema: z.object({
    email: z.string().min(1, "problem.email-required").max(320, "problem.email"),
    password: z.string().min(1, "problem.password-required").max(200, "problem.sign-in"),
    next: localPath.default(""),
  }),
  run: async ({ email, password, next }, { at, network }) => {
    const result = await signIn(email, password, network);
    if (!result.ok) return { refused: [{ field: null, key: result.reason === "too-many" ? "problem.too-many" : "problem.sign-in" }] };
    // A session from before this sign-in ends with it, so that nobody can have planted it.
    return { to: next || at("/learn"), cookies: [cookie(sessionCookieName(), await sealSession(result.value.sessionId), SESSION_SECONDS)] };
  },
});

export const signOutForm = defineForm({
  schema: z.object({}),
  run: async (_, { actor, at }) => {
    await endSession(actor.sessionId);
    return { to: at("/"), cookies: [cookie(sessionCookieName(), "", 0)] };
  },
});

export const preferencesForm = defineOpenForm({
  schema: z.partialRecord(z.enum(preferenceNames as [string, ...string[]]), z.string()).or(z.record(z.string(), z.unknown())),
  run: async (input, { page }) => {
    const before = parsePreferences((await cookies()).get(preferencesCookie)?.value);
    const words = preferenceNames.map((name) => `${name}-${String((input as Record<string, unknown>)[name] ?? before[name])}`).join(".");
    return { to: page, cookies: [cookie(preferencesCookie, serializePreferences(parsePreferences(words)), 365 * 24 * 3600)] };
  },
});
