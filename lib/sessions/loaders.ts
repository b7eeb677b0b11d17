import { cache } from "react";
import { z } from "zod";
import { authorize, can } from "@/lib/access/authorize";
import { getEventSubject } from "@/lib/catalogue/data";
import { slugSchema } from "@/lib/content/schema";
import { defineLoader, defineOpenLoader } from "@/lib/entry/define-loader";
import { AppError, found } from "@/lib/errors";
import { getOpenCode, getRollSubject, listRoll } from "./attendance/data";
import { EARLY_MINUTES } from "./attendance/rules";
import { getAdmittedProgramme, getProgramme, getProgrammeSubject, getSeat, getSessionDesk, listTaught } from "./data";

const slugOrNone = (slug: string): string => found(slugSchema.safeParse(slug).data, "event");

/** What everybody may know of an event's programme. Errors: a 404 for an event that is not public to all but its organizers. */
export const loadProgramme = defineOpenLoader(async (actor, slug: string, language: string) => {
  const event = found(await getProgrammeSubject(slugOrNone(slug)), "event");
  if ((event.state === "draft" || event.state === "in_review") && !can(actor, "event.manage", event))
    throw new AppError("not-found", "an event that is not published");
  return { ...(await getProgramme(event.id, language)), viewerZone: actor?.zone ?? null };
});

/** The programme for the admitted, and for who organizes or teaches. Errors: a 404 for everybody else. */
export const loadAdmittedProgramme = cache(
  defineLoader(async (actor, slug: string, language: string) => {
    const event = found(await getEventSubject(slugOrNone(slug)), "event");
    const seat = await getSeat(actor, event.id);
    if (!seat) authorize(actor, "attendance.record", event);
    return { ...(await getAdmittedProgramme(event.id, seat, language)), zone: actor.zone, fullName: actor.fullName };
  }),
);

/** Everything staff see of an event's sessions. */
export const loadSessionDesk = cache(
  defineLoader(async (actor, slug: string, language: string) => {
    const event = found(await getEventSubject(slugOrNone(slug)), "event");
    const desk = await getSessionDesk(authorize(actor, "attendance.record", event), language);
    return { ...desk, mayManage: can(actor, "event.manage", event), ownZone: actor.zone };
  }),
);

/** The roll of one session, with its code for checking in if one is open. */
export const loadRoll = cache(
  defineLoader(async (actor, slug: string, sessionId: string, language: string) => {
    const id = found(z.uuid().safeParse(sessionId).data, "session");
    const session = found(await getRollSubject(id), "session");
    if (session.event.slug !== slug) throw new AppError("not-found", "a session of another event");
    const permit = authorize(actor, "attendance.record", session.event);
    const [desk, roll, code] = await Promise.all([getSessionDesk(permit, language), listRoll(id), getOpenCode(id)]);
    const shown = found(
      desk.sessions.find((one) => one.id === id),
      "session",
    );
    const early = shown.startsAt.getTime() - Date.now() > EARLY_MINUTES * 60_000;
    const closed = shown.cancelled || desk.state !== "published";
    return {
      desk,
      session: shown,
      roll,
      code,
      actor,
      standing: closed ? "closed" : early ? "too-early" : "open",
    } as const;
  }),
);

/** The events that somebody teaches. */
export const loadTaught = defineLoader(async (actor, language: string) => listTaught(actor, language));
