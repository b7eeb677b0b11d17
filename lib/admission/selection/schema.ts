import { z } from "zod";
import { slugSchema } from "@/lib/content/schema";
import { cleanText } from "../applications/rules";
import type { Criterion } from "../applications/types";

const text = (maximum: number) => z.string().transform(cleanText).pipe(z.string().max(maximum)).default("");

/** A reviewer's scores as they are posted: a field for each criterion, read against the event's rubric. */
export const scoreFields = z.looseObject({ event: slugSchema, application: z.uuid(), comment: text(4000) });

export const scoreFieldOf = (criterionId: string): string => `score-${criterionId}`;

/** The whole scores of every criterion, or the fields in which there is none. */
export function readScores(
  criteria: readonly Criterion[],
  fields: Readonly<Record<string, unknown>>,
): { readonly scores: Readonly<Record<string, number>>; readonly missing: readonly string[] } {
  const scores: Record<string, number> = {};
  const missing: string[] = [];
  for (const { id, maximum } of criteria) {
    const typed = fields[scoreFieldOf(id)];
    const read = typeof typed === "string" ? typed.trim() : "";
    if (/^\d{1,3}$/.test(read) && Number(read) <= maximum) scores[id] = Number(read);
    else missing.push(scoreFieldOf(id));
  }
  return { scores, missing };
}

export const decideFields = z
  .object({
    event: slugSchema,
    /** The page to come back to: one application, or the list as it was narrowed. */
    one: z.uuid().optional(),
    intent: z.enum(["shortlist", "unshortlist", "accepted", "waiting", "not-selected", "undecide"]),
    applications: z.array(z.uuid(), "problem.selection.nobody").min(1, "problem.selection.nobody").max(100),
    reason: text(1000),
    query: z.string().max(300).default(""),
  })
  .superRefine(({ intent, reason }, context) => {
    if (["accepted", "waiting", "not-selected"].includes(intent) && !reason)
      context.addIssue({ code: "custom", path: ["reason"], message: "problem.selection.reason" });
  });

export const sendFields = z.object({ event: slugSchema, sure: z.literal("yes", "problem.selection.sure") });
