import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { type LoadedLayer, loadContent } from "@/lib/content/load";
import { plainText } from "./reading";

/*
 * Translations are layers of the same lesson: as many pages, the same marks, figures, tables and practice questions, and
 * the words of the United Nations for what the English page calls by a term of theirs.
 */

const root = path.resolve(import.meta.dirname, "../../content");
const { courses, modules, glossary, equivalents } = loadContent(root);
const course = courses.find(({ slug }) => slug === "un-cyber-norms-csirts");
if (!course) throw new Error("the CERT-MU course is gone");

const translated = modules.flatMap((module) =>
  module.loadedLessons.flatMap(({ slug, layers }) => {
    const base = layers.find(({ language }) => language === "en");
    if (!base) throw new Error(`${slug} has no English text`);
    return layers
      .filter((layer) => layer !== base)
      .map((layer) => ({ name: `${module.slug}/${slug}.${layer.language}`, module: module.slug, slug, base, layer }));
  }),
);
const named = translated.map((lesson) => [lesson.name, lesson] as const);

/** What is counted on a page and has to be the same in every language. */
const shapeOf = ({ pages }: LoadedLayer) =>
  pages.map(({ html }) =>
    Object.fromEntries(
      ["<figure ", "<table>", "<tr>", "<li>", "<blockquote>", "<h3", 'class="paragraph-number"'].map((part) => [
        part,
        html.split(part).length - 1,
      ]),
    ),
  );
const marksOf = (html: string): string[] =>
  [...html.matchAll(/href="#citation-(\d+)"/g)].map(([, mark]) => mark ?? "").sort();

/** What a reader reads: title, key question and practice questions, then each page. */
const textsOf = ({ title, keyQuestion, pages, practice }: LoadedLayer): string[] => [
  [title, keyQuestion, ...practice.flatMap(({ stem, rationale }) => [stem, rationale])].join("\n"),
  ...pages.map((page) => [page.title, plainText(page.html)].join("\n")),
];

const plain = (text: string): string => text.toLowerCase().replaceAll("\u00a0", " ").replaceAll("*", "");
const isWordIn = (text: string, word: string): boolean =>
  new RegExp(`(?<![\\p{L}\\p{N}])${plain(word).replaceAll(/[.()]/g, "\\$&")}(?![\\p{L}\\p{N}])`, "u").test(plain(text));

describe("what there is", () => {
  it("French for the first two modules of the CERT-MU course, Arabic for the first, each whole", () => {
    const [first, second] = course.modules;
    for (const [language, whole] of [
      ["fr", [first, second]],
      ["ar", [first]],
    ] as const)
      for (const slug of whole) {
        const module = modules.find((one) => one.slug === slug);
        expect(
          module?.layers.map((layer) => layer.language),
          slug,
        ).toContain(language);
        for (const lesson of module?.loadedLessons ?? [])
          expect(
            lesson.layers.map((layer) => layer.language),
            `${slug}/${lesson.slug}`,
          ).toContain(language);
      }
    expect(course.layers.map(({ language }) => language).sort()).toEqual(["ar", "fr"]);
  });
});

describe("the same lesson", () => {
  it.each(named)(
    "%s has the figures, tables, lists, paragraphs and marks of the English text",
    (_, { base, layer }) => {
      expect(shapeOf(layer)).toEqual(shapeOf(base));
      expect(layer.pages.map(({ html }) => marksOf(html))).toEqual(base.pages.map(({ html }) => marksOf(html)));
    },
  );

  it.each(named)("%s has the practice questions of the English text, with the same key", (_, { base, layer }) => {
    const keys = (practice: LoadedLayer["practice"]) =>
      practice.map(({ options }) => options.map(({ right }) => right));
    expect(keys(layer.practice)).toEqual(keys(base.practice));
  });

  it.each(named)("%s names the same documents, norms, labels and years", (_, { base, layer }) => {
    const of = (texts: string[]) =>
      texts.map((text) =>
        [
          ...new Set(
            text
              .replaceAll("(RFC)", "RFC")
              .match(/\b[A-Z]\/\d+\/\d+|\([a-k]\)|\bTLP:[A-Z+]+|\b(?:19|20)\d\d\b|\b\d+\/\d+\b|(?:RFC|IEC) \d+/g) ?? [],
          ),
        ].sort(),
      );
    expect(of(textsOf(layer))).toEqual(of(textsOf(base)));
  });
});

describe("the words of the United Nations", () => {
  it("each term has one equivalent, and the glossary gives the same", () => {
    const terms = equivalents.map(({ term }) => plain(term));
    expect(new Set(terms).size).toBe(terms.length);
    for (const { term, equivalents: given } of glossary) {
      const record = equivalents.find((one) => plain(one.term) === plain(term));
      for (const language of ["fr", "ar"] as const)
        if (given[language]) expect(record?.[language], `${term} in ${language}`).toBe(given[language]);
    }
  });

  it.each(named)("%s uses them where its English page uses the term", (_, { base, layer }) => {
    const [from, to] = [textsOf(base), textsOf(layer)];
    const missing = equivalents.flatMap(({ term, forms, ...words }) =>
      from.flatMap((text, i) => {
        if (![term, ...(forms.en ?? [])].some((word) => isWordIn(text, word))) return [];
        const language = layer.language === "fr" ? "fr" : "ar";
        const wanted = [words[language], ...(forms[language] ?? [])];
        // Arabic joins articles and prepositions to the word.
        const isThere = (word: string) =>
          language === "ar" ? (to[i] ?? "").includes(word) : isWordIn(to[i] ?? "", word);
        return wanted.some(isThere) ? [] : [`${i === 0 ? "front matter" : `page ${i}`}: ${term}, ${words[language]}`];
      }),
    );
    expect(missing).toEqual([]);
  });
});

describe("how they are written", () => {
  it.each(named.filter(([, { layer }]) => layer.language === "fr"))(
    "%s has no breaking space before a French mark, nor inside its quotation marks",
    (_, { module, slug }) => {
      const source = readFileSync(path.join(root, "modules", module, `${slug}.fr.md`), "utf8");
      expect(source.match(/.{0,20}(?: [:;?!»](?=[\s.,"|]|$)|« ).{0,20}/gm) ?? []).toEqual([]);
    },
  );

  it.each(named)(
    "%s begins each worked example as the others do, and leaves no English heading",
    (_, { base, layer }) => {
      const examples = (layerOf: LoadedLayer, word: string) =>
        layerOf.pages.flatMap(
          ({ html }) => html.match(new RegExp(`<blockquote>\\s*<p><strong>${word}\\.</strong>`, "g")) ?? [],
        ).length;
      expect(examples(layer, layer.language === "fr" ? "Exemple" : "مثال")).toBe(examples(base, "Example"));
      const titles = new Set(base.pages.map(({ title }) => title));
      expect(layer.pages.filter(({ title }) => titles.has(title))).toEqual([]);
    },
  );
});
