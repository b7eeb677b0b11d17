import { z } from "zod";
import { authorize } from "@/lib/access/authorize";
import { getEventSubject } from "@/lib/catalogue/data";
import { slugSchema } from "@/lib/content/schema";
import { defineForm } from "@/lib/entry/define-form";
import { found } from "@/lib/errors";
import { dropDraft } from "./mutations";

/** Forgets one's own typing. */
export const dropDraftForm = defineForm({
  schema: z.object({ event: slugSchema }),
  run: async ({ event: slug }, { actor, at }) => {
    await dropDraft(authorize(actor, "event.manage", found(await getEventSubject(slug), "event")));
    return { to: at(`/organize/events/${slug}/edit?done=dropped`) };
  },
});
