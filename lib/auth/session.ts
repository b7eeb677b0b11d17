import { decode, encode } from "next-auth/jwt";
import type { Actor, ActorGrant } from "@/lib/access/policy";
import { hotSql, sql } from "@/lib/db/client";
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
  const [row] = await hotSql<ActorRow>("actor", actorStatement, [sessionId]);
  if (!row) return null;
  const grants = row.grants.map((grant) => ({ ...grant, role: grant.role.replace("-", "_") as ActorGrant["role"] }));
  return { id: row.id, fullName: row.fullName, language: row.language, zone: row.zone, sessionId, grants };
}

/** The person of a session that still runs and counts for nothing, because they were suspended; null for any other. */
export async function readSuspendedPersonId(cookie: string | undefined): Promise<string | null> {
  const sessionId = cookie ? await sessionIdOf(cookie) : null;
  if (!sessionId) return null;
  const [row] = await sql<{ id: string }>(
    `SELECT p.id FROM session s JOIN person p ON p.id = s.person_id
     WHERE s.id = $1 AND s.ended_at IS NULL AND s.expires_at > clock_timestamp() AND p.suspended_at IS NOT NULL`,
    [sessionId],
  );
  return row?.id ?? null;
}

type ActorRow = {
  readonly id: string;
  readonly fullName: string;
  readonly language: string;
  readonly zone: string;
  readonly grants: readonly {
    readonly role: string;
    readonly organizationId: string | null;
    readonly eventId: string | null;
  }[];
};

const actorStatement = `
  SELECT p.id, p.full_name AS "fullName", p.language, p.zone,
    coalesce((
      SELECT json_agg(json_build_object('role', g.role, 'organizationId', g.organization_id, 'eventId', g.event_id))
      FROM "grant" g WHERE g.person_id = p.id AND g.revoked_at IS NULL
    ), '[]') AS grants
  FROM session s JOIN person p ON p.id = s.person_id
  WHERE s.id = $1 AND s.ended_at IS NULL AND s.expires_at > clock_timestamp() AND p.suspended_at IS NULL`;
