import { createHash } from "node:crypto";
import { db } from "@/lib/db/client";
import type { CertificateKind, CertificateSnapshot, WholeCertificate } from "./types";

const certificateSelect = {
  id: true,
  code: true,
  kind: true,
  state: true,
  specimen: true,
  snapshot: true,
  personId: true,
  scoreShown: true,
  revokedAt: true,
  revocationClass: true,
  supersededBy: { select: { code: true } },
} as const;

type CertificateRow = NonNullable<Awaited<ReturnType<typeof readByCode>>>;
const readByCode = (code: string) => db.certificate.findUnique({ where: { code }, select: certificateSelect });

function wholeOf(row: CertificateRow): WholeCertificate {
  const snapshot = row.snapshot as unknown as CertificateSnapshot;
  const { courseTitle, eventTitle, organizer, issuer, startsOn, endsOn, completedOn, releasedOn } = snapshot;
  return {
    id: row.id,
    code: row.code,
    kind: row.kind as CertificateKind,
    state: row.state,
    specimen: row.specimen,
    courseTitle,
    eventTitle,
    organizer,
    issuer,
    startsOn,
    endsOn,
    completedOn,
    releasedOn,
    revokedAt: row.revokedAt,
    revocationClass: row.revocationClass,
    supersededByCode: row.supersededBy?.code ?? null,
    personId: row.personId,
    scoreShown: row.scoreShown,
    snapshot,
  };
}

/** The whole certificate; whoever asks for it decides by what right. */
export async function getWholeCertificate(code: string): Promise<WholeCertificate | null> {
  const row = await readByCode(code);
  return row ? wholeOf(row) : null;
}

export const hashSecret = (secret: string): string => createHash("sha256").update(secret).digest("hex");
