import { authorize } from "@/lib/access/authorize";
import { getEventSubject } from "@/lib/catalogue/data";
import { slugSchema } from "@/lib/content/schema";
import { defineLoader } from "@/lib/entry/define-loader";
import { found } from "@/lib/errors";
import { getClone } from "./data";

/** The form for the next edition of an event. */
export const loadClone = defineLoader(async (actor, slug: string, language: string) => {
  const event = found(await getEventSubject(found(slugSchema.safeParse(slug).data, "event")), "event");
  return getClone(authorize(actor, "event.manage", event), language);
});
