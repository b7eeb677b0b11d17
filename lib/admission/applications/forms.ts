import { authorize } from "@/lib/access/authorize";
import { getEventSubject } from "@/lib/catalogue/data";
import type { MessageKey } from "@/lib/content/messages";
import { defineForm, type FormAnswer, FormFile } from "@/lib/entry/define-form";
import { found } from "@/lib/errors";
import { uploadProblem } from "@/lib/uploads/rules";
import { getJoinableEvent } from "../data";
import {
  arrangeQuestion,
  saveDraft,
  saveQuestion,
  saveRubric,
  submitApplication,
  withdrawApplication,
} from "./mutations";
import { fieldOf } from "./rules";
import {
  arrangeFields,
  criteriaOf,
  draftFields,
  questionFields,
  rubricFields,
  submitFields,
  withdrawFields,
} from "./schema";

const refusal = (key: string): FormAnswer => ({ refused: [{ field: null, key: key as MessageKey }] });

/** Adds or changes one question of an event's form. */
export const saveFormQuestionForm = defineForm({
  schema: questionFields,
  run: async (fields, { actor, at }) => {
    const event = found(await getEventSubject(fields.event), "event");
    const permit = authorize(actor, "event.manage", event);
    const saved = await saveQuestion(permit, fields.revision, fields.question, fields);
    return saved.ok
      ? { to: at(`/organize/events/${fields.event}/application-form?done=question`) }
      : refusal(`problem.compose.${saved.reason}`);
  },
});

/** Moves, hides, shows or takes away one question of an event's form. */
export const arrangeFormQuestionForm = defineForm({
  schema: arrangeFields,
  run: async ({ event: slug, revision, question, intent }, { actor, at }) => {
    const event = found(await getEventSubject(slug), "event");
    const arranged = await arrangeQuestion(authorize(actor, "event.manage", event), revision, question, intent);
    if (!arranged.ok) return refusal(`problem.compose.${arranged.reason}`);
    return { to: `${at(`/organize/events/${slug}/application-form?done=arranged`)}#questions` };
  },
});

/** Sets by what applications are scored. */
export const saveRubricForm = defineForm({
  schema: rubricFields,
  run: async (fields, { actor, at }) => {
    const event = found(await getEventSubject(fields.event), "event");
    const permit = authorize(actor, "event.manage", event);
    const saved = await saveRubric(permit, fields.revision, criteriaOf(fields), fields.reviewers);
    if (!saved.ok) return refusal(`problem.rubric.${saved.reason}`);
    return { to: `${at(`/organize/events/${fields.event}/application-form?done=rubric`)}#rubric` };
  },
});

/** Keeps what somebody has typed into an application, and goes on to where they asked. */
export const saveApplicationForm = defineForm({
  schema: draftFields,
  run: async ({ event: slug, revision, intent, ...fields }, { actor, at }) => {
    const event = found(await getJoinableEvent(slug), "event");
    const [, action = intent, question = null] = /^(upload|remove)-(q\d+)$/.exec(intent) ?? [];
    const files = new Map(
      Object.entries(fields).flatMap(([name, value]) =>
        value instanceof FormFile && name.startsWith("file-") ? [[name.slice("file-".length), value] as const] : [],
      ),
    );
    const removed = action === "remove" ? question : null;
    const saved = await saveDraft(authorize(actor, "event.join", event), revision, fields, files, removed);
    if (!saved.ok) return refusal(`problem.application.${saved.reason}`);
    const { refusedFiles } = saved.value;
    if (refusedFiles.length > 0)
      return { refused: refusedFiles.map(({ field, reason }) => ({ field, key: uploadProblem(reason) })) };
    const page = at(`/events/${slug}/apply`);
    if (action === "review") return { to: `${page}?step=review` };
    return { to: question ? `${page}?done=file#${fieldOf(question)}` : `${page}?done=saved` };
  },
});

export const submitApplicationForm = defineForm({
  schema: submitFields,
  run: async ({ event: slug, revision }, { actor, at }) => {
    const event = found(await getJoinableEvent(slug), "event");
    const sent = await submitApplication(authorize(actor, "event.join", event), revision);
    return sent.ok ? { to: at(`/events/${slug}/apply?done=sent`) } : refusal(`problem.application.${sent.reason}`);
  },
});

export const withdrawApplicationForm = defineForm({
  schema: withdrawFields,
  run: async ({ event: slug }, { actor, at }) => {
    const event = found(await getJoinableEvent(slug), "event");
    const left = await withdrawApplication(authorize(actor, "event.join", event));
    return left.ok ? { to: at(`/events/${slug}/apply?done=withdrawn`) } : refusal(`problem.application.${left.reason}`);
  },
});
