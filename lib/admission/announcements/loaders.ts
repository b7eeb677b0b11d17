import { authorize } from "@/lib/access/authorize";
import { getEventSubject } from "@/lib/catalogue/data";
import { slugSchema } from "@/lib/content/schema";
import { defineLoader, defineOpenLoader } from "@/lib/entry/define-loader";
import { found } from "@/lib/errors";
import { countReached, getAnnouncements, getSubscription } from "./data";
import type { AnnouncementsView } from "./types";

/** What was announced to an event's people, and whom one can write to. */
export const loadAnnouncements = defineLoader(
  async (actor, slug: string, language: string): Promise<AnnouncementsView> => {
    const event = found(await getEventSubject(found(slugSchema.safeParse(slug).data, "event")), "event");
    const permit = authorize(actor, "event.manage", event);
    const [view, everybody] = await Promise.all([getAnnouncements(permit, language), countReached(permit, [])]);
    return { ...view, everybody };
  },
);

/** What a link to unsubscribe is about; null when it works no more. */
export const loadSubscription = defineOpenLoader((_, secret: string, language: string) =>
  getSubscription(secret, language),
);
