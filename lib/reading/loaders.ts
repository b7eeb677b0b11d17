import { createHash } from "node:crypto";
import { cache } from "react";
import { countryBrief } from "@/lib/content/briefs";
import { defineLoader } from "@/lib/entry/define-loader";
import { found } from "@/lib/errors";
import type { Language } from "@/lib/format/languages";
import { listBriefEntries } from "./brief/data";
import { layBrief } from "./brief/rules";
import type { Brief } from "./brief/types";
import { getLessonPage, getOutline, listLearning } from "./data";
import { rememberPlace } from "./mutations";
import { listPageNotes } from "./notes/data";
import { getWholeLesson, listPackSizes } from "./pack/data";
import { withPrefix } from "./pack/rules";
import { openReader, type Reader, readsOf } from "./reader";
import { countProgress, findPlace, isMarkOf, isRead, markOf, neighboursOf, parsePageNumber, resumeAt } from "./rules";
import { linkPage } from "./terms/data";
import type { LearningItem, TitledLesson, TitledModule, TitledPlace } from "./types";
import type { EventReading, LessonReading, WholeReading } from "./views";

// Cached for the length of one request: a page and its metadata ask for the same.

/** A person's own events. */
export const loadLearning = cache(
  defineLoader(
    async (actor, language: string): Promise<{ items: LearningItem[]; zone: string }> => ({
      items: await listLearning(actor, language),
      zone: actor.zone,
    }),
  ),
);

type BriefPlace = { readonly module: { readonly slug: string }; readonly lesson: { readonly slug: string } };

const explainsBrief = ({ module, lesson }: BriefPlace): boolean =>
  module.slug === countryBrief.module && lesson.slug === countryBrief.lesson;

/** The event's country brief; null for whom it is not meant. */
const briefOf = async ({ insider, event }: Reader, language: Language): Promise<Brief | null> =>
  insider && layBrief(countryBrief, await listBriefEntries(insider, event.id), language);

/** An event's outline with the reader's progress. */
export const loadEventReading = cache(
  defineLoader(async (actor, eventSlug: string, language: Language): Promise<EventReading> => {
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
      insider: reader.insider !== null,
      zone: actor.zone,
      packs: await listPackSizes(permit, event, outline, language),
      hasBrief:
        reader.insider !== null &&
        outline.modules.some((module) => module.lessons.some((lesson) => explainsBrief({ module, lesson }))),
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
      language: Language,
    ): Promise<LessonReading> => {
      const number = found(parsePageNumber(page), "page number");
      const reader = await openReader(actor, eventSlug, language);
      const { event, permit, learner } = reader;
      const outline = await getOutline(permit, event, language);
      const place = found(
        findPlace<TitledLesson, TitledModule>(outline, moduleSlug, lessonSlug, number),
        "page of the edition",
      );
      const { versionId } = place.lesson;
      const [text, notes, brief] = await Promise.all([
        getLessonPage(permit, place, language),
        learner ? listPageNotes(learner, versionId, place.page) : null,
        explainsBrief(place) ? briefOf(reader, language) : null,
      ]);
      const plain = found(text, "text of the page");
      const { html, terms } = await linkPage(versionId, place.page, plain);
      if (learner && !isMarkOf(event.enrolment?.resume ?? null, place)) await rememberPlace(learner, markOf(place));
      const reads = readsOf(reader);
      return {
        event,
        outline,
        reads,
        progress: countProgress(outline, reads),
        preview: learner === null,
        zone: actor.zone,
        place,
        page: { ...plain, html },
        terms,
        notes,
        brief,
        reader: createHash("sha256").update(actor.id).digest("base64url").slice(0, 12),
        isRead: isRead(reads, versionId, place.page),
        ...neighboursOf(outline, place),
      };
    },
  ),
);

/** A whole lesson on one page, to be printed. Nothing is remembered of it. */
export const loadWholeLesson = cache(
  defineLoader(
    async (
      actor,
      eventSlug: string,
      moduleSlug: string,
      lessonSlug: string,
      language: Language,
    ): Promise<WholeReading> => {
      const reader = await openReader(actor, eventSlug, language);
      const outline = await getOutline(reader.permit, reader.event, language);
      const place: TitledPlace = found(
        findPlace<TitledLesson, TitledModule>(outline, moduleSlug, lessonSlug, 1),
        "lesson of the edition",
      );
      const lesson = await getWholeLesson(reader.permit, place.module, place.lesson, language);
      const pages = lesson.pages.map((page) => ({
        ...page,
        text: { ...page.text, html: withPrefix(page.text.html, `page-${page.number}-`) },
      }));
      const brief = explainsBrief(place) ? await briefOf(reader, language) : null;
      return { event: reader.event, outline, place, brief, lesson: { ...lesson, pages } };
    },
  ),
);

/** The country brief of an event for the admitted and its organizers. Errors: a 404 for everybody else, and without its lesson. */
export const loadBrief = defineLoader(async (actor, eventSlug: string, language: Language) => {
  const reader = await openReader(actor, eventSlug, language);
  const outline = await getOutline(reader.permit, reader.event, language);
  const place = found(
    findPlace<TitledLesson, TitledModule>(outline, countryBrief.module, countryBrief.lesson, 1),
    "lesson on the brief",
  );
  const brief = found(await briefOf(reader, language), "brief for this reader");
  return { event: reader.event, place, brief, mayEdit: reader.learner === null };
});
