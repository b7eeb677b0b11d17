import { authorize } from "@/lib/access/authorize";
import { defineRoute, json, problem } from "@/lib/entry/define-route";
import { found } from "@/lib/errors";
import { resultCall, reviewedCallOf } from "@/lib/exams/call-schema";
import { getAttemptSubject, getResult } from "@/lib/exams/data";
import { closeIfExpired } from "@/lib/exams/mutations";
import { getReview } from "@/lib/exams/review/data";
import { attemptParams } from "@/lib/exams/schema";

const door = {
  summary:
    "The marks of a closed attempt, with the rule that was applied; and the answers with their rationale, once the event's review rule is open.",
  params: attemptParams,
  answers: { 200: resultCall },
  refusals: { 409: ["in-progress"] },
};

export const GET = defineRoute(door, async ({ actor, params }) => {
  const subject = found(await getAttemptSubject(params.attemptId), "attempt");
  const permit = authorize(actor, "attempt.review", subject);
  await closeIfExpired(subject.id);
  const result = await getResult(permit, actor.language);
  if (!result) return problem(409, "in-progress", "The attempt is still open.");
  const { components, verdict, passed } = result;
  const { answers } = await getReview(permit);
  return json({
    earnedPoints: verdict.earned.numerator / verdict.earned.denominator,
    possiblePoints: verdict.possible,
    components,
    threshold: verdict.threshold,
    strict: verdict.strict,
    passed,
    ...(answers ? { answers: answers.map(reviewedCallOf) } : {}),
  });
});
