import type { Permit } from "@/lib/access/authorize";
import type { Actor, EventSubject } from "@/lib/access/policy";
import { db, type Transaction } from "@/lib/db/client";
import type { Language } from "@/lib/format/languages";
import { pickLayer } from "@/lib/format/layers";
import { askIn, emptyForm, emptyRubric, tellState } from "./rules";
import type {
  AnswerFile,
  Answers,
  ApplicationForm,
  ApplicationState,
  ApplyView,
  ComposerView,
  Draft,
  EarlierCourse,
  InstitutionKind,
  LayerText,
  ListedApplication,
  MyApplication,
  Rubric,
} from "./types";

export const hyphened = <Word extends string>(word: string): Word => word.replaceAll("_", "-") as Word;

const layerSelect = { select: { language: true, title: true } } as const;

export function titleOf(
  layers: readonly { readonly language: string; readonly title: string }[],
  language: string,
  otherwise: string,
): LayerText {
  const layer = pickLayer(layers, language);
  return { text: layer?.title ?? otherwise, language: layer?.language ?? "en" };
}

/** A form as it is stored; an event without one asks only what everybody is asked. */
export const formOf = (stored: unknown): ApplicationForm => (stored as ApplicationForm | null) ?? emptyForm;
export const rubricOf = (stored: unknown): Rubric => (stored as Rubric | null) ?? emptyRubric;

/** The columns of an application that its applicant fills in. */
export const draftSelect = {
  answers: true,
  stateCode: true,
  institution: true,
  institutionKind: true,
  position: true,
  gender: true,
  declaredCourses: true,
} as const;

type DraftRow = {
  readonly answers: unknown;
  readonly stateCode: string | null;
  readonly institution: string | null;
  readonly institutionKind: string | null;
  readonly position: string | null;
  readonly gender: string | null;
  readonly declaredCourses: readonly string[];
};

export const draftOf = (row: DraftRow): Draft => ({
  answers: row.answers as Answers,
  stateCode: row.stateCode,
  institution: row.institution ?? "",
  institutionKind: row.institutionKind as InstitutionKind | null,
  position: row.position ?? "",
  gender: row.gender ?? "",
  declaredCourses: row.declaredCourses,
});

/** What an event's organizers composed, and whether it is too late to change it. */
export async function getComposer({ subject }: Permit<"event.manage">, language: string): Promise<ComposerView> {
  const [event, answered, scored] = await Promise.all([
    db.event.findUniqueOrThrow({
      where: { id: subject.id },
      select: {
        slug: true,
        state: true,
        admission: true,
        applicationForm: true,
        rubric: true,
        reviewersNeeded: true,
        layers: layerSelect,
      },
    }),
    isAnswered(db, subject.id),
    isScored(db, subject.id),
  ]);
  return {
    slug: event.slug,
    title: titleOf(event.layers, language, event.slug),
    state: hyphened(event.state),
    admission: event.admission,
    form: formOf(event.applicationForm),
    answered,
    rubric: rubricOf(event.rubric),
    scored,
    reviewersNeeded: event.reviewersNeeded,
  };
}

/** Whether anybody has ever sent in an event's form. */
export async function isAnswered(tx: Pick<Transaction, "application">, eventId: string): Promise<boolean> {
  const sent = await tx.application.findFirst({
    where: { eventId, submittedAt: { not: null } },
    select: { id: true },
  });
  return sent !== null;
}

/** Whether anybody has scored by an event's rubric. */
export async function isScored(tx: Pick<Transaction, "applicationScore">, eventId: string): Promise<boolean> {
  const score = await tx.applicationScore.findFirst({
    where: { application: { eventId } },
    select: { applicationId: true },
  });
  return score !== null;
}

/**
 * The earlier courses that an event's course builds on, and whether a person passed each here: a valid certificate of it, or an
 * exam passed that is the whole score. An attendance letter is no pass.
 */
export async function listEarlierCourses(
  tx: Pick<Transaction, "$queryRaw">,
  eventId: string,
  personId: string,
  language: string,
): Promise<EarlierCourse[]> {
  const rows = await tx.$queryRaw<
    {
      slug: string;
      kind: EarlierCourse["kind"];
      layers: { language: string; title: string }[] | null;
      passedHere: boolean;
    }[]
  >`
    SELECT c.slug, p.kind,
      (SELECT jsonb_agg(jsonb_build_object('language', l.language, 'title', l.title)) FROM course_layer l WHERE l.course_id = c.id) AS layers,
      (EXISTS (
        SELECT 1 FROM certificate t JOIN event f ON f.id = t.event_id
        WHERE f.course_id = c.id AND t.person_id = ${personId}::uuid AND t.state = 'valid' AND t.kind <> 'attendance-letter')
      OR EXISTS (
        SELECT 1 FROM attempt a JOIN event f ON f.id = a.event_id JOIN mark m ON m.attempt_id = a.id AND m.current
        JOIN enrolment n ON n.id = a.enrolment_id
        WHERE f.course_id = c.id AND n.person_id = ${personId}::uuid AND a.state IN ('submitted', 'closed-by-time')
          AND EXISTS (SELECT 1 FROM score_component s WHERE s.event_id = f.id AND s.kind = 'exam' AND s.weight = 100)
          AND CASE WHEN coalesce(f.strict, true)
            THEN 100::bigint * m.earned_numerator > coalesce(f.threshold_percent, 70)::bigint * m.possible_points * m.earned_denominator
            ELSE 100::bigint * m.earned_numerator >= coalesce(f.threshold_percent, 70)::bigint * m.possible_points * m.earned_denominator END)
      ) AS "passedHere"
    FROM event e JOIN course_prerequisite p ON p.course_id = e.course_id JOIN course c ON c.id = p.earlier_course_id
    WHERE e.id = ${eventId}::uuid ORDER BY p.kind DESC, c.slug`;
  return rows.map(({ slug, kind, layers, passedHere }) => ({
    slug,
    kind,
    title: titleOf(layers ?? [], language, slug),
    passedHere,
  }));
}

/** The files of an application, by the question they answer. */
export async function listFiles(applicationId: string): Promise<AnswerFile[]> {
  const files = await db.applicationFile.findMany({
    where: { applicationId },
    select: { questionId: true, uploadId: true, upload: { select: { name: true, bytes: true } } },
  });
  return files.map(({ questionId, uploadId, upload }) => ({ questionId, uploadId, ...upload }));
}

/** The page on which a person applies to an event with selection; null for an event that does not select. */
export async function getApplyView(actor: Actor, subject: EventSubject, language: Language): Promise<ApplyView | null> {
  const event = await db.event.findFirst({
    where: { id: subject.id, admission: "application" },
    select: {
      slug: true,
      reference: true,
      zone: true,
      state: true,
      registrationOpensAt: true,
      registrationClosesAt: true,
      applicationForm: true,
      layers: layerSelect,
      enrolments: { where: { personId: actor.id }, select: { state: true } },
      applications: {
        where: { personId: actor.id },
        select: {
          id: true,
          state: true,
          revision: true,
          savedAt: true,
          submittedAt: true,
          sentAt: true,
          decidedAt: true,
          ...draftSelect,
          _count: { select: { scores: true } },
        },
      },
    },
  });
  if (!event) return null;
  const [row] = event.applications;
  const [courses, files] = await Promise.all([
    listEarlierCourses(db, subject.id, actor.id, language),
    row ? listFiles(row.id) : [],
  ]);
  const place = event.enrolments[0]?.state ?? "withdrawn";
  return {
    event: {
      slug: event.slug,
      title: titleOf(event.layers, language, event.slug),
      reference: event.reference,
      zone: event.zone,
      opensAt: event.registrationOpensAt,
      closesAt: event.registrationClosesAt,
      published: event.state === "published",
    },
    questions: formOf(event.applicationForm).questions.map((question) => askIn(question, language)),
    courses,
    application: row
      ? {
          state: tellState(hyphened<ApplicationState>(row.state)),
          submittedAt: row.submittedAt,
          sentAt: row.sentAt,
          revision: row.revision,
          savedAt: row.savedAt,
          draft: draftOf(row),
          files,
          untouched: row._count.scores === 0 && row.decidedAt === null && row.sentAt === null,
        }
      : null,
    place: place === "withdrawn" ? null : place,
  };
}

const mySelect = { state: true, submittedAt: true, sentAt: true } as const;

/** A person's own application to an event, in short; null for who never began one. */
export async function getMyApplication(actor: Actor, slug: string): Promise<MyApplication | null> {
  const row = await db.application.findFirst({ where: { personId: actor.id, event: { slug } }, select: mySelect });
  return row ? { ...row, state: tellState(hyphened<ApplicationState>(row.state)) } : null;
}

/** A person's own applications that are drafted, sent or declined; who was given a place finds the event itself in their list. */
export async function listMyApplications(actor: Actor, language: string): Promise<ListedApplication[]> {
  const rows = await db.application.findMany({
    where: {
      personId: actor.id,
      state: { in: ["drafted", "submitted", "shortlisted", "not_selected"] },
      event: { state: { in: ["published", "closed"] } },
    },
    orderBy: { savedAt: "desc" },
    take: 50,
    select: {
      ...mySelect,
      event: { select: { slug: true, reference: true, zone: true, registrationClosesAt: true, layers: layerSelect } },
    },
  });
  return rows.map(({ event, ...row }) => ({
    ...row,
    state: tellState(hyphened<ApplicationState>(row.state)),
    slug: event.slug,
    reference: event.reference,
    title: titleOf(event.layers, language, event.slug),
    zone: event.zone,
    closesAt: event.registrationClosesAt,
  }));
}

/** How an event takes applications just now, by the database's clock. */
export async function readWindow(
  tx: Pick<Transaction, "$queryRaw">,
  eventId: string,
): Promise<{ readonly taking: boolean; readonly upcoming: boolean; readonly past: boolean; readonly now: Date }> {
  const [row] = await tx.$queryRaw<{ taking: boolean; upcoming: boolean; past: boolean; now: Date }[]>`
    SELECT (state = 'published' AND admission = 'application') AS taking,
      (registration_opens_at IS NULL OR registration_closes_at IS NULL OR clock_timestamp() < registration_opens_at) AS upcoming,
      coalesce(registration_closes_at <= clock_timestamp(), false) AS past, clock_timestamp() AS now
    FROM event WHERE id = ${eventId}::uuid`;
  return row ?? { taking: false, upcoming: false, past: false, now: new Date(0) };
}
