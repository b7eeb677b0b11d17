import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { parse } from "yaml";
import { z } from "zod";
import { countWords, renderLesson } from "./markdown";
import {
  bankSchema,
  courseSchema,
  documentSchema,
  eventSchema,
  glossaryTermSchema,
  languageSchema,
  lessonFrontMatterSchema,
  moduleSchema,
  organizationSchema,
  profileSchema,
  publicationSchema,
  questionSchema,
  topicSchema,
  workshopSchema,
} from "./schema";

export type LoadedPage = {
  readonly number: number;
  readonly title: string;
  readonly html: string;
  readonly wordCount: number;
};
export type LoadedLayer = {
  readonly language: string;
  readonly title: string;
  readonly keyQuestion: string;
  readonly pages: readonly LoadedPage[];
};
export type LoadedLesson = {
  readonly slug: string;
  readonly hash: string;
  readonly frontMatter: z.infer<typeof lessonFrontMatterSchema>;
  readonly layers: readonly LoadedLayer[];
};
export type LoadedModule = z.infer<typeof moduleSchema> & { readonly loadedLessons: readonly LoadedLesson[] };
export type LoadedQuestion = z.infer<typeof questionSchema> & { readonly hash: string };
export type LoadedContent = ReturnType<typeof loadContent>;

const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");

/** Reads one file against its schema. Errors: throws an Error that names the file and what is wrong in it. */
function read<T>(root: string, file: string, schema: z.ZodType<T>): T {
  const result = schema.safeParse(parse(readFileSync(path.join(root, file), "utf8")));
  if (!result.success) throw new Error(`content/${file}: ${z.prettifyError(result.error)}`);
  return result.data;
}

const names = (root: string, folder: string, ending: string): string[] => {
  const directory = path.join(root, folder);
  return existsSync(directory)
    ? readdirSync(directory)
        .filter((name) => name.endsWith(ending))
        .sort()
    : [];
};

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

const layerHeadSchema = z.strictObject({ title: z.string(), keyQuestion: z.string() });

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
    const parsed = (isBase ? lessonFrontMatterSchema : layerHeadSchema).safeParse(head);
    if (!parsed.success) throw new Error(`content/${file}: ${z.prettifyError(parsed.error)}`);
    if (isBase) frontMatter = parsed.data as z.infer<typeof lessonFrontMatterSchema>;
    return {
      language: isBase ? "en" : name.slice(slug.length + 1, -3),
      title: parsed.data.title,
      keyQuestion: parsed.data.keyQuestion,
      pages: pages.map(({ title, text }, at) => ({
        number: at + 1,
        title,
        html: renderLesson(text),
        wordCount: countWords(text),
      })),
    };
  });
  if (!frontMatter) throw new Error(`content/${folder}/${slug}.md: there is no such lesson`);
  const base = layers[0];
  for (const layer of layers)
    if (layer.pages.length !== base?.pages.length)
      throw new Error(`content/${folder}/${slug}.${layer.language}.md: not as many pages as the English text`);
  return { slug, hash: sha256([folder, ...texts].join("\0")), frontMatter, layers };
}

/**
 * Everything under content/, checked file by file and against each other. The only reader of that folder.
 * Errors: throws an Error that names the file and the fault; nothing is returned half.
 */
export function loadContent(root: string) {
  const organizations = read(root, "organizations.yaml", z.array(organizationSchema));
  const topics = read(root, "topics.yaml", z.array(topicSchema));
  const documents = read(root, "library/documents.yaml", z.array(documentSchema));
  const glossary = read(root, "library/glossary.yaml", z.array(glossaryTermSchema));
  const profiles = names(root, "library/profiles", ".yaml").map((name) =>
    read(root, `library/profiles/${name}`, profileSchema),
  );
  const workshops = read(root, "archive/workshops.yaml", z.array(workshopSchema));
  const publications = read(root, "archive/publications.yaml", z.array(publicationSchema));
  const courses = names(root, "courses", ".yaml").map((name) => read(root, `courses/${name}`, courseSchema));
  const events = names(root, "events", ".yaml").map((name) => read(root, `events/${name}`, eventSchema));
  const modules = readdirSync(path.join(root, "modules"))
    .sort()
    .map((slug): LoadedModule => {
      const module = read(root, `modules/${slug}/module.yaml`, moduleSchema);
      if (module.slug !== slug)
        throw new Error(`content/modules/${slug}/module.yaml: its slug is not its folder's name`);
      return { ...module, loadedLessons: module.lessons.map((lesson) => loadLesson(root, `modules/${slug}`, lesson)) };
    });
  const bankHeadSchema = bankSchema.omit({ questions: true });
  const banks = readdirSync(path.join(root, "questions"), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => ({
      ...read(root, `questions/${name}/bank.yaml`, bankHeadSchema),
      questions: names(root, `questions/${name}`, ".yaml")
        .filter((file) => file !== "bank.yaml")
        .flatMap((file) => read(root, `questions/${name}/${file}`, z.array(questionSchema)))
        .map((question): LoadedQuestion => ({ ...question, hash: sha256(JSON.stringify(question)) })),
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
      for (const { document: symbol } of question.citations) document(symbol, question.id);
    }
  }
  for (const event of events) course(event.course, event.slug);
  for (const term of glossary) for (const { document: symbol } of term.citations) document(symbol, term.slug);
  for (const { supersededBy, symbol } of documents) if (supersededBy) document(supersededBy, symbol);

  const everything = {
    organizations,
    topics,
    documents,
    glossary,
    profiles,
    workshops,
    publications,
    courses,
    events,
    modules,
    banks,
  };
  return { ...everything, hash: sha256(JSON.stringify(everything)) };
}
