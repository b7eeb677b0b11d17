import { db, type Transaction } from "@/lib/db/client";
import { env, keyPassphrase } from "@/lib/env";
import type { TrustedKey } from "../check/types";
import { didOf } from "./did";
import { makeSigner, type Signer } from "./pair";
import { unseal } from "./seal";

export const WRONG_PASSPHRASE =
  "KEY_PASSPHRASE does not open the signing key: start with the passphrase under which the key was made.";

type Key = {
  readonly id: string;
  readonly publicKeyMultibase: string;
  readonly createdAt: Date;
  readonly retiredAt: Date | null;
};

/** The public half of every key that this installation ever signed with, oldest first. */
export const listKeys = (): Promise<Key[]> =>
  db.signingKey.findMany({
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
    select: { id: true, publicKeyMultibase: true, createdAt: true, retiredAt: true },
  });

/** The origins in whose name this installation signs or has signed. */
export const ownOrigins = (): readonly string[] => [env().origin, ...env().earlierOrigins];

/**
 * Origins under which certificates were signed and which this installation does not go by any more: whatever was signed there would
 * be found to be no one's.
 */
export async function listForgottenOrigins(client: Pick<Transaction, "statusList"> = db): Promise<string[]> {
  const rows = await client.statusList.findMany({
    where: { origin: { notIn: [...ownOrigins()] } },
    distinct: ["origin"],
    orderBy: { origin: "asc" },
    select: { origin: true },
  });
  return rows.map(({ origin }) => origin);
}

/** The own origin that a request was sent to; only what is configured counts, and the present one answers for all else. */
export const originNamed = (host: string | null): string =>
  ownOrigins().find((origin) => new URL(origin).host === host?.toLowerCase()) ?? env().origin;

/** Keys under the name of each own origin, as somebody trusts them who trusts this installation. */
export const underOwnNames = <One extends { readonly id: string }>(
  keys: readonly One[],
): (One & { readonly did: string })[] =>
  ownOrigins().flatMap((origin) =>
    keys.map((key) => ({ ...key, did: didOf(origin), id: `${didOf(origin)}#${key.id}` })),
  );

/** All keys under the name of each own origin. */
export const listOwnKeys = async (): Promise<(TrustedKey & Key)[]> => underOwnNames(await listKeys());

let unsealed: { readonly publicKeyMultibase: string; readonly signer: Signer } | undefined;

/**
 * The key that signs now, opened once a process and again after it was changed; null before the first one was made.
 * Errors: a passphrase that does not open it.
 */
export async function readSigner(client: Pick<Transaction, "signingKey"> = db): Promise<Signer | null> {
  const current = await client.signingKey.findFirst({
    where: { retiredAt: null },
    select: { id: true, publicKeyMultibase: true },
  });
  if (!current) return null;
  // By the key itself: of one that was made in a transaction that failed, the id is given again.
  if (unsealed?.publicKeyMultibase === current.publicKeyMultibase) return unsealed.signer;
  const { sealedSecret } = await client.signingKey.findUniqueOrThrow({
    where: { id: current.id },
    select: { sealedSecret: true },
  });
  const secret = unseal(sealedSecret, keyPassphrase());
  if (!secret) throw new Error(WRONG_PASSPHRASE);
  const signer = makeSigner(current.id, secret);
  unsealed = { publicKeyMultibase: current.publicKeyMultibase, signer };
  return signer;
}
