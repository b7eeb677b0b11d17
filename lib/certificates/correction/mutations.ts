import { randomUUID } from "node:crypto";
import type { Permit } from "@/lib/access/authorize";
import { recordAudit } from "@/lib/audit/record";
import { db } from "@/lib/db/client";
import { isCheckViolation } from "@/lib/db/failures";
import { env } from "@/lib/env";
import { localPath } from "@/lib/format/languages";
import { writeLettersTo } from "@/lib/mail/outbox";
import { ok, type Result, refuse } from "@/lib/result";
import { dayIn } from "@/lib/scheduling/zones";
import { formatCode, makeCode } from "../code";
import { signForRelease } from "../credential/mutations";
import type { CertificateKind, CertificateSnapshot } from "../types";

export type CorrectReason = "not-valid" | "same-name" | "interested";

type CorrectName = { readonly holderName: string; readonly nativeName: string | null; readonly reason: string };

/**
 * Gives a certificate's holder another with the right name. The old one says from the same moment on that it is superseded, and by
 * which; everything else is said as it was said before.
 */
export async function correctCertificate(
  { actor, subject }: Permit<"certificate.correct">,
  code: string,
  { holderName, nativeName, reason }: CorrectName,
): Promise<Result<{ readonly code: string }, CorrectReason>> {
  try {
    return await db.$transaction(async (tx) => {
      await tx.$queryRaw`SELECT id FROM certificate WHERE code = ${code} FOR UPDATE`;
      const old = await tx.certificate.findUniqueOrThrow({
        where: { code },
        select: {
          id: true,
          kind: true,
          state: true,
          eventId: true,
          personId: true,
          specimen: true,
          snapshot: true,
          completedOn: true,
          validUntil: true,
          scoreShown: true,
        },
      });
      if (old.state !== "valid" || old.eventId !== subject.id) return refuse("not-valid");
      const before = old.snapshot as unknown as CertificateSnapshot;
      if (before.holderName === holderName && before.nativeName === nativeName) return refuse("same-name");
      const now = new Date();
      const today = dayIn(now, before.zone);
      const snapshot: CertificateSnapshot = {
        ...before,
        holderName,
        nativeName,
        releasedOn: today,
        issuedOn: today,
        replaces: code,
      };
      const next = makeCode();
      const kind = old.kind as CertificateKind;
      const { personId, eventId, specimen, scoreShown, completedOn, validUntil } = old;
      const [signed] = await signForRelease(tx, [
        {
          code: next,
          kind,
          snapshot,
          specimen,
          releasedAt: now,
          validUntil: snapshot.validUntil ?? null,
          scoreShown,
        },
      ]);
      // The old one first: at no moment are two of them valid.
      await tx.certificate.update({ where: { id: old.id }, data: { state: "superseded" }, select: { id: true } });
      const id = randomUUID();
      await tx.certificate.create({
        data: {
          id,
          code: next,
          kind,
          personId,
          eventId,
          releasedById: actor.id,
          snapshot,
          specimen,
          scoreShown,
          completedOn,
          validUntil,
          releasedAt: now,
          ...(signed ?? {}),
        },
        select: { id: true },
      });
      await tx.certificate.update({ where: { id: old.id }, data: { supersededById: id }, select: { id: true } });
      await recordAudit(tx, {
        actorId: actor.id,
        action: "certificate.correct",
        subjectKind: "certificate",
        subjectId: next,
        detail: { replaces: code, eventId, personId, reason },
      });
      if (personId)
        await writeLettersTo(tx, [
          {
            personId,
            kind: "certificate-corrected",
            values: (language) => ({
              event: before.eventTitle,
              old: formatCode(code),
              code: formatCode(next),
              link: env().origin + localPath(language, `/verify/${next}`),
            }),
          },
        ]);
      return ok({ code: next });
    });
  } catch (error) {
    if (isCheckViolation(error)) return refuse("interested");
    throw error;
  }
}
