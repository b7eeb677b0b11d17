import { authorize } from "@/lib/access/authorize";
import { getEventSubject } from "@/lib/catalogue/data";
import { slugSchema } from "@/lib/content/schema";
import { defineLoader } from "@/lib/entry/define-loader";
import { AppError, found } from "@/lib/errors";
import { countOpenAppeals } from "@/lib/exams/results/data";
import { getDashboard } from "./dashboard/data";
import { getCourseSubject, getEventForm, getNewEventForm } from "./data";
import { nextStepOf } from "./rules";
import type { EventState } from "./types";
import { listCourseChoices, listOrganizedEvents } from "./workspace/data";

const slugOrNone = (slug: string): string => found(slugSchema.safeParse(slug).data, "event");

/** The organizer's first page: a page of their events, each with its next step. People who organize nothing find nothing. */
export const loadOrganizedEvents = defineLoader(
  async (actor, language: string, asked: { readonly state: EventState | null; readonly page: number }) => {
    const grants = actor.grants.filter(({ role }) => role === "organizer");
    if (grants.length === 0) throw new AppError("not-found", `${actor.id} organizes nothing`);
    const now = new Date();
    const { events, ...rest } = await listOrganizedEvents(actor, language, asked);
    return {
      ...rest,
      mayCreate: grants.some(({ organizationId }) => organizationId !== null),
      events: events.map((event) => ({ ...event, nextStep: nextStepOf(event, now) })),
    };
  },
);

/** The courses to choose from for a new event. */
export const loadCourseChoices = defineLoader(async (actor, language: string) => {
  if (!actor.grants.some(({ role, organizationId }) => role === "organizer" && organizationId !== null))
    throw new AppError("not-found", `${actor.id} makes no events`);
  return listCourseChoices(actor, language);
});

/** The form of a new event of one course. */
export const loadNewEventForm = defineLoader(async (actor, courseSlug: string, language: string) => {
  const course = found(await getCourseSubject(slugOrNone(courseSlug)), "course");
  return {
    now: new Date(),
    ...(await getNewEventForm(authorize(actor, "event.create", course), courseSlug, language)),
  };
});

/** The form of an event that exists. */
export const loadEventForm = defineLoader(async (actor, slug: string, language: string) => {
  const event = found(await getEventSubject(slugOrNone(slug)), "event");
  return { actor, now: new Date(), ...(await getEventForm(authorize(actor, "event.manage", event), language)) };
});

/** One event with who joined and how they did. */
export const loadDashboard = defineLoader(async (actor, slug: string, language: string) => {
  const event = found(await getEventSubject(slugOrNone(slug)), "event");
  const dashboard = await getDashboard(authorize(actor, "event.manage", event), language);
  const now = new Date();
  const openAppeals = await countOpenAppeals(event.id);
  return { actor, now, nextStep: nextStepOf(dashboard, now), openAppeals, ...dashboard };
});
