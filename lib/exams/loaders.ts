import { z } from "zod";
import { authorize } from "@/lib/access/authorize";
import { defineLoader } from "@/lib/entry/define-loader";
import { found } from "@/lib/errors";
import { getAttempt, getAttemptSubject, getEnrolmentSubject, getExamBox, getResult } from "./data";
import { closeIfExpired } from "./mutations";

const id = (text: string): string => found(z.uuid().safeParse(text).data, "attempt");

/** The exam page: an attempt whose time is over is closed by looking at it. */
export const loadAttempt = defineLoader(async (actor, attemptId: string, language: string) => {
  const attempt = found(await getAttemptSubject(id(attemptId)), "attempt");
  const permit = authorize(actor, "attempt.write", attempt);
  await closeIfExpired(attempt.id);
  return getAttempt(permit, language);
});

/** The result page; null while the attempt runs. */
export const loadResult = defineLoader(async (actor, attemptId: string, language: string) => {
  const attempt = found(await getAttemptSubject(id(attemptId)), "attempt");
  const permit = authorize(actor, "attempt.review", attempt);
  await closeIfExpired(attempt.id);
  return { result: await getResult(permit, language), zone: actor.zone, isOwn: attempt.personId === actor.id };
});

/** What the learner's event page says of the exam. */
export const loadExamBox = defineLoader(async (actor, eventSlug: string) => {
  const enrolment = await getEnrolmentSubject(eventSlug, actor.id);
  if (!enrolment) return null;
  const exam = await getExamBox(authorize(actor, "enrolment.use", enrolment));
  return exam && { exam, zone: actor.zone };
});
