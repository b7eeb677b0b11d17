import path from "node:path";
import { describe, expect, it } from "vitest";
import { loadContent } from "@/lib/content/load";
import { drawForm } from "@/lib/questions/draw-form";

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
const courseLessons = lessons.filter(({ module }) => course.modules.includes(module));
const pagesOf = (of: typeof lessons) =>
  of.flatMap(({ name, lesson }) =>
    lesson.layers
      .filter(({ language }) => language === "en")
      .flatMap(({ pages }) => pages.map((page) => ({ name: `${name}?page=${page.number}`, lesson: name, ...page }))),
  );

/** What a reader reads: no tags, no paragraph numbers, no citation marks; each block on a line of its own. */
const plainText = (html: string): string =>
  html
    .replace(/<a class="paragraph-number"[^>]*>\d+<\/a>/g, "")
    .replace(/<sup>.*?<\/sup>/g, "")
    .replace(/<\/(?:p|li|h\d|td|th|tr|blockquote)>/g, "\n")
    .replace(/<[^>]+>/g, "")
    .replaceAll("&quot;", '"')
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&amp;", "&");

/** The running text alone: paragraphs and list items, without headings and tables. */
const sentences = (html: string): string[] =>
  plainText(html.replace(/<table>.*?<\/table>/gs, "").replace(/<h\d[^>]*>.*?<\/h\d>/gs, ""))
    .split("\n")
    .flatMap((block) => block.trim().split(/(?<=[.?!][)"”]?)\s+(?=["“(]?[A-Z])/))
    .filter((sentence) => /\w/.test(sentence));

const words = (text: string): string[] => text.toLowerCase().match(/[\p{L}\p{N}]+(?:['’:+/.-][\p{L}\p{N}]+)*/gu) ?? [];

describe("what there is", () => {
  it("three courses, of which the CERT-MU one has five modules, an exam of thirty and sixty questions", () => {
    expect(courses.map(({ slug }) => slug).sort()).toEqual([
      "cyber-policy-and-diplomacy",
      "cyberdiplomacy-training",
      "un-cyber-norms-csirts",
    ]);
    expect(course.modules).toHaveLength(5);
    expect(course.exam).toMatchObject({ blueprint: { questions: 30 }, thresholdPercent: 70, strict: true });
    expect(questions).toHaveLength(60);
  });

  it("at least 22 lesson pages in the CERT-MU course, one to three to a lesson", () => {
    expect(pagesOf(courseLessons).length).toBeGreaterThanOrEqual(22);
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

describe("every question", () => {
  it.each(questions.map((question) => [question.id, question] as const))(
    "%s has four distinct options, one key, and a reason for each distractor",
    (_, question) => {
      expect(question.options).toHaveLength(4);
      expect(new Set(question.options.map(({ text }) => text.trim().toLowerCase())).size).toBe(4);
      expect(question.options.filter(({ right }) => right)).toHaveLength(1);
      for (const { right, why } of question.options) expect(Boolean(why)).toBe(!right);
      expect(question.rationale.length).toBeGreaterThan(40);
    },
  );

  it.each(questions.map((question) => [question.id, question] as const))(
    "%s offers no shortcut: no option names another, or all, or none",
    (_, { options, stem }) => {
      for (const { text } of options)
        expect(text).not.toMatch(
          /\b(all|none|both|neither|any|each) of (the|these) (above|options|answers|following)\b|\ball of them\b|\boptions? [A-D]\b|\b[A-D] and [A-D]\b/i,
        );
      // A negative stem is overlooked in haste; where one stands, it is emphasised.
      if (/\b(not|except|never)\b[^.?!]*\?$/i.test(stem)) expect(stem).toMatch(/\b(NOT|EXCEPT|NEVER)\b|\*\*/);
    },
  );

  it("belongs to a module and an outcome of the course", () => {
    const outcomes = new Set(course.outcomes.map(({ code }) => code));
    for (const { id, module, outcome } of questions) {
      expect(course.modules, id).toContain(module);
      expect(outcomes.has(outcome), id).toBe(true);
    }
  });

  it("asks something that no other question asks", () => {
    expect(new Set(questions.map(({ stem }) => words(stem).join(" "))).size).toBe(questions.length);
  });
});

describe("the bank as a whole", () => {
  it("the key stands in each of the four places in 20 to 30 % of the questions", () => {
    const at = [0, 0, 0, 0];
    for (const { options } of questions) {
      const index = options.findIndex(({ right }) => right);
      at[index] = (at[index] ?? 0) + 1;
    }
    for (const [index, times] of at.entries()) {
      expect(times / questions.length, `place ${index + 1}`).toBeGreaterThanOrEqual(0.2);
      expect(times / questions.length, `place ${index + 1}`).toBeLessThanOrEqual(0.3);
    }
  });

  it.each([
    ["longest", (lengths: readonly number[]) => Math.max(...lengths)],
    ["shortest", (lengths: readonly number[]) => Math.min(...lengths)],
  ] as const)("who always takes the %s option is right in at most 35 %%", (_, pick) => {
    let right = 0;
    for (const { options } of questions) {
      const lengths = options.map(({ text }) => text.length);
      const taken = options.filter((_, i) => lengths[i] === pick(lengths));
      right += taken.filter((option) => option.right).length / taken.length;
    }
    expect(right / questions.length).toBeLessThanOrEqual(0.35);
  });

  it("who always takes the option with most words of the stem is right in at most 40 %", () => {
    let right = 0;
    for (const { stem, options } of questions) {
      const asked = new Set(words(stem).filter((word) => word.length > 3));
      const overlaps = options.map(({ text }) => words(text).filter((word) => asked.has(word)).length);
      const taken = options.filter((_, i) => overlaps[i] === Math.max(...overlaps));
      right += taken.filter((option) => option.right).length / taken.length;
    }
    expect(right / questions.length).toBeLessThanOrEqual(0.4);
  });

  it("every outcome of the course has questions, enough to be met in every exam", () => {
    for (const { code } of course.outcomes)
      expect(questions.filter(({ outcome }) => outcome === code).length, code).toBeGreaterThanOrEqual(6);
  });

  it("the blueprint can be drawn, with at least two questions to choose from for each norm and module", () => {
    const blueprint = course.exam?.blueprint;
    if (!blueprint) throw new Error("no exam");
    for (const norm of blueprint.norms)
      expect(questions.filter(({ norms }) => norms.includes(norm)).length, `norm (${norm})`).toBeGreaterThanOrEqual(2);
    for (const slug of course.modules)
      expect(questions.filter(({ module }) => module === slug).length, slug).toBeGreaterThan(blueprint.perModule);
    expect(blueprint.questions, "room for every demand apart, so that every seed can be drawn").toBeGreaterThanOrEqual(
      blueprint.norms.length + blueprint.perModule * course.modules.length,
    );
    const pool = questions.map(({ id, kind, module, outcome, norms, options }) => ({
      questionId: id,
      versionId: id,
      kind,
      module,
      outcome,
      norms,
      cbms: [],
      bloom: null,
      easePercent: null,
      optionIds: options.map((_, i) => `${i}`),
      enemies: [],
    }));
    for (let seed = 0; seed < 200; seed++) expect(drawForm(pool, blueprint, `${seed}`)).toMatchObject({ ok: true });
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
  it.each(pagesOf(courseLessons).map((page) => [page.name, page] as const))("%s has 400 to 900 words", (_, page) => {
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
