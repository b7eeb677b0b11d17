import { z } from "zod";
import { authorize, can } from "@/lib/access/authorize";
import { getEventSubject } from "@/lib/catalogue/data";
import { slugSchema } from "@/lib/content/schema";
import { defineLoader } from "@/lib/entry/define-loader";
import { AppError, found } from "@/lib/errors";
import { getAttemptSubject } from "../data";
import { listDecisions } from "../evidence/data";
import { closeIfExpired } from "../mutations";
import { getAllowance, getBoard, getTimeline } from "./data";

const slugOrNone = (slug: string): string => found(slugSchema.safeParse(slug).data, "event");
const idOrNone = (id: string): string => found(z.uuid().safeParse(id).data, "record");

/** The exam-day board. */
export const loadBoard = defineLoader(async (actor, slug: string, language: string) => {
  const event = found(await getEventSubject(slugOrNone(slug)), "event");
  return { actor, ...(await getBoard(authorize(actor, "event.manage", event), language)) };
});

/** One person's extra time and extra attempts. */
export const loadAllowance = defineLoader(async (actor, slug: string, enrolmentId: string, language: string) => {
  const event = found(await getEventSubject(slugOrNone(slug)), "event");
  const permit = authorize(actor, "event.manage", event);
  const view = found(await getAllowance(permit, idOrNone(enrolmentId), language), "place");
  return { actor, ...view };
});

/** An attempt's timeline; one whose time is over is closed by looking at it. */
export const loadTimeline = defineLoader(async (actor, slug: string, attemptId: string, language: string) => {
  const attempt = found(await getAttemptSubject(idOrNone(attemptId)), "attempt");
  const permit = authorize(actor, "attempt.decide", attempt);
  await closeIfExpired(attempt.id);
  const [timeline, { decisions, accepted }] = await Promise.all([getTimeline(permit, language), listDecisions(permit)]);
  if (timeline.event.slug !== slug) throw new AppError("not-found", "an attempt of another event");
  const counts = new Set(accepted.map(({ position, sequence }) => `${position} ${sequence}`));
  return {
    actor,
    oversees: can(actor, "attempt.oversee", attempt),
    ...timeline,
    decisions,
    evidence: timeline.evidence.map((row) => ({ ...row, accepted: counts.has(`${row.position} ${row.sequence}`) })),
  };
});
