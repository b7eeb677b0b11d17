import { z } from "zod";
import { bloomSchema, languageSchema, normSchema } from "@/lib/content/schema";
import { MAX_OPTIONS, questionKinds, writtenLanguage } from "./rules";
import type { DraftCitation, DraftContent, DraftLayer, DraftOption } from "./types";

/*
 * The form of a question. It arrives as flat fields, one set for each row; a draft keeps whatever was typed, and what is
 * still missing is said beside it, so that saving never loses a word.
 */

/** The voluntary global confidence-building measures, by their number. */
export const measures = ["1", "2", "3", "4", "5", "6", "7", "8"] as const;
export const norms = normSchema.options;
export const blooms = bloomSchema.options;
export const translationLanguages = languageSchema.options.filter((language) => language !== writtenLanguage);
export const optionRows = Array.from({ length: MAX_OPTIONS }, (_, i) => i + 1);
export const citationRows = [1, 2, 3, 4] as const;

export const draftIntents = ["save", "add-option", "review"] as const;

const text = z.string().default("");
const words = z.string().max(4000).default("");
const short = z.string().max(400).default("");

const rows = <Schema>(names: readonly string[], numbers: readonly number[], schema: Schema): Record<string, Schema> =>
  Object.fromEntries(numbers.flatMap((row) => names.map((name) => [`${name}${row}`, schema])));

/** Every field of the form. */
export const questionFields = z.object({
  intent: z.enum(draftIntents).default("save"),
  language: languageSchema.default("en"),
  kind: z.enum(questionKinds).default("single"),
  module: z.string().max(100).default(""),
  outcome: z.string().max(100).default(""),
  norms: z.array(normSchema).max(11).default([]),
  cbms: z.array(z.enum(measures)).max(8).default([]),
  bloom: z.union([bloomSchema, z.literal("")]).default(""),
  ease: z.string().max(20).default(""),
  stem: words,
  rationale: words,
  ...rows(["id"], optionRows, z.union([z.literal(""), z.string().regex(/^[\w-]{8}$/)]).default("")),
  ...rows(["right"], optionRows, text),
  ...rows(["share"], optionRows, z.string().max(20).default("")),
  ...rows(["text", "why"], optionRows, short),
  ...rows(["symbol", "part", "locator"], citationRows, short),
});
export type QuestionFields = z.infer<typeof questionFields>;

/** An empty question with four options, as a new one begins. */
export function emptyContent(newId: () => string): DraftContent {
  return {
    kind: "single",
    module: "",
    outcome: "",
    norms: [],
    cbms: [],
    bloom: "",
    ease: "",
    options: Array.from({ length: 4 }, () => ({ id: newId(), right: false, share: "" })),
    citations: [],
    layers: [{ language: writtenLanguage, stem: "", rationale: "", options: {}, reasons: {} }],
    authors: [],
  };
}

/**
 * What a draft becomes by a form: in the language in which questions are written all of it, in another one its words alone.
 * Options keep their ids; a row that had none gets one.
 */
export function applyFields(before: DraftContent, fields: QuestionFields, newId: () => string): DraftContent {
  const field = (name: string): string => String((fields as Readonly<Record<string, unknown>>)[name] ?? "");
  const shown = optionRows
    .map((row) => ({ row, id: field(`id${row}`) }))
    .filter(({ id }, i, all) => id !== "" && all.findIndex((other) => other.id === id) === i);
  const layer: DraftLayer = {
    language: fields.language,
    stem: fields.stem.trim(),
    rationale: fields.rationale.trim(),
    options: Object.fromEntries(shown.map(({ row, id }) => [id, field(`text${row}`).replaceAll("\n", " ").trim()])),
    reasons: Object.fromEntries(shown.map(({ row, id }) => [id, field(`why${row}`).replaceAll("\n", " ").trim()])),
  };
  const translating = fields.language !== writtenLanguage;
  const empty = [layer.stem, layer.rationale, ...Object.values(layer.options), ...Object.values(layer.reasons)].every(
    (words) => words === "",
  );
  // A translation emptied of every word is taken away.
  const layers = [
    ...before.layers.filter(({ language }) => language !== fields.language),
    ...(translating && empty ? [] : [layer]),
  ].sort((a, b) => rank(a.language) - rank(b.language));
  if (translating) return { ...before, layers };

  const options: DraftOption[] = shown.map(({ row, id }) => ({
    id,
    right: field(`right${row}`) !== "",
    share: field(`share${row}`).trim(),
  }));
  if (fields.intent === "add-option" && options.length < MAX_OPTIONS)
    options.push({ id: newId(), right: false, share: "" });
  const citations: DraftCitation[] = citationRows.flatMap((row) =>
    field(`symbol${row}`) === ""
      ? []
      : [
          {
            symbol: field(`symbol${row}`),
            part: field(`part${row}`).trim(),
            locator: field(`locator${row}`).trim(),
          },
        ],
  );
  // The form shows as many rows as it has; what an import gave beyond them is kept as it is.
  citations.push(...before.citations.slice(citationRows.length));
  const { kind, module, outcome, norms, cbms, bloom, ease } = fields;
  return { ...before, kind, module, outcome, norms, cbms, bloom, ease, options, citations, layers };
}

const rank = (language: string): number => languageSchema.options.indexOf(language as "en");

/** Whether two drafts hold the same words and settings, whoever wrote them. */
export const sameContent = ({ authors: _a, ...a }: DraftContent, { authors: _b, ...b }: DraftContent): boolean =>
  JSON.stringify(sorted(a)) === JSON.stringify(sorted(b));

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, inner]) => [key, sorted(inner)]),
  );
}
