import { z } from "zod";

export const attemptParams = z.object({ attemptId: z.uuid() });
export const answerParams = attemptParams.extend({
  position: z
    .string()
    .regex(/^[1-9]\d{0,2}$/)
    .transform(Number),
});

/** One answer as a browser sends it: no option twice, and a sequence that a double-precision number holds exactly. */
export const saveAnswerSchema = z.strictObject({
  optionIds: z
    .array(z.string().min(1).max(40))
    .max(8)
    .refine((ids) => new Set(ids).size === ids.length, "an option is named twice"),
  sequence: z.int().min(1).max(Number.MAX_SAFE_INTEGER),
});
export type SaveAnswer = z.infer<typeof saveAnswerSchema>;

export const contactSchema = z.strictObject({ happened: z.enum(["left", "returned"]).optional() });

type Query = Readonly<Record<string, string | string[] | undefined>>;

/** One question a page or all, and which one, from a page's query; what makes no sense reads as the first of all. */
export function readView({ view, q }: Query, questions: number): { one: boolean; current: number } {
  const wanted = typeof q === "string" && /^[1-9]\d{0,2}$/.test(q) ? Number(q) : 1;
  return { one: view === "one", current: Math.min(wanted, Math.max(1, questions)) };
}

/** `7-fr`: question 7, in French; null when nothing such is asked. */
export function readLook({ look }: Query): { position: number; language: string } | null {
  const found = typeof look === "string" ? /^([1-9]\d{0,2})-([a-z]{2})$/.exec(look) : null;
  return found ? { position: Number(found[1]), language: found[2] ?? "" } : null;
}

/**
 * What a refused form held for each question that it showed, chosen or not; a question with a problem of its own is left out:
 * its newer answer, from elsewhere, stands.
 */
export function readTyped(
  values: Readonly<Record<string, string | readonly string[]>> = {},
  problems: readonly { readonly field: string | null }[] = [],
): Map<number, readonly string[]> {
  const typed = new Map<number, readonly string[]>();
  for (const name of Object.keys(values)) {
    const position = /^s([1-9]\d{0,2})$/.exec(name)?.[1];
    if (!position || problems.some(({ field }) => field === `q${position}`)) continue;
    const chosen = values[`q${position}`] ?? [];
    typed.set(Number(position), typeof chosen === "string" ? [chosen] : chosen);
  }
  return typed;
}

export const flagSchema = z.strictObject({ flagged: z.boolean() });

/** What a button of the exam page asks for; anything else saves. */
export const intentSchema = z
  .string()
  .regex(/^(?:save|review|go-\d{1,3}|look-\d{1,3}-[a-z]{2})$/)
  .catch("save");

/** Where the page goes on after saving: at the question asked for, in the same view. */
export function afterSaving(page: string, intent: string): string {
  const url = new URL(page, "http://page");
  for (const name of ["refused", "look", "done"]) url.searchParams.delete(name);
  const [, kind, position, language] = /^(go|look)-(\d+)-?(.*)$/.exec(intent) ?? [];
  if (position) {
    if (kind === "look") url.searchParams.set("look", `${position}-${language ?? ""}`);
    url.searchParams.set("q", position);
    url.hash = `q${position}`;
  } else url.searchParams.set("done", "saved");
  return url.pathname + url.search + url.hash;
}
