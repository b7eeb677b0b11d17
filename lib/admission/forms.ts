import { z } from "zod";
import { authorize } from "@/lib/access/authorize";
import type { MessageKey } from "@/lib/content/messages";
import { slugSchema } from "@/lib/content/schema";
import { defineForm } from "@/lib/entry/define-form";
import { found } from "@/lib/errors";
import { getJoinableEvent } from "./data";
import { joinEvent } from "./mutations";

export const joinEventForm = defineForm({
  schema: z.object({ event: slugSchema }),
  run: async ({ event: slug }, { actor, at }) => {
    const event = found(await getJoinableEvent(slug), "event");
    const result = await joinEvent(authorize(actor, "event.join", event));
    if (!result.ok) return { refused: [{ field: null, key: `problem.join.${result.reason}` as MessageKey }] };
    return { to: at(result.value.state === "enrolled" ? `/learn/${slug}?done=joined` : "/learn") };
  },
});
