import type { Permit } from "@/lib/access/authorize";
import { recordAudit } from "@/lib/audit/record";
import { db } from "@/lib/db/client";
import { env } from "@/lib/env";
import { localPath } from "@/lib/format/languages";
import { writeLettersTo } from "@/lib/mail/outbox";
import { ok, type Result, refuse } from "@/lib/result";
import { formatCode } from "./code";
import type { CertificateSnapshot, RevocationClass } from "./types";

/** Revokes a valid certificate, with a class that everybody sees and a reason that its holder reads. */
export function revokeCertificate(
  { actor, subject }: Permit<"certificate.revoke">,
  revocationClass: RevocationClass,
  reason: string,
): Promise<Result<null, "not-valid">> {
  return db.$transaction(async (tx) => {
    const { count } = await tx.certificate.updateMany({
      where: { id: subject.id, state: "valid" },
      data: { state: "revoked", revokedAt: new Date(), revocationClass, revocationReason: reason },
    });
    if (count === 0) return refuse("not-valid");
    const { code, snapshot, personId } = await tx.certificate.findUniqueOrThrow({
      where: { id: subject.id },
      select: { code: true, snapshot: true, personId: true },
    });
    await recordAudit(tx, {
      actorId: actor.id,
      action: "certificate.revoke",
      subjectKind: "certificate",
      subjectId: code,
      detail: { revocationClass, reason },
    });
    if (personId)
      await writeLettersTo(tx, [
        {
          personId,
          kind: "certificate-revoked",
          // Where its holder finds whom to write to who thinks that this is wrong.
          values: (own) => ({
            event: (snapshot as unknown as CertificateSnapshot).eventTitle,
            code: formatCode(code),
            reason,
            link: `${env().origin}${localPath(own, "/account/certificates")}#${code}`,
          }),
        },
      ]);
    return ok(null);
  });
}
