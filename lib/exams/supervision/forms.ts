import { authorize } from "@/lib/access/authorize";
import { getEventSubject } from "@/lib/catalogue/data";
import type { MessageKey } from "@/lib/content/messages";
import { slugSchema } from "@/lib/content/schema";
import { defineForm } from "@/lib/entry/define-form";
import { found } from "@/lib/errors";
import { changeAllowance, extendRunning } from "./mutations";
import { allowanceFields, outageFields } from "./schema";

export const changeAllowanceForm = defineForm({
  schema: allowanceFields.extend({ event: slugSchema }),
  run: async ({ event: slug, enrolment, extraMinutes, extraAttempts, reason }, { actor, at }) => {
    const event = found(await getEventSubject(slug), "event");
    const changed = await changeAllowance(authorize(actor, "event.manage", event), {
      enrolmentId: enrolment,
      extraTimeSeconds: extraMinutes * 60,
      extraAttempts,
      reason,
    });
    if (changed.ok) return { to: at(`/organize/events/${slug}/exam/people/${enrolment}?done=changed`) };
    const field = changed.reason === "ends-in-the-past" ? "extraMinutes" : null;
    return { refused: [{ field, key: `problem.supervision.${changed.reason}` as MessageKey }] };
  },
});

export const extendRunningForm = defineForm({
  schema: outageFields.extend({ event: slugSchema }),
  run: async ({ event: slug, id, minutes, reason }, { actor, at }) => {
    const event = found(await getEventSubject(slug), "event");
    const extended = await extendRunning(authorize(actor, "event.manage", event), {
      id,
      seconds: minutes * 60,
      reason,
    });
    return extended.ok
      ? { to: at(`/organize/events/${slug}/exam?done=extended&count=${extended.value.count}`) }
      : { refused: [{ field: null, key: `problem.supervision.${extended.reason}` as MessageKey }] };
  },
});
