import { z } from "zod";
import { cleanName } from "@/lib/format/fold";
import { documentLanguages } from "./rules";
import type { Template, TemplateWords } from "./types";

/*
 * What an organizer writes of a template, the same where it is saved and where it is only looked at.
 */

export const colour = z
  .string()
  .trim()
  .regex(/^#[0-9a-f]{6}$/i, "problem.template.colour")
  .transform((text) => text.toLowerCase());

const line = (maximum: number) => z.string().default("").transform(cleanName).pipe(z.string().max(maximum));

export const signatory = line(120).transform((text) => text || null);

/** What an organization may say in its own words, in each language of documents. */
export const wordFields = {
  "title-en": line(60),
  "statement-en": line(140),
  "title-fr": line(60),
  "statement-fr": line(140),
  "title-es": line(60),
  "statement-es": line(140),
  "title-ar": line(60),
  "statement-ar": line(140),
};

type WordInput = { readonly [Field in keyof typeof wordFields]: string };

/** The words by language, those in which anything was written. */
export const wordsOf = (input: WordInput): Record<string, TemplateWords> =>
  Object.fromEntries(
    documentLanguages
      .map(
        (language) =>
          [language, { title: input[`title-${language}`], statement: input[`statement-${language}`] }] as const,
      )
      .filter(([, { title, statement }]) => title !== "" || statement !== ""),
  );

const optional = <Schema extends z.ZodType>(schema: Schema) => schema.optional().catch(undefined);

/** What a specimen is asked with: the editor's own fields, of which one that cannot be read yet is left as it was saved. */
export const specimenQuery = z.object({
  kind: z
    .enum(["itu-certificate", "itu-badge", "organization-certificate", "attendance-letter"])
    .catch("organization-certificate"),
  language: z.enum(documentLanguages).catch("en"),
  line: optional(colour),
  accent: optional(colour),
  signatory: signatory.catch(null),
  dropLogo: z.string().optional(),
  dropSignature: z.string().optional(),
  ...wordFields,
});

/** A template as it would be with what stands in the editor; without its fields, as it is saved. */
export function templateOf(saved: Template, query: z.infer<typeof specimenQuery>): Template {
  // The editor always sends its colours.
  if (query.line === undefined && query.accent === undefined) return saved;
  return {
    ...saved,
    colours: { line: query.line ?? saved.colours.line, accent: query.accent ?? saved.colours.accent },
    signatory: query.signatory,
    logoId: query.dropLogo ? null : saved.logoId,
    signatureId: query.dropSignature ? null : saved.signatureId,
    words: wordsOf(query),
  };
}
