import { randomUUID } from "node:crypto";
import { db, type Transaction } from "@/lib/db/client";
import { env } from "@/lib/env";
import { didOf } from "../keys/did";
import { holdSigner } from "../keys/mutations";
import { drawPlaces } from "../status/mutations";
import type { CertificateKind, CertificateSnapshot } from "../types";
import { buildCredential, type CredentialDraft } from "./build";
import { signCredential } from "./sign";

/** What a release knows of a certificate before it is signed. */
export type ReleaseDraft = Omit<CredentialDraft, "subjectId" | "origin" | "status">;

/** What a signed certificate's row takes with it. */
export type SignedRelease = {
  readonly statusList: number;
  readonly statusIndex: number;
  readonly credential: object;
};

/** Signs certificates in the transaction that stores them, in the order in which they are given. */
export async function signForRelease(tx: Transaction, drafts: readonly ReleaseDraft[]): Promise<SignedRelease[]> {
  if (drafts.length === 0) return [];
  const { origin } = env();
  const signer = await holdSigner(tx);
  const places = await drawPlaces(tx, origin, drafts.length);
  const signedAt = new Date();
  const signed: SignedRelease[] = [];
  for (const [at, draft] of drafts.entries()) {
    const status = places[at];
    if (!status) throw new Error("fewer places were drawn than asked for");
    const unsigned = buildCredential({ ...draft, subjectId: `urn:uuid:${randomUUID()}`, origin, status });
    const credential = await signCredential(unsigned, didOf(origin), signer, signedAt);
    signed.push({ statusList: status.list, statusIndex: status.index, credential });
  }
  return signed;
}

/** A certificate's credential as it was signed; one that was released before there were any is signed now, once. */
export async function loadCredential(certificateId: string): Promise<object> {
  const kept = await db.certificate.findUniqueOrThrow({
    where: { id: certificateId },
    select: { credential: true },
  });
  if (kept.credential) return kept.credential as object;
  return db.$transaction(async (tx) => {
    await tx.$queryRaw`SELECT id FROM certificate WHERE id = ${certificateId}::uuid FOR UPDATE`;
    const row = await tx.certificate.findUniqueOrThrow({
      where: { id: certificateId },
      select: {
        code: true,
        kind: true,
        snapshot: true,
        specimen: true,
        releasedAt: true,
        validUntil: true,
        scoreShown: true,
        credential: true,
      },
    });
    if (row.credential) return row.credential as object;
    const [signed] = await signForRelease(tx, [
      {
        code: row.code,
        kind: row.kind as CertificateKind,
        snapshot: row.snapshot as unknown as CertificateSnapshot,
        specimen: row.specimen,
        releasedAt: row.releasedAt,
        validUntil: row.validUntil?.toISOString().slice(0, 10) ?? null,
        scoreShown: row.scoreShown,
      },
    ]);
    if (!signed) throw new Error("nothing was signed");
    await tx.certificate.update({ where: { id: certificateId }, data: signed, select: { id: true } });
    return signed.credential;
  });
}
