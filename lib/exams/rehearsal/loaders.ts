import { authorize } from "@/lib/access/authorize";
import { slugSchema } from "@/lib/content/schema";
import { defineLoader } from "@/lib/entry/define-loader";
import { found } from "@/lib/errors";
import { getEnrolmentSubject } from "../data";
import { getRehearsal } from "./data";

/** The rehearsal page, open to whoever has a seat. */
export const loadRehearsal = defineLoader(async (actor, eventSlug: string, language: string) => {
  const slug = found(slugSchema.safeParse(eventSlug).data, "event");
  const enrolment = found(await getEnrolmentSubject(slug, actor.id), "enrolment");
  return { ...(await getRehearsal(authorize(actor, "enrolment.use", enrolment), language)), zone: actor.zone };
});
