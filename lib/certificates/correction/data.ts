import type { Permit } from "@/lib/access/authorize";
import type { Actor, CorrectionSubject } from "@/lib/access/policy";
import { db } from "@/lib/db/client";
import { getReleaseSubject } from "../dossier/data";
import type { CertificateKind, CertificateSnapshot, CertificateState } from "../types";

/** A certificate with its event, for the access table; null when there is none. */
export async function getCorrectionSubject(code: string, actor: Actor): Promise<CorrectionSubject | null> {
  const certificate = await db.certificate.findUnique({
    where: { code },
    select: { personId: true, event: { select: { slug: true } } },
  });
  const event = certificate && (await getReleaseSubject(certificate.event.slug, actor));
  return certificate && event && { ...event, personId: certificate.personId };
}

export type CorrectionView = {
  readonly code: string;
  readonly kind: CertificateKind;
  readonly state: CertificateState;
  readonly eventSlug: string;
  readonly snapshot: Pick<CertificateSnapshot, "holderName" | "nativeName" | "courseTitle" | "language" | "releasedOn">;
};

/** A certificate on the page on which it is corrected. */
export async function getCorrection(_: Permit<"certificate.correct">, code: string): Promise<CorrectionView> {
  const row = await db.certificate.findUniqueOrThrow({
    where: { code },
    select: { code: true, kind: true, state: true, snapshot: true, event: { select: { slug: true } } },
  });
  return {
    code: row.code,
    kind: row.kind as CertificateKind,
    state: row.state,
    eventSlug: row.event.slug,
    snapshot: row.snapshot as unknown as CertificateSnapshot,
  };
}
