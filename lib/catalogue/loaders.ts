import { cookies } from "next/headers";
import { cache } from "react";
import { can } from "@/lib/access/authorize";
import { defineLoader, defineOpenLoader } from "@/lib/entry/define-loader";
import { env } from "@/lib/env";
import { AppError, found } from "@/lib/errors";
import { type Language, languageNames, localPath } from "@/lib/format/languages";
import { pickLayer } from "@/lib/format/layers";
import {
  getCourse,
  getEvent,
  listCourseCards,
  listEventSlice,
  listEventsOfCourse,
  listNextEvents,
  listTopics,
  readCatalogueIndex,
} from "./data";
import { getFeed } from "./own-calendar/data";
import { hashSecret } from "./own-calendar/rules";
import { feedCookie } from "./own-calendar/schema";
import {
  CARDS_PER_PAGE,
  countFacets,
  goodUntil,
  groupEvents,
  isPublic,
  joiningOf,
  keepKnown,
  matchesChosen,
  NOTICES_PER_PAGE,
  nextEvents,
  orderEntries,
  pageOf,
  readCatalogueQuery,
  readSlug,
  searchWords,
  standingOf,
} from "./rules";
import { type CataloguePage, type CoursePage, deliveries, type FacetValues, levels, regions } from "./types";

/** The address of a page as the world knows it, for machines and for sharing. */
const publicAddress = (language: Language, path: string): string => env().origin + localPath(language, path);

/** The first page: what comes next, and topics to begin from. */
export const loadHome = defineOpenLoader(async (_actor, language: Language) => {
  const now = new Date();
  const [{ events, goodUntil }, topics] = await Promise.all([listNextEvents(language, 4, now), listTopics()]);
  return { now, events: nextEvents(events, 4, now), topics, goodUntil };
});

/** One page of the catalogue, with facets counted over everything that matches what was typed. */
export const loadCatalogue = defineOpenLoader(
  async (_actor, language: Language, asked: Readonly<Record<string, string | string[] | undefined>>) => {
    const now = new Date();
    const read = readCatalogueQuery(asked);
    const words = searchWords(read.text);
    const { entries, topics, organizers } = await readCatalogueIndex(words, language);
    const known: FacetValues = {
      topic: [...topics.keys()],
      level: levels,
      type: deliveries,
      language: Object.keys(languageNames),
      region: regions,
      organizer: [...organizers.keys()],
    };
    const { text, chosen, page: wanted } = keepKnown(read, known);
    const matching = orderEntries(
      entries.filter((entry) => matchesChosen(entry, chosen)),
      words,
      language,
    );
    const { items, page, pages } = pageOf(matching, wanted, CARDS_PER_PAGE);
    const cards = items.length > 0 ? await listCourseCards(items, language, now) : [];
    const catalogue: CataloguePage = {
      query: { text, chosen, page },
      searchable: text === "" || words.length > 0,
      total: matching.length,
      pages,
      cards,
      facets: countFacets(entries, chosen, known),
      names: { topic: topics, organizer: organizers },
    };
    return {
      ...catalogue,
      now,
      goodUntil: goodUntil(
        cards.flatMap(({ events }) => events),
        now,
      ),
    };
  },
);

/** A course's page. Errors: a 404 for an address of none. */
export const loadCourse = cache(
  defineOpenLoader(async (_actor, language: Language, asked: string) => {
    const now = new Date();
    const slug = found(readSlug(asked), "course");
    const [record, events] = await Promise.all([getCourse(slug, language), listEventsOfCourse(slug, language)]);
    const { modules, ...course } = found(record, "course");
    const outline = modules.flatMap(({ layers, lessons }) => {
      const layer = pickLayer(layers, language);
      return layer ? [{ ...layer, lessons }] : [];
    });
    const page: CoursePage = { ...course, outline, events };
    return {
      course: page,
      now,
      goodUntil: goodUntil(events, now),
      address: publicAddress(language, `/courses/${slug}`),
      eventAddress: (eventSlug: string) => publicAddress(language, `/events/${eventSlug}`),
    };
  }),
);

/** One page of the list of events. */
export const loadEvents = defineOpenLoader(async (_actor, language: Language, page: number) => {
  const now = new Date();
  const slice = await listEventSlice(language, page, NOTICES_PER_PAGE, now);
  const pages = Math.max(1, Math.ceil(slice.total / NOTICES_PER_PAGE));
  return { ...slice, groups: groupEvents(slice.events, now), pages, now };
});

/** An event's page. Errors: a 404 for an address of none, and for one that is not published to all but its organizers. */
export const loadEvent = cache(
  defineOpenLoader(async (actor, language: Language, asked: string) => {
    const now = new Date();
    const slug = found(readSlug(asked), "event");
    const { event, enrolment } = found(await getEvent(slug, language, actor?.id ?? null), "event");
    if (!isPublic(event.state) && !can(actor, "event.review", event))
      throw new AppError("not-found", "an event that is not published");
    return {
      event,
      standing: standingOf(event, now),
      joining: joiningOf(event, enrolment, now),
      viewer: actor && { zone: actor.zone },
      goodUntil: goodUntil([event], now),
      address: publicAddress(language, `/events/${slug}`),
      courseAddress: publicAddress(language, `/courses/${event.course.slug}`),
    };
  }),
);

/** When the address of the person's own calendar was made, and the address itself just after that; null without one. */
export const loadOwnFeed = defineLoader(async (actor) => {
  const feed = await getFeed(actor.id);
  const secret = (await cookies()).get(feedCookie)?.value ?? "";
  return (
    feed && {
      madeAt: feed.createdAt,
      zone: actor.zone,
      address: hashSecret(secret) === feed.hash ? `${env().origin}/calendar/${secret}.ics` : null,
    }
  );
});
