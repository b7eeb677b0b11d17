import type { Permit } from "@/lib/access/authorize";
import type { Actor } from "@/lib/access/policy";
import { decideEligibility } from "@/lib/certificates/rules";
import { db, sql, type Transaction } from "@/lib/db/client";
import type { Prisma } from "@/lib/db/generated/client";
import { markedAttempts } from "@/lib/exams/data";
import { bestAttempt, possiblePoints } from "@/lib/exams/rules";
import { pickLayer } from "@/lib/format/layers";
import { leastPointsToPass } from "@/lib/grading/pass-rule";
import { explainVerdict } from "@/lib/grading/verdict";
import { readPool } from "@/lib/questions/data";
import type { Blueprint } from "@/lib/questions/draw-form";
import { decidedAttendance, readAttendances } from "@/lib/sessions/attendance/data";
import { findPublishProblems } from "./rules";
import { contentLanguages } from "./schema";
import type {
  AttemptState,
  BankSupply,
  Contact,
  CourseChoice,
  EventDashboard,
  EventFormView,
  EventSettings,
  EventState,
  ExamSettings,
  LastReview,
  OrganizedEvent,
  OtherEdition,
  Participant,
  TypedFields,
} from "./types";

const hyphened = <Word extends string>(word: string): Word => word.replaceAll("_", "-") as Word;

const layerSelect = { select: { language: true, title: true } } as const;

/** What the form and the audit compare: every setting of an event. */
export const settingsSelect = {
  reference: true,
  registrationOpensAt: true,
  registrationClosesAt: true,
  opensAt: true,
  closesAt: true,
  zone: true,
  delivery: true,
  region: true,
  place: true,
  languages: true,
  seats: true,
  seatsRule: true,
  waitingList: true,
  offerHours: true,
  admission: true,
  stateQuota: true,
  inPairs: true,
  contacts: true,
  certificateKind: true,
  signatory: true,
  studyHours: true,
  instructorPresence: true,
  attendancePercent: true,
  blueprint: true,
  timeLimitSeconds: true,
  attemptsAllowed: true,
  thresholdPercent: true,
  strict: true,
  layers: { select: { language: true, title: true, notice: true }, orderBy: { language: "asc" } },
  partners: { select: { name: true, role: true }, orderBy: [{ role: "asc" }, { name: "asc" }] },
  components: { select: { kind: true, weight: true }, orderBy: { kind: "asc" } },
} satisfies Prisma.EventSelect;

type ExamColumns = {
  readonly blueprint: unknown;
  readonly timeLimitSeconds: number | null;
  readonly attemptsAllowed: number | null;
  readonly thresholdPercent: number | null;
  readonly strict: boolean | null;
};
type SettingsRow = ExamColumns &
  Omit<EventSettings, "textLanguage" | "title" | "notice" | "otherTexts" | "contacts" | "exam"> & {
    readonly contacts: unknown;
    readonly layers: readonly { readonly language: string; readonly title: string; readonly notice: string }[];
  };

function examOf(row: ExamColumns): ExamSettings | null {
  if (!row.blueprint) return null;
  const { questions, pointsPerQuestion, perModule, norms, quotas = [] } = row.blueprint as Blueprint;
  return {
    blueprint: { questions, pointsPerQuestion, perModule, norms: [...norms].sort(), quotas },
    timeLimitSeconds: row.timeLimitSeconds ?? 0,
    attemptsAllowed: row.attemptsAllowed ?? 1,
    thresholdPercent: row.thresholdPercent ?? 70,
    strict: row.strict ?? true,
  };
}

/** An event's settings as the form holds them, with the text of one language. */
export function settingsOf(row: SettingsRow, language: string): EventSettings {
  const layer = pickLayer(row.layers, language);
  return {
    textLanguage: layer?.language ?? "en",
    title: layer?.title ?? "",
    notice: layer?.notice ?? "",
    otherTexts: contentLanguages.flatMap((language) => {
      const other = row.layers.find((one) => one.language === language);
      return other && other !== layer ? [{ language, title: other.title, notice: other.notice }] : [];
    }),
    reference: row.reference,
    registrationOpensAt: row.registrationOpensAt,
    registrationClosesAt: row.registrationClosesAt,
    opensAt: row.opensAt,
    closesAt: row.closesAt,
    zone: row.zone,
    delivery: row.delivery,
    region: row.region,
    place: row.place,
    languages: contentLanguages.filter((known) => row.languages.includes(known)),
    seats: row.seats,
    seatsRule: row.seatsRule,
    waitingList: row.waitingList,
    offerHours: row.offerHours,
    admission: row.admission,
    stateQuota: row.stateQuota,
    inPairs: row.inPairs,
    contacts: (row.contacts as Contact[]).map(({ role, email }) => ({ role, email })),
    partners: row.partners.map(({ name, role }) => ({ name, role })),
    certificateKind: row.certificateKind,
    signatory: row.signatory,
    studyHours: row.studyHours,
    instructorPresence: row.instructorPresence,
    attendancePercent: row.attendancePercent,
    components: row.components.map(({ kind, weight }) => ({ kind, weight })),
    exam: examOf(row),
  };
}

/** Titles of modules by their slug; a slug that is no module's stands for itself. */
async function readModuleTitles(slugs: readonly string[], language: string): Promise<ReadonlyMap<string, string>> {
  const rows = await db.module.findMany({
    where: { slug: { in: [...new Set(slugs)] } },
    select: { slug: true, layers: layerSelect },
  });
  return new Map(rows.map(({ slug, layers }) => [slug, pickLayer(layers, language)?.title ?? slug]));
}

async function readSupply(bankId: string, language: string): Promise<BankSupply> {
  const pool = await readPool(db, bankId);
  const titles = await readModuleTitles(
    pool.map(({ module }) => module),
    language,
  );
  const count = (names: readonly string[]): Map<string, number> => {
    const counts = new Map<string, number>();
    for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
    return counts;
  };
  const modules = count(pool.map(({ module }) => module));
  const norms = count(pool.flatMap((question) => question.norms));
  return {
    questions: pool.length,
    modules: [...modules]
      .map(([slug, questions]) => ({ slug, title: titles.get(slug) ?? slug, questions }))
      .sort((a, b) => (a.slug < b.slug ? -1 : 1)),
    norms: [...norms].map(([norm, questions]) => ({ norm, questions })).sort((a, b) => (a.norm < b.norm ? -1 : 1)),
  };
}

/** What a person organizes: organizations as a whole, and single events. */
const organizedBy = (actor: Actor) => {
  const grants = actor.grants.filter(({ role }) => role === "organizer");
  return {
    organizationIds: grants.flatMap(({ organizationId }) => organizationId ?? []),
    eventIds: grants.flatMap(({ eventId }) => eventId ?? []),
  };
};

const EVENTS_A_PAGE = 50;

/** How many events of each state a person organizes. */
type StateCounts = Readonly<Partial<Record<EventState, number>>>;
type OrganizedPage = {
  readonly events: readonly (OrganizedEvent & { readonly reviewRequired: boolean })[];
  readonly counts: StateCounts;
  readonly page: number;
  readonly pages: number;
};

/** One page of the events that the person organizes: by organization, drafts first, then by when they begin. */
export async function listOrganizedEvents(
  actor: Actor,
  language: string,
  { state, page = 1 }: { readonly state?: EventState | null; readonly page?: number } = {},
): Promise<OrganizedPage> {
  const { organizationIds, eventIds } = organizedBy(actor);
  const mine: Prisma.EventWhereInput = {
    OR: [{ organizationId: { in: organizationIds } }, { id: { in: eventIds } }],
  };
  const counted = await db.event.groupBy({ by: ["state"], where: mine, _count: { _all: true } });
  const counts: StateCounts = Object.fromEntries(counted.map((row) => [hyphened(row.state), row._count._all]));
  const total = state ? (counts[state] ?? 0) : counted.reduce((sum, row) => sum + row._count._all, 0);
  const pages = Math.max(1, Math.ceil(total / EVENTS_A_PAGE));
  const shown = Math.min(page, pages);
  const rows = await db.event.findMany({
    where: state ? { ...mine, state: state === "in-review" ? "in_review" : state } : mine,
    orderBy: [
      { organization: { name: "asc" } },
      { organizationId: "asc" },
      { state: "asc" },
      { opensAt: { sort: "asc", nulls: "last" } },
      { createdAt: "desc" },
      { id: "asc" },
    ],
    skip: (shown - 1) * EVENTS_A_PAGE,
    take: EVENTS_A_PAGE,
    select: {
      slug: true,
      reference: true,
      state: true,
      registrationOpensAt: true,
      registrationClosesAt: true,
      opensAt: true,
      closesAt: true,
      zone: true,
      admission: true,
      seats: true,
      seatsTaken: true,
      certificateKind: true,
      layers: layerSelect,
      organization: { select: { name: true, shortName: true, reviewRequired: true } },
      _count: { select: { attempts: { where: { state: "in_progress" } } } },
    },
  });
  const events = rows.map(({ layers, organization, state: stored, _count, ...row }) => {
    const layer = pickLayer(layers, language);
    return {
      ...row,
      state: hyphened<EventState>(stored),
      language: layer?.language ?? "en",
      title: layer?.title ?? "",
      organization: organization.shortName,
      organizationName: organization.name,
      reviewRequired: organization.reviewRequired,
      running: _count.attempts,
    };
  });
  return { events, counts, page: shown, pages };
}

/** The courses of the organizations for which the person may make events. */
export async function listCourseChoices(actor: Actor, language: string): Promise<CourseChoice[]> {
  const { organizationIds } = organizedBy(actor);
  const rows = await db.course.findMany({
    where: { organizationId: { in: organizationIds }, editions: { some: {} } },
    orderBy: [{ organization: { name: "asc" } }, { slug: "asc" }],
    select: {
      slug: true,
      exam: true,
      layers: layerSelect,
      organization: { select: { name: true } },
      _count: { select: { events: true } },
    },
  });
  return rows.map(({ slug, exam, layers, organization, _count }) => {
    const layer = pickLayer(layers, language);
    return {
      slug,
      language: layer?.language ?? "en",
      title: layer?.title ?? "",
      organization: organization.name,
      hasExam: exam !== null,
      events: _count.events,
    };
  });
}

/** A course as the subject of making an event from it. */
export function getCourseSubject(slug: string): Promise<{ id: string; organizationId: string } | null> {
  return db.course.findUnique({ where: { slug }, select: { id: true, organizationId: true } });
}

type CourseExam = {
  readonly blueprint: Blueprint;
  readonly timeLimitMinutes: number;
  readonly attemptsAllowed: number;
  readonly thresholdPercent: number;
  readonly strict: boolean;
};

/** A course's own exam settings, as an event starts with them. */
export function defaultExam(exam: unknown): ExamSettings | null {
  if (!exam) return null;
  const { timeLimitMinutes, ...rest } = exam as CourseExam;
  return examOf({ ...rest, timeLimitSeconds: timeLimitMinutes * 60 });
}

/** The form of a new event from a course, filled in with what the course says. */
export async function getNewEventForm(
  { actor }: Permit<"event.create">,
  courseSlug: string,
  language: string,
): Promise<EventFormView> {
  const course = await db.course.findUniqueOrThrow({
    where: { slug: courseSlug },
    select: {
      slug: true,
      languages: true,
      exam: true,
      bankId: true,
      studyHours: true,
      layers: layerSelect,
      organization: { select: { shortName: true } },
    },
  });
  const layer = pickLayer(course.layers, language);
  const exam = defaultExam(course.exam);
  return {
    course: {
      slug: course.slug,
      title: layer?.title ?? "",
      language: layer?.language ?? "en",
      organization: course.organization.shortName,
    },
    settings: {
      textLanguage: layer?.language ?? "en",
      title: layer?.title ?? "",
      notice: "",
      otherTexts: [],
      reference: "",
      registrationOpensAt: null,
      registrationClosesAt: null,
      opensAt: null,
      closesAt: null,
      zone: actor.zone,
      delivery: null,
      region: null,
      place: null,
      languages: contentLanguages.filter((known) => course.languages.includes(known)),
      seats: null,
      seatsRule: "cap",
      waitingList: false,
      offerHours: 72,
      admission: "open",
      stateQuota: null,
      inPairs: false,
      contacts: [],
      partners: [],
      certificateKind: null,
      signatory: null,
      studyHours: null,
      instructorPresence: null,
      attendancePercent: null,
      components: exam ? [{ kind: "exam", weight: 100 }] : [],
      exam,
    },
    supply: exam && course.bankId ? await readSupply(course.bankId, language) : null,
    courseHours: course.studyHours,
    event: null,
  };
}

/** Whether somebody came into an event by the way of admission that stands; who withdrew counts no more. */
export async function hasComers(tx: Pick<Transaction, "$queryRaw">, eventId: string): Promise<boolean> {
  const [row] = await tx.$queryRaw<{ some: boolean }[]>`
    SELECT EXISTS (SELECT 1 FROM enrolment WHERE event_id = ${eventId}::uuid AND state <> 'withdrawn')
      OR EXISTS (SELECT 1 FROM application WHERE event_id = ${eventId}::uuid AND state <> 'withdrawn')
      OR EXISTS (SELECT 1 FROM nomination WHERE event_id = ${eventId}::uuid AND state <> 'withdrawn')
      OR EXISTS (SELECT 1 FROM invitation WHERE event_id = ${eventId}::uuid AND state IN ('sent', 'asked', 'claimed')) AS "some"`;
  return row?.some ?? false;
}

/** How many sessions of an event take place. */
export const countSessions = (tx: Pick<Transaction, "eventSession">, eventId: string): Promise<number> =>
  tx.eventSession.count({ where: { eventId, cancelledAt: null } });

/** The form of an event that exists, with who changed what lately, and what this person typed and did not save. */
export async function getEventForm(
  { actor, subject }: Permit<"event.manage">,
  language: string,
): Promise<EventFormView> {
  const event = await db.event.findUniqueOrThrow({
    where: { id: subject.id },
    select: {
      ...settingsSelect,
      slug: true,
      state: true,
      revision: true,
      seatsTaken: true,
      seatsHeld: true,
      bankId: true,
      course: { select: { slug: true, studyHours: true, layers: layerSelect } },
      organization: { select: { shortName: true } },
      drafts: { where: { personId: actor.id }, select: { revision: true, savedAt: true, values: true } },
      _count: { select: { attempts: true } },
    },
  });
  const [edits, supply, sessions, admissionFixed] = await Promise.all([
    db.auditEvent.findMany({
      where: { subjectKind: "event", subjectId: subject.id, action: "event.edit" },
      orderBy: { id: "desc" },
      take: 20,
      select: { at: true, actorId: true, detail: true },
    }),
    event.blueprint && event.bankId ? readSupply(event.bankId, language) : null,
    countSessions(db, subject.id),
    hasComers(db, subject.id),
  ]);
  const [draft] = event.drafts;
  const editors = await db.person.findMany({
    where: { id: { in: edits.flatMap(({ actorId }) => actorId ?? []) } },
    select: { id: true, fullName: true },
  });
  const nameOf = new Map(editors.map(({ id, fullName }) => [id, fullName]));
  const layer = pickLayer(event.course.layers, language);
  return {
    course: {
      slug: event.course.slug,
      title: layer?.title ?? "",
      language: layer?.language ?? "en",
      organization: event.organization.shortName,
    },
    settings: settingsOf(event, language),
    supply,
    courseHours: event.course.studyHours,
    event: {
      slug: event.slug,
      state: hyphened<EventState>(event.state),
      revision: event.revision,
      seatsTaken: event.seatsTaken,
      seatsHeld: event.seatsHeld,
      attempts: event._count.attempts,
      sessions,
      admissionFixed,
      draft: draft ? { ...draft, values: draft.values as TypedFields } : null,
      changes: edits.map(({ at, actorId, detail }) => {
        const { revision = 0, fields = [] } = (detail ?? {}) as { revision?: number; fields?: string[] };
        return { revision, at, by: nameOf.get(actorId ?? "") ?? "", fields };
      }),
    },
  };
}

/** Who last sent a draft to review; null when nobody has. */
export async function getReviewSender(tx: Pick<Transaction, "auditEvent">, eventId: string): Promise<string | null> {
  const sent = await tx.auditEvent.findFirst({
    where: { subjectKind: "event", subjectId: eventId, action: "event.send-to-review" },
    orderBy: { id: "desc" },
    select: { actorId: true },
  });
  return sent?.actorId ?? null;
}

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
