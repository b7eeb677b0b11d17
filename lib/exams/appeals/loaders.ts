import { z } from "zod";
import { authorize } from "@/lib/access/authorize";
import { getEventSubject } from "@/lib/catalogue/data";
import { slugSchema } from "@/lib/content/schema";
import { defineLoader } from "@/lib/entry/define-loader";
import { found } from "@/lib/errors";
import { getAppealList } from "./data";

/** An event's appeals; with an id, the whole case of one of them. */
export const loadAppeals = defineLoader(async (actor, eventSlug: string, reading: unknown, language: string) => {
  const slug = found(slugSchema.safeParse(eventSlug).data, "event");
  const permit = authorize(actor, "event.manage", found(await getEventSubject(slug), "event"));
  return { ...(await getAppealList(permit, z.uuid().nullable().catch(null).parse(reading), language)), actor };
});
