import { z } from "zod";
import { authorize } from "@/lib/access/authorize";
import type { MessageKey } from "@/lib/content/messages";
import { slugSchema } from "@/lib/content/schema";
import { defineForm, type Problem } from "@/lib/entry/define-form";
import { found } from "@/lib/errors";
import { getAttempt, getAttemptSubject, getEnrolmentSubject } from "./data";
import { flagQuestion, saveAnswer, startAttempt, submitAttempt } from "./mutations";
import { isClosed, sameOptions } from "./rules";

export const startExamForm = defineForm({
  schema: z.object({ event: slugSchema }),
  run: async ({ event }, { actor, at }) => {
    const enrolment = found(await getEnrolmentSubject(event, actor.id), "enrolment");
    const result = await startAttempt(authorize(actor, "enrolment.use", enrolment));
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
  schema: z
    .object({ attempt: z.uuid(), intent: z.enum(["save", "review"]).catch("save") })
    .catchall(z.union([z.string(), z.array(z.string())])),
  run: async ({ attempt: attemptId, intent, ...fields }, { actor, at, language }) => {
    const subject = found(await getAttemptSubject(attemptId), "attempt");
    const attempt = await getAttempt(authorize(actor, "attempt.write", subject), language);
    if (isClosed(attempt.state)) return { to: at(`/exams/${attemptId}/result`) };
    const problems: Problem[] = [];
    for (const { position, options } of attempt.questions) {
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
    return { to: intent === "review" ? at(`/exams/${attemptId}/submit`) : `${at(`/exams/${attemptId}`)}?done=saved` };
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
