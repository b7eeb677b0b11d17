import { z } from "zod";
import { authorize } from "@/lib/access/authorize";
import { slugSchema } from "@/lib/content/schema";
import { defineRoute, json, problem } from "@/lib/entry/define-route";
import { found } from "@/lib/errors";
import { newerAnswerRefusal, savedCall } from "@/lib/exams/call-schema";
import { getEnrolmentSubject } from "@/lib/exams/data";
import { saveRehearsalAnswer } from "@/lib/exams/rehearsal/mutations";
import { answerParams, saveAnswerSchema } from "@/lib/exams/schema";

const door = {
  summary: "Saves one answer of the uncounted rehearsal, as an exam's answers are saved.",
  params: z.object({ slug: slugSchema, position: answerParams.shape.position }),
  body: saveAnswerSchema,
  answers: { 200: savedCall },
  refusals: { 409: newerAnswerRefusal, 422: ["no-such-option"] },
};

export const PUT = defineRoute(door, async ({ actor, params: { slug, position }, body }) => {
  const enrolment = found(await getEnrolmentSubject(slug, actor.id), "enrolment");
  const result = await saveRehearsalAnswer(authorize(actor, "enrolment.use", enrolment), position, body);
  if (result.ok) return json(result.value);
  return result.reason === "newer-answer"
    ? problem(409, result.reason, "A newer answer is saved.", { answer: result.answer })
    : problem(422, result.reason, "The question has no such options.");
});
