import type { EventSubject } from "@/lib/access/policy";
import { sql } from "@/lib/db/client";
import type { Window } from "@/lib/scheduling/windows";
import { likePattern } from "./rules";
import type {
  Admission,
  CertificateKind,
  Contact,
  CourseCard,
  CourseEntry,
  CoursePage,
  CourseText,
  Delivery,
  EventCard,
  EventPage,
  EventStoredState,
  EventTimes,
  ExamRule,
  Level,
  Organizer,
  OutlineLesson,
  OutlineModule,
  Partner,
  Prerequisite,
  Region,
  Topic,
  TopicCount,
} from "./types";

/*
 * The catalogue is read by statements that bring a page's whole need at once: a page that strangers ask for all day may not
 * ask the database once for each of its cards. Text comes in the language asked for, else in English, else in what there is.
 */

/** The order in which lib/format/layers picks a layer; the language asked for is every statement's first parameter. */
const preferred = "language = $1 DESC, language = 'en' DESC, language";

/** One record's layer, picked inside the statement. */
const layerOf = (table: "course_layer" | "event_layer" | "lesson_layer", key: string): string =>
  `(SELECT * FROM ${table} WHERE ${key} ORDER BY ${preferred} LIMIT 1)`;

/** Rows as one JSON value, so that one statement can bring several lists. */
const rowsOf = (columns: string, from: string): string =>
  `(SELECT coalesce(json_agg(json_build_array(${columns})), '[]') FROM ${from})`;

const listed = "('published', 'closed')";

type EventTimesRow = {
  state: EventStoredState;
  admission: Admission;
  registrationOpensAt: string | Date | null;
  registrationClosesAt: string | Date | null;
  opensAt: string | Date | null;
  closesAt: string | Date | null;
  zone: string;
};

const instant = (value: string | Date | null): Date | null => (value === null ? null : new Date(value));
const windowOf = (opensAt: string | Date | null, closesAt: string | Date | null): Window => ({
  opensAt: instant(opensAt),
  closesAt: instant(closesAt),
});

const timesOf = ({
  state,
  admission,
  registrationOpensAt,
  registrationClosesAt,
  opensAt,
  closesAt,
  zone,
}: EventTimesRow) => ({
  state,
  admission,
  registration: windowOf(registrationOpensAt, registrationClosesAt),
  run: windowOf(opensAt, closesAt),
  zone,
});

const timesFields = `'state', e.state, 'admission', e.admission, 'registrationOpensAt', e.registration_opens_at,
  'registrationClosesAt', e.registration_closes_at, 'opensAt', e.opens_at, 'closesAt', e.closes_at, 'zone', e.zone`;
const timesObject = `json_build_object(${timesFields})`;

type EventCardRow = EventTimesRow & Omit<EventCard, keyof EventTimes | "language" | "title"> & { id: string };
type EventsRow = {
  readonly events: readonly EventCardRow[];
  readonly layers: readonly [eventId: string, language: string, title: string][];
};

async function readEvents(where: string, values: readonly unknown[]): Promise<EventCard[]> {
  const [row] = await sql<EventsRow>(
    `SELECT
      (SELECT coalesce(json_agg(json_build_object('id', e.id, ${timesFields}, 'slug', e.slug, 'reference', e.reference, 'organizer', o.name,
        'delivery', e.delivery, 'region', e.region, 'place', e.place, 'seats', e.seats)), '[]')
        FROM event e JOIN organization o ON o.id = e.organization_id WHERE ${where}) AS events,
      ${rowsOf(
        "event_id, language, title",
        `(SELECT DISTINCT ON (event_id) event_id, language, title FROM event_layer
        WHERE event_id IN (SELECT e.id FROM event e WHERE ${where}) ORDER BY event_id, ${preferred}) l`,
      )} AS layers`,
    values,
  );
  const layers = new Map(row?.layers.map(([eventId, language, title]) => [eventId, { language, title }]));
  return (row?.events ?? []).flatMap((event) => {
    const layer = layers.get(event.id);
    const { slug, reference, organizer, delivery, region, place, seats } = event;
    return layer ? [{ ...timesOf(event), ...layer, slug, reference, organizer, delivery, region, place, seats }] : [];
  });
}

/**
 * Where an event stands in lists, as `sortEvents` in rules.ts says it of what is read (a test holds them to each other): 1 open
 * and upcoming, 2 to be announced, 3 past; $2 is now. Said here too, so that a page of a long list reads its own events alone.
 */
const listPart = `CASE
  WHEN e.state <> 'published' OR (e.opens_at IS NOT NULL AND e.closes_at <= $2) THEN 3
  WHEN (e.opens_at IS NULL OR e.closes_at IS NULL)
    AND (e.admission = 'invitation' OR e.registration_opens_at IS NULL OR e.registration_closes_at IS NULL) THEN 2
  ELSE 1 END`;
const listBegins = "coalesce(e.opens_at, e.registration_opens_at)";
const listOrder = `part, CASE WHEN part < 3 THEN begins END, CASE WHEN part = 3 THEN begins END DESC NULLS LAST,
  CASE WHEN part < 3 THEN reference END COLLATE "C", CASE WHEN part = 3 THEN reference END COLLATE "C" DESC`;
const joinableNow = `e.state = 'published' AND e.admission <> 'invitation' AND (e.opens_at IS NULL OR e.closes_at IS NULL OR e.closes_at > $2)
  AND e.registration_opens_at <= $2 AND e.registration_closes_at > $2`;

const nextOf = (column: string): string =>
  `(SELECT min(${column}) FROM event WHERE state = 'published' AND ${column} > $1)`;

export type EventSlice = {
  readonly events: readonly EventCard[];
  readonly total: number;
  readonly page: number;
  /** The next instant at which the list changes by itself. */
  readonly goodUntil: Date | null;
};

async function countListed(now: Date): Promise<Pick<EventSlice, "total" | "goodUntil">> {
  const instants = ["opens_at", "closes_at", "registration_opens_at", "registration_closes_at"];
  const [row] = await sql<{ total: number; goodUntil: Date | null }>(
    `SELECT (SELECT count(*)::int FROM event WHERE state IN ${listed}) AS total, least(${instants.map(nextOf).join(", ")}) AS "goodUntil"`,
    [now],
  );
  return row ?? { total: 0, goodUntil: null };
}

/** One page of the events that lists show, published ones and those that were held; a page after the last is the last. */
export async function listEventSlice(language: string, page: number, size: number, now: Date): Promise<EventSlice> {
  const { total, goodUntil } = await countListed(now);
  const shown = Math.min(page, Math.max(1, Math.ceil(total / size)));
  const events = await readEvents(
    `e.id IN (SELECT id FROM (SELECT e.id, e.reference, ${listPart} AS part, ${listBegins} AS begins FROM event e WHERE e.state IN ${listed}) l
       ORDER BY ${listOrder} LIMIT $3 OFFSET $4)`,
    [language, now, size, (shown - 1) * size],
  );
  return { events, total, page: shown, goodUntil };
}

/** The few events to point a newcomer to: what can be joined now first, then as lists have them. */
export async function listNextEvents(
  language: string,
  count: number,
  now: Date,
): Promise<Pick<EventSlice, "events" | "goodUntil">> {
  const { goodUntil } = await countListed(now);
  const events = await readEvents(
    `e.id IN (SELECT id FROM (SELECT e.id, e.reference, ${listPart} AS part, ${listBegins} AS begins, coalesce(${joinableNow}, false) AS joinable
       FROM event e WHERE e.state IN ${listed}) l ORDER BY joinable DESC, ${listOrder} LIMIT $3)`,
    [language, now, count],
  );
  return { events, goodUntil };
}

/** The listed events of one course. */
export const listEventsOfCourse = (courseSlug: string, language: string): Promise<EventCard[]> =>
  readEvents(`e.state IN ${listed} AND e.course_id = (SELECT id FROM course WHERE slug = $2)`, [language, courseSlug]);

/** Topics that courses have, in their order, each with the number of its courses. */
export function listTopics(): Promise<TopicCount[]> {
  return sql<TopicCount>(
    `SELECT t.slug, t.name, count(*)::int AS courses FROM topic t JOIN course_topic c ON c.topic_slug = t.slug GROUP BY t.slug ORDER BY t.position`,
  );
}

/** The event behind an address, for the access table; null when there is none. */
export async function getEventSubject(slug: string): Promise<EventSubject | null> {
  const [event] = await sql<EventSubject>(`SELECT id, organization_id AS "organizationId" FROM event WHERE slug = $1`, [
    slug,
  ]);
  return event ?? null;
}

export type CatalogueIndex = {
  readonly entries: readonly CourseEntry[];
  readonly topics: ReadonlyMap<string, string>;
  readonly organizers: ReadonlyMap<string, string>;
};

type Listed<Value> = readonly (readonly [courseId: string, value: Value])[];
type IndexRow = {
  readonly topics: readonly [slug: string, name: string][];
  readonly organizers: readonly [id: string, slug: string, name: string, shortName: string][];
  readonly courses: readonly [
    id: string,
    slug: string,
    organizerId: string,
    level: string | null,
    languages: readonly string[],
  ][];
  readonly titles: Listed<string>;
  readonly courseTopics: Listed<readonly string[]>;
  readonly events: Listed<
    readonly (readonly [delivery: string | null, region: string | null, languages: readonly string[]])[]
  >;
};

/** An organizer's name as search text is written, as far as the database can; search text has no organizers. */
const foldedName = `regexp_replace(regexp_replace(lower(normalize(name || ' ' || short_name, NFKD)), '[\u0300-\u036f]', '', 'g'), '[[:punct:]]+', ' ', 'g')`;

const wordOccurs = (parameter: number): string => `(c.search_text LIKE $${parameter}
  OR c.id IN (SELECT course_id FROM event WHERE search_text LIKE $${parameter} AND state IN ${listed})
  OR c.organization_id = ANY (ARRAY(SELECT id FROM organization WHERE ${foldedName} LIKE $${parameter})))`;

const distinct = (values: readonly (string | null)[]): string[] =>
  [...new Set(values)].filter((value) => value !== null);

/**
 * What facets and order are worked out from: every course in which each of these words occurs, be it in its own text, in
 * that of one of its events or in its organizer's name; and the names of all topics and organizers. Each table is read once
 * from end to end and put together here: joined in the statement, a new database without statistics takes 20 times as long.
 */
export async function readCatalogueIndex(words: readonly string[], language: string): Promise<CatalogueIndex> {
  const conditions = words.map((_, i) => wordOccurs(i + 2));
  const [row] = await sql<IndexRow>(
    `SELECT ${rowsOf("slug, name", "(SELECT slug, name FROM topic ORDER BY position) t")} AS topics,
      ${rowsOf("id, slug, name, short_name", "(SELECT id, slug, name, short_name FROM organization ORDER BY short_name) o")} AS organizers,
      ${rowsOf("c.id, c.slug, c.organization_id, c.level, c.languages", `course c ${conditions.length > 0 ? `WHERE ${conditions.join(" AND ")}` : ""}`)} AS courses,
      ${rowsOf("course_id, title", `(SELECT DISTINCT ON (course_id) course_id, title FROM course_layer ORDER BY course_id, ${preferred}) l`)} AS titles,
      ${rowsOf("course_id, slugs", "(SELECT course_id, array_agg(topic_slug) AS slugs FROM course_topic GROUP BY course_id) t")} AS "courseTopics",
      ${rowsOf("course_id, held", `(SELECT course_id, json_agg(json_build_array(delivery, region, languages)) AS held FROM event WHERE state IN ${listed} GROUP BY course_id) e`)} AS events`,
    [language, ...words.map(likePattern)],
  );
  if (!row) throw new Error("a statement without a table gives a row");
  const titles = new Map(row.titles);
  const topics = new Map(row.courseTopics);
  const events = new Map(row.events);
  const organizers = new Map(row.organizers.map(([id, slug, name]) => [id, { slug, name }]));
  const entries = row.courses.map(([id, slug, organizerId, level, languages]) => {
    const held = events.get(id) ?? [];
    const organizer = organizers.get(organizerId);
    return {
      id,
      slug,
      title: titles.get(id) ?? "",
      organizer: organizer?.name ?? "",
      values: {
        topic: topics.get(id) ?? [],
        level: distinct([level]),
        type: distinct(held.map(([delivery]) => delivery)),
        language: distinct([...languages, ...held.flatMap(([, , spoken]) => spoken)]),
        region: distinct(held.map(([, region]) => region)),
        organizer: distinct([organizer?.slug ?? null]),
      },
    };
  });
  return {
    entries,
    topics: new Map(row.topics),
    organizers: new Map(row.organizers.map(([, slug, , shortName]) => [slug, shortName])),
  };
}

type CardsRow = {
  readonly layers: readonly [courseId: string, language: string, title: string, summary: string][];
  readonly events: readonly [courseId: string, times: EventTimesRow][];
};

/** The cards of these courses, in this order, with how those of their events stand that are not over. */
export async function listCourseCards(
  entries: readonly CourseEntry[],
  language: string,
  now: Date,
): Promise<CourseCard[]> {
  const [row] = await sql<CardsRow>(
    `SELECT ${rowsOf(
      "course_id, language, title, summary",
      `(SELECT DISTINCT ON (course_id) course_id, language, title, summary
        FROM course_layer WHERE course_id = ANY ($2) ORDER BY course_id, ${preferred}) l`,
    )} AS layers,
      ${rowsOf(
        "course_id, times",
        `(SELECT course_id, ${timesObject} AS times FROM event e
        WHERE course_id = ANY ($2) AND state = 'published' AND (closes_at IS NULL OR closes_at > $3)) e`,
      )} AS events`,
    [language, entries.map(({ id }) => id), now],
  );
  const layers = new Map(row?.layers.map(([courseId, ...layer]) => [courseId, layer]));
  return entries.flatMap(({ id, ...entry }) => {
    const [found, title, summary] = layers.get(id) ?? [];
    if (found === undefined || title === undefined || summary === undefined) return [];
    const events = (row?.events ?? []).flatMap(([courseId, times]) => (courseId === id ? [timesOf(times)] : []));
    return [{ ...entry, language: found, title, summary, events }];
  });
}

type TextRow = Omit<CourseText, "reviewedAt"> & { reviewedAt: string | null };

const textOf = (row: TextRow): CourseText => ({ ...row, reviewedAt: instant(row.reviewedAt) });

const organizerObject = `json_build_object('slug', o.slug, 'name', o.name, 'shortName', o.short_name) AS organizer`;
const courseTextObject = `json_build_object('language', l.language, 'reviewedAt', l.reviewed_at, 'title', l.title, 'summary', l.summary,
  'description', l.description, 'audience', l.audience, 'entryRequirements', l.entry_requirements, 'objectives', l.objectives,
  'outcomes', l.outcomes, 'coverage', l.coverage) AS text`;
const topicsArray = `(SELECT coalesce(json_agg(json_build_object('slug', t.slug, 'name', t.name) ORDER BY t.position), '[]')
  FROM course_topic k JOIN topic t ON t.slug = k.topic_slug WHERE k.course_id = c.id) AS topics`;

const prerequisitesArray = `(SELECT coalesce(json_agg(json_build_object('slug', k.slug, 'language', pl.language, 'title', pl.title, 'kind', q.kind)
  ORDER BY q.kind DESC, k.slug), '[]') FROM course_prerequisite q JOIN course k ON k.id = q.earlier_course_id
  JOIN LATERAL ${layerOf("course_layer", "course_id = k.id")} pl ON true WHERE q.course_id = c.id) AS prerequisites`;

type Blueprint = { readonly questions: number; readonly pointsPerQuestion: number };
type CourseExamRow = {
  blueprint: Blueprint;
  timeLimitMinutes: number;
  attemptsAllowed: number;
  thresholdPercent: number;
  strict: boolean;
};

const courseExam = (exam: CourseExamRow | null): ExamRule | null =>
  exam && {
    questions: exam.blueprint.questions,
    pointsPerQuestion: exam.blueprint.pointsPerQuestion,
    timeLimitMinutes: exam.timeLimitMinutes,
    attemptsAllowed: exam.attemptsAllowed,
    threshold: exam.thresholdPercent,
    strict: exam.strict,
  };

type CourseRow = Omit<CoursePage, "text" | "exam" | "outline" | "events"> & {
  text: TextRow;
  exam: CourseExamRow | null;
  outline: {
    layers: Omit<OutlineModule, "lessons">[];
    lessons: (Omit<OutlineLesson, "reviewedAt"> & { reviewedAt: string | null })[];
  }[];
};

/** A course with the outline of its newest edition, without its events; modules still in every language they have. */
export type CourseRecord = Omit<CoursePage, "outline" | "events"> & {
  readonly modules: readonly {
    readonly layers: readonly Omit<OutlineModule, "lessons">[];
    readonly lessons: readonly OutlineLesson[];
  }[];
};

/** One course; null for an address of none. */
export async function getCourse(slug: string, language: string): Promise<CourseRecord | null> {
  const [row] = await sql<CourseRow>(
    `SELECT c.slug, c.level, c.languages, c.study_hours AS "studyHours", c.exam, c.reviewed_at AS "reviewedAt", ${organizerObject}, ${courseTextObject}, ${topicsArray}, ${prerequisitesArray},
      (SELECT coalesce(json_agg(json_build_object('layers', m.layers, 'lessons',
          (SELECT coalesce(json_agg(json_build_object('language', p.language, 'reviewedAt', p.reviewed_at, 'title', p.title, 'keyQuestion', p.key_question) ORDER BY s.position), '[]')
            FROM edition_lesson s JOIN LATERAL ${layerOf("lesson_layer", "lesson_version_id = s.lesson_version_id")} p ON true
            WHERE s.edition_id = m.edition_id AND s.module_position = m.position)) ORDER BY m.position), '[]')
        FROM edition_module m WHERE m.edition_id = (SELECT id FROM edition WHERE course_id = c.id ORDER BY number DESC LIMIT 1)) AS outline
     FROM course c JOIN organization o ON o.id = c.organization_id
     JOIN LATERAL ${layerOf("course_layer", "course_id = c.id")} l ON true
     WHERE c.slug = $2`,
    [language, slug],
  );
  if (!row) return null;
  const { outline, text, exam, ...course } = row;
  return {
    ...course,
    text: textOf(text),
    exam: courseExam(exam),
    modules: outline.map(({ layers, lessons }) => ({
      layers,
      lessons: lessons.map((lesson) => ({ ...lesson, reviewedAt: instant(lesson.reviewedAt) })),
    })),
  };
}

type EventRow = EventTimesRow & {
  id: string;
  organizationId: string;
  slug: string;
  reference: string;
  language: string;
  layerReviewedAt: Date | null;
  title: string;
  notice: string;
  organizer: Organizer;
  delivery: Delivery | null;
  region: Region | null;
  place: string | null;
  languages: string[];
  seats: number | null;
  seatsTaken: number;
  seatsHeld: number;
  waitingList: boolean;
  seatsRule: EventPage["seatsRule"];
  instructorPresence: EventPage["instructorPresence"];
  attendancePercent: number | null;
  prerequisites: Prerequisite[];
  contacts: Contact[];
  partners: Partner[];
  certificateKind: CertificateKind | null;
  components: { kind: string; weight: number }[];
  blueprint: Blueprint | null;
  timeLimitSeconds: number | null;
  attemptsAllowed: number | null;
  threshold: number | null;
  strict: boolean | null;
  courseSlug: string;
  level: Level | null;
  studyHours: number | null;
  courseReviewedAt: Date | null;
  topics: Topic[];
  text: TextRow;
  enrolment: string | null;
};

function eventExam({ blueprint, timeLimitSeconds, attemptsAllowed, threshold, strict }: EventRow): ExamRule | null {
  if (!blueprint || timeLimitSeconds === null || attemptsAllowed === null || threshold === null || strict === null)
    return null;
  const { questions, pointsPerQuestion } = blueprint;
  return { questions, pointsPerQuestion, timeLimitMinutes: timeLimitSeconds / 60, attemptsAllowed, threshold, strict };
}

/** An event in whatever state, and how this person is enrolled in it; null for an address of none. Who may see it is asked by the caller. */
export async function getEvent(
  slug: string,
  language: string,
  personId: string | null,
): Promise<{ event: EventPage; enrolment: string | null } | null> {
  const [row] = await sql<EventRow>(
    `SELECT e.state, e.admission, e.registration_opens_at AS "registrationOpensAt", e.registration_closes_at AS "registrationClosesAt",
      e.opens_at AS "opensAt", e.closes_at AS "closesAt", e.zone, e.id, e.organization_id AS "organizationId", e.slug, e.reference, x.language, x.reviewed_at AS "layerReviewedAt", x.title, x.notice,
      ${organizerObject}, e.delivery, e.region, e.place, e.languages, e.seats, e.seats_taken AS "seatsTaken", e.seats_held AS "seatsHeld", e.waiting_list AS "waitingList", e.contacts,
      (SELECT coalesce(json_agg(json_build_object('name', p.name, 'role', p.role) ORDER BY p.role, p.name), '[]') FROM event_partner p WHERE p.event_id = e.id) AS partners,
      (SELECT coalesce(json_agg(json_build_object('kind', w.kind, 'weight', w.weight) ORDER BY w.weight DESC, w.kind), '[]') FROM score_component w WHERE w.event_id = e.id) AS components,
      e.certificate_kind AS "certificateKind", e.blueprint, e.time_limit_seconds AS "timeLimitSeconds", e.attempts_allowed AS "attemptsAllowed",
      e.threshold_percent AS threshold, e.strict, c.slug AS "courseSlug", c.level, coalesce(e.study_hours, c.study_hours) AS "studyHours", c.reviewed_at AS "courseReviewedAt",
      e.seats_rule AS "seatsRule", e.instructor_presence AS "instructorPresence", e.attendance_percent AS "attendancePercent", ${prerequisitesArray},
      ${topicsArray}, ${courseTextObject},
      (SELECT state FROM enrolment WHERE event_id = e.id AND person_id = $3) AS enrolment
     FROM event e JOIN organization o ON o.id = e.organization_id JOIN course c ON c.id = e.course_id
     JOIN LATERAL ${layerOf("event_layer", "event_id = e.id")} x ON true
     JOIN LATERAL ${layerOf("course_layer", "course_id = c.id")} l ON true
     WHERE e.slug = $2`,
    [language, slug, personId],
  );
  if (!row) return null;
  const {
    id,
    organizationId,
    slug: own,
    reference,
    title,
    notice,
    organizer,
    delivery,
    region,
    place,
    languages,
  } = row;
  const {
    seats,
    seatsTaken,
    seatsHeld,
    waitingList,
    contacts,
    partners,
    certificateKind,
    components,
    level,
    studyHours,
    topics,
    seatsRule,
    instructorPresence,
    attendancePercent,
    prerequisites,
  } = row;
  return {
    event: {
      ...timesOf(row),
      ...{ id, organizationId, slug: own, reference, title, notice, organizer, delivery, region, place, languages },
      ...{ seats, seatsTaken, seatsHeld, waitingList, contacts, partners, certificateKind, components },
      ...{ seatsRule, instructorPresence, attendancePercent },
      language: row.language,
      reviewedAt: row.layerReviewedAt,
      exam: eventExam(row),
      course: {
        slug: row.courseSlug,
        level,
        studyHours,
        prerequisites,
        reviewedAt: row.courseReviewedAt,
        topics,
        text: textOf(row.text),
      },
    },
    enrolment: row.enrolment,
  };
}
