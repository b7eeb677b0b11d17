import { authorize } from "@/lib/access/authorize";
import { slugSchema } from "@/lib/content/schema";
import { defineForm } from "@/lib/entry/define-form";
import { found } from "@/lib/errors";
import { nameSchema } from "../schema";
import { getOwnSeat } from "./data";
import { confirmName } from "./mutations";

export const confirmNameForm = defineForm({
  schema: nameSchema.extend({ event: slugSchema }),
  run: async ({ event, ...name }, { actor, at }) => {
    const seat = found(await getOwnSeat(event, actor.id), "enrolment");
    const result = await confirmName(authorize(actor, "enrolment.use", seat), name);
    if (!result.ok) return { refused: [{ field: null, key: "problem.certificate-name.closed" }] };
    return { to: at(`/learn/${event}?done=name#certificate-name`) };
  },
});
