import { randomBytes } from "node:crypto";
import type { Permit } from "@/lib/access/authorize";
import { recordAudit } from "@/lib/audit/record";
import { blueprintSchema } from "@/lib/content/schema";
import { db, type Transaction } from "@/lib/db/client";
import { env } from "@/lib/env";
import { markedAttempts } from "@/lib/exams/data";
import { possiblePoints } from "@/lib/exams/rules";
import { isLanguage, localPath } from "@/lib/format/languages";
import { pickLayer } from "@/lib/format/layers";
import { leastPointsToPass } from "@/lib/grading/pass-rule";
import { writeLetterTo } from "@/lib/mail/outbox";
import { ok, type Result, refuse } from "@/lib/result";
import { dayIn } from "@/lib/scheduling/zones";
import { decidedAttendance, readAttendances } from "@/lib/sessions/attendance/data";
import { formatCode, makeCode } from "./code";
import { hashSecret } from "./data";
import { decideEligibility } from "./rules";
import type { CertificateSnapshot, RevocationClass } from "./types";

export type ReleaseReason = "no-certificate" | "not-closed" | "nobody-eligible";

/**
 * Releases certificates of a closed event to those named who are eligible, or to all who are. The lock on the event makes two
 * admins at once one release; who has a certificate already keeps it and gets no second.
 */
export function releaseCertificates(
  { actor, subject }: Permit<"certificate.release">,
  personIds: readonly string[] | "all",
): Promise<Result<{ readonly released: number }, ReleaseReason>> {
  return db.$transaction(
    async (tx) => {
      await tx.$queryRaw`SELECT id FROM event WHERE id = ${subject.id}::uuid FOR UPDATE`;
      const event = await readForRelease(tx, subject.id, personIds);
      if (event.state !== "closed") return refuse("not-closed");
      if (!event.certificateKind) return refuse("no-certificate");
      const rule = { threshold: event.thresholdPercent ?? 70, strict: event.strict ?? true };
      const has = new Set(event.certificates.map(({ personId }) => personId));
      let released = 0;
      const { components, attendancePercent } = event;
      const attendances = await readAttendances([event.id], tx);
      for (const { id: enrolmentId, person, attempts } of event.enrolments) {
        if (has.has(person.id)) continue;
        const eligibility = decideEligibility(
          markedAttempts(attempts),
          { ...rule, components, attendancePercent },
          decidedAttendance(event.state, attendances, enrolmentId),
        );
        if (eligibility.standing !== "eligible") continue;
        const completedAt =
          attempts.find(({ id }) => id === eligibility.attemptId)?.closedAt ?? event.closedAt ?? new Date();
        const snapshot = takeSnapshot(event, person, completedAt);
        const code = makeCode();
        await tx.certificate.create({
          data: {
            code,
            kind: event.certificateKind,
            personId: person.id,
            eventId: event.id,
            releasedById: actor.id,
            snapshot,
            specimen: env().demo,
            completedOn: new Date(`${snapshot.completedOn}T00:00:00Z`),
          },
          select: { id: true },
        });
        await recordAudit(tx, {
          actorId: actor.id,
          action: "certificate.release",
          subjectKind: "certificate",
          subjectId: code,
          detail: { eventId: event.id, personId: person.id },
        });
        const language = isLanguage(person.language) ? person.language : "en";
        await writeLetterTo(tx, person.id, "certificate-released", {
          event: snapshot.eventTitle,
          code: formatCode(code),
          link: env().origin + localPath(language, `/verify/${code}`),
        });
        released++;
      }
      return released === 0 ? refuse("nobody-eligible") : ok({ released });
    },
    { timeout: 120_000 },
  );
}

const readForRelease = (tx: Transaction, eventId: string, personIds: readonly string[] | "all") =>
  tx.event.findUniqueOrThrow({
    where: { id: eventId },
    select: {
      id: true,
      state: true,
      reference: true,
      zone: true,
      opensAt: true,
      closesAt: true,
      languages: true,
      certificateKind: true,
      signatory: true,
      blueprint: true,
      thresholdPercent: true,
      strict: true,
      attendancePercent: true,
      closedAt: true,
      studyHours: true,
      layers: { select: { language: true, title: true } },
      components: { select: { kind: true, weight: true } },
      organization: { select: { name: true } },
      course: { select: { studyHours: true, layers: { select: { language: true, title: true } } } },
      certificates: { where: { state: { in: ["valid", "revoked"] } }, select: { personId: true } },
      enrolments: {
        where: { state: "enrolled", ...(personIds === "all" ? {} : { personId: { in: [...personIds] } }) },
        select: {
          id: true,
          person: { select: { id: true, fullName: true, nativeName: true, language: true } },
          attempts: {
            select: {
              id: true,
              state: true,
              closedAt: true,
              marks: {
                where: { current: true },
                select: { earnedNumerator: true, earnedDenominator: true, possiblePoints: true },
              },
            },
          },
        },
      },
    },
  });

type ReleaseEvent = Awaited<ReturnType<typeof readForRelease>>;

function takeSnapshot(
  event: ReleaseEvent,
  person: ReleaseEvent["enrolments"][number]["person"],
  completedAt: Date,
): CertificateSnapshot {
  const language = event.languages.find(isLanguage) ?? "en";
  const blueprint = event.blueprint === null ? null : blueprintSchema.parse(event.blueprint);
  const possible = blueprint ? possiblePoints(blueprint) : 0;
  const threshold = event.thresholdPercent ?? 70;
  const strict = event.strict ?? true;
  return {
    holderName: person.fullName,
    nativeName: person.nativeName,
    courseTitle: pickLayer(event.course.layers, language)?.title ?? "",
    eventTitle: pickLayer(event.layers, language)?.title ?? "",
    eventReference: event.reference,
    organizer: event.organization.name,
    issuer: `Chancery, ${new URL(env().origin).host}`,
    signatory: event.signatory,
    language,
    zone: event.zone,
    startsOn: event.opensAt && dayIn(event.opensAt, event.zone),
    endsOn: event.closesAt && dayIn(event.closesAt, event.zone),
    completedOn: dayIn(completedAt, event.zone),
    releasedOn: dayIn(new Date(), event.zone),
    studyHours: event.studyHours ?? event.course.studyHours,
    questions: blueprint?.questions ?? 0,
    thresholdPercent: threshold,
    strict,
    leastPoints: leastPointsToPass(possible, threshold, strict) ?? possible,
    possiblePoints: possible,
  };
}

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
      await writeLetterTo(tx, personId, "certificate-revoked", {
        event: (snapshot as unknown as CertificateSnapshot).eventTitle,
        code: formatCode(code),
        reason,
      });
    return ok(null);
  });
}

/** Makes a link by which its holder shows a certificate whole; the secret is told once and only its hash kept. */
export async function createShare({ subject }: Permit<"certificate.see-whole">): Promise<string> {
  const secret = randomBytes(18).toString("base64url");
  await db.shareSecret.create({
    data: { hash: hashSecret(secret), certificateId: subject.id },
    select: { hash: true },
  });
  return secret;
}

/** Ends a share link. */
export async function revokeShare({ subject }: Permit<"certificate.see-whole">, hash: string): Promise<void> {
  await db.shareSecret.updateMany({
    where: { hash, certificateId: subject.id, revokedAt: null },
    data: { revokedAt: new Date() },
  });
}
