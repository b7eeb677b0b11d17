import { createHash } from "node:crypto";
import type { Permit } from "@/lib/access/authorize";
import type { Actor, ReleaseSubject } from "@/lib/access/policy";
import { db } from "@/lib/db/client";
import { markedAttempts } from "@/lib/exams/data";
import { bestAttempt } from "@/lib/exams/rules";
import { pickLayer } from "@/lib/format/layers";
import { shareOf } from "@/lib/grading/pass-rule";
import { showPercent } from "@/lib/grading/verdict";
import { decidedAttendance, readAttendances } from "@/lib/sessions/attendance/data";
import { decideEligibility, hasFallen, totalOf } from "./rules";
import type {
  CertificateKind,
  CertificateSnapshot,
  Dossier,
  DossierRow,
  Verification,
  WholeCertificate,
} from "./types";

/** A closed event for the access table's two-person rule; null when there is none, or it is not closed. */
export async function getReleaseSubject(slug: string, actor: Actor): Promise<ReleaseSubject | null> {
  const event = await db.event.findFirst({
    where: { slug, state: { in: ["closed", "archived"] } },
    select: {
      id: true,
      organizationId: true,
      closedById: true,
      enrolments: { where: { personId: actor.id, state: { not: "withdrawn" } }, select: { id: true } },
    },
  });
  return (
    event && {
      id: event.id,
      organizationId: event.organizationId,
      closedById: event.closedById,
      actorSits: event.enrolments.length > 0,
    }
  );
}

const attemptSelect = {
  id: true,
  state: true,
  marks: { where: { current: true }, select: { earnedNumerator: true, earnedDenominator: true, possiblePoints: true } },
} as const;

/** Where everybody of a closed event stands: what an admin releases certificates by, and what its organizers report. */
export async function getDossier(
  _permit: Permit<"platform.administer"> | Permit<"event.manage">,
  eventId: string,
  language: string,
): Promise<Dossier> {
  const attendances = await readAttendances([eventId]);
  const event = await db.event.findUniqueOrThrow({
    where: { id: eventId },
    select: {
      id: true,
      slug: true,
      reference: true,
      state: true,
      zone: true,
      certificateKind: true,
      closedAt: true,
      closingReport: true,
      thresholdPercent: true,
      strict: true,
      attendancePercent: true,
      studyHours: true,
      course: { select: { studyHours: true } },
      closedBy: { select: { fullName: true } },
      layers: { select: { language: true, title: true } },
      components: { select: { kind: true, weight: true } },
      enrolments: {
        where: { state: "enrolled" },
        orderBy: { createdAt: "asc" },
        select: {
          id: true,
          person: { select: { id: true, fullName: true, nativeName: true } },
          attempts: { orderBy: { number: "asc" }, select: attemptSelect },
        },
      },
      certificates: { orderBy: { releasedAt: "asc" }, select: { personId: true, code: true, state: true } },
    },
  });
  const rule = { threshold: event.thresholdPercent ?? 70, strict: event.strict ?? true };
  const { components, attendancePercent } = event;
  const rows = event.enrolments.map(({ id, person, attempts }): DossierRow => {
    const marked = markedAttempts(attempts);
    const best = bestAttempt(marked);
    const attendance = decidedAttendance(event.state, attendances, id);
    const total = totalOf(best, { ...rule, components }, attendance);
    const certificate = event.certificates.filter(({ personId }) => personId === person.id).at(-1);
    return {
      personId: person.id,
      fullName: person.fullName,
      nativeName: person.nativeName,
      eligibility: decideEligibility(marked, { ...rule, components, attendancePercent }, attendance),
      best: best && {
        earned: best.earned.numerator / best.earned.denominator,
        possible: best.possible,
        percent: showPercent(shareOf(best)),
      },
      total: total?.ok ? total.percent : null,
      attendance: attendances.get(id) ?? null,
      certificate: certificate ? { code: certificate.code, state: certificate.state } : null,
    };
  });
  return {
    eventId: event.id,
    slug: event.slug,
    title: pickLayer(event.layers, language)?.title ?? "",
    reference: event.reference,
    state: event.state,
    zone: event.zone,
    certificateKind: event.certificateKind as CertificateKind | null,
    studyHours: event.studyHours ?? event.course.studyHours,
    closedAt: event.closedAt,
    closedBy: event.closedBy?.fullName ?? null,
    closingReport: event.closingReport,
    ...rule,
    rows,
    fallen: rows.filter(({ eligibility, certificate }) => hasFallen(eligibility, certificate?.state ?? null)),
  };
}

const certificateSelect = {
  id: true,
  code: true,
  kind: true,
  state: true,
  specimen: true,
  snapshot: true,
  personId: true,
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
    snapshot,
  };
}

/** What the code alone tells: validity, course, dates and issuer, and never the name. */
export async function getVerification(code: string): Promise<Verification | null> {
  const row = await readByCode(code);
  if (!row) return null;
  const { snapshot: _, personId: __, id: ___, ...open } = wholeOf(row);
  return open;
}

/** The whole certificate; whoever asks for it decides by what right. */
export async function getWholeCertificate(code: string): Promise<WholeCertificate | null> {
  const row = await readByCode(code);
  return row ? wholeOf(row) : null;
}

export const hashSecret = (secret: string): string => createHash("sha256").update(secret).digest("hex");

/** Whether a share link's secret opens this certificate now. */
export async function isShared(certificateId: string, secret: string): Promise<boolean> {
  const row = await db.shareSecret.findUnique({
    where: { hash: hashSecret(secret) },
    select: { certificateId: true, revokedAt: true },
  });
  return row !== null && row.certificateId === certificateId && row.revokedAt === null;
}

/** The actor's own certificates with the share links that still work, newest first. */
export async function listOwnCertificates(
  actor: Actor,
): Promise<(WholeCertificate & { shares: { hash: string; createdAt: Date }[] })[]> {
  const rows = await db.certificate.findMany({
    where: { personId: actor.id },
    orderBy: { releasedAt: "desc" },
    select: { ...certificateSelect, shares: { where: { revokedAt: null }, select: { hash: true, createdAt: true } } },
  });
  return rows.map(({ shares, ...row }) => ({ ...wholeOf(row), shares }));
}
