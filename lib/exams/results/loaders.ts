import { authorize } from "@/lib/access/authorize";
import { getEventSubject } from "@/lib/catalogue/data";
import { slugSchema } from "@/lib/content/schema";
import { defineLoader } from "@/lib/entry/define-loader";
import { found } from "@/lib/errors";
import { getEventResults } from "./data";
import { totalsOf } from "./rules";

/** The results of an event, learner by learner, with their totals. */
export const loadEventResults = defineLoader(async (actor, eventSlug: string, language: string) => {
  const slug = found(slugSchema.safeParse(eventSlug).data, "event");
  const permit = authorize(actor, "event.manage", found(await getEventSubject(slug), "event"));
  const results = await getEventResults(permit, language);
  return { ...results, totals: totalsOf(results.learners) };
});
