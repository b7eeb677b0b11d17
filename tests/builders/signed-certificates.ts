import { makeCode } from "@/lib/certificates/code";
import { signForRelease } from "@/lib/certificates/credential/mutations";
import type { CertificateSnapshot } from "@/lib/certificates/types";
import { db } from "@/lib/db/client";
import { seedAdmin } from "./certificates";
import { buildDraft } from "./credentials";
import { seedEvent } from "./events";
import { seedPerson } from "./people";

type Fields = {
  readonly snapshot?: Partial<CertificateSnapshot>;
  readonly validUntil?: string | null;
  readonly kind?: "itu-certificate" | "attendance-letter";
  readonly signed?: boolean;
};

/** A certificate as a release stores it; a test states what its claim depends on. */
export async function seedSignedCertificate({
  snapshot,
  validUntil = null,
  kind = "itu-certificate",
  signed = true,
}: Fields = {}) {
  const event = await seedEvent();
  const [holder, admin] = [await seedPerson(), await seedAdmin()];
  const { subjectId: _, origin: __, status: ___, ...built } = buildDraft({ code: makeCode(), validUntil, kind });
  const draft = {
    ...built,
    scoreShown: false,
    releasedAt: new Date(Date.now() - 60_000),
    snapshot: { ...built.snapshot, ...snapshot },
  };
  const id = await db.$transaction(async (tx) => {
    const [credential] = signed ? await signForRelease(tx, [draft]) : [];
    const row = await tx.certificate.create({
      data: {
        code: draft.code,
        kind,
        personId: holder.id,
        eventId: event.id,
        releasedById: admin.id,
        snapshot: draft.snapshot,
        specimen: false,
        completedOn: new Date("2027-04-30T00:00:00Z"),
        releasedAt: draft.releasedAt,
        ...(validUntil === null ? {} : { validUntil: new Date(`${validUntil}T00:00:00Z`) }),
        ...credential,
      },
      select: { id: true },
    });
    return row.id;
  });
  return { id, code: draft.code, event, holder, admin };
}
