import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { parse } from "yaml";
import { z } from "zod";
import {
  documentSchema,
  equivalentSchema,
  glossaryTermSchema,
  normsSchema,
  profileSchema,
  publicationSchema,
  workshopSchema,
} from "./library-schema";
import { countWords, renderLesson } from "./markdown";
import {
  bankSchema,
  briefTemplateSchema,
  courseLayerSchema,
  courseSchema,
  eventSchema,
  languageSchema,
  lessonFrontMatterSchema,
  lessonLayerFrontMatterSchema,
  moduleLayerSchema,
  moduleSchema,
  organizationSchema,
  type practiceSchema,
  questionLayerSchema,
  questionSchema,
  topicSchema,
} from "./schema";

export type LoadedPage = {
  readonly number: number;
  readonly title: string;
  readonly html: string;
  readonly wordCount: number;
  readonly contested: boolean;
};
export type LoadedLayer = {
  readonly language: string;
  readonly title: string;
  readonly keyQuestion: string;
  readonly practice: z.infer<typeof practiceSchema>;
  readonly pages: readonly LoadedPage[];
};
export type LoadedLesson = {
  readonly slug: string;
  readonly hash: string;
  readonly frontMatter: z.infer<typeof lessonFrontMatterSchema>;
  readonly layers: readonly LoadedLayer[];
};
export type LoadedModule = z.infer<typeof moduleSchema> & {
  readonly loadedLessons: readonly LoadedLesson[];
  /** Its text in languages other than English. */
  readonly layers: readonly (z.infer<typeof moduleLayerSchema> & { readonly language: string })[];
};
type LoadedQuestionLayer = Omit<z.infer<typeof questionLayerSchema>, "id"> & { readonly language: string };
export type LoadedQuestion = z.infer<typeof questionSchema> & {
  readonly hash: string;
  /** Its text in languages other than English. */
  readonly layers: readonly LoadedQuestionLayer[];
};
export type LoadedContent = ReturnType<typeof loadContent>;

const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");

/** Reads one file against its schema. Errors: throws an Error that names the file and what is wrong in it. */
function read<T>(root: string, file: string, schema: z.ZodType<T>): T {
  const result = schema.safeParse(parse(readFileSync(path.join(root, file), "utf8")));
  if (!result.success) throw new Error(`content/${file}: ${z.prettifyError(result.error)}`);
  return result.data;
}

/** Of what an import stores: a question that is taught elsewhere is no new version, and one in another language is. */
const questionHash = (
  { teaches: _, recall: __, ...stored }: z.infer<typeof questionSchema>,
  layers: readonly LoadedQuestionLayer[],
): string => sha256(JSON.stringify(layers.length > 0 ? { ...stored, layers } : stored));

const names = (root: string, folder: string, ending: string): string[] => {
  const directory = path.join(root, folder);
  return existsSync(directory)
    ? readdirSync(directory)
        .filter((name) => name.endsWith(ending))
        .sort()
    : [];
};

const translations = languageSchema.options.filter((language) => language !== "en");

/** Whether a file is the translation of one beside it: `name.fr.yaml` of `name.yaml`. */
const isLayer = (name: string): boolean => translations.some((language) => name.endsWith(`.${language}.yaml`));
const layerFiles = (root: string, file: string) =>
  translations
    .map((language) => ({ language, file: file.replace(/\.yaml$/, `.${language}.yaml`) }))
    .filter(({ file: layer }) => existsSync(path.join(root, layer)));
const readLayers = <T>(root: string, file: string, schema: z.ZodType<T>) =>
  layerFiles(root, file).map((layer) => ({ ...layer, ...read(root, layer.file, schema) }));

/** Errors: throws an Error for a translation with more or fewer entries in a list than the English text. */
function sameLengths(file: string, lists: Readonly<Record<string, readonly [readonly unknown[], readonly unknown[]]>>) {
  for (const [name, [translated, base]] of Object.entries(lists))
    if (translated.length !== base.length) throw new Error(`content/${file}: not as many ${name} as the English text`);
}

function loadCourse(root: string, name: string) {
  const course = read(root, `courses/${name}`, courseSchema);
  const layers = readLayers(root, `courses/${name}`, courseLayerSchema).map(({ language, file, ...layer }) => {
    const { audience, entryRequirements, objectives, outcomes, coverage } = layer;
    sameLengths(file, {
      audience: [audience, course.audience],
      entryRequirements: [entryRequirements, course.entryRequirements],
      objectives: [objectives, course.objectives],
      outcomes: [outcomes, course.outcomes],
      coverage: [coverage, course.coverage],
    });
    return {
      ...layer,
      language,
      entryRequirements: course.entryRequirements.map(({ need }, i) => ({ text: entryRequirements[i] ?? "", need })),
      outcomes: course.outcomes.map(({ code }, i) => ({ code, text: outcomes[i] ?? "" })),
    };
  });
  return { ...course, layers };
}

function loadModule(root: string, slug: string): LoadedModule {
  const module = read(root, `modules/${slug}/module.yaml`, moduleSchema);
  if (module.slug !== slug) throw new Error(`content/modules/${slug}/module.yaml: its slug is not its folder's name`);
  const layers = readLayers(root, `modules/${slug}/module.yaml`, moduleLayerSchema).map(({ file, ...layer }) => {
    sameLengths(file, { objectives: [layer.objectives, module.objectives] });
    return layer;
  });
  return {
    ...module,
    layers,
    loadedLessons: module.lessons.map((lesson) => loadLesson(root, `modules/${slug}`, lesson)),
  };
}

function splitLesson(file: string, text: string): { head: unknown; pages: { title: string; text: string }[] } {
  const match = /^---\n([\s\S]*?)\n---\n([\s\S]*)$/.exec(text.replaceAll("\r\n", "\n"));
  if (!match) throw new Error(`content/${file}: no front matter between two lines of three hyphens`);
  const [before = "", ...rest] = (match[2] ?? "").split(/^<!-- page: (.+) -->$/m);
  if (before.trim()) throw new Error(`content/${file}: text before the first page`);
  const pages: { title: string; text: string }[] = [];
  for (let i = 0; i < rest.length; i += 2)
    pages.push({ title: (rest[i] ?? "").trim(), text: (rest[i + 1] ?? "").trim() });
  if (pages.length === 0) throw new Error(`content/${file}: no page`);
  return { head: parse(match[1] ?? ""), pages };
}

function renderPage(file: string, text: string, language: string): string {
  try {
    return renderLesson(text, language);
  } catch (error) {
    throw new Error(`content/${file}: ${error instanceof Error ? error.message : error}`, { cause: error });
  }
}

function loadLesson(root: string, folder: string, slug: string): LoadedLesson {
  const files = [`${slug}.md`, ...languageSchema.options.map((language) => `${slug}.${language}.md`)].filter((name) =>
    existsSync(path.join(root, folder, name)),
  );
  const texts = files.map((name) => readFileSync(path.join(root, folder, name), "utf8"));
  let frontMatter: z.infer<typeof lessonFrontMatterSchema> | undefined;
  const layers = files.map((name, i): LoadedLayer => {
    const file = `${folder}/${name}`;
    const { head, pages } = splitLesson(file, texts[i] ?? "");
    const isBase = name === `${slug}.md`;
    const parsed = (isBase ? lessonFrontMatterSchema : lessonLayerFrontMatterSchema).safeParse(head);
    if (!parsed.success) throw new Error(`content/${file}: ${z.prettifyError(parsed.error)}`);
    if (isBase) frontMatter = parsed.data as z.infer<typeof lessonFrontMatterSchema>;
    const language = isBase ? "en" : name.slice(slug.length + 1, -3);
    return {
      language,
      title: parsed.data.title,
      keyQuestion: parsed.data.keyQuestion,
      practice: parsed.data.practice,
      pages: pages.map(({ title, text }, at) => ({
        number: at + 1,
        title,
        html: renderPage(file, text, language),
        wordCount: countWords(text),
        contested: frontMatter?.contested.includes(at + 1) ?? false,
      })),
    };
  });
  if (!frontMatter) throw new Error(`content/${folder}/${slug}.md: there is no such lesson`);
  const base = layers[0];
  for (const layer of layers)
    if (layer.pages.length !== base?.pages.length)
      throw new Error(`content/${folder}/${slug}.${layer.language}.md: not as many pages as the English text`);
  for (const number of frontMatter.contested)
    if (number > (base?.pages.length ?? 0))
      throw new Error(`content/${folder}/${slug}.md: page ${number} is called contested, but there is no such page`);
  return { slug, hash: sha256([folder, ...texts].join("\0")), frontMatter, layers };
}

/** The questions of a file, each with its text in as many languages as there is one in; not every question needs one. */
function loadQuestions(root: string, file: string): LoadedQuestion[] {
  const questions = read(root, file, z.array(questionSchema));
  const layers = new Map<string, LoadedQuestionLayer[]>(questions.map(({ id }) => [id, []]));
  for (const { language, file: translation } of layerFiles(root, file))
    for (const { id, ...text } of read(root, translation, z.array(questionLayerSchema))) {
      const where = `content/${translation}: ${id}`;
      const base = questions.find((question) => question.id === id);
      if (!base) throw new Error(`${where} is no question of ${file}`);
      if (layers.get(id)?.some((layer) => layer.language === language)) throw new Error(`${where} stands there twice`);
      sameLengths(`${translation}: ${id}`, { options: [text.options, base.options] });
      if (text.options.some(({ why }, i) => (why === undefined) !== base.options[i]?.right))
        throw new Error(`${where}: each distractor, and only a distractor, says why`);
      layers.get(id)?.push({ language, ...text });
    }
  return questions.map((question) => {
    const own = layers.get(question.id) ?? [];
    return { ...question, layers: own, hash: questionHash(question, own) };
  });
}

/** What translations call a term of the glossary, where the list of equivalents has it. */
function equivalentsOf(term: string, equivalents: readonly z.infer<typeof equivalentSchema>[]) {
  const wanted = term.toLowerCase();
  const found = equivalents.find(({ term: listed }) => listed.toLowerCase() === wanted);
  return found ? { fr: found.fr, ar: found.ar } : {};
}

/**
 * Everything under content/, checked file by file and against each other. The only reader of that folder.
 * Errors: throws an Error that names the file and the fault; nothing is returned half.
 */
export function loadContent(root: string) {
  const organizations = read(root, "organizations.yaml", z.array(organizationSchema));
  const topics = read(root, "topics.yaml", z.array(topicSchema));
  const documents = read(root, "library/documents.yaml", z.array(documentSchema));
  const profiles = names(root, "library/profiles", ".yaml").map((name) =>
    read(root, `library/profiles/${name}`, profileSchema),
  );
  const { norms, measures } = read(root, "library/norms.yaml", normsSchema);
  const workshops = read(root, "archive/workshops.yaml", z.array(workshopSchema));
  const publications = read(root, "archive/publications.yaml", z.array(publicationSchema));
  const equivalents = read(root, "library/equivalents.yaml", z.array(equivalentSchema));
  const glossary = read(root, "library/glossary.yaml", z.array(glossaryTermSchema)).map((term) => ({
    ...term,
    equivalents: { ...equivalentsOf(term.term, equivalents), ...term.equivalents },
  }));
  const courses = names(root, "courses", ".yaml")
    .filter((name) => !isLayer(name))
    .map((name) => loadCourse(root, name));
  const events = names(root, "events", ".yaml").map((name) => read(root, `events/${name}`, eventSchema));
  const modules = readdirSync(path.join(root, "modules"))
    .sort()
    .map((slug) => loadModule(root, slug));
  const bankHeadSchema = bankSchema.omit({ questions: true });
  const banks = readdirSync(path.join(root, "questions"), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => ({
      ...read(root, `questions/${name}/bank.yaml`, bankHeadSchema),
      questions: names(root, `questions/${name}`, ".yaml")
        .filter((file) => file !== "bank.yaml" && !isLayer(file))
        .flatMap((file) => loadQuestions(root, `questions/${name}/${file}`)),
    }));

  const known = (kind: string, values: readonly string[]) => {
    const set = new Set(values);
    if (set.size !== values.length) throw new Error(`content: two records of kind ${kind} share an address`);
    return (value: string, where: string) => {
      if (!set.has(value)) throw new Error(`content: ${where} names the ${kind} ${value}, which does not exist`);
    };
  };
  const organization = known(
    "organization",
    organizations.map(({ slug }) => slug),
  );
  const topic = known(
    "topic",
    topics.map(({ slug }) => slug),
  );
  const module = known(
    "module",
    modules.map(({ slug }) => slug),
  );
  const course = known(
    "course",
    courses.map(({ slug }) => slug),
  );
  const bank = known(
    "bank",
    banks.map(({ slug }) => slug),
  );
  const document = known(
    "document",
    documents.map(({ symbol }) => symbol),
  );
  known(
    "glossary term",
    glossary.map(({ slug }) => slug),
  );
  known(
    "workshop",
    workshops.map(({ id }) => id),
  );
  known(
    "publication",
    publications.map(({ id }) => id),
  );
  for (const { slug, organization: owner, topics: tagged, modules: listed, bank: drawn } of courses) {
    organization(owner, slug);
    for (const item of tagged) topic(item, slug);
    for (const item of listed) module(item, slug);
    if (drawn) bank(drawn, slug);
  }
  for (const { slug, organization: owner, loadedLessons } of modules) {
    organization(owner, slug);
    for (const lesson of loadedLessons) {
      for (const { document: symbol } of lesson.frontMatter.citations) document(symbol, `${slug}/${lesson.slug}`);
      for (const { document: symbol } of lesson.frontMatter.resources)
        if (symbol) document(symbol, `${slug}/${lesson.slug}`);
    }
  }
  for (const { slug, questions } of banks) {
    known(
      `question of ${slug}`,
      questions.map(({ id }) => id),
    );
    for (const question of questions) {
      module(question.module, question.id);
      const { lesson, page } = question.teaches;
      const taught = modules
        .find(({ slug: of }) => of === question.module)
        ?.loadedLessons.find(({ slug: of }) => of === lesson);
      if (!taught?.layers.some(({ pages }) => pages.some(({ number }) => number === page)))
        throw new Error(
          `content: ${question.id} names page ${page} of ${question.module}/${lesson}, which does not exist`,
        );
      for (const { document: symbol } of question.citations) document(symbol, question.id);
    }
  }
  for (const event of events) course(event.course, event.slug);
  const brief = read(root, "briefs/country-brief.json", briefTemplateSchema);
  module(brief.module, "the country brief");
  if (!modules.find(({ slug }) => slug === brief.module)?.lessons.includes(brief.lesson))
    throw new Error(`content: the country brief names the lesson ${brief.lesson}, which does not exist`);
  for (const term of glossary) for (const { document: symbol } of term.citations) document(symbol, term.slug);
  for (const { citations, letter } of norms)
    for (const { document: symbol } of citations) document(symbol, `norm (${letter})`);
  for (const { citations, set, number } of measures)
    for (const { document: symbol } of citations) document(symbol, `measure ${number} of ${set}`);
  known(
    "measure",
    measures.map(({ set, number }) => `${set} ${number}`),
  );
  for (const { slug, sections } of profiles)
    for (const { groups } of sections)
      for (const { items } of groups)
        for (const item of items)
          if ("id" in item) for (const { document: symbol } of item.citations) document(symbol, `${slug}/${item.id}`);
  for (const { supersededBy, symbol } of documents) if (supersededBy) document(supersededBy, symbol);

  const everything = {
    organizations,
    topics,
    documents,
    glossary,
    equivalents,
    profiles,
    norms,
    measures,
    workshops,
    publications,
    courses,
    events,
    modules,
    banks,
  };
  return { ...everything, hash: sha256(JSON.stringify(everything)) };
}
