import { authorize } from "@/lib/access/authorize";
import { defineRoute, json } from "@/lib/entry/define-route";
import { found } from "@/lib/errors";
import { getAttempt, getAttemptSubject } from "@/lib/exams/data";
import { closeIfExpired } from "@/lib/exams/mutations";
import { attemptParams } from "@/lib/exams/schema";

/** The attempt with its questions and saved answers, and the server's time. */
export const GET = defineRoute({ params: attemptParams }, async ({ actor, params }) => {
  const subject = found(await getAttemptSubject(params.attemptId), "attempt");
  const permit = authorize(actor, "attempt.write", subject);
  await closeIfExpired(subject.id);
  const { state, deadlineAt, serverTime, questions, answers } = await getAttempt(permit, actor.language);
  return json({
    state,
    deadlineAt,
    serverTime,
    questions: questions.map(({ position, stem, options, kind }) => ({ position, stem, options, kind })),
    answers,
  });
});
