import type { Permit } from "@/lib/access/authorize";
import { decideEligibility } from "@/lib/certificates/rules";
import { db, sql } from "@/lib/db/client";
import { markedAttempts } from "@/lib/exams/data";
import { bestAttempt, possiblePoints } from "@/lib/exams/rules";
import { pickLayer } from "@/lib/format/layers";
import { leastPointsToPass } from "@/lib/grading/pass-rule";
import { explainVerdict } from "@/lib/grading/verdict";
import { readPool } from "@/lib/questions/data";
import { decidedAttendance, readAttendances } from "@/lib/sessions/attendance/data";
import { countSessions, getReviewSender, hyphened, readModuleTitles, settingsOf, settingsSelect } from "../data";
import { findPublishProblems } from "../rules";
import type { AttemptState, EventDashboard, EventState, LastReview, OtherEdition, Participant } from "../types";

const layerSelect = { select: { language: true, title: true } } as const;

/** Everything an organizer sees of one event. */
export async function getDashboard({ subject }: Permit<"event.manage">, language: string): Promise<EventDashboard> {
  const [event, reads, sentToReviewById, sessions] = await Promise.all([
    db.event.findUniqueOrThrow({
      where: { id: subject.id },
      select: {
        ...settingsSelect,
        id: true,
        slug: true,
        state: true,
        seatsTaken: true,
        revision: true,
        bankId: true,
        closedAt: true,
        closingReport: true,
        closedBy: { select: { fullName: true } },
        cancelledAt: true,
        cancelReason: true,
        archivedAt: true,
        clonedFrom: { select: { slug: true, layers: layerSelect } },
        clones: { select: { slug: true, layers: layerSelect }, orderBy: { createdAt: "asc" } },
        reviews: {
          orderBy: { createdAt: "desc" },
          take: 1,
          select: { verdict: true, notes: true, createdAt: true, reviewer: { select: { fullName: true } } },
        },
        course: { select: { slug: true, studyHours: true, layers: layerSelect } },
        edition: { select: { number: true, lessons: { select: { lesson: { select: { pageCount: true } } } } } },
        organization: { select: { name: true, shortName: true, reviewRequired: true } },
        enrolments: {
          where: { state: "enrolled" },
          select: {
            id: true,
            createdAt: true,
            person: { select: { fullName: true, nativeName: true } },
            attempts: {
              orderBy: { number: "asc" },
              select: {
                id: true,
                state: true,
                marks: {
                  where: { current: true },
                  select: { earnedNumerator: true, earnedDenominator: true, possiblePoints: true },
                },
              },
            },
          },
        },
        attempts: {
          where: { state: "in_progress" },
          orderBy: { deadlineAt: "asc" },
          select: { id: true, startedAt: true, deadlineAt: true, person: { select: { fullName: true } } },
        },
        _count: { select: { certificates: { where: { state: "valid" } } } },
      },
    }),
    sql<{ enrolmentId: string; pages: number }>(
      `SELECT r.enrolment_id AS "enrolmentId", count(*)::int AS pages
       FROM enrolment n
       JOIN event e ON e.id = n.event_id
       JOIN page_read r ON r.enrolment_id = n.id
       JOIN edition_lesson l ON l.edition_id = e.edition_id AND l.lesson_version_id = r.lesson_version_id
       WHERE n.event_id = $1 GROUP BY r.enrolment_id`,
      [subject.id],
    ),
    getReviewSender(db, subject.id),
    countSessions(db, subject.id),
  ]);
  const studyHours = event.studyHours ?? event.course.studyHours;
  const settings = settingsOf(event, language);
  const state = hyphened<EventState>(event.state);
  const unpublished = state === "draft" || state === "in-review";
  const pool = unpublished && settings.exam && event.bankId ? await readPool(db, event.bankId) : null;
  const problems = unpublished ? findPublishProblems({ ...settings, studyHours, pool, sessions }) : [];
  const titles = await readModuleTitles(
    problems.flatMap((problem) => ("module" in problem ? problem.module : [])),
    language,
  );
  const attendances = await readAttendances([subject.id]);
  const pagesRead = new Map(reads.map(({ enrolmentId, pages }) => [enrolmentId, pages]));
  const rule = { threshold: settings.exam?.thresholdPercent ?? 70, strict: settings.exam?.strict ?? true };
  const participants = event.enrolments
    .map(({ id, createdAt, person, attempts }): Participant => {
      const marked = markedAttempts(attempts);
      const best = bestAttempt(marked);
      const shown = attempts.find((attempt) => attempt.id === best?.id) ?? attempts.at(-1);
      return {
        enrolmentId: id,
        ...person,
        joinedAt: createdAt,
        pagesRead: pagesRead.get(id) ?? 0,
        attemptState: shown ? hyphened<AttemptState>(shown.state) : null,
        attempts: attempts.length,
        verdict: best && explainVerdict({ earned: best.earned, possible: best.possible, ...rule }),
        attendance: attendances.get(id) ?? null,
        eligibility: decideEligibility(
          marked,
          { ...rule, components: event.components, attendancePercent: event.attendancePercent },
          decidedAttendance(state, attendances, id),
        ),
      };
    })
    .sort((a, b) => a.fullName.localeCompare(b.fullName, language));
  const layer = pickLayer(event.course.layers, language);
  const editionOf = ({
    slug,
    layers,
  }: {
    slug: string;
    layers: { language: string; title: string }[];
  }): OtherEdition => {
    const text = pickLayer(layers, language);
    return { slug, title: text?.title ?? "", language: text?.language ?? "en" };
  };
  const [review] = event.reviews;
  const possible = settings.exam ? possiblePoints(settings.exam.blueprint) : 0;
  return {
    id: event.id,
    slug: event.slug,
    language: settings.textLanguage,
    title: settings.title,
    reference: settings.reference,
    organization: event.organization.shortName,
    organizationName: event.organization.name,
    state,
    registrationOpensAt: settings.registrationOpensAt,
    registrationClosesAt: settings.registrationClosesAt,
    opensAt: settings.opensAt,
    closesAt: settings.closesAt,
    zone: settings.zone,
    admission: settings.admission,
    seats: settings.seats,
    seatsTaken: event.seatsTaken,
    running: event.attempts.length,
    course: { slug: event.course.slug, title: layer?.title ?? "", language: layer?.language ?? "en" },
    edition: event.edition.number,
    reviewRequired: event.organization.reviewRequired,
    sentToReviewById,
    publishProblems: problems.map((problem) =>
      "module" in problem ? { ...problem, module: titles.get(problem.module) ?? problem.module } : problem,
    ),
    components: event.components,
    exam: settings.exam,
    possiblePoints: possible,
    leastPoints: settings.exam
      ? leastPointsToPass(possible, settings.exam.thresholdPercent, settings.exam.strict)
      : null,
    certificateKind: settings.certificateKind,
    pages: event.edition.lessons.reduce((sum, { lesson }) => sum + lesson.pageCount, 0),
    numbers: {
      joined: participants.length,
      begun: participants.filter(({ attemptState }) => attemptState !== null && attemptState !== "voided").length,
      finished: participants.filter(({ verdict }) => verdict !== null).length,
      passed: participants.filter(({ eligibility }) => eligibility.standing === "eligible").length,
    },
    participants,
    runningAttempts: event.attempts.map(({ person, ...attempt }) => ({ ...attempt, fullName: person.fullName })),
    revision: event.revision,
    closedAt: event.closedAt,
    closedBy: event.closedBy?.fullName ?? null,
    closingReport: event.closingReport,
    certificates: event._count.certificates,
    cancelledAt: event.cancelledAt,
    cancelReason: event.cancelReason,
    archivedAt: event.archivedAt,
    earlierEdition: event.clonedFrom && editionOf(event.clonedFrom),
    laterEditions: event.clones.map(editionOf),
    lastReview: review
      ? {
          verdict: review.verdict as LastReview["verdict"],
          notes: review.notes,
          by: review.reviewer.fullName,
          at: review.createdAt,
        }
      : null,
    studyHours,
    seatsRule: settings.seatsRule,
  };
}
