import { z } from "zod";
import { authorize } from "@/lib/access/authorize";
import { getEventSubject } from "@/lib/catalogue/data";
import { slugSchema } from "@/lib/content/schema";
import { defineForm } from "@/lib/entry/define-form";
import { found } from "@/lib/errors";
import { emailSchema } from "@/lib/people/schema";
import { problemKey } from "../rules";
import { nameModerator, removeModerator } from "./mutations";

const desk = (slug: string, done: string): string => `/organize/events/${slug}/room?done=${done}#moderators`;

export const nameModeratorForm = defineForm({
  schema: emailSchema.extend({ event: slugSchema }),
  run: async ({ event, email }, { actor, at }) => {
    const permit = authorize(actor, "event.manage", found(await getEventSubject(event), "event"));
    const named = await nameModerator(permit, email);
    return named.ok
      ? { to: at(desk(event, "moderator-named")) }
      : { refused: [{ field: "email", key: problemKey(`moderator-${named.reason}`) }] };
  },
});

export const removeModeratorForm = defineForm({
  schema: z.object({ event: slugSchema, grant: z.uuid() }),
  run: async ({ event, grant }, { actor, at }) => {
    const permit = authorize(actor, "event.manage", found(await getEventSubject(event), "event"));
    const removed = await removeModerator(permit, grant);
    return removed.ok
      ? { to: at(desk(event, "moderator-removed")) }
      : { refused: [{ field: null, key: problemKey("moderator-gone") }] };
  },
});
