import { createHash, randomBytes } from "node:crypto";
import type { Permit } from "@/lib/access/authorize";
import { recordAudit } from "@/lib/audit/record";
import { db, type Transaction } from "@/lib/db/client";
import { found } from "@/lib/errors";
import { writeLetterTo } from "@/lib/mail/outbox";
import { ok, type Result, refuse } from "@/lib/result";
import { readNewestContent } from "./data";
import { findDraftProblems, isRight, publishedContent, readEase, readShare, writtenLanguage } from "./rules";
import { applyFields, emptyContent, type QuestionFields, sameContent } from "./schema";
import type { DraftContent, EnemyReason, PublishReason, SaveReason } from "./types";

/** Ids of options say nothing of right or wrong. */
const newId = (): string => randomBytes(6).toString("base64url");

type Staff = Permit<"bank.edit"> | Permit<"bank.review">;

/** Locks a question of the permit's bank against everything else that is done to it. */
async function lockQuestion(tx: Transaction, bankId: string, questionId: string): Promise<{ retiredAt: Date | null }> {
  const [row] = await tx.$queryRaw<{ retiredAt: Date | null }[]>`
    SELECT retired_at AS "retiredAt" FROM question WHERE id = ${questionId}::uuid AND bank_id = ${bankId}::uuid FOR UPDATE`;
  return found(row, "question");
}

const record = (
  tx: Transaction,
  { actor }: Staff,
  action: string,
  questionId: string,
  detail: Readonly<Record<string, unknown>> = {},
): Promise<void> =>
  recordAudit(tx, {
    actorId: actor.id,
    action: `question.${action}`,
    subjectKind: "question",
    subjectId: questionId,
    detail,
  });

/**
 * Saves what an author typed, complete or not; a question that is not there yet begins with it. `revision` is the draft's
 * number when the form was shown, zero where there was no draft: what somebody else saved since then is never overwritten.
 * Saving what is already stored changes nothing, so that a second click is harmless. A draft under review goes back to its author.
 */
export function saveDraft(
  permit: Permit<"bank.edit">,
  draft: { readonly questionId: string; readonly revision: number; readonly fields: QuestionFields },
): Promise<Result<{ readonly revision: number }, SaveReason>> {
  const { actor, subject: bank } = permit;
  const { questionId, revision, fields } = draft;
  return db.$transaction(async (tx) => {
    if (revision === 0)
      await tx.$executeRaw`
      INSERT INTO question (id, bank_id, external_id)
      VALUES (${questionId}::uuid, ${bank.id}::uuid, ${`q-${questionId.slice(0, 8)}`}) ON CONFLICT (id) DO NOTHING`;
    const question = await lockQuestion(tx, bank.id, questionId);
    if (question.retiredAt) return refuse("retired");
    const stored = await tx.questionDraft.findUnique({
      where: { questionId },
      select: { content: true, revision: true, inReview: true },
    });
    const before =
      (stored?.content as unknown as DraftContent | undefined) ??
      (await readNewestContent(tx, questionId))?.content ??
      emptyContent(newId);
    const content = applyFields(before, fields, newId);
    if (stored && fields.intent !== "add-option" && sameContent(before, content))
      return ok({ revision: stored.revision });
    if ((stored?.revision ?? 0) !== revision) return refuse("changed-meanwhile");
    const row = {
      content: { ...content, authors: [...new Set([...before.authors, actor.id])] } as object,
      revision: revision + 1,
      inReview: false,
      updatedById: actor.id,
      updatedAt: new Date(),
    };
    await tx.questionDraft.upsert({
      where: { questionId },
      create: { questionId, ...row },
      update: row,
      select: { questionId: true },
    });
    await record(tx, permit, "save-draft", questionId, { revision: row.revision });
    return ok({ revision: row.revision });
  });
}

type LockedDraft = {
  readonly content: DraftContent;
  readonly revision: number;
  readonly inReview: boolean;
  readonly updatedById: string;
};

async function lockDraft(
  tx: Transaction,
  bankId: string,
  questionId: string,
  revision: number,
): Promise<LockedDraft | null> {
  await lockQuestion(tx, bankId, questionId);
  const draft = await tx.questionDraft.findUnique({
    where: { questionId },
    select: { content: true, revision: true, inReview: true, updatedById: true },
  });
  if (draft?.revision !== revision) return null;
  return { ...draft, content: draft.content as unknown as DraftContent };
}

/** Hands a complete draft to another person. */
export function sendToReview(
  permit: Permit<"bank.edit">,
  { questionId, revision }: { readonly questionId: string; readonly revision: number },
): Promise<Result<null, PublishReason>> {
  return db.$transaction(async (tx) => {
    const draft = await lockDraft(tx, permit.subject.id, questionId, revision);
    if (!draft) return refuse("changed-meanwhile");
    if (findDraftProblems(draft.content).length > 0) return refuse("incomplete");
    if (draft.inReview) return ok(null);
    await tx.questionDraft.update({
      where: { questionId },
      data: { inReview: true, note: null },
      select: { questionId: true },
    });
    await record(tx, permit, "send-to-review", questionId, { revision });
    return ok(null);
  });
}

/** Gives a draft back to its author with a note on what to mend. */
export function returnDraft(
  permit: Permit<"bank.review">,
  { questionId, revision, note }: { readonly questionId: string; readonly revision: number; readonly note: string },
): Promise<Result<null, PublishReason>> {
  return db.$transaction(async (tx) => {
    const draft = await lockDraft(tx, permit.subject.id, questionId, revision);
    if (!draft) return refuse("changed-meanwhile");
    if (!draft.inReview) return refuse("not-in-review");
    if (draft.content.authors.includes(permit.actor.id)) return refuse("own-work");
    await tx.questionDraft.update({
      where: { questionId },
      data: { inReview: false, note },
      select: { questionId: true },
    });
    await record(tx, permit, "return", questionId, { revision, note });
    const { externalId } = await tx.question.findUniqueOrThrow({
      where: { id: questionId },
      select: { externalId: true },
    });
    await writeLetterTo(tx, draft.updatedById, "question-returned", { question: externalId, note });
    return ok(null);
  });
}

/** Throws a draft away; what is published stays as it is. */
export function discardDraft(
  permit: Permit<"bank.edit">,
  { questionId, revision }: { readonly questionId: string; readonly revision: number },
): Promise<Result<null, PublishReason>> {
  return db.$transaction(async (tx) => {
    const draft = await lockDraft(tx, permit.subject.id, questionId, revision);
    if (!draft) return refuse("changed-meanwhile");
    await tx.questionDraft.delete({ where: { questionId }, select: { questionId: true } });
    await record(tx, permit, "discard-draft", questionId, { revision, content: draft.content });
    return ok(null);
  });
}

/** What a reviewer says to have done: which languages they read, and whether they read the cited places in the sources. */
export type ReviewStatement = { readonly languages: readonly string[]; readonly citationsChecked: boolean };

/**
 * Makes a draft the question's next version. An author publishes alone only where the organization asks for no review, and
 * then no text counts as reviewed; whoever has not written in the draft publishes it from review, and is recorded for the
 * languages they read. The version never changes again, and the draft is gone.
 */
export function publishDraft(
  permit: Permit<"bank.review">,
  {
    questionId,
    revision,
    review,
  }: { readonly questionId: string; readonly revision: number; readonly review: ReviewStatement },
): Promise<Result<{ readonly number: number }, PublishReason>> {
  const { actor, subject: bank } = permit;
  return db.$transaction(async (tx) => {
    const draft = await lockDraft(tx, bank.id, questionId, revision);
    if (!draft) return refuse("changed-meanwhile");
    const { organization } = await tx.bank.findUniqueOrThrow({
      where: { id: bank.id },
      select: { organization: { select: { reviewRequired: true } } },
    });
    const own = draft.content.authors.includes(actor.id);
    if (own && organization.reviewRequired) return refuse("needs-review");
    if (!own && !draft.inReview) return refuse("not-in-review");
    if (!own && !review.languages.includes(writtenLanguage)) return refuse("needs-review");
    if (findDraftProblems(draft.content).length > 0) return refuse("incomplete");

    const content = publishedContent(draft.content);
    const newest = await readNewestContent(tx, questionId);
    if (newest && sameContent({ ...publishedContent(newest.content), authors: [] }, { ...content, authors: [] }))
      return refuse("unchanged");
    const { number } = await createVersion(tx, questionId, (newest?.number ?? 0) + 1, content, {
      actorId: actor.id,
      review: own ? { languages: [], citationsChecked: false } : review,
    });
    await tx.questionDraft.delete({ where: { questionId }, select: { questionId: true } });
    await record(tx, permit, "publish", questionId, { number, reviewed: own ? [] : review.languages });
    if (!own) {
      const { externalId } = await tx.question.findUniqueOrThrow({
        where: { id: questionId },
        select: { externalId: true },
      });
      await writeLetterTo(tx, draft.updatedById, "question-published", { question: externalId, number });
    }
    return ok({ number });
  });
}

function createVersion(
  tx: Transaction,
  questionId: string,
  number: number,
  content: Omit<DraftContent, "authors">,
  { actorId, review }: { readonly actorId: string; readonly review: ReviewStatement },
): Promise<{ number: number }> {
  // Stored in the order of their ids, which are drawn at random; true and false keep the author's order, which learners see.
  const options =
    content.kind === "true-false" ? content.options : [...content.options].sort((a, b) => (a.id < b.id ? -1 : 1));
  const now = new Date();
  const shares =
    content.kind === "fractions"
      ? Object.fromEntries(options.map(({ id, share }) => [id, [...(readShare(share) ?? [0, 1])]]))
      : null;
  return tx.questionVersion.create({
    data: {
      questionId,
      number,
      contentHash: `app:${createHash("sha256").update(JSON.stringify(content)).digest("hex")}`,
      kind: content.kind,
      moduleSlug: content.module,
      outcome: content.outcome,
      norms: [...content.norms],
      cbms: [...content.cbms],
      bloom: content.bloom || null,
      easePercent: readEase(content.ease),
      optionIds: options.map(({ id }) => id),
      keyIds: options.filter((option) => isRight(content.kind, option)).map(({ id }) => id),
      ...(shares ? { shares } : {}),
      publishedById: actorId,
      layers: {
        create: content.layers.map(({ language, stem, options: texts, rationale, reasons }) => ({
          language,
          stem,
          rationale,
          options: { ...texts },
          reasons: { ...reasons },
          ...(review.languages.includes(language) ? { reviewedAt: now, reviewedById: actorId } : {}),
        })),
      },
      citations: {
        create: content.citations.map(({ symbol, part, locator }, position) => ({
          symbol,
          part: part || null,
          locator: locator || null,
          position,
          ...(review.citationsChecked ? { checkedOn: now, checkedById: actorId } : {}),
        })),
      },
    },
    select: { number: true },
  });
}

/** Takes a question out of every later draw, or brings it back; running and closed attempts keep it. */
export function setRetired(permit: Permit<"bank.edit">, questionId: string, retired: boolean): Promise<null> {
  return db.$transaction(async (tx) => {
    const question = await lockQuestion(tx, permit.subject.id, questionId);
    if ((question.retiredAt !== null) === retired) return null;
    await tx.question.update({
      where: { id: questionId },
      data: { retiredAt: retired ? new Date() : null },
      select: { id: true },
    });
    await record(tx, permit, retired ? "retire" : "restore", questionId);
    return null;
  });
}

/** Records that a person has read the cited places of the newest version; a superseded document then holds it back no longer. */
export function checkCitations(permit: Permit<"bank.review">, questionId: string): Promise<null> {
  return db.$transaction(async (tx) => {
    await lockQuestion(tx, permit.subject.id, questionId);
    const newest = await readNewestId(tx, questionId);
    const { count } = await tx.citation.updateMany({
      where: { questionVersionId: newest.id, checkedOn: null },
      data: { checkedOn: new Date(), checkedById: permit.actor.id },
    });
    if (count > 0) await record(tx, permit, "check-citations", questionId, { number: newest.number });
    return null;
  });
}

/** Records that a person has reviewed the newest version's text in one language; whoever published it has not. */
export function reviewLayer(
  permit: Permit<"bank.review">,
  { questionId, language }: { readonly questionId: string; readonly language: string },
): Promise<Result<null, "own-work">> {
  return db.$transaction(async (tx) => {
    await lockQuestion(tx, permit.subject.id, questionId);
    const newest = await readNewestId(tx, questionId);
    if (newest.publishedById === permit.actor.id) return refuse("own-work");
    const { count } = await tx.questionLayer.updateMany({
      where: { versionId: newest.id, language, reviewedAt: null },
      data: { reviewedAt: new Date(), reviewedById: permit.actor.id },
    });
    if (count > 0) await record(tx, permit, "review-layer", questionId, { number: newest.number, language });
    return ok(null);
  });
}

async function readNewestId(
  tx: Transaction,
  questionId: string,
): Promise<{ id: string; number: number; publishedById: string | null }> {
  const newest = await tx.questionVersion.findFirst({
    where: { questionId },
    orderBy: { number: "desc" },
    select: { id: true, number: true, publishedById: true },
  });
  return found(newest, "published version");
}

/** Makes two questions of a bank enemies, by the other's reference, so that they never share a form. */
export function addEnemy(
  permit: Permit<"bank.edit">,
  { questionId, reference }: { readonly questionId: string; readonly reference: string },
): Promise<Result<null, EnemyReason>> {
  return db.$transaction(async (tx) => {
    await lockQuestion(tx, permit.subject.id, questionId);
    const other = await tx.question.findUnique({
      where: { bankId_externalId: { bankId: permit.subject.id, externalId: reference } },
      select: { id: true },
    });
    if (!other) return refuse("no-such-question");
    if (other.id === questionId) return refuse("itself");
    const [firstId, secondId] = [questionId, other.id].sort() as [string, string];
    const added = await tx.$executeRaw`
      INSERT INTO question_enemy (first_id, second_id) VALUES (${firstId}::uuid, ${secondId}::uuid) ON CONFLICT DO NOTHING`;
    if (added > 0) await record(tx, permit, "add-enemy", questionId, { enemy: other.id });
    return ok(null);
  });
}

export function removeEnemy(
  permit: Permit<"bank.edit">,
  { questionId, enemyId }: { readonly questionId: string; readonly enemyId: string },
): Promise<null> {
  return db.$transaction(async (tx) => {
    await lockQuestion(tx, permit.subject.id, questionId);
    const [firstId, secondId] = [questionId, enemyId].sort() as [string, string];
    const { count } = await tx.questionEnemy.deleteMany({ where: { firstId, secondId } });
    if (count > 0) await record(tx, permit, "remove-enemy", questionId, { enemy: enemyId });
    return null;
  });
}
