import type { Permit } from "@/lib/access/authorize";
import type { Actor } from "@/lib/access/policy";
import { db, sql } from "@/lib/db/client";
import { pickLayer } from "@/lib/format/layers";
import { isoDay, standingOf } from "@/lib/library/sources/rules";
import { countProgress, lessonNumber, pathOfPlace, resumeAt } from "./rules";
import type {
  LayerText,
  LearningItem,
  LessonCitation,
  LessonPage,
  LessonResource,
  LessonVideo,
  OutlineLesson,
  OutlineModule,
  PracticeQuestion,
  ReaderEnrolment,
  ReadingEvent,
  ReadPage,
  ResumeMark,
  TitledLesson,
  TitledModule,
  TitledOutline,
  TitledPlace,
} from "./types";

/** Whose right it is to read everything of an event: a learner's by enrolment, an organizer's by managing it. */
export type InsiderPermit = Permit<"enrolment.use"> | Permit<"event.manage">;
/** Whose right it is to read its lessons: moderators read what the comments are about. */
export type ReaderPermit = InsiderPermit | Permit<"room.moderate">;

type TitleLayer = { readonly language: string; readonly title: string };

const titleIn = (layers: readonly TitleLayer[] | null, language: string, otherwise: string): LayerText => {
  const layer = pickLayer(layers ?? [], language);
  return layer ? { text: layer.title, language: layer.language } : { text: otherwise, language: "en" };
};

const resumeOf = (module: number | null, lesson: number | null, page: number | null): ResumeMark | null =>
  module !== null && lesson !== null && page !== null ? { module, lesson, page } : null;

type EventRow = {
  id: string;
  slug: string;
  organization_id: string;
  edition_id: string;
  state: string;
  reference: string;
  opens_at: Date | null;
  closes_at: Date | null;
  zone: string;
  course_slug: string;
  reviewed: boolean;
  has_room: boolean;
  layers: TitleLayer[] | null;
  course_layers: TitleLayer[] | null;
  enrolment_id: string | null;
  enrolment_state: ReaderEnrolment["state"];
  resume_module: number | null;
  resume_lesson: number | null;
  resume_page: number | null;
  reads: ReadPage[] | null;
};

/** An event with the asking person's own enrolment and reading marks, in one statement: every page of the reader begins with it. */
export async function getReadingEvent(actor: Actor, slug: string, language: string): Promise<ReadingEvent | null> {
  const [row] = await sql<EventRow>(
    `SELECT e.id, e.slug, e.organization_id, e.edition_id, e.state, e.reference, e.opens_at, e.closes_at, e.zone,
       c.slug AS course_slug, c.reviewed_at IS NOT NULL AS reviewed, e.room_rule <> 'closed' AS has_room,
       (SELECT json_agg(json_build_object('language', l.language, 'title', l.title)) FROM event_layer l WHERE l.event_id = e.id) AS layers,
       (SELECT json_agg(json_build_object('language', l.language, 'title', l.title)) FROM course_layer l WHERE l.course_id = c.id) AS course_layers,
       n.id AS enrolment_id, n.state AS enrolment_state, n.resume_module, n.resume_lesson, n.resume_page,
       (SELECT json_agg(json_build_object('versionId', r.lesson_version_id, 'page', r.page)) FROM page_read r WHERE r.enrolment_id = n.id) AS reads
     FROM event e JOIN course c ON c.id = e.course_id
     LEFT JOIN enrolment n ON n.event_id = e.id AND n.person_id = $2
     WHERE e.slug = $1`,
    [slug, actor.id],
    "reading-event",
  );
  if (!row) return null;
  return {
    id: row.id,
    slug: row.slug,
    organizationId: row.organization_id,
    editionId: row.edition_id,
    state: row.state,
    reference: row.reference,
    opensAt: row.opens_at,
    closesAt: row.closes_at,
    zone: row.zone,
    title: titleIn(row.layers, language, row.reference),
    courseTitle: titleIn(row.course_layers, language, row.course_slug),
    courseSlug: row.course_slug,
    reviewed: row.reviewed,
    hasRoom: row.has_room,
    enrolment: row.enrolment_id
      ? {
          id: row.enrolment_id,
          state: row.enrolment_state,
          resume: resumeOf(row.resume_module, row.resume_lesson, row.resume_page),
          reads: row.reads ?? [],
        }
      : null,
  };
}

type OutlineRow = {
  module_position: number;
  module_slug: string;
  module_title: string;
  module_language: string;
  position: number | null;
  id: string;
  slug: string;
  page_count: number;
  language: string | null;
  title: string | null;
  key_question: string | null;
  pages: [number: number, title: string, words: number][] | null;
};

/** Outlines by edition and language. An edition and its lessons' versions never change, so each is read once a process. */
const outlines = new Map<string, TitledOutline>();
const maximumOutlines = 200;

/** Modules, lessons and pages of the event's own edition, titled in the wanted language where that exists. */
export async function getOutline(
  _: ReaderPermit,
  { editionId }: Pick<ReadingEvent, "editionId">,
  language: string,
): Promise<TitledOutline> {
  const key = `${editionId} ${language}`;
  const known = outlines.get(key);
  if (known) return known;
  const outline = await readOutline(editionId, language);
  const oldest = outlines.keys().next().value;
  if (outlines.size >= maximumOutlines && oldest !== undefined) outlines.delete(oldest);
  outlines.set(key, outline);
  return outline;
}

async function readOutline(editionId: string, language: string): Promise<TitledOutline> {
  const rows = await sql<OutlineRow>(
    `SELECT em.position AS module_position, m.slug AS module_slug, t.title AS module_title, t.language AS module_language,
       el.position, v.id, v.slug, v.page_count, l.language, l.title, l.key_question, p.pages
     FROM edition_module em
     JOIN module m ON m.id = em.module_id
     CROSS JOIN LATERAL (
       SELECT a ->> 'title' AS title, a ->> 'language' AS language FROM jsonb_array_elements(em.layers) AS a
       ORDER BY a ->> 'language' = $2 DESC, a ->> 'language' = 'en' DESC LIMIT 1) AS t
     LEFT JOIN edition_lesson el ON el.edition_id = em.edition_id AND el.module_position = em.position
     LEFT JOIN lesson_version v ON v.id = el.lesson_version_id
     LEFT JOIN LATERAL (
       SELECT language, title, key_question FROM lesson_layer WHERE lesson_version_id = v.id
       ORDER BY language = $2 DESC, language = 'en' DESC, language LIMIT 1) AS l ON true
     LEFT JOIN LATERAL (
       SELECT json_agg(json_build_array(number, title, word_count) ORDER BY number) AS pages FROM lesson_page
       WHERE lesson_version_id = v.id AND language = l.language) AS p ON true
     WHERE em.edition_id = $1
     ORDER BY em.position, el.position`,
    [editionId, language],
  );
  const modules: (TitledModule & { lessons: TitledLesson[] })[] = [];
  for (const row of rows) {
    let module = modules.at(-1);
    if (module?.position !== row.module_position) {
      module = {
        position: row.module_position,
        slug: row.module_slug,
        title: { text: row.module_title, language: row.module_language },
        lessons: [],
      };
      modules.push(module);
    }
    if (row.position !== null) module.lessons.push(lessonOf(row, row.position));
  }
  return { modules };
}

function lessonOf(row: OutlineRow, position: number): TitledLesson {
  const language = row.language ?? "en";
  return {
    position,
    slug: row.slug,
    versionId: row.id,
    pageCount: row.page_count,
    title: { text: row.title ?? row.slug, language },
    keyQuestion: { text: row.key_question ?? row.slug, language },
    pages: (row.pages ?? []).map(([number, title, words]) => ({ number, title: { text: title, language }, words })),
  };
}

type PageRow = {
  language: string;
  html: string;
  word_count: number;
  contested: boolean;
  reviewed: boolean | null;
  practice: PracticeQuestion[] | null;
  /** `video` is missing in versions imported before there were any. */
  resources: { title: string; kind: LessonResource["kind"]; document: string | null; video?: LessonVideo | null }[];
  citations:
    | {
        position: number;
        symbol: string;
        title: string;
        part: string | null;
        locator: string | null;
        checkedOn: string | null;
        status: string;
        supersededBy: string | null;
      }[]
    | null;
};

const citationOf = (
  { position, title, checkedOn, status, supersededBy, ...place }: NonNullable<PageRow["citations"]>[number],
  today: string,
): LessonCitation => ({
  ...place,
  number: position + 1,
  documentTitle: title,
  ...standingOf(checkedOn, { status, supersededBy }, today),
});

/** A page's text in the wanted language, else in English, else in the first there is, with what its lesson refers to. */
export async function getLessonPage(
  _: ReaderPermit,
  { lesson, page }: TitledPlace,
  language: string,
): Promise<LessonPage | null> {
  const [row] = await sql<PageRow>(
    `SELECT p.language, p.html, p.word_count, p.contested, l.reviewed_at IS NOT NULL AS reviewed, v.resources,
       CASE WHEN v.page_count = $2 THEN l.practice END AS practice,
       (SELECT json_agg(json_build_object('position', c.position, 'symbol', c.symbol, 'title', d.title, 'part', c.part,
                 'locator', c.locator, 'checkedOn', c.checked_on,
                 'status', d.status, 'supersededBy', d.superseded_by) ORDER BY c.position)
        FROM citation c JOIN document d ON d.symbol = c.symbol WHERE c.lesson_version_id = v.id) AS citations
     FROM lesson_version v
     JOIN LATERAL (
       SELECT language, html, word_count, contested FROM lesson_page WHERE lesson_version_id = v.id AND number = $2
       ORDER BY language = $3 DESC, language = 'en' DESC, language LIMIT 1) AS p ON true
     LEFT JOIN lesson_layer l ON l.lesson_version_id = v.id AND l.language = p.language
     WHERE v.id = $1`,
    [lesson.versionId, page, language],
    "lesson-page",
  );
  if (!row) return null;
  return {
    language: row.language,
    html: row.html,
    words: row.word_count,
    translationReviewed: row.reviewed ?? false,
    contested: row.contested,
    practice: row.practice ?? [],
    resources: row.resources.map(({ title, kind, document, video }) => ({
      title,
      kind,
      symbol: document,
      video: video ?? null,
    })),
    citations: (row.citations ?? []).map((citation) => citationOf(citation, isoDay(new Date()))),
  };
}

/** A person's own events with progress, exam attempts and certificates, newest enrolment first. */
export async function listLearning(actor: Actor, language: string): Promise<LearningItem[]> {
  const rows = await db.enrolment.findMany({
    where: { personId: actor.id, state: { in: ["enrolled", "waiting"] } },
    orderBy: [{ createdAt: "desc" }, { id: "asc" }],
    select: {
      state: true,
      resumeModule: true,
      resumeLesson: true,
      resumePage: true,
      reads: { select: { lessonVersionId: true, page: true } },
      attempts: { select: { id: true, number: true, state: true }, orderBy: { number: "asc" } },
      event: {
        select: {
          slug: true,
          reference: true,
          state: true,
          opensAt: true,
          closesAt: true,
          zone: true,
          timeLimitSeconds: true,
          layers: { select: { language: true, title: true } },
          certificates: {
            where: { personId: actor.id, state: { not: "superseded" } },
            select: { code: true, kind: true, state: true },
            orderBy: { releasedAt: "asc" },
          },
          edition: {
            select: {
              modules: { select: { position: true, module: { select: { slug: true } } }, orderBy: { position: "asc" } },
              lessons: {
                select: {
                  modulePosition: true,
                  position: true,
                  lesson: { select: { id: true, slug: true, pageCount: true } },
                },
                orderBy: [{ modulePosition: "asc" }, { position: "asc" }],
              },
            },
          },
        },
      },
    },
  });
  return rows.map(({ event, ...enrolment }): LearningItem => {
    const outline = {
      modules: event.edition.modules.map(
        ({ position, module }): OutlineModule => ({
          position,
          slug: module.slug,
          lessons: event.edition.lessons
            .filter(({ modulePosition }) => modulePosition === position)
            .map(
              ({ position: at, lesson }): OutlineLesson => ({
                position: at,
                slug: lesson.slug,
                versionId: lesson.id,
                pageCount: lesson.pageCount,
              }),
            ),
        }),
      ),
    };
    const reads = enrolment.reads.map(({ lessonVersionId, page }): ReadPage => ({ versionId: lessonVersionId, page }));
    const mark = resumeOf(enrolment.resumeModule, enrolment.resumeLesson, enrolment.resumePage);
    const place = mark || reads.length > 0 ? resumeAt(outline, mark, reads) : null;
    return {
      slug: event.slug,
      reference: event.reference,
      title: titleIn(event.layers, language, event.reference),
      state: event.state,
      opensAt: event.opensAt,
      closesAt: event.closesAt,
      zone: event.zone,
      enrolment: enrolment.state === "waiting" ? "waiting" : "enrolled",
      progress: countProgress(outline, reads),
      resume: place && { path: pathOfPlace(event.slug, place), lesson: lessonNumber(place), page: place.page },
      hasExam: event.timeLimitSeconds !== null,
      attempts: enrolment.attempts,
      certificates: event.certificates,
    };
  });
}
