import { decode, encode } from "next-auth/jwt";
import type { Actor } from "@/lib/access/policy";
import { db } from "@/lib/db/client";
import { installationSecret } from "@/lib/env";
import { SESSION_SECONDS } from "./sign-in";

/** The cookie's value for a session, as next-auth itself would write it. */
export const sealSession = (sessionId: string): Promise<string> =>
  encode({ token: { sid: sessionId }, secret: installationSecret(), maxAge: SESSION_SECONDS });

async function sessionIdOf(cookie: string): Promise<string | null> {
  try {
    const token = await decode({ token: cookie, secret: installationSecret() });
    return typeof token?.sid === "string" ? token.sid : null;
  } catch {
    return null; // A cookie that we did not seal is no cookie.
  }
}

/**
 * Who a session cookie stands for, with grants, from the database as it is now: a session that was ended, a person who was
 * suspended or a grant that was revoked counts no more from the next request on.
 */
export async function readActor(cookie: string | undefined): Promise<Actor | null> {
  if (!cookie) return null;
  const sessionId = await sessionIdOf(cookie);
  if (!sessionId) return null;
  const session = await db.session.findUnique({
    where: { id: sessionId },
    select: {
      expiresAt: true,
      endedAt: true,
      person: {
        select: {
          id: true,
          fullName: true,
          language: true,
          zone: true,
          suspendedAt: true,
          grants: { where: { revokedAt: null }, select: { role: true, organizationId: true, eventId: true } },
        },
      },
    },
  });
  if (!session || session.endedAt || session.expiresAt < new Date() || session.person.suspendedAt) return null;
  const { suspendedAt: _, ...person } = session.person;
  return { ...person, sessionId };
}
