import { authorize } from "@/lib/access/authorize";
import { getEventSubject } from "@/lib/catalogue/data";
import { slugSchema } from "@/lib/content/schema";
import { defineLoader, defineOpenLoader } from "@/lib/entry/define-loader";
import { found } from "@/lib/errors";
import { getInvitation, listInvitations } from "./data";

/** An event's invitations, for its organizers. */
export const loadInvitations = defineLoader(async (actor, slug: string, language: string) => {
  const event = found(await getEventSubject(found(slugSchema.safeParse(slug).data, "event")), "event");
  return listInvitations(authorize(actor, "event.manage", event), language);
});

/** The invitation behind a link, for whoever holds the link. */
export const loadInvitation = defineOpenLoader(async (actor, token: string, language: string) => ({
  actor: actor ? { fullName: actor.fullName, zone: actor.zone } : null,
  invitation: found(await getInvitation(token, actor, language), "invitation"),
}));
