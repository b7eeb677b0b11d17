import { cache } from "react";
import { authorize } from "@/lib/access/authorize";
import type { Actor } from "@/lib/access/policy";
import { slugSchema } from "@/lib/content/schema";
import { defineLoader } from "@/lib/entry/define-loader";
import { AppError, found } from "@/lib/errors";
import { getLessonPage, getOutline, getReadingEvent, listLearning, type ReaderPermit } from "./data";
import { rememberPlace } from "./mutations";
import { countProgress, findPlace, isMarkOf, isRead, markOf, neighboursOf, parsePageNumber, resumeAt } from "./rules";
import type {
  EventReading,
  LearningItem,
  LessonReading,
  ReadingEvent,
  ReadPage,
  TitledLesson,
  TitledModule,
} from "./types";

// Cached for the length of one request: a page and its metadata ask for the same.

/** A slug as it may stand in an address. Errors: AppError("not-found"). */
function slug(text: string): string {
  if (!slugSchema.safeParse(text).success) throw new AppError("not-found", "not a slug");
  return text;
}

type Reader = {
  readonly event: ReadingEvent;
  readonly permit: ReaderPermit;
  readonly learner: ReturnType<typeof asLearner> | null;
};

const asLearner = (actor: Actor, enrolmentId: string) =>
  authorize(actor, "enrolment.use", { id: enrolmentId, personId: actor.id });

/** Who may read: who is enrolled; otherwise its organizers, as a preview. Errors: AppError("not-found") for everybody else. */
async function openReader(actor: Actor, eventSlug: string, language: string): Promise<Reader> {
  const event = found(await getReadingEvent(actor, slug(eventSlug), language), "event");
  if (event.enrolment?.state === "enrolled") {
    const learner = asLearner(actor, event.enrolment.id);
    return { event, permit: learner, learner };
  }
  return { event, permit: authorize(actor, "event.manage", event), learner: null };
}

const readsOf = ({ event, learner }: Reader): readonly ReadPage[] =>
  learner && event.enrolment ? event.enrolment.reads : [];

/** A person's own events. */
export const loadLearning = cache(
  defineLoader(
    async (actor, language: string): Promise<{ items: LearningItem[]; zone: string }> => ({
      items: await listLearning(actor, language),
      zone: actor.zone,
    }),
  ),
);

/** An event's outline with the reader's progress. */
export const loadEventReading = cache(
  defineLoader(async (actor, eventSlug: string, language: string): Promise<EventReading> => {
    const reader = await openReader(actor, eventSlug, language);
    const { event, permit, learner } = reader;
    const outline = await getOutline(permit, event, language);
    const reads = readsOf(reader);
    const mark = learner ? (event.enrolment?.resume ?? null) : null;
    return {
      event,
      outline,
      reads,
      progress: countProgress(outline, reads),
      resume: resumeAt(outline, mark, reads),
      started: mark !== null || reads.length > 0,
      preview: learner === null,
      zone: actor.zone,
    };
  }),
);

/** One page of a lesson. A learner's place is remembered; an organizer's is not. */
export const loadLesson = cache(
  defineLoader(
    async (
      actor,
      eventSlug: string,
      moduleSlug: string,
      lessonSlug: string,
      page: string | string[] | undefined,
      language: string,
    ): Promise<LessonReading> => {
      const number = found(parsePageNumber(page), "page number");
      const reader = await openReader(actor, eventSlug, language);
      const { event, permit, learner } = reader;
      const outline = await getOutline(permit, event, language);
      const place = found(
        findPlace<TitledLesson, TitledModule>(outline, moduleSlug, lessonSlug, number),
        "page of the edition",
      );
      const text = found(await getLessonPage(permit, place, language), "text of the page");
      if (learner && !isMarkOf(event.enrolment?.resume ?? null, place)) await rememberPlace(learner, markOf(place));
      const reads = readsOf(reader);
      return {
        event,
        outline,
        reads,
        progress: countProgress(outline, reads),
        preview: learner === null,
        place,
        page: text,
        isRead: isRead(reads, place.lesson.versionId, place.page),
        ...neighboursOf(outline, place),
      };
    },
  ),
);
