import { z } from "zod";
import { authorize } from "@/lib/access/authorize";
import { slugSchema } from "@/lib/content/schema";
import { defineForm } from "@/lib/entry/define-form";
import { found } from "@/lib/errors";
import { getEnrolmentSubject } from "../data";
import { sameOptions } from "../rules";
import { afterSaving, intentSchema, readTyped } from "../schema";
import { getRehearsal } from "./data";
import { saveRehearsalAnswer } from "./mutations";
import { rehearsalQuestions } from "./rules";

/** The whole rehearsal as a form: without scripts, and to end it with what the page's program measured. */
export const rehearsalForm = defineForm({
  schema: z
    .object({ attempt: z.string().max(200), found: z.string().max(20).default(""), intent: intentSchema })
    .catchall(z.union([z.string(), z.array(z.string())])),
  run: async ({ attempt, found: measured, intent, ...fields }, { actor, at, page, language }) => {
    const event = found(slugSchema.safeParse(attempt.replace(/^rehearsal-/, "")).data, "event");
    const enrolment = found(await getEnrolmentSubject(event, actor.id), "enrolment");
    const permit = authorize(actor, "enrolment.use", enrolment);
    const { answers } = await getRehearsal(permit, language);
    const typed = readTyped(fields);
    for (const { position, optionIds: offered } of rehearsalQuestions) {
      const chosen = (typed.get(position) ?? []).filter((id) => (offered as readonly string[]).includes(id));
      const saved = answers.find((answer) => answer.position === position);
      if (!typed.has(position) || sameOptions(chosen, saved?.optionIds ?? [])) continue;
      await saveRehearsalAnswer(permit, position, { optionIds: chosen, sequence: (saved?.sequence ?? 0) + 1 });
    }
    if (intent !== "review") return { to: afterSaving(page, intent) };
    return { to: `${at(`/learn/${event}/rehearsal`)}?found=${encodeURIComponent(measured || "none")}#found` };
  },
});
