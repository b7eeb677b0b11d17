import { z } from "zod";
import { slugSchema } from "@/lib/content/schema";
import { cleanName } from "@/lib/format/fold";
import { type Language, languages } from "@/lib/format/languages";
import { cleanText, HARD_MAXIMUM, readChoices } from "./rules";
import type { Choice, Criterion, InstitutionKind, Question, QuestionKind, QuestionLayer } from "./types";

/** What a question of a form can be. */
export const questionKinds = [
  "short",
  "long",
  "one",
  "several",
  "file",
  "consent",
] as const satisfies readonly QuestionKind[];

export const institutionKinds = [
  "foreign-ministry",
  "other-ministry",
  "csirt",
  "regulator",
  "academia",
  "civil-society",
  "international",
  "private",
  "other",
] as const satisfies readonly InstitutionKind[];

/** How many questions a form can have, and how many criteria a rubric. */
export const QUESTIONS_MAXIMUM = 40;
export const criterionRows = Array.from({ length: 10 }, (_, i) => i + 1);

const revision = z
  .string()
  .regex(/^\d{1,9}$/)
  .transform(Number);

const ticked = z
  .literal("yes")
  .optional()
  .transform((value) => value === "yes");

const labelText = z.string().transform(cleanName).pipe(z.string().max(300)).default("");
const helpText = z.string().transform(cleanText).pipe(z.string().max(1000)).default("");
const choicesText = z.string().max(8000).default("");

const whole = (from: number, to: number, problem: string) =>
  z
    .string()
    .trim()
    .refine((text) => /^\d{1,5}$/.test(text) && Number(text) >= from && Number(text) <= to, problem)
    .transform(Number);

type LayerFields = Record<`label_${Language}`, typeof labelText> &
  Record<`help_${Language}`, typeof helpText> &
  Record<`choices_${Language}`, typeof choicesText>;
const layerFields = Object.fromEntries(
  languages.flatMap((language) => [
    [`label_${language}`, labelText],
    [`help_${language}`, helpText],
    [`choices_${language}`, choicesText],
  ]),
) as LayerFields;

const hasChoices = (kind: string): boolean => kind === "one" || kind === "several";

/** A question as the composer's form brings it; `question` is empty for a new one. */
export const questionFields = z
  .object({
    event: slugSchema,
    revision,
    question: z
      .string()
      .regex(/^(q\d{1,4})?$/)
      .transform((id) => id || null),
    kind: z.enum(questionKinds, "problem.invalid"),
    required: ticked,
    maximum: whole(1, HARD_MAXIMUM, "problem.form-question.maximum").optional(),
    ...layerFields,
  })
  .superRefine((fields, context) => {
    const refuse = (field: string, message: string): void =>
      context.addIssue({ code: "custom", path: [field], message });
    if (!fields.label_en) refuse("label_en", "problem.form-question.label");
    for (const language of languages)
      if (!fields[`label_${language}`] && (fields[`help_${language}`] || fields[`choices_${language}`].trim()))
        refuse(`label_${language}`, "problem.form-question.label-too");
    if (!hasChoices(fields.kind)) return;
    const counts = languages.map((language) => readChoices(fields[`choices_${language}`]).length);
    const [english = 0, ...others] = counts;
    if (english < 2 || english > 60) refuse("choices_en", "problem.form-question.choices");
    const lines = readChoices(fields.choices_en);
    if (new Set(lines).size !== lines.length) refuse("choices_en", "problem.form-question.choices-twice");
    others.forEach((count, i) => {
      if (count > 0 && count !== english) refuse(`choices_${languages[i + 1]}`, "problem.form-question.choices-like");
    });
  });
type QuestionFields = z.output<typeof questionFields>;

/** The question that a composer's form says, without its id. Choices keep the id of the one with the same English wording. */
export function questionOf(fields: QuestionFields, before: Question | null): Omit<Question, "id"> {
  const { kind, required, maximum } = fields;
  const layers: Partial<Record<Language, QuestionLayer>> = {};
  for (const language of languages)
    if (fields[`label_${language}`])
      layers[language] = { label: fields[`label_${language}`], help: fields[`help_${language}`] };
  return {
    kind,
    layers,
    required,
    maximum: kind === "short" || kind === "long" ? (maximum ?? (kind === "short" ? 200 : 2000)) : null,
    choices: hasChoices(kind) ? choicesOf(fields, before?.choices ?? []) : [],
    hidden: before?.hidden ?? false,
  };
}

function choicesOf(fields: QuestionFields, before: readonly Choice[]): Choice[] {
  const lists = languages.map((language) => [language, readChoices(fields[`choices_${language}`])] as const);
  let number = Math.max(0, ...before.map(({ id }) => Number(id.slice(1)) || 0));
  return readChoices(fields.choices_en).map((english, at) => ({
    id: before.find(({ labels }) => labels.en === english)?.id ?? `c${++number}`,
    labels: Object.fromEntries(lists.flatMap(([language, lines]) => (lines[at] ? [[language, lines[at]]] : []))),
  }));
}

export const arrangeFields = z.object({
  event: slugSchema,
  revision,
  question: z.string().regex(/^q\d{1,4}$/),
  intent: z.enum(["up", "down", "hide", "show", "remove"]),
});

const criterionLabel = z.string().transform(cleanName).pipe(z.string().max(200)).default("");
const criterionNumber = z
  .string()
  .trim()
  .refine(
    (text) => text === "" || (/^\d{1,3}$/.test(text) && Number(text) >= 1 && Number(text) <= 100),
    "problem.rubric.number",
  )
  .default("");
const criterionId = z
  .string()
  .regex(/^(k\d{1,4})?$/)
  .default("");

type RubricRows = Record<`label${number}`, typeof criterionLabel> &
  Record<`maximum${number}` | `weight${number}`, typeof criterionNumber> &
  Record<`id${number}`, typeof criterionId>;
const rubricRows = Object.fromEntries(
  criterionRows.flatMap((row) => [
    [`label${row}`, criterionLabel],
    [`maximum${row}`, criterionNumber],
    [`weight${row}`, criterionNumber],
    [`id${row}`, criterionId],
  ]),
) as RubricRows;

export const rubricFields = z
  .object({
    event: slugSchema,
    revision,
    reviewers: whole(1, 9, "problem.rubric.reviewers"),
    ...rubricRows,
  })
  .superRefine((fields, context) => {
    for (const row of criterionRows) {
      const { label, maximum, weight } = rubricRow(fields, row);
      if (!label && !maximum && !weight) continue;
      if (!label) context.addIssue({ code: "custom", path: [`label${row}`], message: "problem.rubric.label" });
      if (!maximum) context.addIssue({ code: "custom", path: [`maximum${row}`], message: "problem.rubric.number" });
      if (!weight) context.addIssue({ code: "custom", path: [`weight${row}`], message: "problem.rubric.number" });
    }
  });

function rubricRow(fields: object, row: number) {
  const field = (name: string): string => String((fields as Readonly<Record<string, unknown>>)[name] ?? "");
  return {
    id: field(`id${row}`),
    label: field(`label${row}`),
    maximum: field(`maximum${row}`),
    weight: field(`weight${row}`),
  };
}

/** The criteria that a rubric's form says, in order; a new one has no id yet. */
export const criteriaOf = (fields: z.output<typeof rubricFields>): Criterion[] =>
  criterionRows.flatMap((row): Criterion[] => {
    const { id, label, maximum, weight } = rubricRow(fields, row);
    return label ? [{ id, label, maximum: Number(maximum), weight: Number(weight) }] : [];
  });

/** An application as it is posted: the fixed names here, the composed ones read against the event's form. */
export const draftFields = z.looseObject({
  event: slugSchema,
  revision,
  intent: z
    .string()
    .regex(/^(save|review|(upload|remove)-q\d{1,4})$/)
    .default("save"),
});

export const submitFields = z.object({
  event: slugSchema,
  revision,
  agree: z.literal("yes", "problem.application.agree"),
});

export const withdrawFields = z.object({ event: slugSchema, sure: z.literal("yes", "problem.application.sure") });
