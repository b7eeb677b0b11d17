import { authorize } from "@/lib/access/authorize";
import { getEventSubject } from "@/lib/catalogue/data";
import { slugSchema } from "@/lib/content/schema";
import { defineLoader } from "@/lib/entry/define-loader";
import { found } from "@/lib/errors";
import { getEventReport } from "./data";
import { numbersOf } from "./rules";

/** The End-of-Training report of an event. Errors: a 404 before the event is closed. */
export const loadEventReport = defineLoader(async (actor, eventSlug: string, language: string) => {
  const slug = found(slugSchema.safeParse(eventSlug).data, "event");
  const permit = authorize(actor, "event.manage", found(await getEventSubject(slug), "event"));
  const report = found(await getEventReport(permit, language), "report");
  return { ...report, numbers: numbersOf(report), ownZone: actor.zone };
});
