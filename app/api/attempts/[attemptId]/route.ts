import { authorize } from "@/lib/access/authorize";
import { defineRoute, json } from "@/lib/entry/define-route";
import { found } from "@/lib/errors";
import { attemptCall } from "@/lib/exams/call-schema";
import { getAttempt, getAttemptSubject } from "@/lib/exams/data";
import { closeIfExpired } from "@/lib/exams/mutations";
import { attemptParams } from "@/lib/exams/schema";

const door = {
  summary: "The attempt with its questions and saved answers, and the server's time.",
  params: attemptParams,
  answers: { 200: attemptCall },
};

export const GET = defineRoute(door, async ({ actor, params }) => {
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
