import path from "node:path";
import { describe, expect, it } from "vitest";
import { loadContent } from "@/lib/content/load";
import { plainText, sentences, words } from "./reading";

/*
 * The courses themselves: what an author may slip in that no schema sees. Everything here is about content/ as it stands;
 * that a malformed file is refused at all is told in tests/integration/content.
 */

const content = loadContent(path.resolve(import.meta.dirname, "../../content"));
const { courses, modules, banks, documents, glossary, workshops, publications, profiles } = content;

const course = courses.find(({ slug }) => slug === "un-cyber-norms-csirts");
if (!course) throw new Error("the CERT-MU course is gone");
const bank = banks.find(({ slug }) => slug === course.bank);
if (!bank) throw new Error("the CERT-MU course has no bank");
const { questions } = bank;

const lessons = modules.flatMap((module) =>
  module.loadedLessons.map((lesson) => ({ name: `${module.slug}/${lesson.slug}`, module: module.slug, lesson })),
);
// Outlines of seminars have one page of any length.
const wholeLessons = lessons.filter(({ module }) => module !== "additional-seminars");
const pagesOf = (of: typeof lessons) =>
  of.flatMap(({ name, lesson }) =>
    lesson.layers
      .filter(({ language }) => language === "en")
      .flatMap(({ pages }) => pages.map((page) => ({ name: `${name}?page=${page.number}`, lesson: name, ...page }))),
  );

describe("what there is", () => {
  it("three courses, of which the CERT-MU one has five modules, an exam of thirty and its bank", () => {
    expect(courses.map(({ slug }) => slug).sort()).toEqual([
      "cyber-policy-and-diplomacy",
      "cyberdiplomacy-training",
      "un-cyber-norms-csirts",
    ]);
    expect(course.modules).toHaveLength(5);
    expect(course.exam).toMatchObject({ blueprint: { questions: 30 }, thresholdPercent: 70, strict: true });
    expect(questions.length).toBeGreaterThanOrEqual(180);
  });

  it("one to three pages to a lesson", () => {
    for (const { name, lesson } of lessons)
      for (const { pages } of lesson.layers) expect(pages.length >= 1 && pages.length <= 3, name).toBe(true);
  });

  it("42 past workshops and one milestone from 2014 to 2024, 20 publications, 22 rows of ITU's profile", () => {
    expect(workshops.filter(({ kind }) => kind === "workshop")).toHaveLength(42);
    expect(workshops).toHaveLength(43);
    for (const { year, id } of workshops) expect(year >= 2014 && year <= 2024, id).toBe(true);
    expect(publications).toHaveLength(20);
    const rows = profiles
      .find(({ slug }) => slug === "itu")
      ?.sections.flatMap(({ groups }) => groups.flatMap(({ items }) => items));
    expect(rows).toHaveLength(22);
  });
});

describe("citations", () => {
  const symbols = new Set(documents.map(({ symbol }) => symbol));
  const cited = [
    ...lessons.map(({ name, lesson }) => ({ where: name, citations: lesson.frontMatter.citations })),
    ...questions.map(({ id, citations }) => ({ where: id, citations })),
    ...glossary.map(({ slug, citations }) => ({ where: slug, citations })),
  ];

  it("each names a listed document, and none claims to have been checked", () => {
    for (const { where, citations } of cited)
      for (const { document, checkedOn } of citations) {
        expect(symbols.has(document), `${where}: ${document}`).toBe(true);
        expect(checkedOn, where).toBeNull();
      }
  });

  it("every lesson and question has one, and cites no place twice", () => {
    for (const { where, citations } of cited) {
      if (!glossary.some(({ slug }) => slug === where)) expect(citations.length, where).toBeGreaterThan(0);
      expect(
        new Set(citations.map(({ document, part, locator }) => JSON.stringify([document, part, locator]))).size,
        where,
      ).toBe(citations.length);
    }
  });

  it("every mark in a lesson leads to one of its citations, and every citation is used", () => {
    for (const { name, lesson } of lessons)
      for (const { pages } of lesson.layers) {
        const marks = new Set(
          pages.flatMap(({ html }) => [...html.matchAll(/href="#citation-(\d+)"/g)].map((match) => Number(match[1]))),
        );
        expect(
          [...marks].sort((a, b) => a - b),
          name,
        ).toEqual(lesson.frontMatter.citations.map((_, i) => i + 1));
      }
  });

  it("texts of the open-ended working groups are cited by their annex", () => {
    for (const { where, citations } of cited)
      for (const { document, part, locator } of citations)
        if (document === "A/75/816" && locator) expect(part, `${where}: ${locator}`).not.toBeNull();
  });
});

describe("the lessons' language", () => {
  it.each(pagesOf(wholeLessons).map((page) => [page.name, page] as const))("%s has 400 to 900 words", (_, page) => {
    expect(page.wordCount).toBeGreaterThanOrEqual(400);
    expect(page.wordCount).toBeLessThanOrEqual(900);
  });

  it.each(pagesOf(lessons).map((page) => [page.name, page] as const))(
    "%s has sentences of fewer than 22 words on average",
    (_, { html }) => {
      const lengths = sentences(html).map((sentence) => words(sentence).length);
      expect(lengths.reduce((sum, n) => sum + n, 0) / lengths.length).toBeLessThan(22);
    },
  );

  it("no two lessons share a run of twelve words", () => {
    const seen = new Map<string, string>();
    const shared: string[] = [];
    const sharedRuns = (run: string, before: string, lesson: string): void => {
      const passage = shared.at(-1);
      const start = `${before} and ${lesson}: `;
      const last = run.slice(run.lastIndexOf(" "));
      // A longer passage is told once: its next run begins where the one before went on.
      if (passage?.startsWith(start) && passage.endsWith(run.slice(0, -last.length)))
        shared[shared.length - 1] = passage + last;
      else shared.push(start + run);
    };
    for (const { lesson, html } of pagesOf(lessons)) {
      const all = words(plainText(html).replaceAll("\n", " "));
      for (let i = 0; i + 12 <= all.length; i++) {
        const run = all.slice(i, i + 12).join(" ");
        const before = seen.get(run);
        if (before && before !== lesson) sharedRuns(run, before, lesson);
        seen.set(run, lesson);
      }
    }
    expect(shared).toEqual([]);
  });

  it("no page carries an address, an image or markup of its own", () => {
    for (const { name, html } of pagesOf(lessons)) {
      expect(html, name).not.toMatch(/<img|<script|<iframe|\sstyle=|\son\w+=|https?:/i);
      expect(plainText(html), name).not.toMatch(/\[\^|\*\*|<!--/);
    }
  });
});
