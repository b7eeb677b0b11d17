import { z } from "zod";
import { authorize, can } from "@/lib/access/authorize";
import { getEventSubject } from "@/lib/catalogue/data";
import { slugSchema } from "@/lib/content/schema";
import { defineLoader } from "@/lib/entry/define-loader";
import { found } from "@/lib/errors";
import { getRoomDesk, listModerated } from "./data";

/** What waits for the moderators of an event's room, and its settings. */
export const loadRoomDesk = defineLoader(
  async (actor, slug: string, language: string, comment: string | string[] | undefined) => {
    const event = found(await getEventSubject(found(slugSchema.safeParse(slug).data, "event")), "event");
    const chosen = z.uuid().safeParse(comment).data ?? null;
    const desk = await getRoomDesk(authorize(actor, "room.moderate", event), language, chosen);
    return { ...desk, mayManage: can(actor, "event.manage", event) };
  },
);

/** The events whose comments somebody moderates without organizing them. */
export const loadModerated = defineLoader(async (actor, language: string) => listModerated(actor, language));
