import { z } from "zod";
import { authorize } from "@/lib/access/authorize";
import { slugSchema } from "@/lib/content/schema";
import { defineRoute, json, problem } from "@/lib/entry/define-route";
import { found } from "@/lib/errors";
import { getEnrolmentSubject } from "@/lib/exams/data";
import { startAttempt } from "@/lib/exams/mutations";

const sentences = {
  "not-enrolled": "You have no place in this event.",
  "no-exam": "This event has no exam.",
  "not-open-yet": "The exam has not opened.",
  "window-closed": "The exam is closed.",
  "no-attempt-left": "You have used every attempt.",
  "not-drawable": "The exam cannot be drawn; tell the organizer.",
} as const;

/** Starts an attempt, or returns the one that runs. */
export const POST = defineRoute({ params: z.object({ slug: slugSchema }) }, async ({ actor, params }) => {
  const enrolment = found(await getEnrolmentSubject(params.slug, actor.id), "enrolment");
  const result = await startAttempt(authorize(actor, "enrolment.use", enrolment));
  if (!result.ok) return problem(409, result.reason, sentences[result.reason]);
  const { attemptId, deadlineAt, isNew } = result.value;
  return json({ attemptId, deadlineAt }, isNew ? 201 : 200);
});
