import type { Actor } from "@/lib/access/policy";
import { db, sql } from "@/lib/db/client";
import { pickLayer } from "@/lib/format/layers";
import { dayOf, standingOf } from "../sources/rules";
import type { CitationView } from "../types";
import { textIn } from "./rules";
import type { MeasureView, NormLesson, NormsView, NormText, NormView } from "./types";

const citationSelect = {
  orderBy: { position: "asc" },
  select: {
    symbol: true,
    part: true,
    locator: true,
    checkedOn: true,
    shelfEntry: true,
    document: { select: { status: true, supersededBy: true } },
  },
} as const;

/** What backs the library's entries of a kind, by entry: "norm/h", "profile/itu/study-group-17". */
export async function readShelfCitations(prefix: string, today: string): Promise<ReadonlyMap<string, CitationView[]>> {
  const rows = await db.citation.findMany({ where: { shelfEntry: { startsWith: prefix } }, ...citationSelect });
  const byEntry = new Map<string, CitationView[]>();
  for (const { shelfEntry, checkedOn, document, ...place } of rows) {
    const entry = shelfEntry ?? "";
    const citation = { ...place, ...standingOf(dayOf(checkedOn), document, today) };
    byEntry.set(entry, [...(byEntry.get(entry) ?? []), citation]);
  }
  return byEntry;
}

type Title = { readonly title: string; readonly language: string };

/** What the library's entries that citations name are called. */
export async function readShelfTitles(language: string): Promise<ReadonlyMap<string, Title>> {
  const [norms, measures, items] = await Promise.all([
    db.norm.findMany({ select: { letter: true, layers: true } }),
    db.measure.findMany({ select: { measureSet: true, number: true, layers: true } }),
    sql<{ entry: string; title: string }>(
      `SELECT 'profile/' || p.slug || '/' || (i ->> 'id') AS entry, p.title || ': ' || (i ->> 'title') AS title
       FROM profile p, jsonb_path_query(p.sections, 'strict $[*].groups[*].items[*]') AS i WHERE i ? 'id'`,
    ),
  ]);
  return new Map<string, Title>([
    ...norms.map(({ letter, layers }): [string, Title] => {
      const picked = textIn(layers as unknown as Record<string, NormText>, language);
      return [`norm/${letter}`, { title: `(${letter}) ${picked.text.title}`, language: picked.language }];
    }),
    ...measures.map(({ measureSet, number, layers }): [string, Title] => {
      const picked = textIn(layers as Record<string, string>, language);
      return [`measure/${measureSet}-${number}`, { title: `${number}. ${picked.text}`, language: picked.language }];
    }),
    ...items.map(({ entry, title }): [string, Title] => [entry, { title, language: "en" }]),
  ]);
}

/** Lessons that teach norms, as the newest edition of each course has them, each once, in the courses' order. */
async function listNormLessons(language: string) {
  const courses = await db.course.findMany({
    orderBy: [{ createdAt: "asc" }, { slug: "asc" }],
    select: {
      editions: {
        orderBy: { number: "desc" },
        take: 1,
        select: {
          lessons: {
            where: { lesson: { norms: { isEmpty: false } } },
            orderBy: [{ modulePosition: "asc" }, { position: "asc" }],
            select: {
              lesson: {
                select: {
                  slug: true,
                  pageCount: true,
                  norms: true,
                  module: { select: { slug: true } },
                  layers: { select: { language: true, title: true } },
                },
              },
            },
          },
        },
      },
    },
  });
  const lessons = courses.flatMap(({ editions }) =>
    editions.flatMap((edition) =>
      edition.lessons.flatMap(({ lesson: { slug, pageCount, norms, module, layers } }) => {
        const layer = pickLayer(layers, language);
        return layer ? [{ module: module.slug, slug, ...layer, pages: pageCount, norms }] : [];
      }),
    ),
  );
  return [...new Map(lessons.map((lesson) => [`${lesson.module}/${lesson.slug}`, lesson])).values()];
}

type OwnRow = { readonly address: string; readonly event: string; readonly pages: number[] | null };

/**
 * What a person may read in events of their own: by "module/lesson" the event that they joined last, and the pages of that lesson
 * that they marked as read, in any event and version.
 */
async function readOwnLessons(actor: Actor): Promise<ReadonlyMap<string, OwnRow>> {
  const rows = await sql<OwnRow>(
    `SELECT DISTINCT ON (m.slug, v.slug) m.slug || '/' || v.slug AS address, e.slug AS event,
       (SELECT array_agg(DISTINCT r.page) FROM page_read r
        JOIN enrolment o ON o.id = r.enrolment_id AND o.person_id = $1
        JOIN lesson_version w ON w.id = r.lesson_version_id AND w.module_id = v.module_id AND w.slug = v.slug) AS pages
     FROM enrolment n JOIN event e ON e.id = n.event_id JOIN edition_lesson el ON el.edition_id = e.edition_id
     JOIN lesson_version v ON v.id = el.lesson_version_id JOIN module m ON m.id = v.module_id
     WHERE n.person_id = $1 AND n.state = 'enrolled' AND cardinality(v.norms) > 0
     ORDER BY m.slug, v.slug, n.created_at DESC`,
    [actor.id],
  );
  return new Map(rows.map((row) => [row.address, row]));
}

/** The eleven norms with what teaches each, and the measures beside them; for a signed-in person with what they have read. */
export async function readNorms(actor: Actor | null, language: string, today: string): Promise<NormsView> {
  const [norms, measures, lessons, own, backing, measureBacking] = await Promise.all([
    db.norm.findMany({ orderBy: { letter: "asc" } }),
    db.measure.findMany({ orderBy: [{ measureSet: "asc" }, { number: "asc" }] }),
    listNormLessons(language),
    actor ? readOwnLessons(actor) : new Map<string, OwnRow>(),
    readShelfCitations("norm/", today),
    readShelfCitations("measure/", today),
  ]);
  const lessonsOf = (letter: string): NormLesson[] =>
    lessons
      .filter(({ norms: taught }) => taught.includes(letter))
      .map(({ norms: _, ...lesson }) => {
        const reading = own.get(`${lesson.module}/${lesson.slug}`);
        const read = (reading?.pages ?? []).filter((page) => page <= lesson.pages).length;
        return {
          ...lesson,
          own: reading ? { path: `/learn/${reading.event}/${lesson.module}/${lesson.slug}`, read } : null,
        };
      });
  return {
    norms: norms.map(({ letter, kind, layers }): NormView => {
      const picked = textIn(layers as unknown as Record<string, NormText>, language);
      return {
        letter,
        kind: kind === "limit" ? "limit" : "duty",
        language: picked.language,
        ...picked.text,
        citations: backing.get(`norm/${letter}`) ?? [],
        lessons: lessonsOf(letter),
      };
    }),
    measures: measures.map(({ measureSet, number, layers }): MeasureView => {
      const picked = textIn(layers as Record<string, string>, language);
      return {
        set: measureSet === "osce" ? "osce" : "global",
        number,
        title: picked.text,
        language: picked.language,
        citations: measureBacking.get(`measure/${measureSet}-${number}`) ?? [],
      };
    }),
  };
}
