import { z } from "zod";
import { authorize } from "@/lib/access/authorize";
import { countryBrief } from "@/lib/content/briefs";
import { slugSchema } from "@/lib/content/schema";
import { defineForm } from "@/lib/entry/define-form";
import { found } from "@/lib/errors";
import { getBriefSubject } from "./data";
import { saveBrief } from "./mutations";
import { readEdits } from "./rules";

/** Each field arrives as `text_<slug>` and `source_<slug>`. */
export const saveBriefForm = defineForm({
  schema: z.object({ event: slugSchema, shown: z.string().max(64).default("") }).catchall(z.unknown()),
  run: async ({ event: slug, shown, ...typed }, { actor, at }) => {
    const event = found(await getBriefSubject(slug), "event with a brief");
    const permit = authorize(actor, "event.manage", event);
    const { edits, problems } = readEdits(countryBrief, typed);
    if (problems.length > 0) return { refused: problems };
    const saved = await saveBrief(permit, { edits, shown });
    if (!saved.ok) return { refused: [{ field: null, key: `problem.brief.${saved.reason}` }] };
    return { to: at(`/organize/events/${slug}/brief?done=saved&count=${saved.value.changed}`) };
  },
});
