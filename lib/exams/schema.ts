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

export const flagSchema = z.strictObject({ flagged: z.boolean() });
