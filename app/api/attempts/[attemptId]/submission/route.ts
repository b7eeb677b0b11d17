import { authorize } from "@/lib/access/authorize";
import { defineRoute, json } from "@/lib/entry/define-route";
import { found } from "@/lib/errors";
import { getAttemptSubject } from "@/lib/exams/data";
import { submitAttempt } from "@/lib/exams/mutations";
import { attemptParams } from "@/lib/exams/schema";

/** Submits the attempt; a repetition gets the same answer. */
export const POST = defineRoute({ params: attemptParams }, async ({ actor, params }) => {
  const subject = found(await getAttemptSubject(params.attemptId), "attempt");
  const { submittedAt, receipt } = await submitAttempt(authorize(actor, "attempt.write", subject));
  return json({ submittedAt, receipt });
});
