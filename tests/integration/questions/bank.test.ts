import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { authorize } from "@/lib/access/authorize";
import type { Actor, BankSubject } from "@/lib/access/policy";
import { db, sql } from "@/lib/db/client";
import {
  getBankSubject,
  getQuestionPage,
  getQuestionSubject,
  listQuestions,
  listSeenQuestions,
  listSimilar,
  readPool,
} from "@/lib/questions/data";
import { drawForm } from "@/lib/questions/draw-form";
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
} from "@/lib/questions/mutations";
import { type QuestionFields, questionFields } from "@/lib/questions/schema";
import { readForm, seedRunningAttempt } from "../../builders/attempts";
import { seedEvent, seedOrganization } from "../../builders/events";
import { readLetters, seedPerson, unique } from "../../builders/people";

type Bank = BankSubject & { readonly slug: string };

async function seedBank({ reviewRequired = false } = {}): Promise<Bank> {
  const organization = await seedOrganization();
  await sql("UPDATE organization SET review_required = $2 WHERE id = $1", [organization.id, reviewRequired]);
  const slug = unique("bank");
  await db.bank.create({ data: { slug, title: "Bank of tests", organizationId: organization.id } });
  const bank = await getBankSubject(slug);
  if (!bank) throw new Error("no bank");
  return bank as Bank;
}

const seedMember = (
  { organizationId }: BankSubject,
  role: "organizer" | "editor" | "reviewer" = "editor",
): Promise<Actor> => seedPerson({ grants: [{ role, organizationId, eventId: null }] });

const editing = (actor: Actor, bank: BankSubject) => authorize(actor, "bank.edit", bank);
const reviewing = (actor: Actor, bank: BankSubject) => authorize(actor, "bank.review", bank);

/** The form of a complete question; a test states only what its claim depends on. */
const buildFields = (fields: Record<string, unknown> = {}): QuestionFields =>
  questionFields.parse({
    module: "m1",
    outcome: "o1",
    norms: ["f"],
    stem: `Which norm asks a State not to damage critical infrastructure, case ${unique("stem")}?`,
    rationale: "It says so in its text.",
    id1: "aaaaaaaa",
    text1: "Norm (f)",
    right1: "1",
    id2: "bbbbbbbb",
    text2: "Norm (g)",
    why2: "It asks to protect one's own.",
    symbol1: "A/70/174",
    locator1: "para. 13 (f)",
    ease: "60",
    ...fields,
  });

async function seedDraft(actor: Actor, bank: Bank, fields: Record<string, unknown> = {}): Promise<string> {
  const questionId = randomUUID();
  const saved = await saveDraft(editing(actor, bank), { questionId, revision: 0, fields: buildFields(fields) });
  if (!saved.ok) throw new Error(saved.reason);
  return questionId;
}

const alone = { languages: [], citationsChecked: false };

async function seedQuestion(actor: Actor, bank: Bank, fields: Record<string, unknown> = {}): Promise<string> {
  const questionId = await seedDraft(actor, bank, fields);
  const published = await publishDraft(reviewing(actor, bank), { questionId, revision: 1, review: alone });
  if (!published.ok) throw new Error(published.reason);
  return questionId;
}

const readDraft = (questionId: string) => db.questionDraft.findUnique({ where: { questionId } });
const readVersions = (questionId: string) =>
  db.questionVersion.findMany({
    where: { questionId },
    orderBy: { number: "asc" },
    include: { layers: true, citations: true },
  });
const readAudit = (questionId: string): Promise<{ action: string; actorId: string }[]> =>
  sql(
    `SELECT action, actor_id AS "actorId" FROM audit_event WHERE subject_kind = 'question' AND subject_id = $1 ORDER BY id`,
    [questionId],
  );
const poolIds = async (bank: Bank): Promise<string[]> =>
  (await readPool(db, bank.id)).map(({ questionId }) => questionId);

describe("a draft", () => {
  it("keeps whatever was typed, complete or not, with an audit row, and nobody is examined on it", async () => {
    const bank = await seedBank();
    const actor = await seedMember(bank);
    const questionId = await seedDraft(actor, bank, { text2: "", stem: "Half a" });
    expect((await readDraft(questionId))?.content).toMatchObject({
      layers: [{ language: "en", stem: "Half a", options: { aaaaaaaa: "Norm (f)", bbbbbbbb: "" } }],
      authors: [actor.id],
    });
    expect(await readAudit(questionId)).toEqual([{ action: "question.save-draft", actorId: actor.id }]);
    expect(await readPool(db, bank.id)).toEqual([]);
  });

  it("of two people who save at once, one is stored and the other is told; nothing is overwritten", async () => {
    const bank = await seedBank();
    const [ana, ben] = [await seedMember(bank), await seedMember(bank)];
    const questionId = await seedDraft(ana, bank);
    const results = await Promise.all(
      [ana, ben].map((actor) =>
        saveDraft(editing(actor, bank), {
          questionId,
          revision: 1,
          fields: buildFields({ stem: `What ${actor.id} wrote` }),
        }),
      ),
    );
    expect(results.map(({ ok }) => ok).sort()).toEqual([false, true]);
    expect(results.find(({ ok }) => !ok)).toEqual({ ok: false, reason: "changed-meanwhile" });
    const winner = results[0]?.ok ? ana : ben;
    const draft = await readDraft(questionId);
    expect(draft).toMatchObject({ revision: 2, updatedById: winner.id });
    expect(draft?.content).toMatchObject({ layers: [{ stem: `What ${winner.id} wrote` }] });
  });

  it("saved twice by two clicks is one question and one revision", async () => {
    const bank = await seedBank();
    const actor = await seedMember(bank);
    const [questionId, fields] = [randomUUID(), buildFields()];
    const results = await Promise.all(
      [1, 2, 3].map(() => saveDraft(editing(actor, bank), { questionId, revision: 0, fields })),
    );
    expect(results).toEqual(Array(3).fill({ ok: true, value: { revision: 1 } }));
    expect(await readAudit(questionId)).toHaveLength(1);
  });

  it("holds translations, and loses one that is emptied", async () => {
    const bank = await seedBank();
    const actor = await seedMember(bank);
    const questionId = await seedDraft(actor, bank);
    const french = { language: "fr", stem: "Quelle norme ?", text1: "Norme (f)", text2: "Norme (g)" };
    await saveDraft(editing(actor, bank), { questionId, revision: 1, fields: buildFields(french) });
    expect((await readDraft(questionId))?.content).toMatchObject({
      outcome: "o1",
      layers: [{ language: "en" }, { language: "fr", stem: "Quelle norme ?" }],
    });
    const nothing = { language: "fr", stem: "", rationale: "", text1: "", text2: "", why2: "" };
    await saveDraft(editing(actor, bank), { questionId, revision: 2, fields: buildFields(nothing) });
    const content = (await readDraft(questionId))?.content as { layers: { language: string }[] };
    expect(content.layers.map(({ language }) => language)).toEqual(["en"]);
  });

  it("can be thrown away, and what is published stays", async () => {
    const bank = await seedBank();
    const actor = await seedMember(bank);
    const questionId = await seedQuestion(actor, bank);
    await saveDraft(editing(actor, bank), { questionId, revision: 0, fields: buildFields() });
    expect(await discardDraft(editing(actor, bank), { questionId, revision: 1 })).toEqual({ ok: true, value: null });
    expect(await readDraft(questionId)).toBeNull();
    expect(await readVersions(questionId)).toHaveLength(1);
  });

  it("of another organization's bank is not found", async () => {
    const [bank, other] = [await seedBank(), await seedBank()];
    const [actor, stranger] = [await seedMember(bank), await seedMember(other)];
    const questionId = await seedDraft(actor, bank);
    expect(() => editing(stranger, bank)).toThrow();
    await expect(
      saveDraft(editing(stranger, other), { questionId, revision: 1, fields: buildFields() }),
    ).rejects.toMatchObject({ code: "not-found" });
    expect(await getQuestionSubject(other.slug, questionId)).toBeNull();
  });
});

describe("publishing", () => {
  it("makes the next version of a question with options in an order that says nothing, and the draft goes", async () => {
    const bank = await seedBank();
    const actor = await seedMember(bank);
    const fields = { id1: "zzzzzzzz", id3: "mmmmmmmm", text3: "Norm (h)", why3: "It asks for help." };
    const questionId = await seedQuestion(actor, bank, fields);
    const [version] = await readVersions(questionId);
    expect(version).toMatchObject({
      number: 1,
      kind: "single",
      moduleSlug: "m1",
      outcome: "o1",
      norms: ["f"],
      easePercent: 60,
      optionIds: ["bbbbbbbb", "mmmmmmmm", "zzzzzzzz"],
      keyIds: ["zzzzzzzz"],
      shares: null,
      publishedById: actor.id,
      layers: [
        { language: "en", reasons: { bbbbbbbb: "It asks to protect one's own.", mmmmmmmm: "It asks for help." } },
      ],
      citations: [{ symbol: "A/70/174", part: null, locator: "para. 13 (f)", checkedOn: null }],
    });
    expect(version?.contentHash).toMatch(/^app:/);
    expect(await readDraft(questionId)).toBeNull();
    expect(await poolIds(bank)).toEqual([questionId]);
  });

  it("stores shares of the kind fractions exactly, and true and false in their author's order", async () => {
    const bank = await seedBank();
    const actor = await seedMember(bank);
    const fractions = await seedQuestion(actor, bank, { kind: "fractions", share1: "1", right1: "", share2: "-1/4" });
    const trueFalse = await seedQuestion(actor, bank, {
      kind: "true-false",
      id1: "zzzzzzzz",
      text1: "True",
      text2: "False",
    });
    expect((await readVersions(fractions))[0]).toMatchObject({
      shares: { aaaaaaaa: [1, 1], bbbbbbbb: [-1, 4] },
      keyIds: ["aaaaaaaa"],
    });
    expect((await readVersions(trueFalse))[0]?.optionIds).toEqual(["zzzzzzzz", "bbbbbbbb"]);
  });

  it("is refused while something is missing", async () => {
    const bank = await seedBank();
    const actor = await seedMember(bank);
    const questionId = await seedDraft(actor, bank, { right1: "" });
    const draft = { questionId, revision: 1 };
    expect(await publishDraft(reviewing(actor, bank), { ...draft, review: alone })).toEqual({
      ok: false,
      reason: "incomplete",
    });
    expect(await sendToReview(editing(actor, bank), draft)).toEqual({ ok: false, reason: "incomplete" });
    expect(await readVersions(questionId)).toEqual([]);
  });

  it("of what is published already makes no version", async () => {
    const bank = await seedBank();
    const actor = await seedMember(bank);
    const fields = { stem: "The very same question, asked once and for all?" };
    const questionId = await seedQuestion(actor, bank, fields);
    await saveDraft(editing(actor, bank), { questionId, revision: 0, fields: buildFields(fields) });
    expect(await publishDraft(reviewing(actor, bank), { questionId, revision: 1, review: alone })).toEqual({
      ok: false,
      reason: "unchanged",
    });
  });

  it("at once by two people makes one version", async () => {
    const bank = await seedBank();
    const [ana, ben] = [await seedMember(bank), await seedMember(bank)];
    const questionId = await seedDraft(ana, bank);
    await saveDraft(editing(ben, bank), { questionId, revision: 1, fields: buildFields() });
    const results = await Promise.all(
      [ana, ben, ana, ben].map((actor) =>
        publishDraft(reviewing(actor, bank), { questionId, revision: 2, review: alone }),
      ),
    );
    expect(results.filter(({ ok }) => ok)).toHaveLength(1);
    expect(await readVersions(questionId)).toHaveLength(1);
  });
});

describe("review by another person", () => {
  it("is asked for where the organization asks for it: no author publishes, a reviewer does and is recorded", async () => {
    const bank = await seedBank({ reviewRequired: true });
    const [author, reviewer] = [await seedMember(bank), await seedMember(bank, "reviewer")];
    const questionId = await seedDraft(author, bank);
    const draft = { questionId, revision: 1 };
    const review = { languages: ["en"], citationsChecked: true };
    expect(await publishDraft(reviewing(author, bank), { ...draft, review })).toEqual({
      ok: false,
      reason: "needs-review",
    });
    expect(await publishDraft(reviewing(reviewer, bank), { ...draft, review })).toEqual({
      ok: false,
      reason: "not-in-review",
    });
    await sendToReview(editing(author, bank), draft);
    expect(await publishDraft(reviewing(reviewer, bank), { ...draft, review: alone })).toEqual({
      ok: false,
      reason: "needs-review",
    });
    expect(await publishDraft(reviewing(reviewer, bank), { ...draft, review })).toEqual({
      ok: true,
      value: { number: 1 },
    });
    const [version] = await readVersions(questionId);
    expect(version?.layers[0]).toMatchObject({ reviewedById: reviewer.id });
    expect(version?.layers[0]?.reviewedAt).not.toBeNull();
    expect(version?.citations[0]).toMatchObject({ checkedById: reviewer.id });
    expect((await readPool(db, bank.id))[0]?.languages).toEqual(["en"]);
    expect(await readLetters(author.id)).toMatchObject([{ kind: "question-published" }]);
  });

  it("whoever wrote in a draft once is an author of it, whoever wrote last", async () => {
    const bank = await seedBank({ reviewRequired: true });
    const [ana, ben] = [await seedMember(bank), await seedMember(bank)];
    const questionId = await seedDraft(ana, bank);
    await saveDraft(editing(ben, bank), { questionId, revision: 1, fields: buildFields() });
    await sendToReview(editing(ben, bank), { questionId, revision: 2 });
    const review = { languages: ["en"], citationsChecked: true };
    for (const actor of [ana, ben])
      expect(await publishDraft(reviewing(actor, bank), { questionId, revision: 2, review })).toEqual({
        ok: false,
        reason: "needs-review",
      });
  });

  it("may return a draft with a note, and its author gets a letter", async () => {
    const bank = await seedBank({ reviewRequired: true });
    const [author, reviewer] = [await seedMember(bank), await seedMember(bank, "reviewer")];
    const questionId = await seedDraft(author, bank);
    await sendToReview(editing(author, bank), { questionId, revision: 1 });
    const note = "Option two is right as well.";
    expect(await returnDraft(reviewing(author, bank), { questionId, revision: 1, note })).toMatchObject({ ok: false });
    expect(await returnDraft(reviewing(reviewer, bank), { questionId, revision: 1, note })).toMatchObject({ ok: true });
    expect(await readDraft(questionId)).toMatchObject({ inReview: false, note });
    expect((await readLetters(author.id))[0]?.body).toContain(note);
  });

  it("ends when the author goes on writing", async () => {
    const bank = await seedBank();
    const author = await seedMember(bank);
    const questionId = await seedDraft(author, bank);
    await sendToReview(editing(author, bank), { questionId, revision: 1 });
    await saveDraft(editing(author, bank), { questionId, revision: 1, fields: buildFields() });
    expect(await readDraft(questionId)).toMatchObject({ inReview: false, revision: 2 });
  });

  it("can be recorded later for a text, by somebody else than who published it", async () => {
    const bank = await seedBank();
    const [author, reviewer] = [await seedMember(bank), await seedMember(bank, "reviewer")];
    const questionId = await seedQuestion(author, bank);
    const text = { questionId, language: "en" };
    expect(await reviewLayer(reviewing(author, bank), text)).toEqual({ ok: false, reason: "own-work" });
    expect(await reviewLayer(reviewing(reviewer, bank), text)).toEqual({ ok: true, value: null });
    expect((await readPool(db, bank.id))[0]?.languages).toEqual(["en"]);
  });

  it("a reviewer writes nothing", async () => {
    const bank = await seedBank();
    const reviewer = await seedMember(bank, "reviewer");
    expect(() => editing(reviewer, bank)).toThrow();
  });
});

describe("law 7: a version never changes once drawn", () => {
  it("a new version leaves the drawn one as it is, and its attempts keep it", async () => {
    const event = await seedEvent();
    const sitting = await seedRunningAttempt({ event });
    const { bankId, organizationId } = await db.event.findUniqueOrThrow({
      where: { id: event.id },
      select: { bankId: true, organizationId: true },
    });
    const bank = { id: bankId ?? "", organizationId };
    const editor = await seedMember(bank);
    const before = await readForm(sitting.attemptId);
    // One without a translation: the editor writes English alone.
    const drawn = await db.questionVersion.findFirstOrThrow({
      where: { id: { in: before.map(({ versionId }) => versionId) }, layers: { none: { language: { not: "en" } } } },
      include: { layers: true },
    });
    const fields = buildFields({ module: drawn.moduleSlug });
    await saveDraft(editing(editor, bank), { questionId: drawn.questionId, revision: 0, fields });
    const published = await publishDraft(reviewing(editor, bank), {
      questionId: drawn.questionId,
      revision: 1,
      review: alone,
    });
    expect(published).toEqual({ ok: true, value: { number: drawn.number + 1 } });
    expect(await readForm(sitting.attemptId)).toEqual(before);
    expect(await db.questionVersion.findUnique({ where: { id: drawn.id }, include: { layers: true } })).toEqual(drawn);
    await expect(sql("UPDATE question_layer SET stem = 'other' WHERE version_id = $1", [drawn.id])).rejects.toThrow();
    await expect(sql("UPDATE question_version SET key_ids = '{}' WHERE id = $1", [drawn.id])).rejects.toThrow();
  });
});

describe("held out of draws", () => {
  it("a retired question, until it is restored", async () => {
    const bank = await seedBank();
    const actor = await seedMember(bank);
    const questionId = await seedQuestion(actor, bank);
    await setRetired(editing(actor, bank), questionId, true);
    await setRetired(editing(actor, bank), questionId, true);
    expect(await poolIds(bank)).toEqual([]);
    const fields = buildFields();
    expect(await saveDraft(editing(actor, bank), { questionId, revision: 0, fields })).toEqual({
      ok: false,
      reason: "retired",
    });
    await setRetired(editing(actor, bank), questionId, false);
    expect(await poolIds(bank)).toEqual([questionId]);
    expect((await readAudit(questionId)).map(({ action }) => action).slice(-2)).toEqual([
      "question.retire",
      "question.restore",
    ]);
  });

  it("a version whose key learners have seen, until there is another version", async () => {
    const bank = await seedBank();
    const actor = await seedMember(bank);
    const questionId = await seedQuestion(actor, bank);
    const event = await seedEvent();
    const [version] = await readVersions(questionId);
    await db.versionExposure.create({ data: { versionId: version?.id ?? "", eventId: event.id } });
    expect(await poolIds(bank)).toEqual([]);
    expect((await listQuestions(reviewing(actor, bank), "en"))[0]).toMatchObject({ state: "held", holds: ["exposed"] });
    await saveDraft(editing(actor, bank), { questionId, revision: 0, fields: buildFields() });
    await publishDraft(reviewing(actor, bank), { questionId, revision: 1, review: alone });
    expect(await poolIds(bank)).toEqual([questionId]);
  });

  it("a voided version", async () => {
    const bank = await seedBank();
    const actor = await seedMember(bank);
    const questionId = await seedQuestion(actor, bank);
    const [version] = await readVersions(questionId);
    const repair = { versionId: version?.id ?? "", reason: "Two options are right.", outcome: {}, madeById: actor.id };
    await db.keyRepair.create({ data: { ...repair, kind: "void", keyIds: [] } });
    expect(await poolIds(bank)).toEqual([]);
    await db.keyRepair.create({ data: { ...repair, kind: "accept", keyIds: ["bbbbbbbb"] } });
    expect(await poolIds(bank), "the latest repair holds").toEqual([questionId]);
  });

  it("a question that cites a superseded document, until somebody has checked the citation", async () => {
    const bank = await seedBank();
    const [actor, reviewer] = [await seedMember(bank), await seedMember(bank, "reviewer")];
    const questionId = await seedQuestion(actor, bank, { symbol1: "NCS-GUIDE-2018", locator1: "" });
    const page = await getQuestionPage(reviewing(actor, bank), questionId);
    expect(await poolIds(bank)).toEqual([]);
    expect(page.versions[0]).toMatchObject({ holds: ["superseded"] });
    await checkCitations(reviewing(reviewer, bank), questionId);
    expect(await poolIds(bank)).toEqual([questionId]);
    expect((await readVersions(questionId))[0]?.citations[0]).toMatchObject({ checkedById: reviewer.id });
  });
});

describe("enemies", () => {
  it("never share a form, whichever of the two named the other, and can be freed", async () => {
    const bank = await seedBank();
    const actor = await seedMember(bank);
    const ids = [await seedQuestion(actor, bank), await seedQuestion(actor, bank), await seedQuestion(actor, bank)];
    const [first = "", second = ""] = ids;
    const reference = `q-${second.slice(0, 8)}`;
    expect(await addEnemy(editing(actor, bank), { questionId: first, reference })).toEqual({ ok: true, value: null });
    expect(await addEnemy(editing(actor, bank), { questionId: first, reference })).toEqual({ ok: true, value: null });
    const pool = await readPool(db, bank.id);
    const versionOf = new Map(pool.map(({ versionId, questionId }) => [versionId, questionId]));
    const blueprint = { questions: 2, pointsPerQuestion: 1, perModule: 0, norms: [] };
    for (let seed = 0; seed < 50; seed++) {
      const form = drawForm(pool, blueprint, `${seed}`);
      const drawn = form.ok ? form.value.map(({ versionId }) => versionOf.get(versionId)) : [];
      expect(drawn).toHaveLength(2);
      expect(drawn.includes(first) && drawn.includes(second)).toBe(false);
    }
    expect(drawForm(pool, { ...blueprint, questions: 3 }, "seed").ok).toBe(false);
    await removeEnemy(editing(actor, bank), { questionId: second, enemyId: first });
    expect(drawForm(await readPool(db, bank.id), { ...blueprint, questions: 3 }, "seed").ok).toBe(true);
  });

  it.each([
    { reference: (own: string) => own, reason: "itself" },
    { reference: () => "no-such-question", reason: "no-such-question" },
  ])("are refused: $reason", async ({ reference, reason }) => {
    const bank = await seedBank();
    const actor = await seedMember(bank);
    const questionId = await seedQuestion(actor, bank);
    const own = `q-${questionId.slice(0, 8)}`;
    expect(await addEnemy(editing(actor, bank), { questionId, reference: reference(own) })).toEqual({
      ok: false,
      reason,
    });
  });
});

describe("near-duplicates", () => {
  it("are found among published questions and drafts of the bank, and block nothing", async () => {
    const bank = await seedBank();
    const actor = await seedMember(bank);
    const stem = "What does norm (k) say of authorized emergency response teams?";
    const published = await seedQuestion(actor, bank, { stem });
    const drafted = await seedDraft(actor, bank, { stem: `${stem} Choose one.` });
    await seedQuestion(actor, bank, { stem: "Who keeps the points of contact directory?" });
    const mine = await seedDraft(actor, bank, {
      stem: "What does norm (k) say of an authorized emergency response team?",
    });
    const similar = await listSimilar(
      bank.id,
      mine,
      "What does norm (k) say of an authorized emergency response team?",
    );
    expect(similar.map(({ id }) => id).sort()).toEqual([published, drafted].sort());
    for (const { percent } of similar) expect(percent).toBeGreaterThan(50);
    expect(await publishDraft(reviewing(actor, bank), { questionId: mine, revision: 1, review: alone })).toMatchObject({
      ok: true,
    });
  });
});

describe("a resit", () => {
  it("knows what its learner has met in any exam", async () => {
    const sitting = await seedRunningAttempt({ event: await seedEvent() });
    const seen = await listSeenQuestions(db, sitting.actor.id);
    expect(seen.size).toBe(30);
  });
});
