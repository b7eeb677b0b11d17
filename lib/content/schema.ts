import { z } from "zod";

/*
 * The shapes of everything under content/. Text is written in English; a translation is a layer beside it
 * (`name.fr.md`), never a second structure. content/README.md says how to write each kind.
 */

/** Lower-case words joined by hyphens: part of a stable address. */
export const slugSchema = z
  .string()
  .regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, "a slug is lower-case words joined by hyphens");

/** A line of text: no leading or trailing space, no line break. */
export const line = z
  .string()
  .min(1)
  .max(400)
  .refine((text) => text === text.trim() && !text.includes("\n"), "one trimmed line");

export const paragraph = z.string().trim().min(1).max(4000);

export const languageSchema = z.enum(["en", "fr", "ar", "es", "ru", "zh"]);
export const levelSchema = z.enum(["introductory", "intermediate", "advanced"]);
export const deliverySchema = z.enum(["online-instructor-led", "face-to-face", "blended", "self-paced"]);
export const regionSchema = z.enum(["world", "africa", "americas", "arab-states", "asia-pacific", "cis", "europe"]);
export const admissionModeSchema = z.enum(["open", "application", "nomination", "invitation"]);

/** The letters of A/70/174, para. 13. */
export const normSchema = z.enum(["a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k"]);

/**
 * Where a claim can be checked. `document` is a key of library/documents.yaml; `part` an annex; `locator` a paragraph,
 * article, measure number, section or page, empty (null) where none was confirmed. `checkedOn` stays null until a person
 * in a reviewing role has read that locator.
 */
export const citationSchema = z.strictObject({
  document: z.string().min(1),
  part: line.nullable().default(null),
  locator: line.nullable().default(null),
  checkedOn: z.iso.date().nullable().default(null),
});

/** A date as its source writes it; `sort` is the ISO day by which it is ordered. */
export const fuzzyDateSchema = z.strictObject({ text: line, sort: z.iso.date() });

export const organizationSchema = z.strictObject({
  slug: slugSchema,
  name: line,
  shortName: line,
  description: paragraph,
  contact: z.email(),
});

export const topicSchema = z.strictObject({ slug: slugSchema, name: line });

/** Bloom's levels of what a question asks for. */
export const bloomSchema = z.enum(["remember", "understand", "apply", "analyse", "evaluate", "create"]);

/** At least so many questions that carry a tag; the tags are those of lib/questions/draw-form.ts. */
export const quotaSchema = z.strictObject({
  tag: z.enum(["module", "outcome", "norm", "cbm", "bloom", "ease"]),
  value: z.string().min(1).max(100),
  least: z.int().min(1).max(60),
});

/** How many questions an exam draws, from which tags; points belong to the blueprint's slot. */
export const blueprintSchema = z.strictObject({
  questions: z.int().min(1).max(60),
  pointsPerQuestion: z.int().min(1).max(100).default(1),
  perModule: z.int().min(0).default(0),
  norms: z.array(normSchema).default([]),
  quotas: z.array(quotaSchema).max(60).default([]),
});

export const examRuleSchema = z.strictObject({
  blueprint: blueprintSchema,
  timeLimitMinutes: z.int().min(5).max(600),
  attemptsAllowed: z.int().min(1).max(10).default(1),
  thresholdPercent: z.int().min(1).max(100).default(70),
  strict: z.boolean().default(true),
});

export const courseSchema = z.strictObject({
  slug: slugSchema,
  organization: slugSchema,
  title: line,
  summary: line,
  description: paragraph,
  level: levelSchema.nullable(),
  topics: z.array(slugSchema).min(1),
  languages: z.array(languageSchema).min(1),
  audience: z.array(line),
  entryRequirements: z.array(z.strictObject({ text: line, need: z.enum(["required", "advantage"]) })),
  objectives: z.array(line),
  outcomes: z.array(z.strictObject({ code: slugSchema, text: line })),
  /** What the course covers, where its source lists topics apart from modules. */
  coverage: z.array(line).default([]),
  studyHours: z.int().positive().nullable(),
  modules: z.array(slugSchema),
  exam: examRuleSchema.nullable(),
  /** Slug of the bank in questions/, when there is an exam. */
  bank: slugSchema.nullable(),
});

/** A course's text in another language; the codes of its outcomes and what an applicant must have stay those of the course. */
export const courseLayerSchema = z.strictObject({
  title: line,
  summary: line,
  description: paragraph,
  audience: z.array(line),
  entryRequirements: z.array(line),
  objectives: z.array(line),
  outcomes: z.array(line),
  coverage: z.array(line).default([]),
});

export const moduleSchema = z.strictObject({
  slug: slugSchema,
  organization: slugSchema,
  title: line,
  summary: line,
  objectives: z.array(line).min(1),
  /** Slugs of the lesson files beside module.yaml, in order. */
  lessons: z.array(slugSchema).min(1),
});

/** A module's text in another language. */
export const moduleLayerSchema = moduleSchema.pick({ title: true, summary: true, objectives: true });

/** A film: everything that a reader wants to know before anything of it is loaded. */
const videoSchema = z.strictObject({
  /** Where it lies: a path of this installation, which is played here, or an address elsewhere, which is linked. */
  url: z.string().regex(/^(?:https:\/\/|\/(?!\/))[^\s"<>]+$/, "a path of this installation or an https address"),
  seconds: z.int().positive(),
  megabytes: z.number().positive().max(10_000),
  /** Captions as WebVTT, by language, beside it on this installation. */
  captions: z
    .array(
      z.strictObject({ language: languageSchema, url: z.string().regex(/^\/(?!\/)[^\s"<>]+\.vtt$/, "a .vtt file") }),
    )
    .min(1),
  /** What is said and shown, in words. */
  transcript: z.string().trim().min(1).max(60_000),
});

const resourceSchema = z
  .strictObject({
    title: line,
    kind: z.enum(["document", "page", "video", "exercise"]),
    /** A key of library/documents.yaml, or null when the resource is not a listed document. */
    document: z.string().nullable().default(null),
    /** Of a video; null where no link is given. */
    video: videoSchema.nullable().default(null),
  })
  .refine(({ kind, video }) => video === null || kind === "video", "only a video says how long it is");

/** A question to check oneself with. It stands in the open, marks nothing, and is never one of an exam's. */
const practiceQuestionSchema = z
  .strictObject({
    stem: paragraph,
    options: z
      .array(z.strictObject({ text: line, right: z.boolean().default(false), why: line.nullable().default(null) }))
      .min(3)
      .max(4),
    rationale: paragraph,
  })
  .refine(({ options }) => options.filter(({ right }) => right).length === 1, "exactly one option is right")
  .refine(({ options }) => options.every(({ right, why }) => right === (why === null)), {
    message: "each wrong option, and only a wrong option, says why",
  });

/** The practice questions of a lesson in one language. */
export const practiceSchema = z.array(practiceQuestionSchema).max(3);

/** The front matter of a lesson; its pages follow, each begun by a line `<!-- page: Title -->`. */
export const lessonFrontMatterSchema = z.strictObject({
  title: line,
  keyQuestion: line,
  outcomes: z.array(slugSchema).default([]),
  norms: z.array(normSchema).default([]),
  resources: z.array(resourceSchema).default([]),
  citations: z.array(citationSchema).min(1),
  /** Numbers of the pages on a contested matter: each gives at least two views and says whose they are. */
  contested: z.array(z.int().min(1)).default([]),
  practice: practiceSchema.default([]),
});

/** The front matter of a lesson's translation. */
export const lessonLayerFrontMatterSchema = z.strictObject({
  title: line,
  keyQuestion: line,
  practice: practiceSchema.default([]),
});

export const questionSchema = z
  .strictObject({
    id: slugSchema,
    module: slugSchema,
    outcome: slugSchema,
    norms: z.array(normSchema).default([]),
    bloom: bloomSchema,
    /** It asks for a letter, a date, a number or a symbol and nothing more. */
    recall: z.boolean().default(false),
    /** The lesson page, in the module of the question, that teaches what it asks. Kept here for authors and tests. */
    teaches: z.strictObject({ lesson: slugSchema, page: z.int().min(1) }),
    kind: z.enum(["single", "multiple-all-or-nothing", "multiple-right-minus-wrong"]).default("single"),
    stem: paragraph,
    options: z
      .array(
        z.strictObject({
          text: line,
          right: z.boolean().default(false),
          /** Why this distractor is wrong; every distractor has one. */
          why: line.optional(),
        }),
      )
      .min(2)
      .max(8),
    rationale: paragraph,
    citations: z.array(citationSchema).min(1),
  })
  .superRefine((question, context) => {
    const keyed = question.options.filter((option) => option.right).length;
    if (question.kind === "single" && keyed !== 1)
      context.addIssue({ code: "custom", message: `${question.id}: a single-answer question has exactly one key` });
    if (keyed === 0) context.addIssue({ code: "custom", message: `${question.id}: no key` });
    if (question.kind === "multiple-right-minus-wrong" && keyed === question.options.length)
      context.addIssue({ code: "custom", message: `${question.id}: right-minus-wrong needs a distractor` });
    for (const option of question.options)
      if (option.right === (option.why !== undefined))
        context.addIssue({
          code: "custom",
          message: `${question.id}: each distractor, and only a distractor, says why`,
        });
  });

/** A question's text in another language: options in the order of the English ones, whose key stays. No distractor loses its reason. */
export const questionLayerSchema = z.strictObject({
  id: slugSchema,
  stem: paragraph,
  options: z.array(z.strictObject({ text: line, why: line.optional() })),
  rationale: paragraph,
});

export const bankSchema = z.strictObject({
  slug: slugSchema,
  organization: slugSchema,
  title: line,
  questions: z.array(questionSchema).min(1),
});

const windowSchema = z.strictObject({
  opensAt: z.iso.datetime({ offset: true }),
  closesAt: z.iso.datetime({ offset: true }),
});

export const eventSchema = z.strictObject({
  slug: slugSchema,
  course: slugSchema,
  title: line,
  reference: line,
  /** null: to be announced. */
  registrationWindow: windowSchema.nullable(),
  eventWindow: windowSchema.nullable(),
  zone: z.string(),
  delivery: deliverySchema.nullable(),
  region: regionSchema.nullable(),
  place: line.nullable(),
  languages: z.array(languageSchema),
  seats: z.int().positive().nullable(),
  admission: admissionModeSchema,
  contacts: z.array(z.strictObject({ role: line, email: z.email() })),
  partners: z
    .array(z.strictObject({ name: line, role: z.enum(["content", "delivery", "funding", "host"]) }))
    .default([]),
  certificate: z.enum(["itu-certificate", "itu-badge", "organization-certificate", "attendance-letter"]).nullable(),
  /** The demonstration gives this event dates around its own first start. */
  demo: z.boolean().default(false),
});

/** One line in each language of the interface. */
const lineInEach = z.strictObject({ en: line, fr: line, ar: line });

/**
 * The country brief: what an organizer fills for one event, field by field. The fields are numbered through, and `module` and
 * `lesson` name the lesson that explains them and shows what was filled in. A field keeps its slug for ever: entries hang on it.
 */
export const briefTemplateSchema = z
  .strictObject({
    module: slugSchema,
    lesson: slugSchema,
    groups: z
      .array(
        z.strictObject({
          title: lineInEach,
          fields: z.array(z.strictObject({ slug: slugSchema, label: lineInEach, help: lineInEach })).min(1),
        }),
      )
      .min(1),
  })
  .refine(({ groups }) => {
    const slugs = groups.flatMap(({ fields }) => fields.map(({ slug }) => slug));
    return new Set(slugs).size === slugs.length;
  }, "two fields share a slug");
export type BriefTemplate = z.infer<typeof briefTemplateSchema>;
