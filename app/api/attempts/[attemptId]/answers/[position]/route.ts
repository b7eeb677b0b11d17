import { defineRoute, json, problem } from "@/lib/entry/define-route";
import { newerAnswerRefusal, savedCall } from "@/lib/exams/call-schema";
import { saveAnswer } from "@/lib/exams/mutations";
import { answerParams, saveAnswerSchema } from "@/lib/exams/schema";

const door = {
  summary:
    "Saves one answer; what it answers as saved is committed. The client chooses the sequence, and a higher one wins.",
  params: answerParams,
  body: saveAnswerSchema,
  answers: { 200: savedCall },
  refusals: { 409: newerAnswerRefusal, 410: ["closed"], 422: ["no-such-option"] },
};

/** The page calls it at every choice; owner, state, deadline and sequence are decided in one statement. */
export const PUT = defineRoute(door, async ({ actor, params, body }) => {
  const result = await saveAnswer(actor, params, body);
  if (result.ok) return json(result.value);
  switch (result.reason) {
    case "newer-answer":
      return problem(409, result.reason, "A newer answer is saved.", { answer: result.answer });
    case "closed":
      return problem(410, result.reason, "The attempt is closed.");
    case "no-such-position":
      return problem(404, "not-found", "There is no such question.");
    case "no-such-option":
      return problem(422, result.reason, "The question has no such options.");
  }
});
