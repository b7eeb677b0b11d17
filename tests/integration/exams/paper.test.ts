import { afterEach, describe, expect, it } from "vitest";
import { authorize } from "@/lib/access/authorize";
import type { Actor } from "@/lib/access/policy";
import { sql } from "@/lib/db/client";
import { getLook } from "@/lib/exams/data";
import { closeExpiredAttempts, flagQuestion, saveAnswer } from "@/lib/exams/mutations";
import { findSheet, getKeying, listForms } from "@/lib/exams/paper/data";
import { keySheet, preparePaper, settleSheet, withdrawPaper } from "@/lib/exams/paper/mutations";
import { sheetCode } from "@/lib/exams/paper/rules";
import type { KeyedAnswers } from "@/lib/exams/paper/types";
import { makeReceipt } from "@/lib/exams/rules";
import {
  look,
  readAnswers,
  readAttempts,
  readEvidence,
  readKey,
  readResult,
  seedEnrolment,
  setOverdue,
  start,
  submit,
  writing,
} from "../../builders/attempts";
import { seedOrganizer } from "../../builders/certificates";
import { daysFromNow, type SeededEvent, seedEvent, smallBlueprint } from "../../builders/events";
import { failInserts, moments, recover } from "../../builders/failing";
import { readLetters, seedPerson } from "../../builders/people";

afterEach(recover);

const managing = (actor: Actor, event: SeededEvent) => authorize(actor, "event.manage", event);

async function seedPaper(fields: Parameters<typeof seedEvent>[0] = {}) {
  const event = await seedEvent({ blueprint: smallBlueprint, ...fields });
  const actor = await seedPerson({ fullName: "Ana Maria" });
  const enrolment = await seedEnrolment(actor, event);
  const [one, two] = await Promise.all([seedOrganizer(event), seedOrganizer(event)]);
  return { event, actor, enrolment, one, two };
}

async function seedSheet(fields: Parameters<typeof seedEvent>[0] = {}) {
  const place = await seedPaper(fields);
  const prepared = await preparePaper(managing(place.one, place.event), {
    enrolmentId: place.enrolment.id,
    language: "en",
  });
  if (!prepared.ok) throw new Error(prepared.reason);
  const attemptId = prepared.value;
  const key = await readKey(attemptId);
  /** Right answers at the first positions; the rest is left empty. */
  const rightAt = (count: number): KeyedAnswers =>
    Object.fromEntries(key.slice(0, count).map(({ position, right }) => [position, [right]]));
  const keyIn = (who: Actor, pass: 1 | 2, answers: KeyedAnswers) =>
    keySheet(managing(who, place.event), { attemptId, pass, answers });
  return { ...place, attemptId, key, rightAt, keyIn };
}

const readActions = async (attemptId: string): Promise<string[]> =>
  (
    await sql<{ action: string }>(
      "SELECT action FROM audit_event WHERE subject_kind = 'attempt' AND subject_id = $1 ORDER BY id",
      [attemptId],
    )
  ).map(({ action }) => action);
const readSteps = async (attemptId: string): Promise<(string | null)[]> =>
  (
    await sql<{ step: string | null }>(
      "SELECT coalesce(detail->>'step', kind) AS step FROM attempt_log WHERE attempt_id = $1 ORDER BY id",
      [attemptId],
    )
  ).map(({ step }) => step);

describe("preparing a form", () => {
  it("may happen before the window opens, and is due by its end", async () => {
    const closesAt = daysFromNow(3);
    const { event, actor, attemptId } = await seedSheet({ opensAt: daysFromNow(1), closesAt });
    const [attempt] = await readAttempts(event.id, actor.id);
    expect(attempt).toMatchObject({ id: attemptId, state: "in-progress", deadlineAt: closesAt });
    expect(await readSteps(attemptId)).toEqual(["prepared"]);
    expect(await readActions(attemptId)).toEqual(["exam.prepare-paper"]);
  });

  it("twice at once is one form", async () => {
    const { event, enrolment, one, two } = await seedPaper();
    const [first, second] = await Promise.all(
      [one, two].map((who) => preparePaper(managing(who, event), { enrolmentId: enrolment.id, language: "en" })),
    );
    expect(first?.ok && first).toEqual(second);
  });

  it.each([
    { reason: "window-closed", fields: { opensAt: daysFromNow(-3), closesAt: daysFromNow(-1) } },
    { reason: "window-closed", fields: { state: "draft" as const } },
    { reason: "not-drawable", fields: { blueprint: { ...smallBlueprint, perModule: 60 } } },
  ])("is refused: $reason", async ({ reason, fields }) => {
    const { event, enrolment, one } = await seedPaper(fields);
    expect(await preparePaper(managing(one, event), { enrolmentId: enrolment.id, language: "en" })).toEqual({
      ok: false,
      reason,
    });
  });

  it("is refused while an attempt runs on a screen, in an unreviewed language, and for one's own place", async () => {
    const { event, actor, enrolment, one } = await seedPaper();
    const prepare = (fields: { enrolmentId?: string; language?: string }) =>
      preparePaper(managing(one, event), { enrolmentId: enrolment.id, language: "en", ...fields });
    expect(await prepare({ language: "ru" })).toEqual({ ok: false, reason: "language-not-offered" });
    await start(actor, enrolment);
    expect(await prepare({})).toEqual({ ok: false, reason: "running" });
    const own = await seedEnrolment(one, event);
    expect(await prepare({ enrolmentId: own.id })).toEqual({ ok: false, reason: "own-place" });
  });

  it("prints every question once, lettered in the attempt's order, without a key", async () => {
    const { event, one, attemptId, key } = await seedSheet();
    const [form] = await listForms(managing(one, event), null, "en");
    expect(form).toMatchObject({ attemptId, fullName: "Ana Maria", code: sheetCode(attemptId) });
    expect(form?.questions).toHaveLength(key.length);
    expect(form?.questions[0]?.options.map(({ letter }) => letter)).toEqual(["A", "B", "C", "D"]);
    expect(Object.keys(form?.questions[0]?.options[0] ?? {}).sort()).toEqual(["letter", "text"]);
    expect(await findSheet(managing(one, event), sheetCode(attemptId))).toBe(attemptId);
  });
});

describe("an attempt on paper", () => {
  it("shows its learner no question, takes no answer, no flag and no submission, and is not closed by time", async () => {
    const { actor, event, attemptId, key, enrolment } = await seedSheet();
    const seen = await look(actor, attemptId);
    expect(seen).toMatchObject({ onPaper: true, questions: [] });
    expect(await getLook(await writing(actor, attemptId), { position: 1, language: "en" })).toBeNull();
    const saved = await saveAnswer(
      actor,
      { attemptId, position: 1 },
      { optionIds: [key[0]?.right ?? ""], sequence: 1 },
    );
    expect(saved).toEqual({ ok: false, reason: "closed" });
    expect(await readEvidence(attemptId), "nor is it evidence").toEqual([]);
    expect(await flagQuestion(actor, { attemptId, position: 1 }, true)).toEqual({ ok: false, reason: "closed" });
    await expect(submit(actor, attemptId)).rejects.toMatchObject({ code: "conflict" });
    await setOverdue(attemptId, 60);
    await closeExpiredAttempts();
    expect(await start(actor, enrolment)).toMatchObject({ ok: true, value: { attemptId, isNew: false } });
    expect((await readAttempts(event.id, actor.id))[0]?.state).toBe("in-progress");
  });
});

describe("keying a sheet in", () => {
  it("twice alike writes the answers, submits, marks and tells the learner", async () => {
    const { event, actor, attemptId, one, two, rightAt, keyIn } = await seedSheet();
    expect(await keyIn(one, 1, rightAt(4))).toEqual({ ok: true, value: { outcome: "once" } });
    const blind = await getKeying(managing(two, event), attemptId, "en");
    expect(blind, "the second person sees nothing of the first").toMatchObject({
      standing: "keyed-once",
      differences: [],
    });
    expect(await readAnswers(attemptId)).toEqual([]);
    expect(await keyIn(two, 2, rightAt(4))).toEqual({ ok: true, value: { outcome: "marked" } });

    const [attempt] = await readAttempts(event.id, actor.id);
    expect(attempt).toMatchObject({ state: "submitted", marks: 1, currentMarks: 1 });
    const answers = await readAnswers(attemptId);
    expect(answers.map(({ position, sequence }) => [position, sequence])).toEqual([1, 2, 3, 4].map((n) => [n, 1]));
    expect(makeReceipt(attemptId, attempt?.closedAt ?? new Date(0), answers)).toBe(attempt?.receipt);
    expect((await readResult(actor, attemptId))?.verdict.earned).toEqual({ numerator: 4, denominator: 1 });
    expect((await readLetters(actor.id)).map(({ kind }) => kind)).toEqual(["exam-on-paper"]);
    expect(await readSteps(attemptId)).toEqual(["prepared", "keyed-1", "keyed-2", "submitted"]);
    expect(await readActions(attemptId)).toEqual(["exam.prepare-paper", "exam.key-sheet", "exam.key-sheet"]);
  });

  it("counts even when it is keyed in after the window", async () => {
    const { event, actor, attemptId, one, rightAt, keyIn } = await seedSheet();
    await setOverdue(attemptId, 3600);
    await keyIn(one, 1, rightAt(5));
    await keyIn(one, 2, rightAt(5));
    expect((await readAttempts(event.id, actor.id))[0]?.state).toBe("submitted");
  });

  it("differently asks for a third look at exactly those rows, and keeps both keyings", async () => {
    const { event, attemptId, one, two, key, rightAt, keyIn, actor } = await seedSheet();
    const other = { ...rightAt(4), 2: [key[1]?.wrong ?? ""] };
    await keyIn(one, 1, rightAt(4));
    expect(await keyIn(two, 2, other)).toEqual({ ok: true, value: { outcome: "differs" } });
    expect((await getKeying(managing(one, event), attemptId, "en"))?.differences).toEqual([
      { position: 2, first: [key[1]?.right], second: [key[1]?.wrong] },
    ]);
    const settle = (answers: KeyedAnswers) => settleSheet(managing(one, event), { attemptId, answers });
    expect(await settle({})).toEqual({ ok: false, reason: "differences-left" });
    expect(await settle({ 2: ["no-such"] })).toEqual({ ok: false, reason: "no-such-option" });
    // A row on which both agreed is not changed by the third look.
    expect(await settle({ 1: [], 2: [key[1]?.right ?? ""] })).toEqual({ ok: true, value: { outcome: "marked" } });
    expect((await readResult(actor, attemptId))?.verdict.earned.numerator).toBe(4);
    expect(await sql("SELECT pass FROM paper_sheet WHERE attempt_id = $1", [attemptId])).toHaveLength(2);
    expect(await readActions(attemptId)).toContain("exam.settle-sheet");
  });

  it("by two people as the second pass at once marks it once", async () => {
    for (let round = 0; round < 4; round++) {
      const { event, actor, one, two, rightAt, keyIn, attemptId } = await seedSheet();
      await keyIn(one, 1, rightAt(3));
      const results = await Promise.all([keyIn(one, 2, rightAt(3)), keyIn(two, 2, rightAt(3))]);
      expect(results).toEqual([
        { ok: true, value: { outcome: "marked" } },
        { ok: true, value: { outcome: "marked" } },
      ]);
      expect((await readAttempts(event.id, actor.id))[0]).toMatchObject({ state: "submitted", marks: 1 });
      expect(await readLetters(actor.id)).toHaveLength(1);
      expect(await readSteps(attemptId)).toEqual(["prepared", "keyed-1", "keyed-2", "submitted"]);
    }
  });

  it("as a first pass that somebody else has stored otherwise is refused", async () => {
    const { one, two, rightAt, keyIn } = await seedSheet();
    const results = await Promise.all([keyIn(one, 1, rightAt(3)), keyIn(two, 1, rightAt(4))]);
    expect(results.filter(({ ok }) => ok)).toHaveLength(1);
    expect(results).toContainEqual({ ok: false, reason: "already-keyed" });
  });

  it("is refused with two marks where one is asked for, in another event, and by the learner", async () => {
    const { event, actor, one, key, attemptId, keyIn } = await seedSheet();
    const both = { 1: (key[0]?.optionIds ?? []).slice(0, 2) };
    expect(await keyIn(one, 1, both)).toEqual({ ok: false, reason: "one-only" });
    const other = await seedEvent({ blueprint: smallBlueprint });
    const elsewhere = keySheet(managing(one, other), { attemptId, pass: 1, answers: {} });
    await expect(elsewhere).rejects.toMatchObject({ code: "not-found" });
    const learner: Actor = {
      ...actor,
      grants: [{ role: "organizer", organizationId: event.organizationId, eventId: null }],
    };
    await expect(keyIn(learner, 1, {})).rejects.toMatchObject({ code: "not-found" });
  });

  it.each(moments)("writes nothing when the mark cannot be written, %s", async (moment) => {
    const { event, actor, one, rightAt, keyIn, attemptId } = await seedSheet();
    await keyIn(one, 1, rightAt(3));
    await failInserts("mark", moment);
    await expect(keyIn(one, 2, rightAt(3))).rejects.toThrow();
    await recover();
    expect((await readAttempts(event.id, actor.id))[0]?.state).toBe("in-progress");
    expect(await readAnswers(attemptId)).toEqual([]);
    expect((await keyIn(one, 2, rightAt(3))).ok).toBe(true);
  });
});

describe("withdrawing a form", () => {
  it("counts for nothing, and the person may sit again", async () => {
    const { event, actor, enrolment, attemptId, one, rightAt, keyIn } = await seedSheet();
    const withdraw = () => withdrawPaper(managing(one, event), { attemptId, reason: "Did not come" });
    expect(await withdraw()).toEqual({ ok: true, value: null });
    expect(await withdraw()).toEqual({ ok: false, reason: "not-open" });
    expect(await keyIn(one, 1, rightAt(1))).toEqual({ ok: false, reason: "not-open" });
    expect((await start(actor, enrolment)).ok).toBe(true);
    expect(await readSteps(attemptId)).toEqual(["prepared", "withdrawn"]);
  });
});
