import { z } from "zod";
import { authorize } from "@/lib/access/authorize";
import type { Actor } from "@/lib/access/policy";
import { getEventSubject } from "@/lib/catalogue/data";
import type { MessageKey } from "@/lib/content/messages";
import { slugSchema } from "@/lib/content/schema";
import { defineForm, type FormAnswer } from "@/lib/entry/define-form";
import { found } from "@/lib/errors";
import { getJoinableEvent, getMyEnrolment } from "./data";
import { claimOffer, declineOffer, joinEvent, moveToHead, removeFromEvent, withdrawFrom } from "./mutations";

const refusal = (key: string): FormAnswer => ({ refused: [{ field: null, key: key as MessageKey }] });

export const joinEventForm = defineForm({
  schema: z.object({ event: slugSchema }),
  run: async ({ event: slug }, { actor, at }) => {
    const event = found(await getJoinableEvent(slug), "event");
    const result = await joinEvent(authorize(actor, "event.join", event));
    if (!result.ok) return refusal(`problem.join.${result.reason}`);
    return {
      to: at(result.value.state === "enrolled" ? `/learn/${slug}?done=joined` : `/events/${slug}?done=waiting`),
    };
  },
});

const myEnrolment = async (actor: Actor, slug: string) =>
  authorize(actor, "enrolment.use", found(await getMyEnrolment(actor, slug), "enrolment"));

export const claimOfferForm = defineForm({
  schema: z.object({ event: slugSchema }),
  run: async ({ event: slug }, { actor, at }) => {
    const claimed = await claimOffer(await myEnrolment(actor, slug));
    return claimed.ok ? { to: at(`/learn/${slug}?done=joined`) } : refusal(`problem.offer.${claimed.reason}`);
  },
});

export const declineOfferForm = defineForm({
  schema: z.object({ event: slugSchema }),
  run: async ({ event: slug }, { actor, at }) => {
    const declined = await declineOffer(await myEnrolment(actor, slug));
    return declined.ok ? { to: at(`/events/${slug}?done=withdrawn`) } : refusal(`problem.offer.${declined.reason}`);
  },
});

export const withdrawForm = defineForm({
  schema: z.object({ event: slugSchema, sure: z.literal("yes", "problem.withdraw.sure") }),
  run: async ({ event: slug }, { actor, at }) => {
    const left = await withdrawFrom(await myEnrolment(actor, slug));
    return left.ok ? { to: at(`/events/${slug}?done=withdrawn`) } : refusal(`problem.withdraw.${left.reason}`);
  },
});

const staffFields = z.object({
  event: slugSchema,
  enrolment: z.uuid(),
  reason: z.string().trim().min(1, "problem.waiting.reason-required").max(500),
});

export const moveToHeadForm = defineForm({
  schema: staffFields,
  run: async ({ event: slug, enrolment, reason }, { actor, at }) => {
    const event = found(await getEventSubject(slug), "event");
    const moved = await moveToHead(authorize(actor, "event.manage", event), enrolment, reason);
    return moved.ok
      ? { to: at(`/organize/events/${slug}/waiting?done=moved`) }
      : refusal(`problem.waiting.${moved.reason}`);
  },
});

export const removeFromEventForm = defineForm({
  schema: staffFields,
  run: async ({ event: slug, enrolment, reason }, { actor, at }) => {
    const event = found(await getEventSubject(slug), "event");
    const removed = await removeFromEvent(authorize(actor, "event.manage", event), enrolment, reason);
    return removed.ok
      ? { to: at(`/organize/events/${slug}/waiting?done=removed`) }
      : refusal(`problem.withdraw.${removed.reason}`);
  },
});
