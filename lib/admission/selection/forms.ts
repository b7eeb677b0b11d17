import { authorize } from "@/lib/access/authorize";
import { getEventSubject } from "@/lib/catalogue/data";
import type { MessageKey } from "@/lib/content/messages";
import { defineForm } from "@/lib/entry/define-form";
import { found } from "@/lib/errors";
import { institutionKinds } from "../applications/schema";
import { getApplicationSubject, listApplicationSubjects } from "./data";
import { decideApplications, scoreApplication, sendDecisions } from "./mutations";
import { listAddress, readListQuery } from "./rules";
import { decideFields, scoreFields, sendFields } from "./schema";

const selectionKey = (reason: string): MessageKey => `problem.selection.${reason}` as MessageKey;

/** A reviewer's own scores of one application. */
export const scoreApplicationForm = defineForm({
  schema: scoreFields,
  run: async ({ event: slug, application, comment, ...fields }, { actor, at }) => {
    const subject = found(await getApplicationSubject(slug, application), "application");
    const scored = await scoreApplication(authorize(actor, "application.review", subject), fields, comment);
    if (!scored.ok) return { refused: [{ field: null, key: selectionKey(scored.reason) }] };
    const { missing } = scored.value;
    if (missing.length > 0) return { refused: missing.map((field) => ({ field, key: selectionKey("score") })) };
    return { to: `${at(`/organize/events/${slug}/applications/${application}?done=scored`)}#scores` };
  },
});

/** Shortlists or decides one application or several. */
export const decideApplicationsForm = defineForm({
  schema: decideFields,
  run: async ({ event: slug, one, intent, applications, reason, query }, { actor, at }) => {
    const ids = [...new Set(applications)];
    const subjects = await listApplicationSubjects(slug, ids);
    found(subjects.length === ids.length ? subjects : null, "application");
    const permits = subjects.map((subject) => authorize(actor, "application.decide", subject));
    const decided = await decideApplications(permits, intent, reason);
    if (!decided.ok) return { refused: [{ field: null, key: selectionKey(decided.reason) }] };
    if (one) return { to: `${at(`/organize/events/${slug}/applications/${one}?done=decided`)}#decision` };
    const kept = listAddress(readListQuery(Object.fromEntries(new URLSearchParams(query)), institutionKinds));
    return { to: `${at(`/organize/events/${slug}/applications`)}${kept}${kept ? "&" : "?"}done=decided#applications` };
  },
});

/** Sends all decisions that are not sent yet. */
export const sendDecisionsForm = defineForm({
  schema: sendFields,
  run: async ({ event: slug }, { actor, at }) => {
    const event = found(await getEventSubject(slug), "event");
    const sent = await sendDecisions(authorize(actor, "event.manage", event));
    if (sent.ok) return { to: at(`/organize/events/${slug}/applications?done=sent`) };
    const values = sent.reason === "too-many" ? { values: { over: sent.over } } : {};
    return { refused: [{ field: null, key: selectionKey(sent.reason), ...values }] };
  },
});
