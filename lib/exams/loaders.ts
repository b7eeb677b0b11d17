import { z } from "zod";
import { authorize } from "@/lib/access/authorize";
import { defineLoader } from "@/lib/entry/define-loader";
import { found } from "@/lib/errors";
import { listAppeals } from "./appeals/data";
import { getAttempt, getAttemptSubject, getEnrolmentSubject, getExamBox, getLook, getResult } from "./data";
import { closeIfExpired } from "./mutations";
import { getReview } from "./review/data";

const id = (text: string): string => found(z.uuid().safeParse(text).data, "attempt");

/** The exam page: an attempt whose time is over is closed by looking at it. `look`: a question to show in another language. */
export const loadAttempt = defineLoader(
  async (actor, attemptId: string, language: string, look: { position: number; language: string } | null = null) => {
    const subject = found(await getAttemptSubject(id(attemptId)), "attempt");
    const permit = authorize(actor, "attempt.write", subject);
    await closeIfExpired(subject.id);
    const [attempt, looked] = await Promise.all([getAttempt(permit, language), look && getLook(permit, look)]);
    return { attempt, look: looked };
  },
);

/** The result page; null while the attempt runs. */
export const loadResult = defineLoader(async (actor, attemptId: string, language: string) => {
  const attempt = found(await getAttemptSubject(id(attemptId)), "attempt");
  const permit = authorize(actor, "attempt.review", attempt);
  await closeIfExpired(attempt.id);
  const [result, review, appeals] = [
    await getResult(permit, language),
    await getReview(permit),
    await listAppeals(permit),
  ];
  return { result, review, appeals, zone: actor.zone, isOwn: attempt.personId === actor.id };
});

/** What the learner's event page says of the exam. */
export const loadExamBox = defineLoader(async (actor, eventSlug: string) => {
  const enrolment = await getEnrolmentSubject(eventSlug, actor.id);
  if (!enrolment) return null;
  const exam = await getExamBox(authorize(actor, "enrolment.use", enrolment));
  return exam && { exam, zone: actor.zone };
});
