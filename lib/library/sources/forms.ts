import { z } from "zod";
import { authorize } from "@/lib/access/authorize";
import { defineForm } from "@/lib/entry/define-form";
import { dayIn } from "@/lib/scheduling/zones";
import { recordReading } from "./mutations";

/** Records that the ticked places of a document were read in the source. */
export const checkSourceForm = defineForm({
  schema: z.object({
    document: z.string().min(1).max(400),
    places: z
      .array(z.uuid())
      .max(1000)
      .default([])
      .refine((places) => places.length > 0, "problem.source.none-chosen"),
    day: z.iso.date("problem.source.day"),
  }),
  run: async ({ document, places, day }, { actor, at }) => {
    const permit = authorize(actor, "source.check", { id: document });
    const today = dayIn(new Date(), actor.zone);
    const recorded = await recordReading(permit, { citationIds: places, day, today });
    if (!recorded.ok) return { refused: [{ field: "day", key: `problem.source.${recorded.reason}` }] };
    return { to: at(`/organize/sources?document=${encodeURIComponent(document)}&state=every&done=checked`) };
  },
});
