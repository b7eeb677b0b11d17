import { authorize, can } from "@/lib/access/authorize";
import type { Actor } from "@/lib/access/policy";
import { slugSchema } from "@/lib/content/schema";
import { AppError, found } from "@/lib/errors";
import { getReadingEvent, type InsiderPermit, type ReaderPermit } from "./data";
import type { ReadingEvent, ReadPage } from "./types";

export type Reader = {
  readonly event: ReadingEvent;
  readonly permit: ReaderPermit;
  /** The permit for what is for the admitted alone; null for a moderator who is neither admitted nor organizes. */
  readonly insider: InsiderPermit | null;
  /** The permit of who learns here; null for its staff, of whom nothing is recorded. */
  readonly learner: ReturnType<typeof asLearner> | null;
};

const asLearner = (actor: Actor, enrolmentId: string) =>
  authorize(actor, "enrolment.use", { id: enrolmentId, personId: actor.id });

/**
 * Who may read: who is enrolled; otherwise its organizers and the moderators of its comments, as a preview.
 * Errors: AppError("not-found") for everybody else.
 */
export async function openReader(actor: Actor, eventSlug: string, language: string): Promise<Reader> {
  if (!slugSchema.safeParse(eventSlug).success) throw new AppError("not-found", "not a slug");
  const event = found(await getReadingEvent(actor, eventSlug, language), "event");
  if (event.enrolment?.state === "enrolled") {
    const learner = asLearner(actor, event.enrolment.id);
    return { event, permit: learner, insider: learner, learner };
  }
  if (!can(actor, "event.manage", event))
    return { event, permit: authorize(actor, "room.moderate", event), insider: null, learner: null };
  const organizer = authorize(actor, "event.manage", event);
  return { event, permit: organizer, insider: organizer, learner: null };
}

/** What a learner has read here; nothing for a preview. */
export const readsOf = ({ event, learner }: Reader): readonly ReadPage[] =>
  learner && event.enrolment ? event.enrolment.reads : [];
