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
  OrganizedEvent,
  Participant,
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
  admission: true,
  contacts: true,
  certificateKind: true,
  signatory: true,
  blueprint: true,
  timeLimitSeconds: true,
  attemptsAllowed: true,
  thresholdPercent: true,
  strict: true,
  layers: { select: { language: true, title: true, notice: true }, orderBy: { language: "asc" } },
  partners: { select: { name: true, role: true }, orderBy: [{ role: "asc" }, { name: "asc" }] },
} satisfies Prisma.EventSelect;

type ExamColumns = {
  readonly blueprint: unknown;
  readonly timeLimitSeconds: number | null;
  readonly attemptsAllowed: number | null;
  readonly thresholdPercent: number | null;
  readonly strict: boolean | null;
};
type SettingsRow = ExamColumns &
  Omit<EventSettings, "textLanguage" | "title" | "notice" | "contacts" | "exam"> & {
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
    admission: row.admission,
    contacts: (row.contacts as Contact[]).map(({ role, email }) => ({ role, email })),
    partners: row.partners.map(({ name, role }) => ({ name, role })),
    certificateKind: row.certificateKind,
    signatory: row.signatory,
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

/** Every event that the person organizes, whatever its state: drafts first, then by when they begin. */
export async function listOrganizedEvents(
  actor: Actor,
  language: string,
): Promise<(OrganizedEvent & { readonly reviewRequired: boolean })[]> {
  const { organizationIds, eventIds } = organizedBy(actor);
  const rows = await db.event.findMany({
    where: { OR: [{ organizationId: { in: organizationIds } }, { id: { in: eventIds } }] },
    orderBy: [{ state: "asc" }, { opensAt: { sort: "asc", nulls: "last" } }, { createdAt: "desc" }],
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
      organization: { select: { shortName: true, reviewRequired: true } },
      _count: { select: { attempts: { where: { state: "in_progress" } } } },
    },
  });
  return rows.map(({ layers, organization, state, _count, ...row }) => {
    const layer = pickLayer(layers, language);
    return {
      ...row,
      state: hyphened<EventState>(state),
      language: layer?.language ?? "en",
      title: layer?.title ?? "",
      organization: organization.shortName,
      reviewRequired: organization.reviewRequired,
      running: _count.attempts,
    };
  });
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
      admission: "open",
      contacts: [],
      partners: [],
      certificateKind: null,
      signatory: null,
      exam,
    },
    supply: exam && course.bankId ? await readSupply(course.bankId, language) : null,
    event: null,
  };
}

/** The form of an event that exists, with who changed what lately. */
export async function getEventForm({ subject }: Permit<"event.manage">, language: string): Promise<EventFormView> {
  const event = await db.event.findUniqueOrThrow({
    where: { id: subject.id },
    select: {
      ...settingsSelect,
      slug: true,
      state: true,
      revision: true,
      seatsTaken: true,
      bankId: true,
      course: { select: { slug: true, layers: layerSelect } },
      organization: { select: { shortName: true } },
      _count: { select: { attempts: true } },
    },
  });
  const [edits, supply] = await Promise.all([
    db.auditEvent.findMany({
      where: { subjectKind: "event", subjectId: subject.id, action: "event.edit" },
      orderBy: { id: "desc" },
      take: 20,
      select: { at: true, actorId: true, detail: true },
    }),
    event.blueprint && event.bankId ? readSupply(event.bankId, language) : null,
  ]);
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
    event: {
      slug: event.slug,
      state: hyphened<EventState>(event.state),
      revision: event.revision,
      seatsTaken: event.seatsTaken,
      attempts: event._count.attempts,
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
  const [event, reads, sentToReviewById] = await Promise.all([
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
        course: { select: { slug: true, layers: layerSelect } },
        edition: { select: { number: true, lessons: { select: { lesson: { select: { pageCount: true } } } } } },
        organization: { select: { shortName: true, reviewRequired: true } },
        components: { select: { kind: true, weight: true }, orderBy: { kind: "asc" } },
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
  ]);
  const settings = settingsOf(event, language);
  const state = hyphened<EventState>(event.state);
  const unpublished = state === "draft" || state === "in-review";
  const pool = unpublished && settings.exam && event.bankId ? await readPool(db, event.bankId) : null;
  const problems = unpublished ? findPublishProblems({ ...settings, pool, components: event.components }) : [];
  const titles = await readModuleTitles(
    problems.flatMap((problem) => ("module" in problem ? problem.module : [])),
    language,
  );
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
        eligibility: decideEligibility(marked, event.components, rule),
      };
    })
    .sort((a, b) => a.fullName.localeCompare(b.fullName, language));
  const layer = pickLayer(event.course.layers, language);
  const possible = settings.exam ? possiblePoints(settings.exam.blueprint) : 0;
  return {
    id: event.id,
    slug: event.slug,
    language: settings.textLanguage,
    title: settings.title,
    reference: settings.reference,
    organization: event.organization.shortName,
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
  };
}
