import { defineRoute, json, problem } from "@/lib/entry/define-route";
import { flaggedCall } from "@/lib/exams/call-schema";
import { flagQuestion } from "@/lib/exams/mutations";
import { answerParams, flagSchema } from "@/lib/exams/schema";

const door = {
  summary: "Marks a question to come back to, or takes the mark off.",
  params: answerParams,
  body: flagSchema,
  answers: { 200: flaggedCall },
  refusals: { 410: ["closed"] },
};

export const PUT = defineRoute(door, async ({ actor, params, body }) => {
  const result = await flagQuestion(actor, params, body.flagged);
  return result.ok
    ? json({ position: params.position, flagged: body.flagged })
    : problem(410, result.reason, "The attempt is closed.");
});
