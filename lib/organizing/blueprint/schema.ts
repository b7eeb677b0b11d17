import { z } from "zod";
import { normSchema } from "@/lib/content/schema";
import { type Quota, quotaTags } from "@/lib/questions/draw-form";
import type { ExamPlan } from "./types";

/*
 * The form of a blueprint: flat fields, one pair for each quota. The same fields stand in the address when a blueprint is
 * only tried.
 */

export const reviewRules = ["never", "after-window", "after-release"] as const;
export const quotaRows = Array.from({ length: 12 }, (_, i) => i + 1);

const whole = (from: number, to: number) =>
  z
    .string()
    .trim()
    .refine((text) => /^\d{1,4}$/.test(text) && Number(text) >= from && Number(text) <= to, "problem.invalid")
    .transform(Number);

const quotaValue = z
  .string()
  .max(120)
  .refine((text) => text === "" || quotaTags.some((tag) => text.startsWith(`${tag}:`)), "problem.invalid")
  .default("");
const least = z
  .string()
  .trim()
  .refine((text) => text === "" || (/^\d{1,2}$/.test(text) && Number(text) <= 60), "problem.invalid")
  .default("");

const rows = (): Record<`quota${number}`, typeof quotaValue> & Record<`least${number}`, typeof least> =>
  Object.fromEntries(
    quotaRows.flatMap((row) => [
      [`quota${row}`, quotaValue],
      [`least${row}`, least],
    ]),
  );

export const planFields = z.object({
  questions: whole(1, 60),
  points: whole(1, 100),
  perModule: whole(0, 60),
  norms: z.array(normSchema).max(11).default([]),
  attempts: whole(1, 10),
  wait: whole(0, 8760),
  reviewRule: z.enum(reviewRules),
  commonForm: z.enum(["no", "yes"]).default("no"),
  ...rows(),
});
export type PlanFields = z.infer<typeof planFields>;

/** What a form says of an exam. A quota without a number, or with zero, asks for nothing. */
export function planOf(fields: PlanFields): ExamPlan {
  const field = (name: string): string => String((fields as Readonly<Record<string, unknown>>)[name] ?? "");
  const quotas = quotaRows.flatMap((row): Quota[] => {
    const [chosen, count] = [field(`quota${row}`), Number(field(`least${row}`))];
    const tag = quotaTags.find((known) => chosen.startsWith(`${known}:`));
    return tag && count > 0 ? [{ tag, value: chosen.slice(tag.length + 1), least: count }] : [];
  });
  return {
    blueprint: {
      questions: fields.questions,
      pointsPerQuestion: fields.points,
      perModule: fields.perModule,
      norms: fields.norms,
      quotas,
    },
    attemptsAllowed: fields.attempts,
    resitWaitHours: fields.wait,
    reviewRule: fields.reviewRule,
    commonForm: fields.commonForm === "yes",
  };
}

/** A plan that stands in a page's address, to be tried; null when there is none, or it cannot be read. */
export function readTriedPlan(query: Readonly<Record<string, string | string[] | undefined>>): ExamPlan | null {
  if (query.try === undefined) return null;
  const norms = query["norms[]"];
  const fields = planFields.safeParse({ ...query, norms: norms === undefined ? [] : [norms].flat() });
  return fields.success ? planOf(fields.data) : null;
}
