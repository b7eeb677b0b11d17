import { z } from "zod";
import { authorize, can } from "@/lib/access/authorize";
import type { Actor, BankSubject } from "@/lib/access/policy";
import { slugSchema } from "@/lib/content/schema";
import { defineLoader } from "@/lib/entry/define-loader";
import { AppError, found } from "@/lib/errors";
import {
  bankOrganizations,
  getBankHead,
  getBankSubject,
  getQuestionPage,
  getQuestionSubject,
  listBanks,
  listDocuments,
  listQuestions,
  listSimilar,
  readBankTags,
} from "./data";
import { hasPicture } from "./pictures/data";
import { findDraftProblems, layerOf, writtenLanguage } from "./rules";

const slugOrNone = (slug: string): string => found(slugSchema.safeParse(slug).data, "bank");
const idOrNone = (id: string): string => found(z.uuid().safeParse(id).data, "question");

/** The banks of a person's organizations. */
export const loadBanks = defineLoader(async (actor) => {
  if (bankOrganizations(actor).length === 0) throw new AppError("not-found", `${actor.id} has no banks`);
  return listBanks(actor);
});

/** A bank with its questions and what they can be about. */
export const loadBank = defineLoader(async (actor, slug: string, language: string) => {
  const bank = found(await getBankSubject(slugOrNone(slug)), "bank");
  const permit = authorize(actor, "bank.review", bank);
  const [head, questions, tags] = await Promise.all([
    getBankHead(permit),
    listQuestions(permit, language),
    readBankTags(bank.id, language),
  ]);
  return { head, questions, tags };
});

async function questionPermit(actor: Actor, slug: string, id: string) {
  const subject = found(await getQuestionSubject(slugOrNone(slug), idOrNone(id)), "question");
  return { subject: subject as BankSubject, permit: authorize(actor, "bank.review", subject) };
}

/** A question with its versions, its draft, its enemies and what is nearly like it. */
export const loadQuestion = defineLoader(async (actor, slug: string, id: string, language: string) => {
  const { subject, permit } = await questionPermit(actor, slug, id);
  const [question, tags] = await Promise.all([getQuestionPage(permit, id), readBankTags(subject.id, language)]);
  const content = question.draft?.content ?? question.versions[0]?.content;
  return {
    actor,
    question,
    tags,
    wroteDraft: question.draft?.content.authors.includes(actor.id) ?? false,
    draftProblems: question.draft ? findDraftProblems(question.draft.content) : [],
    similar: await listSimilar(subject.id, id, (content && layerOf(content, writtenLanguage)?.stem) ?? ""),
  };
});

/** What the form of a question needs: the draft, or the newest version to begin from. */
export const loadQuestionForm = defineLoader(async (actor, slug: string, id: string, language: string) => {
  const { subject, permit } = await questionPermit(actor, slug, id);
  if (!can(actor, "bank.edit", subject)) throw new AppError("not-found", `${actor.id} may not edit`);
  const [question, tags, documents] = await Promise.all([
    getQuestionPage(permit, id),
    readBankTags(subject.id, language),
    listDocuments(),
  ]);
  const content = found(question.draft?.content ?? question.versions[0]?.content, "text");
  return {
    actor,
    question,
    tags,
    documents,
    content,
    problems: question.draft ? findDraftProblems(content) : [],
    similar: await listSimilar(subject.id, id, layerOf(content, writtenLanguage)?.stem ?? ""),
  };
});

/** What the form of a new question needs. */
export const loadNewQuestionForm = defineLoader(async (actor, slug: string, language: string) => {
  const bank = found(await getBankSubject(slugOrNone(slug)), "bank");
  authorize(actor, "bank.edit", bank);
  const permit = authorize(actor, "bank.review", bank);
  const [head, tags, documents] = await Promise.all([
    getBankHead(permit),
    readBankTags(bank.id, language),
    listDocuments(),
  ]);
  return { actor, head, tags, documents };
});

/** The picture that an address names, where the bank's organization has it; null for anything else. */
export const loadKeptPicture = defineLoader(async (actor, slug: string, asked: string | string[] | undefined) => {
  const id = z.uuid().safeParse(asked).data;
  const bank = found(await getBankSubject(slugOrNone(slug)), "bank");
  const { subject } = authorize(actor, "bank.edit", bank);
  return id && (await hasPicture(subject.organizationId, id)) ? id : null;
});
