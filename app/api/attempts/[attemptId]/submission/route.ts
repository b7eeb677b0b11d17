import { authorize } from "@/lib/access/authorize";
import { defineRoute, json } from "@/lib/entry/define-route";
import { found } from "@/lib/errors";
import { submittedCall } from "@/lib/exams/call-schema";
import { getAttemptSubject } from "@/lib/exams/data";
import { submitAttempt } from "@/lib/exams/mutations";
import { attemptParams } from "@/lib/exams/schema";

const door = {
  summary: "Submits the attempt; a repetition gets the same answer, also when time has closed it.",
  params: attemptParams,
  answers: { 200: submittedCall },
};

export const POST = defineRoute(door, async ({ actor, params }) => {
  const subject = found(await getAttemptSubject(params.attemptId), "attempt");
  const { submittedAt, receipt } = await submitAttempt(authorize(actor, "attempt.write", subject));
  return json({ submittedAt, receipt });
});
