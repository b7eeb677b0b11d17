import type { NextAuthOptions } from "next-auth";
import Credentials from "next-auth/providers/credentials";
import { env, installationSecret } from "@/lib/env";
import { endSession, SESSION_SECONDS, signIn } from "./sign-in";

/** The token carries the id of a session row and nothing that a later request would have to believe. */
export function authOptions(network: string): NextAuthOptions {
  return {
    secret: installationSecret(),
    useSecureCookies: secureCookies(),
    session: { strategy: "jwt", maxAge: SESSION_SECONDS },
    pages: { signIn: "/sign-in", error: "/sign-in" },
    providers: [
      Credentials({
        credentials: { email: { type: "email" }, password: { type: "password" } },
        authorize: async (input) => {
          const result = await signIn(String(input?.email ?? ""), String(input?.password ?? ""), network);
          return result.ok ? { id: result.value.sessionId, name: result.value.fullName } : null;
        },
      }),
    ],
    callbacks: {
      jwt: ({ token, user }) => (user ? { sid: user.id } : { sid: token.sid }),
      session: ({ session }) => ({ expires: session.expires }),
      redirect: ({ url, baseUrl }) => (url.startsWith("/") && !url.startsWith("//") ? url : baseUrl),
    },
    events: {
      signOut: async ({ token }) => {
        if (typeof token?.sid === "string") await endSession(token.sid);
      },
    },
    logger: { error: () => undefined, warn: () => undefined, debug: () => undefined },
  };
}

/** Cookies are marked Secure where people come by https. */
export const secureCookies = (): boolean => env().origin.startsWith("https:");

export const sessionCookieName = (): string => `${secureCookies() ? "__Secure-" : ""}next-auth.session-token`;
