import type { Outline, OutlineLesson, OutlineModule, Place, Progress, ReadPage, ResumeMark } from "./types";

const wordsPerMinute = 180;

const keyOf = ({ versionId, page }: ReadPage): string => `${versionId} ${page}`;

/** Every page of an outline in reading order, across the borders of lessons and modules. */
export function listPlaces<L extends OutlineLesson, M extends OutlineModule<L>>(outline: Outline<L, M>): Place<L, M>[] {
  return outline.modules.flatMap((module) =>
    module.lessons.flatMap((lesson) =>
      Array.from({ length: lesson.pageCount }, (_, i): Place<L, M> => ({ module, lesson, page: i + 1 })),
    ),
  );
}

/** The page at an address of the reader, or null where the edition has none. */
export function findPlace<L extends OutlineLesson, M extends OutlineModule<L>>(
  outline: Outline<L, M>,
  moduleSlug: string,
  lessonSlug: string,
  page: number,
): Place<L, M> | null {
  const module = outline.modules.find(({ slug }) => slug === moduleSlug);
  const lesson = module?.lessons.find(({ slug }) => slug === lessonSlug);
  return module && lesson && Number.isInteger(page) && page >= 1 && page <= lesson.pageCount
    ? { module, lesson, page }
    : null;
}

const isSame = (a: Place, b: Place): boolean =>
  a.page === b.page && a.lesson.position === b.lesson.position && a.module.position === b.module.position;

/** The pages before and after one, null at either end of the edition. */
export function neighboursOf<L extends OutlineLesson, M extends OutlineModule<L>>(
  outline: Outline<L, M>,
  place: Place<L, M>,
): { readonly previous: Place<L, M> | null; readonly next: Place<L, M> | null } {
  const places = listPlaces(outline);
  const at = places.findIndex((each) => isSame(each, place));
  return { previous: places[at - 1] ?? null, next: at < 0 ? null : (places[at + 1] ?? null) };
}

/** Whether a page was marked as read. */
export const isRead = (reads: readonly ReadPage[], versionId: string, page: number): boolean =>
  reads.some((read) => read.versionId === versionId && read.page === page);

/**
 * How many pages of an edition were read. Counted against the outline alone: what was read of other versions of a lesson counts
 * for nothing and takes nothing away, so that it is never more than everything.
 * Units: pages.
 */
export function countProgress(outline: Outline, reads: readonly ReadPage[]): Progress {
  const marked = new Set(reads.map(keyOf));
  let read = 0;
  let total = 0;
  for (const { lessons } of outline.modules)
    for (const { versionId, pageCount } of lessons)
      for (let page = 1; page <= pageCount; page++) {
        total++;
        if (marked.has(keyOf({ versionId, page }))) read++;
      }
  return { read, total };
}

/** How many pages of one lesson were read. Units: pages. */
export function countLessonProgress({ versionId, pageCount }: OutlineLesson, reads: readonly ReadPage[]): Progress {
  let read = 0;
  for (let page = 1; page <= pageCount; page++) if (isRead(reads, versionId, page)) read++;
  return { read, total: pageCount };
}

/** Where to go on: the page last opened, else the first that is not read, else the first of all; null when there is no page. */
export function resumeAt<L extends OutlineLesson, M extends OutlineModule<L>>(
  outline: Outline<L, M>,
  mark: ResumeMark | null,
  reads: readonly ReadPage[],
): Place<L, M> | null {
  const places = listPlaces(outline);
  const marked =
    mark &&
    places.find(
      ({ module, lesson, page }) =>
        module.position === mark.module && lesson.position === mark.lesson && page === mark.page,
    );
  return marked || places.find(({ lesson, page }) => !isRead(reads, lesson.versionId, page)) || places[0] || null;
}

/** The positions by which a page is remembered. */
export const markOf = ({ module, lesson, page }: Place): ResumeMark => ({
  module: module.position,
  lesson: lesson.position,
  page,
});

/** Whether the page is the one remembered already, so that opening it again writes nothing. */
export const isMarkOf = (mark: ResumeMark | null, { module, lesson, page }: Place): boolean =>
  mark !== null && mark.module === module.position && mark.lesson === lesson.position && mark.page === page;

/** "2.1": the first lesson of the second module. */
export const lessonNumber = ({
  module,
  lesson,
}: {
  readonly module: { readonly position: number };
  readonly lesson: { readonly position: number };
}): string => `${module.position}.${lesson.position}`;

/** The reader's address of a lesson, without language. */
export const pathOfLesson = (eventSlug: string, { module, lesson }: Pick<Place, "module" | "lesson">): string =>
  `/learn/${eventSlug}/${module.slug}/${lesson.slug}`;

/** The reader's address of a page, without language. */
export function pathOfPlace(eventSlug: string, place: Place): string {
  const path = pathOfLesson(eventSlug, place);
  return place.page === 1 ? path : `${path}?page=${place.page}`;
}

/** The page that an address asks for: the first when it names none, null when what it names is no page number. */
export function parsePageNumber(text: string | readonly string[] | undefined): number | null {
  if (text === undefined) return 1;
  return typeof text === "string" && /^[1-9]\d{0,2}$/.test(text) ? Number(text) : null;
}

/** How long a text takes to read. Units: words in, whole minutes out, at least one. */
export const readingMinutes = (words: number): number => Math.max(1, Math.ceil(words / wordsPerMinute));

/** "4:05", "1:02:00": how long a film is. Units: seconds. */
export function clockOf(seconds: number): string {
  const two = (value: number): string => String(value).padStart(2, "0");
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`;
}
