import { z } from "zod";
import { authorize } from "@/lib/access/authorize";
import type { BankSubject } from "@/lib/access/policy";
import type { MessageKey } from "@/lib/content/messages";
import { languageSchema, slugSchema } from "@/lib/content/schema";
import { defineForm, type FormAnswer } from "@/lib/entry/define-form";
import { found } from "@/lib/errors";
import { getBankSubject, getQuestionSubject } from "./data";
import {
  addEnemy,
  checkCitations,
  discardDraft,
  publishDraft,
  removeEnemy,
  returnDraft,
  reviewLayer,
  saveDraft,
  sendToReview,
  setRetired,
} from "./mutations";
import { writtenLanguage } from "./rules";
import { questionFields } from "./schema";
import type { EnemyReason, PublishReason, SaveReason } from "./types";

const subjectFields = { bank: slugSchema, question: z.uuid() };
const revision = z
  .string()
  .regex(/^\d{1,9}$/)
  .transform(Number);

type Reason = SaveReason | PublishReason | EnemyReason;
const refusal = (reason: Reason, field: string | null = null): FormAnswer => ({
  refused: [{ field, key: `problem.question.${reason}` satisfies MessageKey }],
});

const subjectOf = async (bank: string, question: string): Promise<BankSubject> =>
  found(await getQuestionSubject(bank, question), "question");

/** Saves a question as far as it is written; a new one begins with its first save. */
export const saveQuestionForm = defineForm({
  schema: questionFields.extend({ ...subjectFields, revision }),
  run: async ({ bank: slug, question, revision: shown, ...fields }, { actor, at }) => {
    const bank = found(await getBankSubject(slug), "bank");
    const saved = await saveDraft(authorize(actor, "bank.edit", bank), {
      questionId: question,
      revision: shown,
      fields,
    });
    if (!saved.ok) return refusal(saved.reason);
    const page = at(`/organize/banks/${slug}/questions/${question}`);
    if (fields.intent === "review") return { to: `${page}/review` };
    const language = fields.language === writtenLanguage ? "" : `&text=${fields.language}`;
    return { to: `${page}/edit?done=saved${language}${fields.intent === "add-option" ? "#options" : ""}` };
  },
});

/** The ways a draft goes on: to review, back to its author, to a version, or away. */
export const moveQuestionForm = defineForm({
  schema: z
    .object({
      ...subjectFields,
      revision,
      intent: z.enum(["send", "return", "publish", "discard"]),
      note: z.string().trim().max(2000).default(""),
      languages: z.array(languageSchema).max(6).default([]),
      citations: z.string().default(""),
    })
    .refine(({ intent, note }) => intent !== "return" || note !== "", {
      path: ["note"],
      message: "problem.question.note-required",
    }),
  run: async ({ bank: slug, question, revision: shown, intent, note, languages, citations }, { actor, at }) => {
    const bank = await subjectOf(slug, question);
    const draft = { questionId: question, revision: shown };
    const page = at(`/organize/banks/${slug}/questions/${question}`);
    switch (intent) {
      case "send": {
        const sent = await sendToReview(authorize(actor, "bank.edit", bank), draft);
        return sent.ok ? { to: `${page}?done=sent` } : refusal(sent.reason);
      }
      case "return": {
        const returned = await returnDraft(authorize(actor, "bank.review", bank), { ...draft, note });
        return returned.ok ? { to: `${page}?done=returned` } : refusal(returned.reason);
      }
      case "publish": {
        const review = { languages, citationsChecked: citations !== "" };
        const published = await publishDraft(authorize(actor, "bank.review", bank), { ...draft, review });
        if (published.ok) return { to: `${page}?done=published` };
        return refusal(published.reason, published.reason === "needs-review" ? "languages" : null);
      }
      case "discard": {
        const discarded = await discardDraft(authorize(actor, "bank.edit", bank), draft);
        return discarded.ok ? { to: at(`/organize/banks/${slug}?done=discarded`) } : refusal(discarded.reason);
      }
      default:
        throw new RangeError(`no such intent: ${intent satisfies never}`);
    }
  },
});

/** What is done to a published question. */
export const keepQuestionForm = defineForm({
  schema: z.object({
    ...subjectFields,
    intent: z.enum(["retire", "restore", "check-citations", "review-layer"]),
    language: languageSchema.default("en"),
  }),
  run: async ({ bank: slug, question, intent, language }, { actor, at }) => {
    const bank = await subjectOf(slug, question);
    if (intent === "review-layer") {
      const reviewed = await reviewLayer(authorize(actor, "bank.review", bank), { questionId: question, language });
      if (!reviewed.ok) return refusal(reviewed.reason);
    } else if (intent === "check-citations") await checkCitations(authorize(actor, "bank.review", bank), question);
    else await setRetired(authorize(actor, "bank.edit", bank), question, intent === "retire");
    return { to: at(`/organize/banks/${slug}/questions/${question}?done=${intent}`) };
  },
});

/** Names or frees a question's enemies. */
export const questionEnemyForm = defineForm({
  schema: z.object({
    ...subjectFields,
    reference: z.string().trim().max(100).default(""),
    remove: z.union([z.literal(""), z.uuid()]).default(""),
  }),
  run: async ({ bank: slug, question, reference, remove }, { actor, at }) => {
    const permit = authorize(actor, "bank.edit", await subjectOf(slug, question));
    if (remove) await removeEnemy(permit, { questionId: question, enemyId: remove });
    else {
      const added = await addEnemy(permit, { questionId: question, reference });
      if (!added.ok) return refusal(added.reason, "reference");
    }
    return { to: at(`/organize/banks/${slug}/questions/${question}?done=enemies#enemies`) };
  },
});
