import { defineRoute, json, problem } from "@/lib/entry/define-route";
import { flagQuestion } from "@/lib/exams/mutations";
import { answerParams, flagSchema } from "@/lib/exams/schema";

/** Marks a question to come back to. */
export const PUT = defineRoute({ params: answerParams, body: flagSchema }, async ({ actor, params, body }) => {
  const result = await flagQuestion(actor, params, body.flagged);
  return result.ok
    ? json({ position: params.position, flagged: body.flagged })
    : problem(410, result.reason, "The attempt is closed.");
});
