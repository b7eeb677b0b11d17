import { recordAudit } from "@/lib/audit/record";
import type { Transaction } from "@/lib/db/client";
import { env, keyPassphrase } from "@/lib/env";
import { readSigner } from "./data";
import { didOf } from "./did";
import { makePair, type Signer } from "./pair";
import { seal } from "./seal";

/** Two that begin at once make one key: the second waits, and finds it. */
const lockKeys = (tx: Transaction) => tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext('signing-key'))`;

async function makeKey(tx: Transaction): Promise<string> {
  const id = `key-${(await tx.signingKey.count()) + 1}`;
  const { secret, publicKeyMultibase } = makePair();
  await tx.signingKey.create({
    data: { id, controller: didOf(env().origin), publicKeyMultibase, sealedSecret: seal(secret, keyPassphrase()) },
    select: { id: true },
  });
  return id;
}

/**
 * The key that signs until this transaction ends; the first is made when there is none. A rotation waits meanwhile, so that
 * nothing is signed with a key that was just retired.
 * Errors: a passphrase that does not open it.
 */
export async function holdSigner(tx: Transaction): Promise<Signer> {
  if (await readSigner(tx)) await tx.$executeRaw`SELECT pg_advisory_xact_lock_shared(hashtext('signing-key'))`;
  else await lockKeys(tx);
  const signer = await readSigner(tx);
  if (signer) return signer;
  const id = await makeKey(tx);
  await recordAudit(tx, { actorId: null, action: "key.make", subjectKind: "signing-key", subjectId: id });
  const made = await readSigner(tx);
  if (!made) throw new Error("a key that was just made is gone");
  return made;
}

/**
 * Retires the key that signs now and makes the next: what the old one signed stays good, and nothing more is signed with it.
 * Errors: a passphrase that does not open the old key, so that a slip cannot seal the new one under another.
 */
export async function rotateKey(tx: Transaction): Promise<{ readonly retired: string | null; readonly made: string }> {
  await lockKeys(tx);
  const retired = (await readSigner(tx))?.id ?? null;
  if (retired)
    await tx.signingKey.update({ where: { id: retired }, data: { retiredAt: new Date() }, select: { id: true } });
  const made = await makeKey(tx);
  // Lists are signed anew by the next key, at their next reading.
  await tx.statusList.updateMany({ data: { stale: true } });
  await recordAudit(tx, {
    actorId: null,
    action: "key.rotate",
    subjectKind: "signing-key",
    subjectId: made,
    detail: { retired, by: "command" },
  });
  return { retired, made };
}
