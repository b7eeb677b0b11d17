import { db } from "@/lib/db/client";
import type { EventState } from "@/lib/db/generated/enums";
import { pickLayer } from "@/lib/format/layers";
import type { FeedEvent, PublicSlugs } from "./types";

const select = {
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
  revision: true,
  publishedAt: true,
  organization: { select: { name: true, contact: true } },
  layers: { select: { language: true, title: true } },
} as const;

/** Feeds tell of nothing that has no public page: drafts, events in review and cancelled ones stay out. */
const isPublic: { state: { in: EventState[] } } = { state: { in: ["published", "closed"] } };

type Row = Omit<FeedEvent, "title" | "organization" | "contact"> & {
  readonly organization: { readonly name: string; readonly contact: string };
  readonly layers: readonly { readonly language: string; readonly title: string }[];
};

const view = ({ organization, layers, ...row }: Row, language: string): FeedEvent => ({
  ...row,
  title: pickLayer(layers, language)?.title ?? row.reference,
  organization: organization.name,
  contact: organization.contact,
});

/** Every public event, the latest published first, titled in a language where it has one. */
export async function listFeedEvents(language: string): Promise<FeedEvent[]> {
  const rows = await db.event.findMany({
    where: isPublic,
    select,
    orderBy: [{ publishedAt: { sort: "desc", nulls: "last" } }, { slug: "asc" }],
  });
  return rows.map((row) => view(row, language));
}

/** One public event; null when there is none under this slug. */
export async function getFeedEvent(slug: string, language: string): Promise<FeedEvent | null> {
  const row = await db.event.findFirst({ where: { slug, ...isPublic }, select });
  return row && view(row, language);
}

/** What a site map lists. */
export async function listPublicSlugs(): Promise<PublicSlugs> {
  const slug = { select: { slug: true }, orderBy: { slug: "asc" } } as const;
  const [courses, events, modules, profiles] = await Promise.all([
    db.course.findMany(slug),
    db.event.findMany({ where: isPublic, ...slug }),
    db.module.findMany(slug),
    db.profile.findMany(slug),
  ]);
  const slugs = (rows: readonly { slug: string }[]) => rows.map((row) => row.slug);
  return { courses: slugs(courses), events: slugs(events), modules: slugs(modules), profiles: slugs(profiles) };
}
