import { authorize } from "@/lib/access/authorize";
import { getEventSubject } from "@/lib/catalogue/data";
import { slugSchema } from "@/lib/content/schema";
import { defineLoader } from "@/lib/entry/define-loader";
import { AppError, found } from "@/lib/errors";
import { getFocalPage, getNominations, listFocalEvents } from "./data";

const subjectOf = async (slug: string) =>
  found(await getEventSubject(found(slugSchema.safeParse(slug).data, "event")), "event");

/** An event's nominations by State, for its organizers. */
export const loadNominations = defineLoader(async (actor, slug: string, language: string) => ({
  actor,
  ...(await getNominations(authorize(actor, "event.manage", await subjectOf(slug)), language)),
}));

/** The events for which a focal point may nominate. Everybody else finds nothing. */
export const loadFocalEvents = defineLoader(async (actor, language: string) => {
  if (!actor.grants.some(({ role }) => role === "focal_point"))
    throw new AppError("not-found", `${actor.id} speaks for no State`);
  return { actor, events: await listFocalEvents(actor, language) };
});

/** One event's nominations of the focal point's own State. */
export const loadFocalPage = defineLoader(async (actor, slug: string, language: string) => ({
  actor,
  now: new Date(),
  ...(await getFocalPage(authorize(actor, "event.nominate", await subjectOf(slug)), language)),
}));
