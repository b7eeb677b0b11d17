import { z } from "zod";
import { db, sql } from "@/lib/db/client";
import { pickLayer } from "@/lib/format/layers";
import { readShelfCitations } from "./norms/data";
import { countKinds, countRows } from "./rules";
import { dayOf, standingOf } from "./sources/rules";
import type {
  DocumentView,
  Holdings,
  LessonLink,
  ModuleDetail,
  ModuleLesson,
  ModuleUse,
  ModuleView,
  ProfileCard,
  ProfileSection,
  ProfileView,
  PublicationView,
  TermView,
  WorkshopView,
} from "./types";

const citationCounts = z.array(z.object({ symbol: z.string(), citations: z.int() }));

/**
 * Every source document. What counts as leaning on it is what people can read: the lessons of each course's newest edition
 * and the library's own entries. Questions are left out: how often an exam cites a document is nobody's business before it.
 */
export async function listDocuments(): Promise<DocumentView[]> {
  const [documents, counted] = await Promise.all([
    db.document.findMany({
      select: {
        symbol: true,
        title: true,
        body: true,
        dateText: true,
        dateSort: true,
        link: true,
        status: true,
        supersededBy: true,
        note: true,
      },
      orderBy: { symbol: "asc" },
    }),
    sql(`
      SELECT symbol, count(*)::int AS citations FROM citation
      WHERE term_slug IS NOT NULL OR shelf_entry IS NOT NULL OR lesson_version_id IN (
        SELECT lesson_version_id FROM edition_lesson
        WHERE edition_id IN (SELECT DISTINCT ON (course_id) id FROM edition ORDER BY course_id, number DESC))
      GROUP BY symbol`),
  ]);
  const counts = new Map(citationCounts.parse(counted).map(({ symbol, citations }) => [symbol, citations]));
  return documents.map((document) => ({ ...document, citations: counts.get(document.symbol) ?? 0 }));
}

/** Policy profiles, with how many rows each has. */
export async function listProfiles(): Promise<ProfileCard[]> {
  const profiles = await db.profile.findMany({
    select: { slug: true, title: true, updatedText: true, sections: true },
    orderBy: { title: "asc" },
  });
  return profiles.map(({ sections, ...profile }) => ({
    ...profile,
    rows: countRows(sections as unknown as ProfileSection[]).rows,
  }));
}

/** One policy profile; its sections were checked when they were imported. */
export async function getProfile(slug: string, today: string): Promise<ProfileView | null> {
  const profile = await db.profile.findUnique({
    where: { slug },
    select: { slug: true, title: true, updatedText: true, note: true, sections: true },
  });
  if (!profile) return null;
  const prefix = `profile/${slug}/`;
  const backing = await readShelfCitations(prefix, today);
  return {
    ...profile,
    sections: profile.sections as unknown as ProfileSection[],
    citations: new Map([...backing].map(([entry, citations]) => [entry.slice(prefix.length), citations])),
  };
}

/** Past workshops and milestones, in the order of their source. */
export async function listWorkshops(): Promise<WorkshopView[]> {
  const rows = await db.workshop.findMany({
    select: {
      id: true,
      position: true,
      kind: true,
      year: true,
      title: true,
      dates: true,
      partners: true,
      place: true,
      region: true,
      language: true,
      link: true,
      note: true,
    },
    orderBy: { position: "asc" },
  });
  return rows.map(({ position, partners, ...row }) => ({
    ...row,
    number: position + 1,
    partners: partners as string[],
  }));
}

/** Publications, in the order of their source. */
export async function listPublications(): Promise<PublicationView[]> {
  const rows = await db.publication.findMany({
    select: { id: true, position: true, title: true, year: true, link: true, note: true },
    orderBy: { position: "asc" },
  });
  return rows.map(({ position, ...row }) => ({ ...row, number: position + 1 }));
}

/** Every glossary term with its equivalents, its citations and the lessons that use it. */
export async function listTerms(language: string, today: string): Promise<TermView[]> {
  const [terms, lessons] = await Promise.all([
    db.glossaryTerm.findMany({
      select: {
        slug: true,
        term: true,
        abbreviation: true,
        definition: true,
        equivalents: true,
        usedIn: true,
        citations: {
          select: {
            symbol: true,
            part: true,
            locator: true,
            checkedOn: true,
            document: { select: { status: true, supersededBy: true } },
          },
          orderBy: { position: "asc" },
        },
      },
      orderBy: { term: "asc" },
    }),
    readLessonLinks(language),
  ]);
  return terms.map(({ equivalents, citations, usedIn, ...term }) => ({
    ...term,
    equivalents: Object.entries(equivalents as Record<string, string>).map(([other, text]) => ({
      language: other,
      text,
    })),
    lessons: usedIn.flatMap((address) => lessons.get(address) ?? []),
    citations: citations.map(({ checkedOn, document, ...citation }) => ({
      ...citation,
      ...standingOf(dayOf(checkedOn), document, today),
    })),
  }));
}

/** The newest version of every lesson, by "module/lesson", as other pages lead to it. */
async function readLessonLinks(language: string): Promise<ReadonlyMap<string, LessonLink>> {
  const rows = await db.lessonVersion.findMany({
    select: {
      slug: true,
      module: { select: { slug: true } },
      layers: { select: { language: true, title: true } },
    },
    orderBy: { createdAt: "asc" },
  });
  return new Map(
    rows.flatMap(({ slug, module, layers }): [string, LessonLink][] => {
      const layer = pickLayer(layers, language);
      return layer ? [[`${module.slug}/${slug}`, { module: module.slug, slug, ...layer }]] : [];
    }),
  );
}

/** How much stands on each shelf. */
export async function countHoldings(): Promise<Holdings> {
  const [modules, norms, terms, entries, publications] = await Promise.all([
    db.module.count(),
    db.norm.count(),
    db.glossaryTerm.count(),
    db.workshop.findMany({ select: { kind: true } }),
    db.publication.count(),
  ]);
  return { modules, norms, terms, publications, ...countKinds(entries) };
}

type ModuleLayer = {
  readonly language: string;
  readonly title: string;
  readonly summary: string;
  readonly objectives: readonly string[];
};
type Shelved = ModuleView & { readonly id: string; readonly editionId: string | null; readonly position: number };

/**
 * Modules as the newest edition of each course has them, in the courses' order, and after them the modules that no course
 * uses. All of them are shared for reading; with a slug, that one only.
 */
async function shelve(language: string, slug: string | null): Promise<Shelved[]> {
  const only = slug === null ? {} : { slug };
  const [modules, courses] = await Promise.all([
    db.module.findMany({
      where: only,
      select: {
        id: true,
        slug: true,
        organization: { select: { name: true } },
        layers: { select: { language: true, title: true, summary: true, objectives: true } },
        lessons: { select: { slug: true } },
      },
      orderBy: { slug: "asc" },
    }),
    db.course.findMany({
      where: { editions: { some: { modules: { some: { module: only } } } } },
      select: {
        slug: true,
        reviewedAt: true,
        layers: { select: { language: true, title: true } },
        editions: {
          select: {
            id: true,
            modules: { select: { moduleId: true, position: true, layers: true }, orderBy: { position: "asc" } },
            lessons: { select: { modulePosition: true } },
          },
          orderBy: { number: "desc" },
          take: 1,
        },
      },
      orderBy: [{ createdAt: "asc" }, { slug: "asc" }],
    }),
  ]);

  const uses = courses.flatMap((course) =>
    course.editions.flatMap((edition) => edition.modules.map((placed) => ({ course, edition, ...placed }))),
  );
  const rank = new Map(uses.map(({ moduleId }, at) => [moduleId, at] as const).reverse());
  return modules
    .flatMap(({ id, organization, layers, lessons, slug: moduleSlug }): Shelved[] => {
      const own = uses.filter((use) => use.moduleId === id);
      const first = own[0];
      const layer = pickLayer((first?.layers ?? layers) as unknown as ModuleLayer[], language);
      if (!layer) return [];
      return [
        {
          id,
          slug: moduleSlug,
          language: layer.language,
          title: layer.title,
          summary: layer.summary,
          objectives: layer.objectives,
          organization: organization.name,
          uses: own.flatMap(({ course, edition, position }): ModuleUse[] => {
            const text = pickLayer(course.layers, language);
            return text
              ? [
                  {
                    slug: course.slug,
                    title: text.title,
                    language: text.language,
                    position,
                    modules: edition.modules.length,
                  },
                ]
              : [];
          }),
          lessons: first
            ? first.edition.lessons.filter(({ modulePosition }) => modulePosition === first.position).length
            : new Set(lessons.map((lesson) => lesson.slug)).size,
          reviewed: own.length > 0 && own.every(({ course }) => course.reviewedAt !== null),
          editionId: first?.edition.id ?? null,
          position: first?.position ?? 0,
        },
      ];
    })
    .sort((a, b) => (rank.get(a.id) ?? uses.length) - (rank.get(b.id) ?? uses.length));
}

/** The shared modules, in the order in which courses use them. */
export async function listModules(language: string): Promise<ModuleView[]> {
  return (await shelve(language, null)).map(
    ({ id: _id, editionId: _edition, position: _position, ...module }) => module,
  );
}

/** One module with the titles of its lessons; null when there is none, or none with any text. */
export async function getModule(slug: string, language: string): Promise<ModuleDetail | null> {
  const [found] = await shelve(language, slug);
  if (!found) return null;
  const { id, editionId, position, ...module } = found;
  const select = {
    slug: true,
    pageCount: true,
    layers: { select: { language: true, title: true, keyQuestion: true } },
  } as const;
  const lessons = editionId
    ? (
        await db.editionLesson.findMany({
          where: { editionId, modulePosition: position },
          select: { lesson: { select } },
          orderBy: { position: "asc" },
        })
      ).map(({ lesson }) => lesson)
    : await db.lessonVersion.findMany({
        where: { moduleId: id },
        select,
        orderBy: { createdAt: "desc" },
        distinct: ["slug"],
      });
  const contents = lessons.flatMap(({ slug: lessonSlug, pageCount, layers }): ModuleLesson[] => {
    const layer = pickLayer(layers, language);
    return layer ? [{ slug: lessonSlug, pages: pageCount, ...layer }] : [];
  });
  return { ...module, contents };
}
