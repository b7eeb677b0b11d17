import { z } from "zod";
import { authorize } from "@/lib/access/authorize";
import { slugSchema } from "@/lib/content/schema";
import { defineRoute, json, problem } from "@/lib/entry/define-route";
import { found } from "@/lib/errors";
import { startedCall } from "@/lib/exams/call-schema";
import { getEnrolmentSubject } from "@/lib/exams/data";
import { startAttempt } from "@/lib/exams/mutations";

const sentences = {
  "not-enrolled": "You have no place in this event.",
  "no-exam": "This event has no exam.",
  "not-open-yet": "The exam has not opened.",
  "window-closed": "The exam is closed.",
  "no-attempt-left": "You have used every attempt.",
  "too-soon": "The waiting time after your last attempt is not over.",
  "language-not-offered": "The exam is not offered in this language.",
  "not-drawable": "The exam cannot be drawn; tell the organizer.",
} as const;

const door = {
  summary: "Starts an attempt (201), or returns the one that runs (200).",
  params: z.object({ slug: slugSchema }),
  answers: { 200: startedCall, 201: startedCall },
  refusals: { 409: Object.keys(sentences) },
};

export const POST = defineRoute(door, async ({ actor, params }) => {
  const enrolment = found(await getEnrolmentSubject(params.slug, actor.id), "enrolment");
  const result = await startAttempt(authorize(actor, "enrolment.use", enrolment));
  if (!result.ok) return problem(409, result.reason, sentences[result.reason]);
  const { attemptId, deadlineAt, isNew } = result.value;
  return json({ attemptId, deadlineAt }, isNew ? 201 : 200);
});
