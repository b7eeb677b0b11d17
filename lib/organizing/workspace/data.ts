import type { Actor } from "@/lib/access/policy";
import { db } from "@/lib/db/client";
import type { Prisma } from "@/lib/db/generated/client";
import { pickLayer } from "@/lib/format/layers";
import { hyphened } from "../data";
import type { CourseChoice, EventState, OrganizedEvent } from "../types";

const layerSelect = { select: { language: true, title: true } } as const;

/** What a person organizes: organizations as a whole, and single events. */
const organizedBy = (actor: Actor) => {
  const grants = actor.grants.filter(({ role }) => role === "organizer");
  return {
    organizationIds: grants.flatMap(({ organizationId }) => organizationId ?? []),
    eventIds: grants.flatMap(({ eventId }) => eventId ?? []),
  };
};

const EVENTS_A_PAGE = 50;

/** How many events of each state a person organizes. */
type StateCounts = Readonly<Partial<Record<EventState, number>>>;
type OrganizedPage = {
  readonly events: readonly (OrganizedEvent & { readonly reviewRequired: boolean })[];
  readonly counts: StateCounts;
  readonly page: number;
  readonly pages: number;
};

/** One page of the events that the person organizes: by organization, drafts first, then by when they begin. */
export async function listOrganizedEvents(
  actor: Actor,
  language: string,
  { state, page = 1 }: { readonly state?: EventState | null; readonly page?: number } = {},
): Promise<OrganizedPage> {
  const { organizationIds, eventIds } = organizedBy(actor);
  const mine: Prisma.EventWhereInput = {
    OR: [{ organizationId: { in: organizationIds } }, { id: { in: eventIds } }],
  };
  const counted = await db.event.groupBy({ by: ["state"], where: mine, _count: { _all: true } });
  const counts: StateCounts = Object.fromEntries(counted.map((row) => [hyphened(row.state), row._count._all]));
  const total = state ? (counts[state] ?? 0) : counted.reduce((sum, row) => sum + row._count._all, 0);
  const pages = Math.max(1, Math.ceil(total / EVENTS_A_PAGE));
  const shown = Math.min(page, pages);
  const rows = await db.event.findMany({
    where: state ? { ...mine, state: state === "in-review" ? "in_review" : state } : mine,
    orderBy: [
      { organization: { name: "asc" } },
      { organizationId: "asc" },
      { state: "asc" },
      { opensAt: { sort: "asc", nulls: "last" } },
      { createdAt: "desc" },
      { id: "asc" },
    ],
    skip: (shown - 1) * EVENTS_A_PAGE,
    take: EVENTS_A_PAGE,
    select: {
      slug: true,
      reference: true,
      state: true,
      registrationOpensAt: true,
      registrationClosesAt: true,
      opensAt: true,
      closesAt: true,
      zone: true,
      admission: true,
      seats: true,
      seatsTaken: true,
      certificateKind: true,
      layers: layerSelect,
      organization: { select: { name: true, shortName: true, reviewRequired: true } },
      _count: { select: { attempts: { where: { state: "in_progress" } } } },
    },
  });
  const events = rows.map(({ layers, organization, state: stored, _count, ...row }) => {
    const layer = pickLayer(layers, language);
    return {
      ...row,
      state: hyphened<EventState>(stored),
      language: layer?.language ?? "en",
      title: layer?.title ?? "",
      organization: organization.shortName,
      organizationName: organization.name,
      reviewRequired: organization.reviewRequired,
      running: _count.attempts,
    };
  });
  return { events, counts, page: shown, pages };
}

/** The courses of the organizations for which the person may make events. */
export async function listCourseChoices(actor: Actor, language: string): Promise<CourseChoice[]> {
  const { organizationIds } = organizedBy(actor);
  const rows = await db.course.findMany({
    where: { organizationId: { in: organizationIds }, editions: { some: {} } },
    orderBy: [{ organization: { name: "asc" } }, { slug: "asc" }],
    select: {
      slug: true,
      exam: true,
      layers: layerSelect,
      organization: { select: { name: true } },
      _count: { select: { events: true } },
    },
  });
  return rows.map(({ slug, exam, layers, organization, _count }) => {
    const layer = pickLayer(layers, language);
    return {
      slug,
      language: layer?.language ?? "en",
      title: layer?.title ?? "",
      organization: organization.name,
      hasExam: exam !== null,
      events: _count.events,
    };
  });
}
