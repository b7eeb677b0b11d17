import { authorize } from "@/lib/access/authorize";
import { defineRoute, json, problem } from "@/lib/entry/define-route";
import { found } from "@/lib/errors";
import { getAttemptSubject, getResult } from "@/lib/exams/data";
import { closeIfExpired } from "@/lib/exams/mutations";
import { attemptParams } from "@/lib/exams/schema";

/** The marks of a closed attempt, with the rule that was applied. */
export const GET = defineRoute({ params: attemptParams }, async ({ actor, params }) => {
  const subject = found(await getAttemptSubject(params.attemptId), "attempt");
  const permit = authorize(actor, "attempt.review", subject);
  await closeIfExpired(subject.id);
  const result = await getResult(permit, actor.language);
  if (!result) return problem(409, "in-progress", "The attempt is still open.");
  const { components, verdict, passed } = result;
  return json({
    earnedPoints: verdict.earned.numerator / verdict.earned.denominator,
    possiblePoints: verdict.possible,
    components,
    threshold: verdict.threshold,
    strict: verdict.strict,
    passed,
  });
});
