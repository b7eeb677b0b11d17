import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  clockOf,
  countLessonProgress,
  countProgress,
  findPlace,
  isMarkOf,
  lessonNumber,
  listPlaces,
  markOf,
  neighboursOf,
  parsePageNumber,
  pathOfPlace,
  readingMinutes,
  resumeAt,
} from "./rules";
import type { Outline, Place, ReadPage } from "./types";

/** Modules as lists of lessons' page counts; version ids tell module and lesson: "v1.2". */
const buildOutline = (...modules: number[][]): Outline => ({
  modules: modules.map((pageCounts, m) => ({
    position: m + 1,
    slug: `module-${m + 1}`,
    lessons: pageCounts.map((pageCount, l) => ({
      position: l + 1,
      slug: `lesson-${l + 1}`,
      versionId: `v${m + 1}.${l + 1}`,
      pageCount,
    })),
  })),
});
const outline = buildOutline([2, 1], [3]);
const read = (...places: string[]): ReadPage[] =>
  places.map((place) => ({ versionId: place.split("/")[0] ?? "", page: Number(place.split("/")[1]) }));
const label = (place: Place | null): string | null => place && `${lessonNumber(place)}/${place.page}`;

describe("listPlaces", () => {
  it("goes through pages, lessons and modules in order", () => {
    expect(listPlaces(outline).map(label)).toEqual(["1.1/1", "1.1/2", "1.2/1", "2.1/1", "2.1/2", "2.1/3"]);
  });
});

describe("countProgress", () => {
  it.each([
    { reads: [], progress: { read: 0, total: 6 }, why: "nothing read yet" },
    { reads: read("v1.1/1", "v2.1/3"), progress: { read: 2, total: 6 }, why: "two pages" },
    { reads: read("v1.1/1", "v1.1/1"), progress: { read: 1, total: 6 }, why: "a page counts once" },
    {
      reads: read("v0.9/1", "old/2"),
      progress: { read: 0, total: 6 },
      why: "versions of other editions count for nothing",
    },
    {
      reads: read("v1.2/2", "v1.1/0", "v1.1/-1"),
      progress: { read: 0, total: 6 },
      why: "pages that the lesson does not have",
    },
    {
      reads: read("v1.1/1", "v1.1/2", "v1.2/1", "v2.1/1", "v2.1/2", "v2.1/3", "old/1"),
      progress: { read: 6, total: 6 },
      why: "everything, and more of another version",
    },
  ])("is $progress.read of $progress.total: $why", ({ reads, progress }) => {
    expect(countProgress(outline, reads)).toEqual(progress);
  });

  it("is nothing of nothing for an outline without pages", () => {
    expect(countProgress(buildOutline(), read("v1.1/1"))).toEqual({ read: 0, total: 0 });
  });

  const outlines = fc
    .array(fc.array(fc.integer({ min: 0, max: 4 }), { maxLength: 4 }), { maxLength: 4 })
    .map((modules) => buildOutline(...modules));
  const reads = fc.array(
    fc.record({
      versionId: fc.oneof(
        fc.tuple(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 5 })).map(([m, l]) => `v${m}.${l}`),
        fc.uuid(),
      ),
      page: fc.integer({ min: -1, max: 6 }),
    }),
    { maxLength: 60 },
  );

  it("is never more than everything, and everything exactly when each page is read", () => {
    fc.assert(
      fc.property(outlines, reads, (each, marked) => {
        const { read: done, total } = countProgress(each, marked);
        expect(done).toBeGreaterThanOrEqual(0);
        expect(done).toBeLessThanOrEqual(total);
        const open = listPlaces(each).filter(
          ({ lesson, page }) => !marked.some((m) => m.versionId === lesson.versionId && m.page === page),
        );
        expect(total - done).toBe(open.length);
      }),
    );
  });

  it("is the sum of its lessons'", () => {
    fc.assert(
      fc.property(outlines, reads, (each, marked) => {
        const lessons = each.modules
          .flatMap((module) => module.lessons)
          .map((lesson) => countLessonProgress(lesson, marked));
        const sum = (pick: "read" | "total") => lessons.reduce((total, lesson) => total + lesson[pick], 0);
        expect(countProgress(each, marked)).toEqual({ read: sum("read"), total: sum("total") });
      }),
    );
  });

  it("never falls by reading more, of this edition or of any other", () => {
    fc.assert(
      fc.property(outlines, reads, reads, (each, before, more) => {
        expect(countProgress(each, [...before, ...more]).read).toBeGreaterThanOrEqual(countProgress(each, before).read);
      }),
    );
  });

  it("does not change when the course gets another edition: only the bound edition's versions count", () => {
    fc.assert(
      fc.property(outlines, reads, fc.uuid(), (each, marked, newVersion) => {
        const elsewhere = Array.from({ length: 4 }, (_, i) => ({ versionId: newVersion, page: i + 1 }));
        expect(countProgress(each, [...marked, ...elsewhere])).toEqual(countProgress(each, marked));
      }),
    );
  });
});

describe("findPlace", () => {
  it.each([
    { module: "module-2", lesson: "lesson-1", page: 3, place: "2.1/3", why: "its last page" },
    { module: "module-2", lesson: "lesson-1", page: 4, place: null, why: "a page too many" },
    { module: "module-2", lesson: "lesson-1", page: 0, place: null, why: "no page is numbered zero" },
    { module: "module-2", lesson: "lesson-1", page: 1.5, place: null, why: "half a page" },
    { module: "module-2", lesson: "lesson-2", page: 1, place: null, why: "a lesson of the other module" },
    { module: "module-9", lesson: "lesson-1", page: 1, place: null, why: "no such module" },
  ])("$module/$lesson page $page is $place: $why", ({ module, lesson, page, place }) => {
    expect(label(findPlace(outline, module, lesson, page))).toBe(place);
  });
});

describe("neighboursOf", () => {
  const at = (module: string, lesson: string, page: number): Place => findPlace(outline, module, lesson, page) as Place;

  it.each([
    { place: at("module-1", "lesson-1", 1), previous: null, next: "1.1/2", why: "the first page of all" },
    { place: at("module-1", "lesson-1", 2), previous: "1.1/1", next: "1.2/1", why: "on into the next lesson" },
    { place: at("module-1", "lesson-2", 1), previous: "1.1/2", next: "2.1/1", why: "on into the next module" },
    { place: at("module-2", "lesson-1", 1), previous: "1.2/1", next: "2.1/2", why: "back into the module before" },
    { place: at("module-2", "lesson-1", 3), previous: "2.1/2", next: null, why: "the last page of all" },
  ])("are $previous and $next: $why", ({ place, previous, next }) => {
    const found = neighboursOf(outline, place);
    expect([label(found.previous), label(found.next)]).toEqual([previous, next]);
  });

  it("are none for a page of another outline", () => {
    const elsewhere = listPlaces(buildOutline([1], [1], [1])).at(-1) as Place;
    expect(neighboursOf(outline, elsewhere)).toEqual({ previous: null, next: null });
  });

  it("lead over a module without lessons", () => {
    const gap = buildOutline([1], [], [1]);
    expect(label(neighboursOf(gap, listPlaces(gap)[0] as Place).next)).toBe("3.1/1");
  });
});

describe("resumeAt", () => {
  it.each([
    {
      mark: { module: 2, lesson: 1, page: 2 },
      reads: read("v2.1/2"),
      place: "2.1/2",
      why: "where it was left, read or not",
    },
    { mark: null, reads: [], place: "1.1/1", why: "the beginning" },
    { mark: null, reads: read("v1.1/1", "v1.1/2"), place: "1.2/1", why: "the first page that is not read" },
    {
      mark: { module: 7, lesson: 1, page: 1 },
      reads: read("v1.1/1"),
      place: "1.1/2",
      why: "a place that this edition does not have",
    },
    {
      mark: null,
      reads: read("v1.1/1", "v1.1/2", "v1.2/1", "v2.1/1", "v2.1/2", "v2.1/3"),
      place: "1.1/1",
      why: "everything is read: from the beginning",
    },
  ])("is $place: $why", ({ mark, reads, place }) => {
    expect(label(resumeAt(outline, mark, reads))).toBe(place);
  });

  it("is nowhere in an outline without pages", () => {
    expect(resumeAt(buildOutline([]), { module: 1, lesson: 1, page: 1 }, [])).toBeNull();
  });

  it("comes back to every page that was remembered", () => {
    for (const place of listPlaces(outline)) {
      expect(resumeAt(outline, markOf(place), [])).toEqual(place);
      expect(isMarkOf(markOf(place), place)).toBe(true);
    }
  });
});

describe("addresses", () => {
  it("name the page from the second on", () => {
    const [first, second] = listPlaces(outline);
    expect(pathOfPlace("event", first as Place)).toBe("/learn/event/module-1/lesson-1");
    expect(pathOfPlace("event", second as Place)).toBe("/learn/event/module-1/lesson-1?page=2");
  });

  it.each([
    { text: undefined, page: 1 },
    { text: "1", page: 1 },
    { text: "12", page: 12 },
    { text: "0", page: null },
    { text: "-1", page: null },
    { text: "01", page: null },
    { text: "1.5", page: null },
    { text: "1e2", page: null },
    { text: "9999", page: null },
    { text: "", page: null },
    { text: "٢", page: null },
    { text: ["1", "2"], page: null },
  ])("ask with $text for page $page", ({ text, page }) => {
    expect(parsePageNumber(text)).toBe(page);
  });
});

describe("readingMinutes", () => {
  it.each([
    { words: 0, minutes: 1 },
    { words: 180, minutes: 1 },
    { words: 181, minutes: 2 },
    { words: 720, minutes: 4 },
  ])("is $minutes for $words words", ({ words, minutes }) => {
    expect(readingMinutes(words)).toBe(minutes);
  });
});

describe("clockOf", () => {
  it.each([
    { seconds: 5, clock: "0:05" },
    { seconds: 245, clock: "4:05" },
    { seconds: 3720, clock: "1:02:00" },
  ])("writes $seconds seconds as $clock", ({ seconds, clock }) => {
    expect(clockOf(seconds)).toBe(clock);
  });
});
