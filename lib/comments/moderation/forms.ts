import { z } from "zod";
import { authorize } from "@/lib/access/authorize";
import { getEventSubject } from "@/lib/catalogue/data";
import { slugSchema } from "@/lib/content/schema";
import { defineForm, type FormAnswer } from "@/lib/entry/define-form";
import { found } from "@/lib/errors";
import { getEventZone } from "@/lib/sessions/data";
import { problemKey } from "../rules";
import { moderateFields, roomFields } from "../schema";
import { liftMute, moderateComment, saveRoom } from "./mutations";
import { purgeInstant } from "./rules";

const desk = (slug: string): string => `/organize/events/${slug}/room`;
const refusal = (reason: string, field: string | null = null): FormAnswer => ({
  refused: [{ field, key: problemKey(reason) }],
});

export const moderateCommentForm = defineForm({
  schema: moderateFields,
  run: async (input, { actor, at }) => {
    const permit = authorize(actor, "room.moderate", found(await getEventSubject(input.event), "event"));
    const { comment: commentId, intent } = input;
    const done = await moderateComment(permit, { commentId, intent, reason: "reason" in input ? input.reason : "" });
    return done.ok ? { to: at(`${desk(input.event)}?done=${intent}`) } : refusal(done.reason);
  },
});

export const liftMuteForm = defineForm({
  schema: z.object({ event: slugSchema, mute: z.uuid() }),
  run: async ({ event, mute }, { actor, at }) => {
    const permit = authorize(actor, "room.moderate", found(await getEventSubject(event), "event"));
    const lifted = await liftMute(permit, mute);
    return lifted.ok ? { to: at(`${desk(event)}?done=lift#mutes`) } : refusal("mute-gone");
  },
});

export const saveRoomForm = defineForm({
  schema: roomFields,
  run: async ({ event, rule, held, label, purgeDay }, { actor, at }) => {
    const permit = authorize(actor, "event.manage", found(await getEventSubject(event), "event"));
    const purgeAt = purgeInstant(purgeDay, await getEventZone(permit));
    if (!purgeAt.ok) return refusal("purge-day", "purgeDay");
    const saved = await saveRoom(permit, {
      rule,
      held: held === "yes",
      label: label || null,
      purgeAt: purgeAt.value,
    });
    if (saved.ok) return { to: at(`${desk(event)}?done=settings`) };
    return refusal(saved.reason, saved.reason === "fixed" ? null : "purgeDay");
  },
});
