import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { type LoadedLayer, loadContent } from "@/lib/content/load";
import { drawForm } from "@/lib/questions/draw-form";
import { plainText } from "./reading";
import { longest, mostHedged, mostOfTheStem, noAbsolutes, type Robot, rightShare, shortest, theirVote } from "./robots";

/*
 * Translations are layers of the same lesson: as many pages, the same marks, figures, tables and practice questions, and
 * the words of the United Nations for what the English page calls by a term of theirs. Those of questions are enough for
 * whole exams, and show the key no more than the English do.
 */

const root = path.resolve(import.meta.dirname, "../../content");
const { courses, modules, banks, glossary, equivalents } = loadContent(root);
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

/** Documents, norms, labels, years and standards that a text names, each once. */
const symbolsIn = (text: string): string[] =>
  [
    ...new Set(
      text
        .replaceAll("(RFC)", "RFC")
        .match(/\b[A-Z]\/\d+\/\d+|\([a-k]\)|\bTLP:[A-Z+]+|\b(?:19|20)\d\d\b|\b\d+\/\d+\b|(?:RFC|IEC) \d+/g) ?? [],
    ),
  ].sort();

const plain = (text: string): string => text.toLowerCase().replaceAll("\u00a0", " ").replaceAll("*", "");
const isWordIn = (text: string, word: string): boolean =>
  new RegExp(`(?<![\\p{L}\\p{N}])${plain(word).replaceAll(/[.()]/g, "\\$&")}(?![\\p{L}\\p{N}])`, "u").test(plain(text));

/** The United Nations' terms of an English text for which its translation has none of their words. */
const termsMissing = (base: string, translation: string, language: "fr" | "ar"): string[] =>
  equivalents.flatMap(({ term, forms, ...texts }) => {
    if (![term, ...(forms.en ?? [])].some((word) => isWordIn(base, word))) return [];
    // Arabic joins articles and prepositions to the word.
    const isThere = (word: string) => (language === "ar" ? translation.includes(word) : isWordIn(translation, word));
    return [texts[language], ...(forms[language] ?? [])].some(isThere) ? [] : [`${term}, ${texts[language]}`];
  });

/** A French mark after a space that may break, and quotation marks with one inside. */
const breakingSpaces = (source: string): string[] =>
  source.match(/.{0,20}(?: [:;?!»%](?=[\s.,"|]|$)|« ).{0,20}/gm) ?? [];

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
    expect(textsOf(layer).map(symbolsIn)).toEqual(textsOf(base).map(symbolsIn));
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
    const missing = from.flatMap((text, i) =>
      termsMissing(text, to[i] ?? "", layer.language === "fr" ? "fr" : "ar").map(
        (term) => `${i === 0 ? "front matter" : `page ${i}`}: ${term}`,
      ),
    );
    expect(missing).toEqual([]);
  });
});

describe("how they are written", () => {
  it.each(named.filter(([, { layer }]) => layer.language === "fr"))(
    "%s has no breaking space before a French mark, nor inside its quotation marks",
    (_, { module, slug }) => {
      const source = readFileSync(path.join(root, "modules", module, `${slug}.fr.md`), "utf8");
      expect(breakingSpaces(source)).toEqual([]);
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

describe("the exam questions in French", () => {
  const blueprint = course.exam?.blueprint;
  const bank = banks.find(({ slug }) => slug === course.bank);
  if (!blueprint || !bank) throw new Error("the CERT-MU course has no exam");
  const papers = bank.questions.flatMap((question) => {
    const french = question.layers.find(({ language }) => language === "fr");
    return french
      ? [
          {
            ...question,
            ...french,
            options: french.options.map((o, i) => ({ ...o, right: question.options[i]?.right ?? false })),
            english: question,
          },
        ]
      : [];
  });
  const each = papers.map((paper) => [paper.id, paper] as const);
  const textOf = ({
    stem,
    options,
    rationale,
  }: {
    stem: string;
    options: readonly { text: string; why?: string | undefined }[];
    rationale: string;
  }) => [stem, ...options.flatMap(({ text, why }) => [text, why ?? ""]), rationale].join("\n");

  it("fill every slot of the blueprint, twice over: a resit meets hardly any of them again", () => {
    const pool = papers.map(({ id, kind, module, outcome, norms, bloom, options }) => ({
      questionId: id,
      versionId: id,
      kind,
      module,
      outcome,
      norms,
      cbms: [],
      bloom,
      easePercent: null,
      optionIds: options.map((_, i) => `${i}`),
      enemies: [],
    }));
    expect(new Set(pool.map(({ module }) => module))).toEqual(new Set(course.modules));
    const drawnFrom = (those: typeof pool, seed: string, seen?: ReadonlySet<string>): ReadonlySet<string> | null => {
      const form = drawForm(those, blueprint, seed, seen);
      return form.ok ? new Set(form.value.map(({ versionId }) => versionId)) : null;
    };
    let withoutAnyInCommon = 0;
    for (let seed = 0; seed < 100; seed++) {
      const first = drawnFrom(pool, `${seed}`);
      const again = first && drawnFrom(pool, `${seed} again`, first);
      if (!first || !again) throw new Error(`no form from seed ${seed}`);
      expect([...again].filter((id) => first.has(id)).length, `seed ${seed}`).toBeLessThanOrEqual(3);
      const others = pool.filter(({ versionId }) => !first.has(versionId));
      if (drawnFrom(others, `${seed}`)) withoutAnyInCommon++;
    }
    expect(withoutAnyInCommon).toBeGreaterThan(0);
    for (const norm of blueprint.norms)
      expect(papers.filter(({ norms }) => norms.includes(norm)).length, norm).toBeGreaterThanOrEqual(2);
    for (const slug of course.modules)
      expect(papers.filter(({ module }) => module === slug).length, slug).toBeGreaterThanOrEqual(
        2 * blueprint.perModule,
      );
    expect(papers.length).toBeGreaterThanOrEqual(2 * blueprint.questions);
  });

  it.each(each)("%s names what the English names, in the words of the United Nations", (_, paper) => {
    expect(symbolsIn(textOf(paper))).toEqual(symbolsIn(textOf(paper.english)));
    expect(termsMissing(textOf(paper.english), textOf(paper), "fr")).toEqual([]);
  });

  it.each(each)("%s has four distinct options of like length and form, and no shortcut", (_, { options }) => {
    const texts = options.map(({ text }) => text);
    expect(new Set(texts.map(plain)).size).toBe(4);
    const lengths = texts.map(({ length }) => length);
    expect(Math.max(...lengths)).toBeLessThanOrEqual(Math.max(1.5 * Math.min(...lengths), 30));
    expect(new Set(texts.map((text) => /[.?!]$/.test(text))).size).toBe(1);
    for (const text of texts)
      expect(text).not.toMatch(
        /(?:toutes|aucune) (?:ces|des|les) |ci-dessus|précédentes|(?:réponse|option)s? [A-D](?!\p{L})/iu,
      );
  });

  it("keep the key in each of the four places in 20 to 30 %", () => {
    for (const place of [0, 1, 2, 3]) {
      const there = papers.filter(({ options }) => options[place]?.right).length / papers.length;
      expect(there).toBeGreaterThanOrEqual(0.2);
      expect(there).toBeLessThanOrEqual(0.3);
    }
  });

  it.each<[string, Robot]>([
    ["always takes the longest option", longest],
    ["always takes the shortest option", shortest],
    ["takes the most hedged option", mostHedged],
    ["takes the option with most words of the stem", mostOfTheStem],
    ["strikes out what is absolute", noAbsolutes],
    ["follows the vote of these", theirVote],
  ])("who %s is right in at most 35 %%", (_, robot) => {
    expect(rightShare(robot, papers)).toBeLessThanOrEqual(0.35);
  });

  it("have no breaking space before a French mark, nor inside quotation marks, and no straight apostrophe", () => {
    for (const paper of papers) {
      expect(breakingSpaces(textOf(paper)), paper.id).toEqual([]);
      expect(textOf(paper), paper.id).not.toMatch(/'/);
    }
  });
});
