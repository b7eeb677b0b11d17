import { randomUUID } from "node:crypto";
import { db, type Transaction } from "@/lib/db/client";
import { env } from "@/lib/env";
import { didOf } from "../keys/did";
import { holdSigner } from "../keys/mutations";
import { drawPlaces } from "../status/mutations";
import type { CertificateKind, CertificateSnapshot } from "../types";
import { buildCredential, type CredentialDraft, type UnsignedCredential } from "./build";
import { signCredential } from "./sign";

/** What a release knows of a certificate before it is signed. */
export type ReleaseDraft = Omit<CredentialDraft, "subjectId" | "origin" | "status">;

/** What the row of a certificate or a transcript takes with it once it is signed. */
export type Signed = {
  readonly statusList: number;
  readonly statusIndex: number;
  readonly credential: object;
};

/** What signing adds to a draft of either kind: where its status stands, in whose name it is signed, who its holder is there. */
type Setting = Pick<CredentialDraft, "subjectId" | "origin" | "status">;

/** Builds and signs credentials in the transaction that stores them, in the order in which they are given. */
export async function signAll<Draft>(
  tx: Transaction,
  drafts: readonly Draft[],
  build: (draft: Draft & Setting) => UnsignedCredential,
): Promise<Signed[]> {
  if (drafts.length === 0) return [];
  const { origin } = env();
  const signer = await holdSigner(tx);
  const places = await drawPlaces(tx, origin, drafts.length);
  const signedAt = new Date();
  const signed: Signed[] = [];
  for (const [at, draft] of drafts.entries()) {
    const status = places[at];
    if (!status) throw new Error("fewer places were drawn than asked for");
    const unsigned = build({ ...draft, subjectId: `urn:uuid:${randomUUID()}`, origin, status });
    const credential = await signCredential(unsigned, didOf(origin), signer, signedAt);
    signed.push({ statusList: status.list, statusIndex: status.index, credential });
  }
  return signed;
}

export const signForRelease = (tx: Transaction, drafts: readonly ReleaseDraft[]): Promise<Signed[]> =>
  signAll(tx, drafts, buildCredential);

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
