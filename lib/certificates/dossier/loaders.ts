import { authorize, can } from "@/lib/access/authorize";
import { getEventSubject } from "@/lib/catalogue/data";
import { slugSchema } from "@/lib/content/schema";
import { defineLoader } from "@/lib/entry/define-loader";
import { found } from "@/lib/errors";
import { getClosing } from "../closing/data";
import { getDossier, getReleaseSubject } from "./data";
import { isOwnKind, numbersOf } from "./rules";

const slugOrNone = (slug: string): string => found(slugSchema.safeParse(slug).data, "event");

/** The release page of a closed event: an admin who may not release it sees it, and why not. */
export const loadDossier = defineLoader(async (actor, slug: string, language: string) => {
  const permit = authorize(actor, "platform.administer", "platform");
  const subject = found(await getReleaseSubject(slugOrNone(slug), actor), "closed event");
  const dossier = await getDossier(permit, subject.id, language);
  const mayRelease = can(actor, "certificate.release", subject);
  return {
    dossier,
    numbers: numbersOf(dossier.rows, dossier.certificateKind),
    mayRelease,
    mayReleaseLetters: mayRelease,
    isAdmin: true,
    zone: actor.zone,
  };
});

/** The same for the event's organizers, who release what their organization gives in its own name. */
export const loadOwnDossier = defineLoader(async (actor, slug: string, language: string) => {
  const event = found(await getEventSubject(slugOrNone(slug)), "event");
  const permit = authorize(actor, "event.manage", event);
  const subject = found(await getReleaseSubject(slug, actor), "closed event");
  const dossier = await getDossier(permit, event.id, language);
  const mayReleaseLetters = can(actor, "certificate.release-own", subject);
  return {
    dossier,
    numbers: numbersOf(dossier.rows, dossier.certificateKind),
    mayRelease: mayReleaseLetters && isOwnKind(dossier.certificateKind),
    mayReleaseLetters,
    isAdmin: false,
    zone: actor.zone,
  };
});

/** The page for closing an event, or for handing in again what was sent back. */
export const loadClosing = defineLoader(async (actor, slug: string, language: string) => {
  const event = found(await getEventSubject(slugOrNone(slug)), "event");
  return getClosing(authorize(actor, "event.manage", event), language);
});
