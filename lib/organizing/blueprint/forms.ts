import { z } from "zod";
import { authorize } from "@/lib/access/authorize";
import { getEventSubject } from "@/lib/catalogue/data";
import { slugSchema } from "@/lib/content/schema";
import { defineForm } from "@/lib/entry/define-form";
import { found } from "@/lib/errors";
import { savePlan } from "./mutations";
import { planFields, planOf } from "./schema";

/** Saves what an event's exam draws. */
export const saveBlueprintForm = defineForm({
  schema: planFields.extend({
    event: slugSchema,
    revision: z
      .string()
      .regex(/^\d{1,9}$/)
      .transform(Number),
  }),
  run: async ({ event: slug, revision, ...fields }, { actor, at }) => {
    const event = found(await getEventSubject(slug), "event");
    const saved = await savePlan(authorize(actor, "event.manage", event), revision, planOf(fields));
    if (saved.ok) return { to: at(`/organize/events/${slug}/blueprint?done=saved`) };
    const field = saved.reason === "itu-questions" ? "questions" : null;
    return { refused: [{ field, key: `problem.blueprint.${saved.reason}` }] };
  },
});
