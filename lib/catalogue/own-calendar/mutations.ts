import { randomBytes } from "node:crypto";
import type { Actor } from "@/lib/access/policy";
import { db, type Transaction } from "@/lib/db/client";
import { hashSecret } from "./rules";

/** Makes the address of a person's own calendar anew; an older one answers no more. Returns the secret, which is stored nowhere. */
export function makeFeed({ id: personId }: Actor): Promise<string> {
  const secret = randomBytes(32).toString("base64url");
  return db.$transaction(async (tx) => {
    // One at a time for a person, so that two presses leave one address.
    await tx.$queryRaw`SELECT id FROM person WHERE id = ${personId}::uuid FOR UPDATE`;
    await revoke(tx, personId);
    await tx.calendarSecret.create({ data: { hash: hashSecret(secret), personId }, select: { hash: true } });
    return secret;
  });
}

/** Takes the address of a person's own calendar back; without one nothing happens. */
export const revokeFeed = ({ id }: Actor): Promise<void> => db.$transaction((tx) => revoke(tx, id));

async function revoke(tx: Transaction, personId: string): Promise<void> {
  await tx.calendarSecret.updateMany({ where: { personId, revokedAt: null }, data: { revokedAt: new Date() } });
}
