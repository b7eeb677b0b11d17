import { authorize } from "@/lib/access/authorize";
import type { MessageKey } from "@/lib/content/messages";
import { defineForm } from "@/lib/entry/define-form";
import { found } from "@/lib/errors";
import { getAttemptSubject } from "../data";
import { getAppealSubject } from "./data";
import { answerAppeal, makeAppeal } from "./mutations";
import { answerAppealFields, makeAppealFields } from "./schema";

export const makeAppealForm = defineForm({
  schema: makeAppealFields,
  run: async ({ attempt, appeal }, { actor, at }) => {
    const subject = found(await getAttemptSubject(attempt), "attempt");
    const made = await makeAppeal(authorize(actor, "attempt.write", subject), appeal);
    if (!made.ok) return { refused: [{ field: null, key: `problem.appeal.${made.reason}` as MessageKey }] };
    return { to: `${at(`/exams/${attempt}/result`)}?done=appealed#appeals` };
  },
});

export const answerAppealForm = defineForm({
  schema: answerAppealFields,
  run: async ({ event, id, upheld, answer }, { actor, at }) => {
    const subject = found(await getAppealSubject(event, id), "appeal");
    const permit = authorize(actor, "attempt.oversee", subject);
    const answered = await answerAppeal(permit, id, { upheld: upheld === "yes", answer });
    if (!answered.ok) return { refused: [{ field: null, key: `problem.appeal.${answered.reason}` as MessageKey }] };
    return { to: `${at(`/organize/events/${event}/results/appeals`)}?appeal=${id}&done=answered` };
  },
});
