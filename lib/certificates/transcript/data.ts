import type { Actor } from "@/lib/access/policy";
import { db, type Transaction } from "@/lib/db/client";
import { markedAttempts } from "@/lib/exams/data";
import { bestAttempt } from "@/lib/exams/rules";
import { pickLayer } from "@/lib/format/layers";
import { dayIn } from "@/lib/scheduling/zones";
import { decidedAttendance, readAttendances } from "@/lib/sessions/attendance/data";
import { scoreText } from "../documents/runs";
import { totalOf } from "../rules";
import type { CertificateKind, CertificateSnapshot, DocumentLanguage, IdentityAssurance } from "../types";
import { verdictOf } from "./rules";
import type { HeldTranscript, TranscriptEntry, TranscriptRecord, TranscriptSnapshot, WholeTranscript } from "./types";

const transcriptSelect = {
  id: true,
  code: true,
  personId: true,
  snapshot: true,
  specimen: true,
  revokedAt: true,
  revocationClass: true,
} as const;

const readByCode = (code: string) =>
  db.transcript.findUnique({ where: { code }, select: { ...transcriptSelect, createdAt: true, credential: true } });

type TranscriptRow = Omit<NonNullable<Awaited<ReturnType<typeof readByCode>>>, "createdAt" | "credential">;

function wholeOf(row: TranscriptRow): WholeTranscript {
  const snapshot = row.snapshot as unknown as TranscriptSnapshot;
  return {
    id: row.id,
    code: row.code,
    state: row.revokedAt === null ? "valid" : "revoked",
    specimen: row.specimen,
    issuer: snapshot.issuer,
    madeOn: snapshot.madeOn,
    zone: snapshot.zone,
    revokedAt: row.revokedAt,
    revocationClass: row.revocationClass,
    events: snapshot.entries.length,
    personId: row.personId,
    snapshot,
  };
}

/** The whole transcript with its signed form; whoever asks for it decides by what right. */
export async function getTranscript(code: string): Promise<TranscriptRecord | null> {
  const row = await readByCode(code);
  return row ? { ...wholeOf(row), madeAt: row.createdAt, credential: row.credential as object | null } : null;
}

/** The actor's own transcripts, newest first; the links with them that still work. */
export async function listOwnTranscripts(actor: Actor): Promise<HeldTranscript[]> {
  const rows = await db.transcript.findMany({
    where: { personId: actor.id },
    orderBy: { createdAt: "desc" },
    select: {
      ...transcriptSelect,
      shares: {
        where: { revokedAt: null },
        orderBy: { createdAt: "desc" },
        select: { hash: true, createdAt: true },
      },
    },
  });
  return rows.map((row) => ({ ...wholeOf(row), shares: row.shares }));
}

const titles = { select: { language: true, title: true } } as const;

const readEnrolments = (tx: Transaction, personId: string) =>
  tx.enrolment.findMany({
    where: { personId, state: "enrolled" },
    orderBy: { createdAt: "asc" },
    select: {
      id: true,
      confirmedName: true,
      confirmedNative: true,
      nameConfirmedAt: true,
      identity: true,
      attempts: {
        orderBy: { number: "asc" },
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
      event: {
        select: {
          id: true,
          state: true,
          reference: true,
          zone: true,
          opensAt: true,
          closesAt: true,
          thresholdPercent: true,
          strict: true,
          studyHours: true,
          layers: titles,
          components: { select: { kind: true, weight: true } },
          organization: { select: { name: true } },
          course: { select: { studyHours: true, layers: titles } },
          certificates: {
            where: { personId, state: "valid" },
            orderBy: { releasedAt: "asc" },
            select: { code: true, kind: true, snapshot: true },
          },
        },
      },
    },
  });

type Names = Pick<CertificateSnapshot, "holderName" | "nativeName">;
type Enrolment = Awaited<ReturnType<typeof readEnrolments>>[number];

/** The names under which something was achieved: as certified, or as confirmed; null where neither was done. */
function namesOf({ event, confirmedName, confirmedNative, nameConfirmedAt }: Enrolment): Names | null {
  const [certificate] = event.certificates;
  if (certificate) return certificate.snapshot as unknown as CertificateSnapshot;
  return nameConfirmedAt && confirmedName ? { holderName: confirmedName, nativeName: confirmedNative } : null;
}

type Results = { readonly names: Names | null; readonly entries: TranscriptEntry[] };

/**
 * A person's results as they stand, oldest event first: every event in which something was sat, attended or certified. Marks and
 * attendance are read as certificates are decided by. The names are those of the latest event in which they were confirmed, so
 * that renaming an account puts nobody else's name over its results.
 */
export async function readResults(tx: Transaction, actor: Actor, language: DocumentLanguage): Promise<Results> {
  const enrolments = await readEnrolments(tx, actor.id);
  const attendances = await readAttendances(
    enrolments.map(({ event }) => event.id),
    { from: tx, personIds: [actor.id] },
  );
  const entryOf = ({ id, attempts, identity, event }: Enrolment): TranscriptEntry | null => {
    const { components } = event;
    const best = bestAttempt(markedAttempts(attempts));
    const attended = decidedAttendance(event.state, attendances, id);
    const hasSessions = attended !== null && attended.counted > 0;
    if (!best && !hasSessions && event.certificates.length === 0) return null;
    const threshold = event.thresholdPercent ?? 70;
    const total = totalOf(best, { threshold, strict: event.strict ?? true, components }, attended);
    const satAt = attempts.find((attempt) => attempt.id === best?.id)?.closedAt ?? null;
    const day = (instant: Date | null) => instant && dayIn(instant, event.zone);
    return {
      courseTitle: pickLayer(event.course.layers, language)?.title ?? "",
      eventTitle: pickLayer(event.layers, language)?.title ?? "",
      eventReference: event.reference,
      organizer: event.organization.name,
      zone: event.zone,
      startsOn: day(event.opensAt),
      endsOn: day(event.closesAt),
      satOn: day(satAt),
      studyHours: event.studyHours ?? event.course.studyHours,
      verdict: verdictOf(components, best, total),
      score: total?.ok && total.percent ? scoreText(total.percent, threshold, language) : null,
      final: event.state === "closed" || event.state === "archived",
      identityAssurance: identity as IdentityAssurance,
      attendance: hasSessions ? { attended: attended.attended, counted: attended.counted } : null,
      certificates: event.certificates.map(({ code, kind }) => ({ code, kind: kind as CertificateKind })),
    };
  };
  const results = enrolments
    .flatMap((enrolment) => {
      const entry = entryOf(enrolment);
      return entry ? [{ entry, names: namesOf(enrolment) }] : [];
    })
    .sort((a, b) => (a.entry.startsOn ?? a.entry.satOn ?? "").localeCompare(b.entry.startsOn ?? b.entry.satOn ?? ""));
  const latest = results.findLast(({ names }) => names !== null)?.names ?? null;
  return {
    names: latest && { holderName: latest.holderName, nativeName: latest.nativeName ?? null },
    entries: results.map(({ entry, names }) => ({
      ...entry,
      heldAs: names && names.holderName !== latest?.holderName ? names.holderName : null,
    })),
  };
}
