import type { Actor } from "@/lib/access/policy";
import { db } from "@/lib/db/client";
import type { CertificateKind, CertificateSnapshot } from "../types";
import { isOver, outcomeOf } from "../verification/rules";
import type { HeldCertificate } from "./types";

/** The actor's own certificates, newest first; the links with them that still work. */
export async function listHeldCertificates(actor: Actor, now: Date): Promise<HeldCertificate[]> {
  const rows = await db.certificate.findMany({
    where: { personId: actor.id },
    orderBy: { releasedAt: "desc" },
    select: {
      id: true,
      code: true,
      kind: true,
      state: true,
      specimen: true,
      snapshot: true,
      validUntil: true,
      scoreShown: true,
      supersededBy: { select: { code: true } },
      event: { select: { slug: true, contacts: true } },
      shares: {
        where: { revokedAt: null },
        orderBy: { createdAt: "desc" },
        select: { hash: true, createdAt: true },
      },
    },
  });
  return rows.map(({ snapshot: json, supersededBy, event, validUntil: end, ...row }) => {
    const snapshot = json as unknown as CertificateSnapshot;
    const validUntil = end?.toISOString().slice(0, 10) ?? null;
    return {
      ...row,
      kind: row.kind as CertificateKind,
      outcome: outcomeOf({ state: row.state, over: isOver({ validUntil, zone: snapshot.zone }, now) }, []),
      courseTitle: snapshot.courseTitle,
      eventTitle: snapshot.eventTitle,
      eventSlug: event.slug,
      language: snapshot.language,
      releasedOn: snapshot.releasedOn,
      validUntil,
      supersededByCode: supersededBy?.code ?? null,
      score: snapshot.score ?? null,
      contacts: [...new Set((event.contacts as { email: string }[]).map(({ email }) => email))],
    };
  });
}
