import { randomBytes } from "node:crypto";
import { db, sql } from "@/lib/db/client";
import { canonicalAddress } from "@/lib/format/addresses";
import { ok, type Result, refuse } from "@/lib/result";
import { countFailure, isLimited, type LimitName } from "./limits";
import { checkPassword } from "./passwords";

/** How long a sign-in lasts. */
export const SESSION_SECONDS = 14 * 24 * 3600;

export type SignedIn = { readonly sessionId: string; readonly personId: string; readonly fullName: string };

/**
 * Checks an address and password and opens a new session row. The one place where a password is compared: the form and
 * next-auth's standard call both come here, under the same limits.
 * Errors: "wrong" says the same for an unknown address, a wrong password and an unconfirmed or suspended account.
 */
export async function signIn(
  address: string,
  password: string,
  network: string,
): Promise<Result<SignedIn, "wrong" | "too-many">> {
  const canonical = canonicalAddress(address) ?? "malformed";
  const sources: [LimitName, string][] = [
    ["sign-in-account-network", `${canonical} ${network}`],
    ["sign-in-account", canonical],
    ["sign-in-network", network],
  ];
  if (await isLimited(sources)) return refuse("too-many");

  const found = await db.mailAddress.findUnique({
    where: { canonical },
    select: {
      verifiedAt: true,
      person: { select: { id: true, fullName: true, passwordHash: true, suspendedAt: true } },
    },
  });
  const right = await checkPassword(found?.person.passwordHash ?? null, password.slice(0, 200));
  if (!found?.verifiedAt || !right || found.person.suspendedAt) {
    await countFailure(sources);
    return refuse("wrong");
  }
  const sessionId = randomBytes(24).toString("base64url");
  // The password may have been reset while it was compared: the session is opened only while the compared hash still stands.
  const opened = await sql(
    `INSERT INTO session (id, person_id, expires_at)
     SELECT $1, id, clock_timestamp() + $3 * interval '1 second' FROM person
     WHERE id = $2 AND password_hash = $4 AND suspended_at IS NULL FOR SHARE
     RETURNING id`,
    [sessionId, found.person.id, SESSION_SECONDS, found.person.passwordHash],
  );
  if (opened.length === 0) return refuse("wrong");
  return ok({ sessionId, personId: found.person.id, fullName: found.person.fullName });
}

/** Ends one session; what still carries its id is signed out at its next request. */
export async function endSession(sessionId: string): Promise<void> {
  await db.session.updateMany({ where: { id: sessionId, endedAt: null }, data: { endedAt: new Date() } });
}
