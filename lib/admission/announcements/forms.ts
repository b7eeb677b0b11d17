import { z } from "zod";
import { authorize } from "@/lib/access/authorize";
import { getEventSubject } from "@/lib/catalogue/data";
import { slugSchema } from "@/lib/content/schema";
import { defineForm, defineOpenForm } from "@/lib/entry/define-form";
import { found } from "@/lib/errors";
import { countReached } from "./data";
import { announce, changeSubscription, unmute } from "./mutations";
import { announceFields, subscriptionFields } from "./schema";

export const announceForm = defineForm({
  schema: announceFields,
  run: async ({ event: slug, intent, ...announcement }, { actor, at }) => {
    const permit = authorize(actor, "event.manage", found(await getEventSubject(slug), "event"));
    // Looking at it first is the form shown again with what was typed, and how many would get it.
    if (intent === "look") {
      const count = await countReached(permit, announcement.audience);
      return { refused: [{ field: null, key: "problem.announcement.preview", values: { count } }] };
    }
    const sent = await announce(permit, announcement);
    return sent.ok
      ? { to: at(`/organize/events/${slug}/announcements?done=${sent.value.recipients}`) }
      : {
          refused: [
            { field: sent.reason === "nobody" ? "audience" : null, key: `problem.announcement.${sent.reason}` },
          ],
        };
  },
});

/** The link in a letter is all that it takes: whoever reads the letter need not sign in to stop the next. */
export const unsubscribeForm = defineOpenForm({
  schema: subscriptionFields,
  run: async ({ _secret, choice }, { at }) => {
    await changeSubscription(_secret, choice);
    return { to: at(`/unsubscribe/${encodeURIComponent(_secret) || "none"}`) };
  },
});

export const unmuteForm = defineForm({
  schema: z.object({ event: slugSchema }),
  run: async ({ event }, { actor, at }) => {
    await unmute(actor, event);
    return { to: at("/account?done=unmute") };
  },
});
