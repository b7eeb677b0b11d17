import { authorize } from "@/lib/access/authorize";
import { defineLoader } from "@/lib/entry/define-loader";
import { getCertificateName, getOwnSeat } from "./data";

/** How a certificate of an event would write one's own name; null for who has no seat, or where there is no certificate. */
export const loadCertificateName = defineLoader(async (actor, eventSlug: string) => {
  const seat = await getOwnSeat(eventSlug, actor.id);
  return seat && getCertificateName(authorize(actor, "enrolment.use", seat));
});
