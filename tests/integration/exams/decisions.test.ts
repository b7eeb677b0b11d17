import { afterEach, describe, expect, it } from "vitest";
import { authorize } from "@/lib/access/authorize";
import type { Actor } from "@/lib/access/policy";
import { db, sql } from "@/lib/db/client";
import { getAttemptSubject } from "@/lib/exams/data";
import { listDecisions, listWaitingDecisions } from "@/lib/exams/evidence/data";
import { decideProposal, proposeDecision } from "@/lib/exams/evidence/mutations";
import type { Proposal } from "@/lib/exams/evidence/types";
import { closeIfExpired, saveAnswer } from "@/lib/exams/mutations";
import { readForms } from "@/lib/exams/regrade/data";
import { getTimeline } from "@/lib/exams/supervision/data";
import {
  answer,
  readAnswers,
  readAttempts,
  readEvidence,
  readForm,
  readKey,
  type Sitting,
  seedRunningAttempt,
  setOverdue,
  submit,
} from "../../builders/attempts";
import { seedAdmin, seedOrganizer, unsafeRelease } from "../../builders/certificates";
import { seedEvent, seedOrganization, smallBlueprint } from "../../builders/events";
import { failInserts, moments, recover } from "../../builders/failing";
import { unsafeSql } from "../../builders/owner";
import { readLetters, seedPerson } from "../../builders/people";

afterEach(recover);

/** Three answers saved in time, then the network was lost; a fourth right answer and a change of the first came after the end. */
async function seedLate({ seconds = 60 } = {}): Promise<Sitting> {
  const sitting = await seedRunningAttempt({ event: await seedEvent({ blueprint: smallBlueprint }) });
  await answer(sitting, { right: 2, wrong: 1 });
  await setOverdue(sitting.attemptId, seconds);
  await closeIfExpired(sitting.attemptId);
  const key = await readKey(sitting.attemptId);
  await sendLate(sitting, 3, key[2]?.right ?? "", 2);
  await sendLate(sitting, 4, key[3]?.right ?? "", 1);
  return sitting;
}

const sendLate = async ({ actor, attemptId }: Sitting, position: number, option: string, sequence: number) =>
  expect(await saveAnswer(actor, { attemptId, position }, { optionIds: [option], sequence })).toEqual({
    ok: false,
    reason: "closed",
  });

const subjectOf = async (attemptId: string) => {
  const subject = await getAttemptSubject(attemptId);
  if (!subject) throw new Error("no such attempt");
  return subject;
};
const propose = async (actor: Actor, attemptId: string, fields: Partial<Proposal> = {}) =>
  proposeDecision(authorize(actor, "attempt.oversee", await subjectOf(attemptId)), {
    kind: "accept-evidence",
    extraSeconds: null,
    reason: "The site lost its line",
    ...fields,
  });
const decisionsOf = async (actor: Actor, attemptId: string) =>
  listDecisions(authorize(actor, "attempt.decide", await subjectOf(attemptId)));
async function decide(actor: Actor, attemptId: string, confirm: boolean) {
  const { decisions } = await decisionsOf(actor, attemptId);
  return decideProposal(authorize(actor, "attempt.decide", await subjectOf(attemptId)), {
    decisionId: decisions.at(-1)?.id ?? crypto.randomUUID(),
    confirm,
  });
}

const readMarks = (
  attemptId: string,
): Promise<{ number: number; current: boolean; reason: string; earned: number }[]> =>
  sql("SELECT number, current, reason, earned_numerator AS earned FROM mark WHERE attempt_id = $1 ORDER BY number", [
    attemptId,
  ]);
const readSteps = async (attemptId: string): Promise<string[]> =>
  (
    await sql<{ step: string }>(
      "SELECT detail->>'step' AS step FROM attempt_log WHERE attempt_id = $1 AND kind = 'decision' ORDER BY id",
      [attemptId],
    )
  ).map(({ step }) => step);
const readAudit = async (attemptId: string): Promise<string[]> =>
  (
    await sql<{ action: string }>(
      "SELECT action FROM audit_event WHERE subject_kind = 'attempt' AND subject_id = $1 ORDER BY id",
      [attemptId],
    )
  ).map(({ action }) => action);

const two = async (sitting: Sitting): Promise<[Actor, Actor]> =>
  Promise.all([seedOrganizer(sitting.event), seedOrganizer(sitting.event)]);

describe("F9: network lost, deadline passes, back later", () => {
  it("keeps what came late as evidence, closes with what the server had, and lets two people accept it", async () => {
    const sitting = await seedLate();
    const { attemptId, actor, event } = sitting;
    expect(await readEvidence(attemptId)).toHaveLength(2);
    const [closed] = await readAttempts(event.id, actor.id);
    expect(closed).toMatchObject({ state: "closed-by-time", marks: 1 });
    expect(await readMarks(attemptId)).toMatchObject([{ reason: "closed-by-time", earned: 2 }]);
    const answers = await readAnswers(attemptId);

    const [proposer, second] = await two(sitting);
    expect(await propose(proposer, attemptId)).toEqual({ ok: true, value: null });
    expect((await readMarks(attemptId)).length, "a proposal alone changes nothing").toBe(1);
    expect(await decide(second, attemptId, true)).toEqual({ ok: true, value: null });

    expect(await readMarks(attemptId)).toEqual([
      { number: 1, current: false, reason: "closed-by-time", earned: 2 },
      { number: 2, current: true, reason: "evidence-accepted", earned: 4 },
    ]);
    expect(await readAnswers(attemptId), "stored answers are never overwritten").toEqual(answers);
    expect((await readAttempts(event.id, actor.id))[0]?.receipt).toBe(closed?.receipt);
    expect(await readSteps(attemptId)).toEqual(["proposed", "confirmed"]);
    expect(await readAudit(attemptId)).toEqual(["exam.decision-proposed", "exam.decision-confirmed"]);
    expect((await readLetters(actor.id)).map(({ kind }) => kind)).toContain("exam-evidence-accepted");
    const timeline = await getTimeline(authorize(second, "attempt.decide", await subjectOf(attemptId)), "en");
    expect(timeline.receiptMatches).toBe(true);
    expect(timeline.evidence).toHaveLength(2);
  });

  it("with time granted takes only what came within it", async () => {
    const sitting = await seedLate({ seconds: 400 });
    const { attemptId } = sitting;
    await unsafeSql(
      `UPDATE late_evidence e SET received_at = a.deadline_at + CASE e.position WHEN 3 THEN interval '304 seconds' ELSE interval '306 seconds' END
       FROM attempt a WHERE a.id = e.attempt_id AND a.id = $1`,
      [attemptId],
    );
    const [proposer, second] = await two(sitting);
    expect(await propose(proposer, attemptId, { kind: "grant-time", extraSeconds: 240 })).toEqual({
      ok: false,
      reason: "no-evidence",
    });
    expect((await propose(proposer, attemptId, { kind: "grant-time", extraSeconds: 300 })).ok).toBe(true);
    await decide(second, attemptId, true);
    expect((await readMarks(attemptId)).at(-1)).toMatchObject({ earned: 3, reason: "evidence-accepted" });
  });

  it("counts in a later regrade too", async () => {
    const sitting = await seedLate();
    const [proposer, second] = await two(sitting);
    await propose(proposer, sitting.attemptId);
    await decide(second, sitting.attemptId, true);
    const [first] = await readForm(sitting.attemptId);
    const forms = await readForms(db, first?.versionId ?? "", { kind: "void", keyIds: [] });
    expect(forms.find(({ attemptId }) => attemptId === sitting.attemptId)?.answers).toHaveLength(4);
  });

  it("does not take what came after it was proposed", async () => {
    const sitting = await seedLate();
    const [proposer, second] = await two(sitting);
    await propose(proposer, sitting.attemptId);
    const key = await readKey(sitting.attemptId);
    await sendLate(sitting, 5, key[4]?.right ?? "", 1);
    await decide(second, sitting.attemptId, true);
    expect((await readMarks(sitting.attemptId)).at(-1)).toMatchObject({ earned: 4 });
  });
});

describe("two people", () => {
  it("who proposed it cannot confirm it, nor can the database be talked into it; they may take it back", async () => {
    const sitting = await seedLate();
    const proposer = await seedOrganizer(sitting.event);
    await propose(proposer, sitting.attemptId);
    expect(await decide(proposer, sitting.attemptId, true)).toEqual({ ok: false, reason: "same-person" });
    await expect(
      sql("UPDATE exam_decision SET confirmed = true, decided_by_id = $2, decided_at = now() WHERE attempt_id = $1", [
        sitting.attemptId,
        proposer.id,
      ]),
    ).rejects.toMatchObject({ constraint: "exam_decision_two_people_check" });
    expect((await decide(proposer, sitting.attemptId, false)).ok).toBe(true);
    expect(await readSteps(sitting.attemptId)).toEqual(["proposed", "refused"]);
    expect(await readMarks(sitting.attemptId)).toHaveLength(1);
  });

  it("an admin may be the second; the learner never is, whatever they organize", async () => {
    const sitting = await seedLate();
    await propose(await seedOrganizer(sitting.event), sitting.attemptId);
    const learner: Actor = {
      ...sitting.actor,
      grants: [{ role: "organizer", organizationId: sitting.event.organizationId, eventId: null }],
    };
    await expect(decide(learner, sitting.attemptId, true)).rejects.toMatchObject({ code: "not-found" });
    expect((await decide(await seedAdmin(), sitting.attemptId, true)).ok).toBe(true);
  });

  it("two confirmations at once give one mark and one letter", async () => {
    for (let round = 0; round < 4; round++) {
      const sitting = await seedLate();
      const [proposer, second] = await two(sitting);
      await propose(proposer, sitting.attemptId);
      const results = await Promise.all([
        decide(second, sitting.attemptId, true),
        decide(await seedAdmin(), sitting.attemptId, true),
      ]);
      expect(results.filter(({ ok }) => ok)).toHaveLength(1);
      expect(results).toContainEqual({ ok: false, reason: "already-decided" });
      expect(await readMarks(sitting.attemptId)).toHaveLength(2);
      const letters = (await readLetters(sitting.actor.id)).filter(({ kind }) => kind === "exam-evidence-accepted");
      expect(letters).toHaveLength(1);
    }
  });

  it("two proposals at once are one", async () => {
    const sitting = await seedLate();
    const [first, second] = await two(sitting);
    const results = await Promise.all([propose(first, sitting.attemptId), propose(second, sitting.attemptId)]);
    expect(results.filter(({ ok }) => ok)).toHaveLength(1);
    expect(results).toContainEqual({ ok: false, reason: "already-proposed" });
  });
});

describe("what cannot be decided", () => {
  it("an attempt that still runs, one without evidence, time for one that was submitted", async () => {
    const running = await seedRunningAttempt({ event: await seedEvent({ blueprint: smallBlueprint }) });
    const organizer = await seedOrganizer(running.event);
    expect(await propose(organizer, running.attemptId)).toEqual({ ok: false, reason: "still-running" });
    await submit(running.actor, running.attemptId);
    expect(await propose(organizer, running.attemptId)).toEqual({ ok: false, reason: "no-evidence" });
    expect(await propose(organizer, running.attemptId, { kind: "grant-time", extraSeconds: 60 })).toEqual({
      ok: false,
      reason: "not-closed-by-time",
    });
  });

  it("anything once the learner holds the event's certificate, also between proposal and confirmation", async () => {
    const sitting = await seedLate();
    const [proposer, second] = await two(sitting);
    await propose(proposer, sitting.attemptId);
    await unsafeRelease({ event: sitting.event, holder: sitting.actor, releaser: await seedAdmin() });
    expect(await decide(second, sitting.attemptId, true)).toEqual({ ok: false, reason: "has-certificate" });
    expect((await decide(second, sitting.attemptId, false)).ok, "it can still be put aside").toBe(true);
    expect(await propose(proposer, sitting.attemptId)).toEqual({ ok: false, reason: "has-certificate" });
  });

  it.each(moments)("confirming writes nothing when a letter cannot be written, %s", async (moment) => {
    const sitting = await seedLate();
    const [proposer, second] = await two(sitting);
    await propose(proposer, sitting.attemptId);
    await failInserts("letter", moment);
    await expect(decide(second, sitting.attemptId, true)).rejects.toThrow();
    await recover();
    expect(await readMarks(sitting.attemptId)).toHaveLength(1);
    expect((await decisionsOf(second, sitting.attemptId)).decisions).toMatchObject([{ confirmed: null }]);
    expect((await decide(second, sitting.attemptId, true)).ok).toBe(true);
  });
});

describe("the second person", () => {
  it("gets a letter and finds the proposal on their page; who proposed it, who sat it and others' staff do not", async () => {
    const sitting = await seedLate();
    const { event, attemptId, actor } = sitting;
    const [proposer, second] = await two(sitting);
    const [admin, ofTheEvent, elsewhere] = [
      await seedAdmin(),
      await seedPerson({ grants: [{ role: "organizer", organizationId: null, eventId: event.id }] }),
      await seedPerson({
        grants: [{ role: "organizer", organizationId: (await seedOrganization()).id, eventId: null }],
      }),
    ];
    const suspended = await seedOrganizer(event);
    await unsafeSql("UPDATE person SET suspended_at = now() WHERE id = $1", [suspended.id]);
    await propose(proposer, attemptId);

    const asked = async (person: Actor): Promise<boolean> =>
      (await readLetters(person.id)).some(({ kind, body }) => kind === "decision-asked" && body.includes(attemptId));
    const listed = async (person: Actor): Promise<boolean> =>
      (await listWaitingDecisions(person, "en")).some((decision) => decision.attemptId === attemptId);
    for (const person of [second, admin, ofTheEvent])
      expect([await asked(person), await listed(person)]).toEqual([true, true]);
    for (const person of [proposer, actor, elsewhere])
      expect([await asked(person), await listed(person)]).toEqual([false, false]);
    expect(await asked(suspended)).toBe(false);

    await decide(admin, attemptId, false);
    expect(await listed(second)).toBe(false);
  });

  it("is nobody who sat the exam themselves, whatever their role", async () => {
    const event = await seedEvent({ blueprint: smallBlueprint });
    const learner = await seedOrganizer(event);
    const { attemptId } = await seedRunningAttempt({ event, actor: learner });
    await unsafeSql(
      `INSERT INTO exam_decision (attempt_id, kind, reason, proposed_by_id) VALUES ($1, 'accept-evidence', 'r', $2)`,
      [attemptId, (await seedOrganizer(event)).id],
    );
    expect((await listWaitingDecisions(learner, "en")).map((decision) => decision.attemptId)).not.toContain(attemptId);
  });
});
