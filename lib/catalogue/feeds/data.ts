import { db } from "@/lib/db/client";
import type { EventState } from "@/lib/db/generated/enums";
import { pickLayer } from "@/lib/format/layers";
import { documentSlug } from "@/lib/library/rules";
import type { FeedEvent, FeedSession, PublicSlugs } from "./types";

/** What feeds read of an event. */
export const feedSelect = {
  id: true,
  slug: true,
  reference: true,
  opensAt: true,
  closesAt: true,
  registrationOpensAt: true,
  registrationClosesAt: true,
  zone: true,
  delivery: true,
  place: true,
  calendarSequence: true,
  publishedAt: true,
  cancelledAt: true,
  organization: { select: { name: true, contact: true } },
  layers: { select: { language: true, title: true } },
} as const;

/** What feeds read of a session. */
export const sessionSelect = {
  id: true,
  startsAt: true,
  endsAt: true,
  layers: true,
  room: true,
  link: true,
  sequence: true,
  cancelledAt: true,
} as const;

/** Feeds tell of nothing that never had a public page: drafts and events in review stay out. */
const isPublic = { state: { in: ["published", "closed"] satisfies EventState[] } };

/** What was public and is cancelled is told of, so that no calendar keeps it standing; `since` ends that. */
const wasCancelled = (since: Date | null) => ({
  state: "cancelled" as const,
  publishedAt: { not: null },
  ...(since ? { cancelledAt: { gte: since } } : {}),
});

type EventRow = Omit<FeedEvent, "title" | "organization" | "contact" | "sequence"> & {
  readonly calendarSequence: number;
  readonly organization: { readonly name: string; readonly contact: string };
  readonly layers: readonly { readonly language: string; readonly title: string }[];
};

/** An event of the database as feeds tell of it, titled in a language where it has one. */
export const feedEventOf = (
  { organization, layers, calendarSequence, ...row }: EventRow,
  language: string,
): FeedEvent => ({
  ...row,
  sequence: calendarSequence,
  title: pickLayer(layers, language)?.title ?? row.reference,
  organization: organization.name,
  contact: organization.contact,
});

type SessionRow = Omit<FeedSession, "title"> & { readonly layers: unknown };

/** A session of the database as a calendar of the admitted tells of it. */
export function feedSessionOf({ layers, ...row }: SessionRow, language: string): FeedSession {
  const texts = Object.entries(layers as Readonly<Record<string, { readonly title?: string }>>);
  const layer = pickLayer(
    texts.map(([written, { title }]) => ({ language: written, title: title ?? "" })),
    language,
  );
  return { ...row, title: layer?.title ?? "" };
}

/**
 * The public events of a calendar to subscribe to, the earliest first: those that are not over for more than a year, with those
 * cancelled lately; titled in a language where they have one.
 */
export async function listCalendarEvents(language: string, since: Date, now: Date): Promise<FeedEvent[]> {
  const lately = new Date(now.getTime() - 366 * 86_400_000);
  const rows = await db.event.findMany({
    where: { OR: [isPublic, wasCancelled(since)], opensAt: { not: null }, closesAt: { gte: lately } },
    select: feedSelect,
    orderBy: [{ opensAt: "asc" }, { slug: "asc" }],
  });
  return rows.map((row) => feedEventOf(row, language));
}

/** How many items a reader of news is given. */
const NEWS = 100;

/** The latest news of events, in no order: which are published, and which of those are cancelled. */
export async function listNews(language: string, since: Date): Promise<FeedEvent[]> {
  const [published, cancelled] = await Promise.all([
    db.event.findMany({
      where: isPublic,
      select: feedSelect,
      orderBy: [{ publishedAt: { sort: "desc", nulls: "last" } }, { slug: "asc" }],
      take: NEWS,
    }),
    db.event.findMany({
      where: wasCancelled(since),
      select: feedSelect,
      orderBy: [{ cancelledAt: "desc" }, { slug: "asc" }],
      take: NEWS,
    }),
  ]);
  return [...published, ...cancelled].map((row) => feedEventOf(row, language));
}

/** One event that is or was public, with its sessions as anybody may know them; null when there is none under this slug. */
export async function getFeedEvent(
  slug: string,
  language: string,
  since: Date,
): Promise<{ readonly event: FeedEvent; readonly sessions: readonly FeedSession[] } | null> {
  const row = await db.event.findFirst({
    where: { slug, OR: [isPublic, wasCancelled(null)] },
    select: {
      ...feedSelect,
      sessions: {
        where: { OR: [{ cancelledAt: null }, { cancelledAt: { gte: since } }] },
        orderBy: [{ startsAt: "asc" }, { id: "asc" }],
        select: sessionSelect,
      },
    },
  });
  if (!row) return null;
  const { sessions, ...event } = row;
  return {
    event: feedEventOf(event, language),
    sessions: sessions.map((session) => ({ ...feedSessionOf(session, language), room: null, link: null })),
  };
}

/** What a site map lists. */
export async function listPublicSlugs(): Promise<PublicSlugs> {
  const slug = { select: { slug: true }, orderBy: { slug: "asc" } } as const;
  const [courses, events, modules, profiles, documents] = await Promise.all([
    db.course.findMany(slug),
    db.event.findMany({ where: isPublic, ...slug }),
    db.module.findMany(slug),
    db.profile.findMany(slug),
    db.document.findMany({ select: { symbol: true }, orderBy: { symbol: "asc" } }),
  ]);
  const slugs = (rows: readonly { slug: string }[]) => rows.map((row) => row.slug);
  return {
    courses: slugs(courses),
    events: slugs(events),
    modules: slugs(modules),
    profiles: slugs(profiles),
    documents: documents.map(({ symbol }) => documentSlug(symbol)),
  };
}
