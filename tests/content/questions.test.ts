import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import path from "node:path";
import countries from "i18n-iso-countries";
import { describe, expect, it } from "vitest";
import { loadContent } from "@/lib/content/load";
import { drawForm } from "@/lib/questions/draw-form";
import { names, plainCapitals, shortForms, statesNamed, years } from "./known-names";
import { plainText, runsOf, similarity, words } from "./reading";
import { longest, mostHedged, mostOfTheStem, noAbsolutes, type Robot, rightShare, shortest, theirVote } from "./robots";

/*
 * The exam bank of the CERT-MU course: whether it covers what it should, whether knowledge alone finds the key, and whether
 * each question rests on a source and on a page that teaches it.
 */

const { courses, modules, banks, documents } = loadContent(path.resolve(import.meta.dirname, "../../content"));
const course = courses.find(({ slug }) => slug === "un-cyber-norms-csirts");
if (!course) throw new Error("the CERT-MU course is gone");
const bank = banks.find(({ slug }) => slug === course.bank);
if (!bank) throw new Error("the CERT-MU course has no bank");
const { questions } = bank;
const named = questions.map((question) => [question.id, question] as const);

type Question = (typeof questions)[number];
const letters = ["a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k"] as const;

/** The explanation of each norm in A/76/135. */
const explanations: Readonly<Record<(typeof letters)[number], string>> = {
  a: "paras. 19-21",
  b: "paras. 22-28",
  c: "paras. 29-30",
  d: "paras. 31-35",
  e: "paras. 36-41",
  f: "paras. 42-46",
  g: "paras. 47-50",
  h: "paras. 51-55",
  i: "paras. 56-59",
  j: "paras. 60-64",
  k: "paras. 65-68",
};

const share = (those: readonly unknown[]): number => those.length / questions.length;
const sentencesOf = (text: string): string[] => text.split(/(?<=[.?!][)"”]?)\s+(?=["“(]?[A-Z])/);
const textsOf = ({ stem, options, rationale }: Question): string[] => [
  stem,
  ...options.flatMap(({ text, why }) => [text, why ?? ""]),
  rationale,
];
const wholeText = (question: Question): string => textsOf(question).join("\n");
const place = ({ document, part, locator }: Question["citations"][number]): string =>
  [document, part, locator].filter(Boolean).join(", ");

/** A case of two to four sentences in which the candidate has to do or to judge something. */
const isScenario = ({ stem, bloom }: Question): boolean =>
  ["apply", "analyse", "evaluate", "create"].includes(bloom) &&
  sentencesOf(stem).length >= 2 &&
  sentencesOf(stem).length <= 4;

describe("what the bank covers", () => {
  it("180 questions: eight or more on each norm close to a team's work, four or more on the others", () => {
    expect(questions.length).toBeGreaterThanOrEqual(180);
    for (const letter of letters)
      expect(questions.filter(({ norms }) => norms.includes(letter)).length, `norm (${letter})`).toBeGreaterThanOrEqual(
        ["a", "b", "e"].includes(letter) ? 4 : 8,
      );
  });

  it("every outcome has lessons and enough questions to be met in every exam", () => {
    const taught = modules
      .filter(({ slug }) => course.modules.includes(slug))
      .flatMap(({ loadedLessons }) => loadedLessons.flatMap(({ frontMatter }) => frontMatter.outcomes));
    for (const { code } of course.outcomes) {
      expect(taught, code).toContain(code);
      expect(questions.filter(({ outcome }) => outcome === code).length, code).toBeGreaterThanOrEqual(24);
    }
    for (const { id, outcome } of questions)
      expect(
        course.outcomes.some(({ code }) => code === outcome),
        id,
      ).toBe(true);
  });

  it("at least 40 % are short scenarios, at least thirty of them of a kind of their own", () => {
    const scenarios = questions.filter(isScenario);
    expect(share(scenarios)).toBeGreaterThanOrEqual(0.4);
    const distinct: string[] = [];
    for (const { stem } of scenarios)
      if (distinct.every((other) => similarity(stem, other) < 0.35)) distinct.push(stem);
    expect(distinct.length).toBeGreaterThanOrEqual(30);
  });

  it("at most a tenth ask for a letter, a date, a number or a symbol, and each of these says so", () => {
    expect(share(questions.filter(({ recall }) => recall))).toBeLessThanOrEqual(0.1);
    const bare =
      /^(?:norm \([a-k]\)|(?:resolution|decision|measure|paragraph|para\.)? ?\(?[A-Z0-9][A-Z0-9/.+:-]*\)?|(?:in |on )?(?:\d+ )?(?:\w+ )?(?:19|20)\d\d)\.?$/;
    for (const { id, options, recall, bloom } of questions) {
      if (recall) expect(bloom, id).toBe("remember");
      const isBare = options.every(({ text }) =>
        bare.test(text.replace(/^(?:Norm|Resolution|Measure)/, (w) => w.toLowerCase())),
      );
      // To find the label that a text needs is a task; to know the order of labels is not.
      if (isBare && bloom === "remember") expect(recall, id).toBe(true);
    }
  });

  it("the blueprint can be drawn, with questions to choose from for each norm and module", () => {
    const blueprint = course.exam?.blueprint;
    if (!blueprint) throw new Error("no exam");
    for (const slug of course.modules)
      expect(questions.filter(({ module }) => module === slug).length, slug).toBeGreaterThan(blueprint.perModule);
    expect(blueprint.questions, "room for every demand apart, so that every seed can be drawn").toBeGreaterThanOrEqual(
      blueprint.norms.length + blueprint.perModule * course.modules.length,
    );
    const pool = questions.map(({ id, kind, module, outcome, norms, bloom, options }) => ({
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
    for (let seed = 0; seed < 200; seed++) expect(drawForm(pool, blueprint, `${seed}`)).toMatchObject({ ok: true });
  });
});

describe("every question", () => {
  it.each(named)(
    "%s has four distinct options of like length, one key, and a reason for each distractor",
    (_, question) => {
      const { kind, options, rationale } = question;
      expect(kind).toBe("single");
      expect(options).toHaveLength(4);
      expect(new Set(options.map(({ text }) => text.trim().toLowerCase())).size).toBe(4);
      expect(options.filter(({ right }) => right)).toHaveLength(1);
      for (const { right, why } of options) expect(Boolean(why)).toBe(!right);
      expect(rationale.length).toBeGreaterThan(40);
      const lengths = options.map(({ text }) => text.length);
      expect(Math.max(...lengths)).toBeLessThanOrEqual(Math.max(1.5 * Math.min(...lengths), 30));
      // Sentences or phrases, but not one among the others.
      expect(new Set(options.map(({ text }) => /[.?!]$/.test(text))).size).toBe(1);
    },
  );

  it.each(named)("%s offers no shortcut: no option names another, or all, or none", (_, { options }) => {
    for (const { text } of options)
      expect(text).not.toMatch(
        /\b(all|none|both|neither|any|each) of (the|these) (above|options|answers|following)\b|\ball of them\b|\boptions? [A-D]\b|\b[A-D] and [A-D]\b/i,
      );
  });

  it("asks for what is so; a stem that asks for what is not is rare and emphasised", () => {
    const negative = questions.filter(({ stem }) => {
      const last = sentencesOf(stem).at(-1) ?? "";
      return /^(?:which|what|who|where)\b.*\b(?:not|except|never)\b/i.test(last) && !/\b(?:and|or) not\b/i.test(last);
    });
    expect(share(negative)).toBeLessThan(0.05);
    for (const { id, stem } of negative) expect(stem, id).toMatch(/\*(?:not|except|never)\*/i);
  });

  it("asks something that no other question asks", () => {
    for (const [i, one] of questions.entries())
      for (const other of questions.slice(i + 1))
        expect(similarity(one.stem, other.stem), `${one.id} and ${other.id}`).toBeLessThan(0.7);
  });

  it("reads plainly: fewer than 22 words to a sentence on average", () => {
    for (const question of questions) {
      const lengths = [question.stem, question.rationale]
        .flatMap(sentencesOf)
        .map((sentence) => words(sentence).length);
      expect(lengths.reduce((sum, n) => sum + n, 0) / lengths.length, question.id).toBeLessThan(22);
    }
  });
});

describe("knowledge alone finds the key", () => {
  it("it stands in each of the four places in 20 to 30 % of the questions", () => {
    for (const index of [0, 1, 2, 3]) {
      const there = share(questions.filter(({ options }) => options[index]?.right));
      expect(there, `place ${index + 1}`).toBeGreaterThanOrEqual(0.2);
      expect(there, `place ${index + 1}`).toBeLessThanOrEqual(0.3);
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
    expect(rightShare(robot, questions)).toBeLessThanOrEqual(0.35);
  });

  it("the robots do what they say", () => {
    const paper = (stem: string, ...texts: string[]) => ({
      stem,
      options: texts.map((text, i) => ({ text, right: i === 0 })),
    });
    expect(longest(paper("", "ab", "abc", "abc", "a"))).toEqual([0, 0.5, 0.5, 0]);
    expect(shortest(paper("", "ab", "abc", "abc", "a"))).toEqual([0, 0, 0, 1]);
    expect(mostHedged(paper("", "It may usually work", "It may work", "It works", "It can work"))).toEqual([
      1, 0, 0, 0,
    ]);
    expect(mostOfTheStem(paper("Who answers requests?", "answers to requests", "requests", "mail", "calls"))).toEqual([
      1, 0, 0, 0,
    ]);
    expect(noAbsolutes(paper("", "always", "never", "often", "sometimes"))).toEqual([0, 0, 0.5, 0.5]);
    expect(theirVote(paper("", "may do", "always do so", "never do so", "all do so"))).toEqual([1, 0, 0, 0]);
    expect(rightShare(longest, [paper("", "long", "a", "b", "c"), paper("", "a", "long", "b", "c")])).toBe(0.5);
  });
});

describe("sources", () => {
  it.each(named)("%s cites the place of each norm it is tagged with", (_, { norms, citations }) => {
    const places = citations.map(place);
    for (const norm of norms)
      expect(
        places.includes(`A/70/174, para. 13 (${norm})`) || places.includes(`A/76/135, ${explanations[norm]}`),
        `norm (${norm}): ${places.join("; ")}`,
      ).toBe(true);
  });

  it("no place backs more than a tenth of the questions, and at most two of one outcome and kind", () => {
    const backed = new Map<string, Set<string>>();
    for (const { id, outcome, kind, bloom, citations } of questions)
      for (const citation of citations) {
        const whole = place(citation);
        // A text without paragraphs of its own to cite stands for many points: there the level asked for is told apart too.
        const own = citation.locator || citation.part ? [outcome, kind, whole] : [outcome, kind, bloom, whole];
        for (const key of [whole, own.join(", ")]) backed.set(key, (backed.get(key) ?? new Set()).add(id));
      }
    for (const [key, ids] of backed)
      expect(ids.size, `${key}: ${[...ids].join(" ")}`).toBeLessThanOrEqual(
        key.includes(", single, ") ? 2 : questions.length / 10,
      );
  });

  it("no text that is superseded is examined", () => {
    const superseded = new Set(documents.filter(({ status }) => status === "superseded").map(({ symbol }) => symbol));
    for (const { id, citations } of questions)
      for (const { document } of citations) expect(superseded.has(document), id).toBe(false);
  });

  it.each(named)("every symbol and year in %s is that of a library record or of a collected fact", (_, question) => {
    const text = wholeText(question);
    const symbols = new Set(documents.map(({ symbol }) => symbol));
    const found = [
      ...[...text.matchAll(/\b(?:A|PC\.DEC|CICTE)\/[A-Z0-9./]*\d/g)].map(([symbol]) => symbol),
      ...[...text.matchAll(/\bResolution (\d+\/\d+)/gi)].map(([, number]) => `A/RES/${number}`),
      ...[...text.matchAll(/\bISO\/IEC (\d+)/g)].map(([, number]) => `ISO-${number}`),
      ...[...text.matchAll(/\bRFC (\d+)/g)].map(([, number]) => `RFC-${number}`),
    ];
    expect(found.filter((symbol) => !symbols.has(symbol))).toEqual([]);
    const known = new Set([
      ...Object.keys(years),
      ...documents.flatMap(
        ({ title, date, note }) => `${title} ${date?.text} ${note}`.match(/\b(?:19|20)\d\d\b/g) ?? [],
      ),
    ]);
    expect((text.match(/\b(?:19|20)\d\d\b/g) ?? []).filter((year) => !known.has(year))).toEqual([]);
  });

  it.each(named)("every short form in %s is one that the lessons write out", (_, question) => {
    const forms = (wholeText(question).match(/\b[A-Z][A-Z0-9]+s?\b/g) ?? []).map((form) => form.replace(/s$/, ""));
    expect(forms.filter((form) => !(form in shortForms) && !plainCapitals.has(form) && !/^O\d$/.test(form))).toEqual(
      [],
    );
  });

  it("every body that is named is known from a library record or a collected fact", () => {
    const known = [
      ...names,
      ...Object.keys(statesNamed),
      ...documents.flatMap(({ title, body }) => [title, body]),
    ].sort((a, b) => b.length - a.length);
    const others = questions.flatMap((question) => {
      let rest = wholeText(question);
      for (const name of known) rest = rest.replaceAll(name, "·");
      return rest
        .split(/\n|(?<=[.?!:]["”)]?)\s+/)
        .flatMap(
          (sentence) =>
            sentence.replace(/^\W*\S+/, "").match(/\b[A-Z][a-zé-]+(?: (?:(?:of|for|on|the) )*[A-Z][a-z-]+)+/g) ?? [],
        )
        .map((name) => `${question.id}: ${name}`);
    });
    expect(others).toEqual([]);
  });

  it("no State is named, and nothing says that the working group goes on", () => {
    const states = new RegExp(
      `\\b(?:${Object.values(countries.getNames("en", { select: "official" }))
        .map((state) => state.replaceAll(/[^\w -]/g, "."))
        .join("|")})\\b`,
    );
    for (const question of questions) {
      expect(wholeText(question), question.id).not.toMatch(states);
      for (const text of [question.rationale, ...question.options.filter(({ right }) => right).map(({ text }) => text)])
        expect(text, question.id).not.toMatch(/\b(?:OEWG|[Ww]orking [Gg]roup) (?:continues|goes on|will|meets)\b/);
    }
  });

  it("none repeats eight words in a row from a text that the content was seeded from", () => {
    const seeds = new Set(
      readFileSync(path.join(import.meta.dirname, "seed-runs.txt"), "utf8")
        .split("\n")
        .filter((line) => line && !line.startsWith("#")),
    );
    const hash = (run: string) => createHash("sha256").update(run).digest("hex").slice(0, 10);
    for (const question of questions)
      for (const text of textsOf(question))
        expect(
          runsOf(text, 8).filter((run) => seeds.has(hash(run))),
          question.id,
        ).toEqual([]);
  });
});

describe("what is asked is taught", () => {
  const pages = modules
    .filter(({ slug }) => course.modules.includes(slug))
    .flatMap(({ slug, loadedLessons }) =>
      loadedLessons.flatMap((lesson) =>
        (lesson.layers[0]?.pages ?? []).map(({ number, html }) => ({
          address: `${slug}/${lesson.slug}?page=${number}`,
          text: plainText(html),
        })),
      ),
    );
  const taughtBy = ({ module, teaches }: Question): string => `${module}/${teaches.lesson}?page=${teaches.page}`;

  it("every question names a lesson page of its own module", () => {
    const addresses = new Set(pages.map(({ address }) => address));
    for (const question of questions) {
      expect(course.modules, question.id).toContain(question.module);
      expect(addresses.has(taughtBy(question)), `${question.id}: ${taughtBy(question)}`).toBe(true);
    }
  });

  it.each(pages.map(({ address }) => address))("%s feeds at least two questions", (address) => {
    expect(questions.filter((question) => taughtBy(question) === address).length).toBeGreaterThanOrEqual(2);
  });

  it("a question on a norm is taught where that norm is spoken of", () => {
    const elsewhere = questions.flatMap((question) => {
      const text = pages.find(({ address }) => address === taughtBy(question))?.text ?? "";
      return question.norms
        .filter((norm) => !text.includes(`(${norm})`))
        .map((norm) => `${question.id}: norm (${norm})`);
    });
    expect(elsewhere).toEqual([]);
  });
});
