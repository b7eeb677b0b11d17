import { z } from "zod";
import { authorize } from "@/lib/access/authorize";
import type { MessageKey } from "@/lib/content/messages";
import { slugSchema } from "@/lib/content/schema";
import { defineForm, type Problem, problemOf } from "@/lib/entry/define-form";
import { found } from "@/lib/errors";
import { confirmName } from "@/lib/people/names/mutations";
import { nameSchema } from "@/lib/people/schema";
import { getAttempt, getAttemptSubject, getEnrolmentSubject } from "./data";
import { flagQuestion, noteLook, saveAnswer, startAttempt, submitAttempt } from "./mutations";
import { isClosed, sameOptions } from "./rules";
import { afterSaving, intentSchema, readLook } from "./schema";

export const startExamForm = defineForm({
  schema: z.object({
    event: slugSchema,
    language: z.string().max(10).default("en"),
    honour: z.literal("yes", "problem.exam.honour"),
    // Only where the name on the certificate is not confirmed yet does the form ask for it.
    fullName: z.string().optional(),
    nativeName: z.string().optional(),
  }),
  run: async ({ event, language, ...name }, { actor, at }) => {
    const enrolment = found(await getEnrolmentSubject(event, actor.id), "enrolment");
    const permit = authorize(actor, "enrolment.use", enrolment);
    if (name.fullName !== undefined) {
      const read = nameSchema.safeParse(name);
      if (!read.success) return { refused: read.error.issues.map(problemOf) };
      await confirmName(permit, read.data);
    }
    const result = await startAttempt(permit, { language, honoured: true });
    if (!result.ok) return { refused: [{ field: null, key: `problem.exam.${result.reason}` as MessageKey }] };
    return { to: at(`/exams/${result.value.attemptId}`) };
  },
});

const one = (value: string | string[] | undefined): string | undefined => (Array.isArray(value) ? value[0] : value);
const many = (value: string | string[] | undefined): string[] =>
  value === undefined ? [] : Array.isArray(value) ? [...new Set(value)] : [value];

/**
 * Saves every answer of the page that differs from what is saved: the whole exam without scripts, and what a script could not
 * send in time. A newer answer, from another device, is left standing and said so.
 */
export const examAnswersForm = defineForm({
  schema: z.object({ attempt: z.uuid(), intent: intentSchema }).catchall(z.union([z.string(), z.array(z.string())])),
  run: async ({ attempt: attemptId, intent, ...fields }, { actor, at, language, page }) => {
    const subject = found(await getAttemptSubject(attemptId), "attempt");
    const permit = authorize(actor, "attempt.write", subject);
    const attempt = await getAttempt(permit, language);
    if (isClosed(attempt.state)) return { to: at(`/exams/${attemptId}/result`) };
    const problems: Problem[] = [];
    for (const { position, options } of attempt.questions) {
      // A question that was not on the page says nothing of its answer.
      if (fields[`s${position}`] === undefined) continue;
      const flagged = fields[`f${position}`] !== undefined;
      if (flagged !== attempt.flagged.includes(position)) await flagQuestion(actor, { attemptId, position }, flagged);

      const offered = new Set(options.map(({ id }) => id));
      const optionIds = many(fields[`q${position}`]).filter((id) => offered.has(id));
      const saved = attempt.answers.find((answer) => answer.position === position);
      if (sameOptions(optionIds, saved?.optionIds ?? [])) continue;
      const shown = Number(one(fields[`s${position}`]) ?? 0);
      const sequence = Number.isSafeInteger(shown) && shown >= 0 ? shown + 1 : 1;
      const result = await saveAnswer(actor, { attemptId, position }, { optionIds, sequence });
      if (result.ok) continue;
      if (result.reason === "closed") return { to: at(`/exams/${attemptId}/result`) };
      problems.push({ field: `q${position}`, key: "problem.exam.newer-answer", values: { number: position } });
    }
    if (problems.length > 0) return { refused: problems };
    const look = readLook({ look: /^look-(.+)$/.exec(intent)?.[1] });
    if (look) await noteLook(permit, look);
    return { to: intent === "review" ? at(`/exams/${attemptId}/submit`) : afterSaving(page, intent) };
  },
});

export const submitExamForm = defineForm({
  schema: z.object({ attempt: z.uuid() }),
  run: async ({ attempt: attemptId }, { actor, at }) => {
    const subject = found(await getAttemptSubject(attemptId), "attempt");
    await submitAttempt(authorize(actor, "attempt.write", subject));
    return { to: at(`/exams/${attemptId}/result`) };
  },
});
