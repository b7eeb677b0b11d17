import type { Permit } from "@/lib/access/authorize";
import type { Actor, ReleaseSubject } from "@/lib/access/policy";
import { db, type Transaction } from "@/lib/db/client";
import { markedAttempts } from "@/lib/exams/data";
import { bestAttempt } from "@/lib/exams/rules";
import { pickLayer } from "@/lib/format/layers";
import { shareOf } from "@/lib/grading/pass-rule";
import { showPercent } from "@/lib/grading/verdict";
import { decidedAttendance, readAttendances } from "@/lib/sessions/attendance/data";
import type { Attendance } from "@/lib/sessions/types";
import { decideEligibility, totalOf } from "../rules";
import type { CertificateKind } from "../types";
import { asksForHours, judge, mayHaveLetter, numbersOf } from "./rules";
import { readStored } from "./schema";
import type { Batch, Decision, Dossier, DossierRow, GivenDocument, OpenReturn, Supervision } from "./types";

type Reader = Pick<Transaction, "event" | "$queryRaw" | "dossierReturn">;

/** A closed event for the access table's two-person rule; null when there is none, or it is not closed. */
export async function getReleaseSubject(slug: string, actor: Actor): Promise<ReleaseSubject | null> {
  const event = await db.event.findFirst({
    where: { slug, state: { in: ["closed", "archived"] } },
    select: {
      id: true,
      organizationId: true,
      closedById: true,
      dossier: true,
      enrolments: { where: { personId: actor.id, state: { not: "withdrawn" } }, select: { id: true } },
    },
  });
  return (
    event && {
      id: event.id,
      organizationId: event.organizationId,
      closedById: event.closedById,
      handedInBy: readStored(event.dossier).handedInBy,
      actorSits: event.enrolments.length > 0,
    }
  );
}

const markSelect = {
  where: { current: true },
  select: { earnedNumerator: true, earnedDenominator: true, possiblePoints: true },
} as const;

const readRows = (from: Reader, eventIds: readonly string[], people: { personId?: { in: string[] } }) =>
  from.event.findMany({
    where: { id: { in: [...eventIds] } },
    orderBy: { closedAt: "desc" },
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
      blueprint: true,
      attendancePercent: true,
      studyHours: true,
      supervision: true,
      validMonths: true,
      signatory: true,
      dossier: true,
      course: { select: { studyHours: true } },
      closedBy: { select: { fullName: true } },
      layers: { select: { language: true, title: true } },
      components: { select: { kind: true, weight: true } },
      partners: { orderBy: { name: "asc" }, select: { name: true, role: true } },
      enrolments: {
        where: { state: "enrolled", ...people },
        orderBy: [{ createdAt: "asc" }, { id: "asc" }],
        select: {
          id: true,
          confirmedName: true,
          confirmedNative: true,
          nameConfirmedAt: true,
          person: { select: { id: true, fullName: true, nativeName: true } },
          attempts: {
            orderBy: { number: "asc" },
            select: { id: true, state: true, closedAt: true, marks: markSelect },
          },
        },
      },
      certificates: {
        where: people,
        orderBy: { releasedAt: "asc" },
        select: {
          personId: true,
          code: true,
          kind: true,
          state: true,
          releasedAt: true,
          releasedBy: { select: { fullName: true } },
        },
      },
      releaseDecisions: {
        where: people,
        select: {
          personId: true,
          cause: true,
          verdict: true,
          reason: true,
          decidedAt: true,
          decidedBy: { select: { fullName: true } },
        },
      },
      returns: {
        orderBy: { createdAt: "desc" },
        take: 1,
        select: { reason: true, createdAt: true, returnedBy: { select: { id: true, fullName: true } } },
      },
      batches: {
        orderBy: { createdAt: "desc" },
        take: 10,
        select: {
          id: true,
          kind: true,
          total: true,
          done: true,
          createdAt: true,
          finishedAt: true,
          failure: true,
          releasedBy: { select: { fullName: true } },
        },
      },
    },
  });

type EventRow = Awaited<ReturnType<typeof readRows>>[number];
type EnrolmentRow = EventRow["enrolments"][number];

/** Whom the releases under way name, of everybody or of those named. */
function readUnderWay(from: Reader, eventIds: readonly string[], personIds?: readonly string[]) {
  const named = personIds ? [...personIds] : null;
  type UnderWay = { readonly eventId: string; readonly kind: CertificateKind; readonly personIds: readonly string[] };
  return from.$queryRaw<UnderWay[]>`
    SELECT event_id AS "eventId", kind,
      ARRAY(SELECT id FROM unnest(person_ids) AS id WHERE ${named}::uuid[] IS NULL OR id = ANY (${named}::uuid[])) AS "personIds"
    FROM release_batch WHERE event_id = ANY (${[...eventIds]}::uuid[]) AND finished_at IS NULL`;
}

/** Reads closed events with where each of their people, or of those named, stands; whoever tells it anywhere reads it here. */
export async function readDossiers(
  eventIds: readonly string[],
  language: string,
  { from = db, personIds }: { readonly from?: Reader; readonly personIds?: readonly string[] } = {},
): Promise<Dossier[]> {
  const attendances = await readAttendances(eventIds, { from, personIds });
  const events = await readRows(from, eventIds, personIds ? { personId: { in: [...personIds] } } : {});
  const underWay = await readUnderWay(from, eventIds, personIds);
  return events.map((event) => {
    const named = new Map<string, CertificateKind[]>();
    for (const { eventId, kind, personIds: ids } of underWay)
      if (eventId === event.id) for (const id of ids) named.set(id, [...(named.get(id) ?? []), kind]);
    return dossierOf(event, { attendances, underWay: named }, language);
  });
}

type Around = {
  readonly attendances: ReadonlyMap<string, Attendance>;
  /** By person, the documents that a release under way is making. */
  readonly underWay: ReadonlyMap<string, readonly CertificateKind[]>;
};

function dossierOf(event: EventRow, around: Around, language: string): Dossier {
  const stored = readStored(event.dossier);
  const studyHours = event.studyHours ?? event.course.studyHours;
  const layer = pickLayer(event.layers, language);
  const rule = { threshold: event.thresholdPercent ?? 70, strict: event.strict ?? true };
  const rowOf = rowsOf(event, { studyHours, rule, exceptions: stored.exceptions }, around);
  const rows = event.enrolments.map(rowOf);
  return {
    eventId: event.id,
    slug: event.slug,
    title: layer?.title ?? "",
    language: layer?.language ?? "en",
    reference: event.reference,
    state: event.state,
    zone: event.zone,
    certificateKind: event.certificateKind as CertificateKind | null,
    studyHours,
    attendancePercent: event.attendancePercent,
    supervision: event.supervision as Supervision | null,
    validMonths: event.validMonths,
    signatory: stored.signatory?.name ?? event.signatory,
    closedAt: event.closedAt,
    closedBy: event.closedBy?.fullName ?? null,
    closingReport: event.closingReport,
    ...rule,
    hasExam: event.blueprint !== null,
    partners: event.partners,
    stored,
    returned: openReturn(event.returns[0], stored.handedInAt),
    batches: event.batches.map(batchOf),
    rows,
    fallen: rows.filter(({ judgement }) => judgement.standing === "decision" && judgement.cause === "fallen"),
  };
}

/** What turns an enrolment into a row of the dossier, with everything of the event looked up once. */
function rowsOf(
  event: EventRow,
  {
    studyHours,
    rule,
    exceptions,
  }: {
    readonly studyHours: number | null;
    readonly rule: { readonly threshold: number; readonly strict: boolean };
    readonly exceptions: readonly { readonly personId: string; readonly reason: string }[];
  },
  { attendances, underWay }: Around,
): (enrolment: EnrolmentRow) => DossierRow {
  const { components, attendancePercent, certificateKind } = event;
  const exceptionOf = new Map(exceptions.map(({ personId, reason }) => [personId, reason]));
  const decisionOf = new Map(event.releaseDecisions.map((row) => [row.personId, decisionFrom(row)]));
  const hours = asksForHours(certificateKind, studyHours);
  const [certificateOf, letterOf] = [new Map<string, GivenDocument>(), new Map<string, GivenDocument>()];
  for (const { personId, releasedBy, ...document } of event.certificates) {
    if (!personId) continue;
    const given = { ...document, kind: document.kind as CertificateKind, releasedBy: releasedBy.fullName };
    // A letter stands beside the event's kind; any other document is the event's own, whatever its settings say today.
    const beside = document.kind === "attendance-letter" && certificateKind !== "attendance-letter";
    (beside ? letterOf : certificateOf).set(personId, given);
  }
  return ({ id, person, attempts, ...enrolment }) => {
    const marked = markedAttempts(attempts);
    const best = bestAttempt(marked);
    const attendance = decidedAttendance(event.state, attendances, id);
    const total = totalOf(best, { ...rule, components }, attendance);
    const eligibility = decideEligibility(marked, { ...rule, components, attendancePercent }, attendance);
    const certificate = certificateOf.get(person.id) ?? null;
    const confirmed = enrolment.nameConfirmedAt !== null && enrolment.confirmedName !== null;
    const exception = exceptionOf.get(person.id) ?? null;
    const decision = decisionOf.get(person.id) ?? null;
    return {
      enrolmentId: id,
      personId: person.id,
      fullName: person.fullName,
      nativeName: person.nativeName,
      documentName: confirmed ? (enrolment.confirmedName ?? "") : person.fullName,
      documentNative: confirmed ? enrolment.confirmedNative : person.nativeName,
      nameConfirmed: confirmed,
      eligibility,
      judgement: judge({
        eligibility,
        certificate: certificate?.state ?? null,
        asksForHours: hours,
        isException: exception !== null,
        decision,
        bestAttemptId: best?.id ?? null,
      }),
      best: best && {
        earned: best.earned.numerator / best.earned.denominator,
        possible: best.possible,
        percent: showPercent(shareOf(best)),
      },
      total: total?.ok ? total.percent : null,
      attendance: attendances.get(id) ?? null,
      certificate,
      letter: letterOf.get(person.id) ?? null,
      mayHaveLetter: mayHaveLetter({ certificateKind, attendancePercent }, eligibility, attendance),
      exception,
      decision,
      underWay: underWay.get(person.id) ?? [],
      completedAt: attempts.find((attempt) => attempt.id === best?.id)?.closedAt ?? null,
    };
  };
}

const decisionFrom = (row: EventRow["releaseDecisions"][number]): Decision => ({
  cause: row.cause as Decision["cause"],
  verdict: row.verdict as Decision["verdict"],
  reason: row.reason,
  by: row.decidedBy.fullName,
  at: row.decidedAt,
});

const batchOf = ({ releasedBy, ...row }: EventRow["batches"][number]): Batch => ({
  ...row,
  kind: row.kind as CertificateKind,
  failure: row.failure as Batch["failure"],
  by: releasedBy.fullName,
});

/** The last return, while nobody has handed the dossier in since. */
function openReturn(
  last: { reason: string; createdAt: Date; returnedBy: { id: string; fullName: string } } | undefined,
  handedInAt: string | null,
): OpenReturn | null {
  if (!last || (handedInAt !== null && new Date(handedInAt) >= last.createdAt)) return null;
  return {
    reason: last.reason,
    at: last.createdAt,
    by: last.returnedBy.fullName,
    byId: last.returnedBy.id,
  };
}

/** Where everybody of a closed event stands: what certificates are released by, and what its organizers report. */
export async function getDossier(
  _permit: Permit<"platform.administer"> | Permit<"event.manage">,
  eventId: string,
  language: string,
): Promise<Dossier> {
  const [dossier] = await readDossiers([eventId], language);
  if (!dossier) throw new Error("an event that was just found is gone");
  return dossier;
}

/**
 * Whether a certificate of a closed event waits for somebody: for an admin to release it or to decide on it, for a release that is
 * under way, or for a dossier that was sent back. Letters beside the certificates wait for nobody.
 */
export async function isReleaseOpen(from: Reader, eventId: string): Promise<boolean> {
  const [dossier] = await readDossiers([eventId], "en", { from });
  if (!dossier || dossier.certificateKind === null) return false;
  const { waiting, undecided } = numbersOf(dossier.rows, dossier.certificateKind);
  const underWay = dossier.batches.some(({ finishedAt }) => finishedAt === null);
  return waiting > 0 || undecided > 0 || underWay || dossier.returned !== null;
}

/** Whether a closed event's dossier was sent back and waits for its organizers; null when it was not. */
export async function getOpenReturn(from: Reader, eventId: string): Promise<OpenReturn | null> {
  const event = await from.event.findUniqueOrThrow({ where: { id: eventId }, select: { dossier: true } });
  const last = await from.dossierReturn.findFirst({
    where: { eventId },
    orderBy: { createdAt: "desc" },
    select: { reason: true, createdAt: true, returnedBy: { select: { id: true, fullName: true } } },
  });
  return openReturn(last ?? undefined, readStored(event.dossier).handedInAt);
}
