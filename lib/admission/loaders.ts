import { authorize } from "@/lib/access/authorize";
import { getEventSubject } from "@/lib/catalogue/data";
import { slugSchema } from "@/lib/content/schema";
import { defineLoader } from "@/lib/entry/define-loader";
import { found } from "@/lib/errors";
import { getMyApplication } from "./applications/data";
import { getMyPlace, getSeats, listWaiting } from "./data";

/** The asking person's own place in an event and their own application to it; null for who has none. */
export const loadMyPlace = defineLoader(async (actor, slug: string) => {
  const [place, application] = await Promise.all([getMyPlace(actor, slug), getMyApplication(actor, slug)]);
  return { place, application };
});

/** An event's waiting list and its seats, for its organizers. */
export const loadWaitingList = defineLoader(async (actor, slug: string, language: string) => {
  const event = found(await getEventSubject(found(slugSchema.safeParse(slug).data, "event")), "event");
  const permit = authorize(actor, "event.manage", event);
  const [seats, people] = await Promise.all([getSeats(permit, language), listWaiting(permit)]);
  return { actor, ...seats, people };
});
