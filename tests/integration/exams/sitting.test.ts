import { createHash } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import { authorize } from "@/lib/access/authorize";
import { sql } from "@/lib/db/client";
import { getAttemptSubject, getExamBox, getLook, getReceipt } from "@/lib/exams/data";
import { flagQuestion, noteContact, noteLook, saveAnswer, startAttempt } from "@/lib/exams/mutations";
import { getRehearsal } from "@/lib/exams/rehearsal/data";
import { saveRehearsalAnswer } from "@/lib/exams/rehearsal/mutations";
import {
  look,
  readAnswers,
  readAttempts,
  readForm,
  readKey,
  seedClosedAttempt,
  seedEnrolment,
  seedRunningAttempt,
  setOverdue,
  start,
  submit,
  writing,
} from "../../builders/attempts";
import { seedEvent, smallBlueprint } from "../../builders/events";
import { unsafeSql } from "../../builders/owner";
import { seedPerson } from "../../builders/people";

type LogRow = { readonly kind: string; readonly detail: Record<string, unknown> | null };
const readLog = (attemptId: string): Promise<LogRow[]> =>
  sql("SELECT kind, detail FROM attempt_log WHERE attempt_id = $1 ORDER BY id", [attemptId]);

const seedSmall = async () => seedRunningAttempt({ event: await seedEvent({ blueprint: smallBlueprint }) });

describe("the log of an attempt", () => {
  it("tells its whole story in order, each answer with its options and sequence", async () => {
    const { actor, attemptId } = await seedSmall();
    const [first] = await readKey(attemptId);
    await noteContact(actor, attemptId, null);
    await saveAnswer(actor, { attemptId, position: 1 }, { optionIds: [first?.wrong ?? ""], sequence: 1 });
    await noteContact(actor, attemptId, "left");
    await noteContact(actor, attemptId, "returned");
    await flagQuestion(actor, { attemptId, position: 2 }, true);
    await saveAnswer(actor, { attemptId, position: 1 }, { optionIds: [first?.right ?? ""], sequence: 2 });
    await submit(actor, attemptId);
    const log = await readLog(attemptId);
    expect(log.map(({ kind }) => kind)).toEqual([
      "started",
      "answered",
      "left",
      "returned",
      "flagged",
      "answered",
      "submitted",
    ]);
    expect(log[1]?.detail).toEqual({ position: 1, optionIds: [first?.wrong], sequence: 1 });
    expect(log[5]?.detail).toEqual({ position: 1, optionIds: [first?.right], sequence: 2 });
  });

  it("has no row for a save that was refused, nor for one that was only repeated", async () => {
    const { actor, attemptId } = await seedSmall();
    const [slot] = await readKey(attemptId);
    const options = { optionIds: [slot?.right ?? ""], sequence: 5 };
    await saveAnswer(actor, { attemptId, position: 1 }, options);
    await saveAnswer(actor, { attemptId, position: 1 }, options);
    await saveAnswer(actor, { attemptId, position: 1 }, { ...options, sequence: 4 });
    await saveAnswer(actor, { attemptId, position: 1 }, { optionIds: ["nothing such"], sequence: 9 });
    expect((await readLog(attemptId)).filter(({ kind }) => kind === "answered")).toHaveLength(1);
  });

  it("cannot be changed or deleted by the application", async () => {
    const { attemptId } = await seedSmall();
    await expect(sql("UPDATE attempt_log SET kind = 'left' WHERE attempt_id = $1", [attemptId])).rejects.toThrow();
    await expect(sql("DELETE FROM attempt_log WHERE attempt_id = $1", [attemptId])).rejects.toThrow();
  });
});

describe("a page's sign of life", () => {
  it("learns of a deadline that staff moved and of answers saved elsewhere", async () => {
    const { actor, attemptId } = await seedSmall();
    const before = await noteContact(actor, attemptId, null);
    const [slot] = await readKey(attemptId);
    await saveAnswer(actor, { attemptId, position: 1 }, { optionIds: [slot?.right ?? ""], sequence: 8 });
    await unsafeSql("UPDATE attempt SET deadline_at = deadline_at + interval '600 seconds' WHERE id = $1", [attemptId]);
    const after = await noteContact(actor, attemptId, null);
    expect(after.deadlineAt.getTime() - before.deadlineAt.getTime()).toBe(600_000);
    expect([before.sequences, after.sequences]).toEqual([[], [[1, 8]]]);
    expect(after.state).toBe("in-progress");
  });

  it("is noted once per attempt, and not any more when it is closed", async () => {
    const { actor, attemptId } = await seedClosedAttempt({
      event: await seedEvent({ blueprint: smallBlueprint }),
      right: 1,
    });
    const contact = await noteContact(actor, attemptId, "left");
    expect(contact.state).toBe("submitted");
    expect(await sql("SELECT 1 FROM attempt_contact WHERE attempt_id = $1", [attemptId])).toEqual([]);
    expect((await readLog(attemptId)).some(({ kind }) => kind === "left")).toBe(false);
  });

  it("of somebody else's attempt is answered as if there were none", async () => {
    const { attemptId } = await seedSmall();
    const stranger = await seedPerson();
    await expect(noteContact(stranger, attemptId, null)).rejects.toMatchObject({ code: "not-found" });
    await expect(noteContact(stranger, crypto.randomUUID(), null)).rejects.toMatchObject({ code: "not-found" });
  });
});

describe("the language of an exam", () => {
  /** A bank of its own, copied from the demo course's, with a French text for every question; reviewed as asked. */
  async function seedBilingual(reviewed: "all" | "all but one" | "none") {
    const event = await seedEvent({ blueprint: smallBlueprint });
    const [bank] = await unsafeSql<{ id: string }>(
      `INSERT INTO bank (slug, organization_id, title) SELECT 'french-' || gen_random_uuid(), organization_id, 'French' FROM event WHERE id = $1 RETURNING id`,
      [event.id],
    );
    await unsafeSql(
      `WITH source AS (
         SELECT DISTINCT ON (q.id) q.external_id, v.id AS version_id, v.kind, v.module_slug, v.outcome, v.norms, v.option_ids, v.key_ids, v.content_hash
         FROM question q JOIN question_version v ON v.question_id = q.id JOIN event e ON e.bank_id = q.bank_id AND e.id = $1
         ORDER BY q.id, v.number DESC
       ), copied AS (
         INSERT INTO question (bank_id, external_id) SELECT $2, external_id FROM source RETURNING id, external_id
       ), versions AS (
         INSERT INTO question_version (question_id, number, content_hash, kind, module_slug, outcome, norms, option_ids, key_ids)
         SELECT c.id, 1, s.content_hash || '-copy', s.kind, s.module_slug, s.outcome, s.norms, s.option_ids, s.key_ids
         FROM copied c JOIN source s USING (external_id) RETURNING id, question_id, content_hash
       )
       INSERT INTO question_layer (version_id, language, stem, options, rationale, reasons, reviewed_at)
       SELECT v.id, l.language, l.stem, l.options, l.rationale, l.reasons, NULL
       FROM versions v JOIN source s ON s.content_hash || '-copy' = v.content_hash
       JOIN question_layer l ON l.version_id = s.version_id AND l.language = 'en'`,
      [event.id, bank?.id],
    );
    await unsafeSql(
      `INSERT INTO question_layer (version_id, language, stem, options, rationale, reasons, reviewed_at)
       SELECT v.id, 'fr', 'En français : ' || l.stem, l.options, l.rationale, l.reasons,
         CASE WHEN $2 = 'none' OR ($2 = 'all but one' AND row_number() OVER (ORDER BY v.id) = 1) THEN NULL ELSE now() END
       FROM question q JOIN question_version v ON v.question_id = q.id JOIN question_layer l ON l.version_id = v.id AND l.language = 'en'
       WHERE q.bank_id = $1`,
      [bank?.id, reviewed],
    );
    await unsafeSql("UPDATE event SET bank_id = $2 WHERE id = $1", [event.id, bank?.id]);
    const actor = await seedPerson();
    const enrolment = await seedEnrolment(actor, event);
    return { event, actor, permit: authorize(actor, "enrolment.use", enrolment) };
  }

  it.each([
    { reviewed: "all", languages: ["en", "fr"] },
    { reviewed: "all but one", languages: ["en"] },
    { reviewed: "none", languages: ["en"] },
  ] as const)("is $languages when $reviewed of the French texts are reviewed", async ({ reviewed, languages }) => {
    const { permit } = await seedBilingual(reviewed);
    expect((await getExamBox(permit))?.languages).toEqual(languages);
    const started = await startAttempt(permit, { language: "fr" });
    expect(started.ok ? "started" : started.reason).toBe(languages.length > 1 ? "started" : "language-not-offered");
  });

  it("is stored with every answer, and looking at the other one is logged", async () => {
    const { actor, permit } = await seedBilingual("all");
    const started = await startAttempt(permit, { language: "fr", honoured: true });
    if (!started.ok) throw new Error(started.reason);
    const { attemptId } = started.value;
    const [question] = (await look(actor, attemptId)).questions;
    expect(question?.stem).toMatch(/^En français/);
    expect(question?.otherLanguages).toEqual(["en"]);
    const write = await writing(actor, attemptId);
    const english = await getLook(write, { position: 1, language: "en" });
    expect(`En français : ${english?.stem}`).toBe(question?.stem);
    expect(english?.options.map(({ id }) => id)).toEqual(question?.options.map(({ id }) => id));
    expect(await getLook(write, { position: 1, language: "ar" })).toBeNull();
    await noteLook(write, { position: 1, language: "en" });
    await saveAnswer(actor, { attemptId, position: 1 }, { optionIds: [question?.options[0]?.id ?? ""], sequence: 1 });
    expect((await readAnswers(attemptId))[0]?.language).toBe("fr");
    expect((await readLog(attemptId)).map(({ kind, detail }) => [kind, detail?.language ?? null])).toEqual([
      ["started", "fr"],
      ["looked", "en"],
      ["answered", null],
    ]);
  });
});

describe("a resit", () => {
  it("waits as long as the event says, by the database's clock", async () => {
    const event = await seedEvent({ blueprint: smallBlueprint, attemptsAllowed: 3, resitWaitHours: 24 });
    const { actor, enrolment, attemptId } = await seedClosedAttempt({ event, right: 1 });
    const early = await start(actor, enrolment);
    expect(early).toEqual({ ok: false, reason: "too-soon" });
    const box = await getExamBox(authorize(actor, "enrolment.use", enrolment));
    const [closed] = await readAttempts(event.id, actor.id);
    expect(box?.nextStartAt?.getTime()).toBe((closed?.closedAt?.getTime() ?? 0) + 24 * 3_600_000);
    await unsafeSql(
      "UPDATE attempt SET started_at = started_at - interval '25 hours', closed_at = closed_at - interval '25 hours' WHERE id = $1",
      [attemptId],
    );
    expect((await start(actor, enrolment)).ok).toBe(true);
  });

  it("waits after an attempt that time ended too, also when the start is what closes it", async () => {
    const event = await seedEvent({ blueprint: smallBlueprint, attemptsAllowed: 2, resitWaitHours: 1 });
    const { actor, enrolment, attemptId } = await seedRunningAttempt({ event });
    await setOverdue(attemptId, 60);
    expect(await start(actor, enrolment)).toEqual({ ok: false, reason: "too-soon" });
    expect((await readAttempts(event.id, actor.id)).map(({ state }) => state)).toEqual(["closed-by-time"]);
  });

  it("of an event with one common form has the same questions as everybody's", async () => {
    const event = await seedEvent({ blueprint: smallBlueprint, commonFormSeed: "one-form" });
    const [a, b] = await Promise.all([seedRunningAttempt({ event }), seedRunningAttempt({ event })]);
    const [formOfA, formOfB] = await Promise.all([readForm(a.attemptId), readForm(b.attemptId)]);
    expect(formOfB).toEqual(formOfA);
  });
});

describe("a receipt", () => {
  const permitFor = async (actor: Parameters<typeof authorize>[0], attemptId: string) => {
    const subject = await getAttemptSubject(attemptId);
    if (!subject) throw new Error("no such attempt");
    return authorize(actor, "attempt.review", subject);
  };

  it("can be checked from what it lists, and does not exist before the end", async () => {
    const { actor, attemptId } = await seedSmall();
    const [slot] = await readKey(attemptId);
    await saveAnswer(actor, { attemptId, position: 1 }, { optionIds: [slot?.right ?? ""], sequence: 3 });
    expect(await getReceipt(await permitFor(actor, attemptId))).toBeNull();
    const { receipt } = await submit(actor, attemptId);
    const file = await getReceipt(await permitFor(actor, attemptId));
    expect(file?.receipt).toBe(receipt);
    expect(
      createHash("sha256")
        .update(file?.hashed ?? "")
        .digest("hex"),
    ).toBe(receipt);
    expect(file?.hashed).toContain(slot?.right);
    expect(JSON.stringify(file)).not.toMatch(/key|rationale|right/i);
  });
});

describe("the rehearsal", () => {
  let permit: Awaited<ReturnType<typeof seedPermit>>;
  async function seedPermit() {
    const actor = await seedPerson();
    return authorize(actor, "enrolment.use", await seedEnrolment(actor, await seedEvent()));
  }
  beforeAll(async () => {
    permit = await seedPermit();
  });

  it("saves by the exam's rule: the higher sequence wins, the lower is told what stands", async () => {
    expect(await saveRehearsalAnswer(permit, 1, { optionIds: ["saved"], sequence: 2 })).toMatchObject({ ok: true });
    expect(await saveRehearsalAnswer(permit, 1, { optionIds: ["nothing"], sequence: 1 })).toMatchObject({
      ok: false,
      reason: "newer-answer",
      answer: { optionIds: ["saved"], sequence: 2 },
    });
    expect((await getRehearsal(permit, "en")).answers).toMatchObject([
      { position: 1, optionIds: ["saved"], sequence: 2 },
    ]);
  });

  it.each([
    { what: "an option of another question", position: 1, optionIds: ["keyboard"] },
    { what: "two options", position: 1, optionIds: ["saved", "nothing"] },
    { what: "a question that it has not", position: 4, optionIds: [] as string[] },
  ])("refuses $what", async ({ position, optionIds }) => {
    const saved = await saveRehearsalAnswer(permit, position, { optionIds, sequence: 9 });
    expect(saved).toEqual({ ok: false, reason: "no-such-option" });
  });

  it("counts for nothing: no attempt, no mark", async () => {
    expect(await sql("SELECT 1 FROM attempt WHERE enrolment_id = $1", [permit.subject.id])).toEqual([]);
  });
});
