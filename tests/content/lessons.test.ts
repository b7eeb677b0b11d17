import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import path from "node:path";
import countries from "i18n-iso-countries";
import { describe, expect, it } from "vitest";
import { loadContent } from "@/lib/content/load";
import { names, plainCapitals, shortForms, statesNamed, years } from "./known-names";
import { plainText, runsOf, similarity } from "./reading";

/*
 * The lessons: whether what they name has a source, whether they read well for somebody whose English
 * is a second language, and whether each has what a lesson of this project has.
 */

const root = path.resolve(import.meta.dirname, "../../content");
const { courses, modules, banks, documents } = loadContent(root);
const course = courses.find(({ slug }) => slug === "un-cyber-norms-csirts");
if (!course) throw new Error("the CERT-MU course is gone");

const everyLesson = modules.flatMap((module) =>
  module.loadedLessons.map((lesson) => {
    const base = lesson.layers.find(({ language }) => language === "en");
    if (!base) throw new Error(`${lesson.slug} has no English text`);
    const practice = base.practice.flatMap(({ stem, options, rationale }) => [
      stem,
      ...options.flatMap(({ text, why }) => [text, why ?? ""]),
      rationale,
    ]);
    return {
      name: `${module.slug}/${lesson.slug}`,
      module: module.slug,
      ...base,
      frontMatter: lesson.frontMatter,
      text: base.pages.map(({ html }) => plainText(html)).join("\n"),
      practiceText: practice.join("\n"),
    };
  }),
);
const lessons = everyLesson.filter(({ module }) => course.modules.includes(module));
const everyNamed = everyLesson.map((lesson) => [lesson.name, lesson] as const);
// One-page outlines of seminars are no lessons yet: they need sources, but neither an example nor practice.
const wholeNamed = everyNamed.filter(([, { module }]) => module !== "additional-seminars");

const capitals = (text: string): string[] =>
  (text.match(/\b[A-Z][A-Z0-9]+s?\b/g) ?? [])
    .map((found) => found.replace(/s$/, ""))
    .filter((found) => !plainCapitals.has(found));

describe("what there is", () => {
  it("35 lesson pages", () => {
    expect(lessons.flatMap(({ pages }) => pages)).toHaveLength(35);
  });

  it.each(wholeNamed)("%s has resources, a worked example and two or three practice questions", (_, lesson) => {
    expect(lesson.frontMatter.resources.length).toBeGreaterThan(0);
    expect(lesson.pages.some(({ html }) => /<blockquote>\s*<p><strong>Example\.<\/strong>/.test(html))).toBe(true);
    expect(lesson.practice.length).toBeGreaterThanOrEqual(2);
    expect(lesson.practice.length).toBeLessThanOrEqual(3);
  });

  it("every lesson has a table or a figure, and at least eight a drawn one", () => {
    for (const [name, { pages }] of wholeNamed)
      expect(
        pages.some(({ html }) => /<table>|<svg /.test(html)),
        name,
      ).toBe(true);
    expect(
      lessons.filter(({ pages }) => pages.some(({ html }) => html.includes("<svg "))).length,
    ).toBeGreaterThanOrEqual(8);
  });

  it("every outcome of the course and every norm is taught by a lesson", () => {
    for (const { code } of course.outcomes)
      expect(
        lessons.some(({ frontMatter }) => frontMatter.outcomes.includes(code)),
        code,
      ).toBe(true);
    for (const norm of ["a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k"] as const)
      expect(
        lessons.some(({ frontMatter }) => frontMatter.norms.includes(norm)),
        norm,
      ).toBe(true);
  });
});

describe("sources", () => {
  it.each(everyNamed)("%s has at least two citations with a locator", (_, { frontMatter }) => {
    expect(frontMatter.citations.filter(({ locator }) => locator !== null).length).toBeGreaterThanOrEqual(2);
  });

  it.each(everyNamed)("every symbol in %s is that of a library record", (_, { text, practiceText }) => {
    const symbols = new Set(documents.map(({ symbol }) => symbol));
    const found = [
      ...[...`${text}\n${practiceText}`.matchAll(/\b(?:A|PC\.DEC|CICTE)\/[A-Z0-9./]*\d/g)].map(([symbol]) => symbol),
      ...[...text.matchAll(/\b[Rr]esolution (\d+\/\d+)/g)].map(([, number]) => `A/RES/${number}`),
      ...[...text.matchAll(/\bISO\/IEC (\d+)/g)].map(([, number]) => `ISO-${number}`),
      ...[...text.matchAll(/\bRFC\)? (\d+)/g)].map(([, number]) => `RFC-${number}`),
      ...[...text.matchAll(/\bConvention (\d+)/g)].map(([, number]) => `CONVENTION-${number}`),
    ];
    expect(found.filter((symbol) => !symbols.has(symbol))).toEqual([]);
  });

  it.each(everyNamed)(
    "every year in %s is that of a library record or of a collected fact",
    (_, { text, practiceText }) => {
      const known = new Set([
        ...Object.keys(years),
        ...documents.flatMap(
          ({ title, date, note }) => `${title} ${date?.text} ${note}`.match(/\b(?:19|20)\d\d\b/g) ?? [],
        ),
      ]);
      const found = `${text}\n${practiceText}`.match(/\b(?:19|20)\d\d\b/g) ?? [];
      expect(found.filter((year) => !known.has(year))).toEqual([]);
    },
  );

  it.each(everyNamed)(
    "every body in %s is known from a library record or a collected fact",
    (_, { text, practiceText }) => {
      const whole = `${text}\n${practiceText}`;
      expect(capitals(whole).filter((form) => !(form in shortForms))).toEqual([]);
      const known = [
        ...names,
        ...Object.keys(statesNamed),
        ...documents.flatMap(({ title, body }) => [title, body]),
      ].sort((a, b) => b.length - a.length);
      let rest = whole;
      for (const name of known) rest = rest.replaceAll(name, "·");
      // Two capitalised words side by side inside a sentence are a name.
      const others = rest
        .split(/\n|(?<=[.?!:]["”)]?)\s+/)
        .flatMap(
          (sentence) =>
            sentence.replace(/^\W*\S+/, "").match(/\b[A-Z][a-zé-]+(?: (?:(?:of|for|on|the) )*[A-Z][a-z-]+)+/g) ?? [],
        );
      expect(others).toEqual([]);
    },
  );

  it("no lesson names a State, save those that did something together in public", () => {
    const states = Object.values(countries.getNames("en", { select: "official" })).filter(
      (state) => !(state in statesNamed),
    );
    for (const { name, text, practiceText } of everyLesson)
      for (const state of states)
        expect(
          new RegExp(`\\b${state.replaceAll(/[^\w -]/g, ".")}\\b`).test(`${text}\n${practiceText}`),
          `${name}: ${state}`,
        ).toBe(false);
  });
});

describe("what is over, planned or contested is told so", () => {
  it("nothing says that the working group goes on, or that a meeting of 2026 took place", () => {
    for (const { name, text } of everyLesson) {
      expect(text, name).not.toMatch(
        /\b(?:OEWG|Working Group) (?:continues|goes on|will|meets|is (?:now )?(?:meeting|negotiating))/,
      );
      for (const block of text.split("\n"))
        if (block.includes("2026")) expect(block, name).toMatch(/scheduled|\bwas to\b/);
    }
  });

  it("a page on a contested matter gives at least two views, and says whose they are", () => {
    const contested = everyLesson.flatMap(({ name, pages }) =>
      pages.filter((page) => page.contested).map((page) => ({ name, text: plainText(page.html) })),
    );
    expect(contested.length).toBeGreaterThanOrEqual(5);
    for (const { name, text } of contested) {
      expect(text, name).toMatch(/\bSome States (?:hold|see)\b|\bsome States (?:hold|see)\b/);
      expect(text, name).toMatch(/\bOther(?: State)?s (?:hold|see)\b/);
    }
  });

  it("no text that is superseded is taught", () => {
    const superseded = new Set(documents.filter(({ status }) => status === "superseded").map(({ symbol }) => symbol));
    for (const { name, frontMatter } of everyLesson)
      for (const { document } of [...frontMatter.citations, ...frontMatter.resources])
        expect(superseded.has(document ?? ""), `${name}: ${document}`).toBe(false);
  });
});

describe("language", () => {
  it.each(everyNamed)("every short form in %s is written out where it first stands", (_, { pages }) => {
    const text = pages.map(({ html }) => plainText(html.replace(/<h\d[^>]*>.*?<\/h\d>/gs, ""))).join("\n");
    // A heading may be short: the text below it begins with the name.
    const blocks = text.split("\n");
    const unexplained = [...new Set(capitals(text))].filter((form) => {
      const first = blocks.find((block) => capitals(block).includes(form)) ?? "";
      return !new RegExp(
        `[a-z0-9]+s? \\(${form}s?\\)|\\b${form}s? \\([a-z]|\\b${form}s?, (?:the|a|an|often called) |\\b${form} stands for `,
        "i",
      ).test(first);
    });
    expect(unexplained).toEqual([]);
  });

  it("no lesson repeats eight words in a row from a text that it was seeded from", () => {
    const seeds = new Set(
      readFileSync(path.join(import.meta.dirname, "seed-runs.txt"), "utf8")
        .split("\n")
        .filter((line) => line && !line.startsWith("#")),
    );
    expect(seeds.size).toBeGreaterThan(3000);
    const hash = (run: string) => createHash("sha256").update(run).digest("hex").slice(0, 10);
    for (const { name, text, practiceText } of everyLesson)
      for (const block of [text.replaceAll("\n", " "), practiceText])
        expect(
          runsOf(block, 8).filter((run) => seeds.has(hash(run))),
          name,
        ).toEqual([]);
  });
});

describe("practice questions", () => {
  const practice = everyLesson.flatMap(({ name, practice: questions }) =>
    questions.map((question) => ({ name, ...question })),
  );

  it("none is an exam's question in other words", () => {
    const stems = banks.flatMap(({ questions }) => questions.map(({ id, stem }) => ({ id, stem })));
    for (const { name, stem } of practice)
      for (const exam of stems)
        expect(similarity(stem, exam.stem), `${name}: "${stem}" and ${exam.id}`).toBeLessThan(0.6);
  });

  it("no two of them ask the same", () => {
    for (const [i, one] of practice.entries())
      for (const other of practice.slice(i + 1))
        expect(similarity(one.stem, other.stem), `"${one.stem}" and "${other.stem}"`).toBeLessThan(0.6);
  });

  it("the right option shows neither by its length nor by its place", () => {
    const longest = practice.filter(({ options }) => {
      const lengths = options.map(({ text }) => text.length);
      return lengths[options.findIndex(({ right }) => right)] === Math.max(...lengths);
    });
    expect(longest.length / practice.length).toBeLessThanOrEqual(0.35);
    for (const place of [0, 1, 2])
      expect(practice.filter(({ options }) => options[place]?.right).length / practice.length).toBeLessThanOrEqual(0.5);
  });
});
