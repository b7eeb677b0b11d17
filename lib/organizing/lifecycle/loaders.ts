import { authorize, can } from "@/lib/access/authorize";
import { getEventSubject } from "@/lib/catalogue/data";
import { isPublic } from "@/lib/catalogue/rules";
import { slugSchema } from "@/lib/content/schema";
import { defineLoader } from "@/lib/entry/define-loader";
import { found } from "@/lib/errors";
import { getCancelling, getEventState, getReview } from "./data";

const slugOrNone = (slug: string): string => found(slugSchema.safeParse(slug).data, "event");

/** The review of an event, for whoever may review it. */
export const loadReview = defineLoader(async (actor, slug: string, language: string) => {
  const event = found(await getEventSubject(slugOrNone(slug)), "event");
  const review = await getReview(authorize(actor, "event.review", event), language);
  return { actor, review, organizes: can(actor, "event.manage", event) };
});

/** An event before it is cancelled. */
export const loadCancelling = defineLoader(async (actor, slug: string, language: string) => {
  const event = found(await getEventSubject(slugOrNone(slug)), "event");
  return getCancelling(authorize(actor, "event.manage", event), language);
});

/** The preview of an event: only whether this person may see it as visitors will, before they do. */
export const loadPreview = defineLoader(async (actor, slug: string) => {
  const event = found(await getEventSubject(slugOrNone(slug)), "event");
  const { state } = await getEventState(authorize(actor, "event.review", event));
  return { organizes: can(actor, "event.manage", event), isPublic: isPublic(state) };
});
