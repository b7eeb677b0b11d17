import { describe, expect, it } from "vitest";
import { sql } from "@/lib/db/client";
import { closeExpiredAttempts, closeIfExpired, saveAnswer } from "@/lib/exams/mutations";
import { makeReceipt } from "@/lib/exams/rules";
import type { Submission } from "@/lib/exams/types";
import {
  answer,
  readAnswers,
  readAttempts,
  readEvidence,
  readKey,
  readResult,
  type Sitting,
  seedClosedAttempt,
  seedRunningAttempt,
  setOverdue,
  start,
  submit,
  writing,
} from "../../builders/attempts";
import { type SeededEvent, seedEvent, smallBlueprint } from "../../builders/events";
import { unsafeSql } from "../../builders/owner";
import { readLetters, seedPerson } from "../../builders/people";

const seedSmall = async (fields: { attemptsAllowed?: number } = {}): Promise<Sitting> =>
  seedRunningAttempt({ event: await seedEvent({ blueprint: smallBlueprint, ...fields }) });

const stored = async ({ event, actor }: Sitting) => (await readAttempts(event.id, actor.id))[0];
const kindsOfLetters = async ({ actor }: Sitting): Promise<string[]> =>
  (await readLetters(actor.id)).map(({ kind }) => kind);
const closings = async ({ attemptId }: Sitting): Promise<string[]> =>
  (
    await sql<{ kind: string }>(
      "SELECT kind FROM attempt_log WHERE attempt_id = $1 AND kind IN ('submitted', 'closed')",
      [attemptId],
    )
  ).map(({ kind }) => kind);

/** What must be true of an attempt once it is closed, however that came about. */
async function expectClosedOnce(sitting: Sitting, submission: Submission): Promise<void> {
  const attempt = await stored(sitting);
  expect(attempt).toMatchObject({
    state: submission.state,
    closedAt: submission.submittedAt,
    receipt: submission.receipt,
    marks: 1,
    currentMarks: 1,
  });
  expect(await closings(sitting)).toHaveLength(1);
  expect(await kindsOfLetters(sitting)).toEqual([submission.state === "submitted" ? "exam-submitted" : "exam-closed"]);
  const answers = await readAnswers(sitting.attemptId);
  expect(
    makeReceipt(sitting.attemptId, submission.submittedAt, answers),
    "the receipt covers every saved answer, and no other",
  ).toBe(submission.receipt);
  const key = await readKey(sitting.attemptId);
  const right = answers.filter(({ position, optionIds }) => optionIds[0] === key[position - 1]?.right).length;
  const [mark] = await sql(
    "SELECT earned_numerator, earned_denominator, possible_points FROM mark WHERE attempt_id = $1",
    [sitting.attemptId],
  );
  expect(mark).toEqual({ earned_numerator: right, earned_denominator: 1, possible_points: key.length });
}

describe("law 5: submission happens once", () => {
  it("twenty submissions at once get one answer, one mark and one letter (F5)", async () => {
    const sitting = await seedSmall();
    await answer(sitting, { right: 3, wrong: 1 });
    const permit = await writing(sitting.actor, sitting.attemptId);
    const submissions = await Promise.all(Array.from({ length: 20 }, () => submit(permit.actor, sitting.attemptId)));
    const [first] = submissions;
    for (const submission of submissions) expect(submission).toEqual(first);
    expect(first).toMatchObject({ state: "submitted" });
    await expectClosedOnce(sitting, first as Submission);
  });

  it("a repetition a day later gets the stored answer, its instant and its receipt", async () => {
    const sitting = await seedSmall();
    const first = await submit(sitting.actor, sitting.attemptId);
    await setOverdue(sitting.attemptId, 24 * 3600);
    expect(await submit(sitting.actor, sitting.attemptId)).toEqual(first);
    await closeIfExpired(sitting.attemptId);
    await closeExpiredAttempts();
    await expectClosedOnce(sitting, first);
  });

  it("nothing answered can be submitted too: no points of all that were possible", async () => {
    const sitting = await seedSmall();
    await expectClosedOnce(sitting, await submit(sitting.actor, sitting.attemptId));
    expect(await readResult(sitting.actor, sitting.attemptId)).toMatchObject({
      answered: 0,
      questions: 5,
      passed: false,
    });
  });

  it("another person's submission is answered like one of no attempt, and closes nothing (S1)", async () => {
    const sitting = await seedSmall();
    const stranger = await seedPerson();
    await expect(submit(stranger, sitting.attemptId)).rejects.toMatchObject({
      name: "AppError",
      code: "not-found",
      status: 404,
    });
    expect(await stored(sitting)).toMatchObject({ state: "in-progress", marks: 0 });
  });
});

describe("a save that races the submission is either in it or refused", () => {
  /** Three hands that save as fast as they can until they are told that it is over; one submits after so many answers. */
  async function race(event: SeededEvent, round: number): Promise<void> {
    const sitting = await seedRunningAttempt({ event });
    const key = await readKey(sitting.attemptId);
    const acknowledged = new Map<number, number>();
    const refused = new Set<string>();
    let count = 0;
    let submission: Promise<Submission> | undefined;
    const permit = await writing(sitting.actor, sitting.attemptId);
    const hand = async (position: number): Promise<void> => {
      for (let sequence = 1; ; sequence++) {
        const optionIds = [key[position - 1]?.optionIds[(sequence + round) % 4] ?? ""];
        const result = await saveAnswer(
          sitting.actor,
          { attemptId: sitting.attemptId, position },
          { optionIds, sequence },
        );
        if (!result.ok) {
          expect(result).toEqual({ ok: false, reason: "closed" });
          refused.add(`${position}:${sequence}`);
          return;
        }
        acknowledged.set(position, sequence);
        if (++count >= 1 + (round % 7)) submission ??= submit(permit.actor, sitting.attemptId);
      }
    };
    await Promise.all([1, 3, 5].map(hand));
    if (!submission) throw new Error("nobody submitted");
    const closed = await submission;

    await expectClosedOnce(sitting, closed);
    const answers = await readAnswers(sitting.attemptId);
    expect(
      new Map(answers.map(({ position, sequence }) => [position, sequence])),
      "acknowledged is what is stored",
    ).toEqual(acknowledged);
    for (const { savedAt } of answers) expect(savedAt.getTime()).toBeLessThanOrEqual(closed.submittedAt.getTime());
    expect(
      new Set((await readEvidence(sitting.attemptId)).map(({ position, sequence }) => `${position}:${sequence}`)),
    ).toEqual(refused);
  }

  it("two hundred times over, nothing acknowledged is missing and nothing comes after the mark", async () => {
    const event = await seedEvent({ blueprint: smallBlueprint });
    for (let round = 0; round < 200; round += 4) await Promise.all([0, 1, 2, 3].map((i) => race(event, round + i)));
  }, 180_000);
});

describe("law 3: an attempt that runs out is closed with what was saved", () => {
  it("a submission inside the allowance is the learner's", async () => {
    const sitting = await seedSmall();
    await answer(sitting, { right: 2 });
    const deadlineAt = await setOverdue(sitting.attemptId, 0.5);
    const submission = await submit(sitting.actor, sitting.attemptId);
    expect(submission.state).toBe("submitted");
    expect(submission.submittedAt.getTime()).toBeGreaterThan(deadlineAt.getTime());
    await expectClosedOnce(sitting, submission);
  });

  it("a submission after it gets the closing by time, at the deadline, with what was saved; again the same", async () => {
    const sitting = await seedSmall();
    await answer(sitting, { right: 2 });
    const deadlineAt = await setOverdue(sitting.attemptId, 5.2);
    const submission = await submit(sitting.actor, sitting.attemptId);
    expect(submission).toMatchObject({ state: "closed-by-time", submittedAt: deadlineAt });
    expect(await submit(sitting.actor, sitting.attemptId)).toEqual(submission);
    await expectClosedOnce(sitting, submission);
  });

  it("a submission after the sweep has closed it gets the sweep's closing", async () => {
    const sitting = await seedSmall();
    await answer(sitting, { right: 1 });
    const deadlineAt = await setOverdue(sitting.attemptId, 60);
    await closeExpiredAttempts();
    const swept = await stored(sitting);
    expect(swept).toMatchObject({ state: "closed-by-time", closedAt: deadlineAt });
    const submission = await submit(sitting.actor, sitting.attemptId);
    expect(submission).toEqual({ state: "closed-by-time", submittedAt: deadlineAt, receipt: swept?.receipt });
    await expectClosedOnce(sitting, submission);
  });

  it("the sweep closes exactly those past the allowance (F10)", async () => {
    const event = await seedEvent({ blueprint: smallBlueprint });
    const overdue = {
      running: -600,
      atTheDeadline: 0,
      insideTheAllowance: 0.5,
      pastTheAllowance: 5.2,
      yesterday: 86_400,
    };
    const sittings = new Map<string, Sitting>();
    for (const name of Object.keys(overdue)) sittings.set(name, await seedRunningAttempt({ event }));
    const submitted = await seedClosedAttempt({ right: 1, event });
    const before = await stored(submitted);
    for (const [name, seconds] of Object.entries(overdue))
      await setOverdue(sittings.get(name)?.attemptId ?? "", seconds);
    await closeExpiredAttempts();
    const states: Record<string, string | undefined> = {};
    for (const [name, sitting] of sittings) states[name] = (await stored(sitting))?.state;
    expect(states).toEqual({
      running: "in-progress",
      atTheDeadline: "in-progress",
      insideTheAllowance: "in-progress",
      pastTheAllowance: "closed-by-time",
      yesterday: "closed-by-time",
    });
    expect(await stored(submitted)).toEqual(before);
  });

  it("looking at an attempt closes it when its time is over, and not before", async () => {
    const sitting = await seedSmall();
    await closeIfExpired(sitting.attemptId);
    expect(await stored(sitting)).toMatchObject({ state: "in-progress" });
    await setOverdue(sitting.attemptId, 0.5);
    await closeIfExpired(sitting.attemptId);
    expect(await stored(sitting)).toMatchObject({ state: "in-progress" });
    const deadlineAt = await setOverdue(sitting.attemptId, 5.2);
    await closeIfExpired(sitting.attemptId);
    expect(await stored(sitting)).toMatchObject({ state: "closed-by-time", closedAt: deadlineAt, marks: 1 });
  });

  it("looking at no attempt, and sweeping when nothing has run out, changes nothing", async () => {
    await closeIfExpired(crypto.randomUUID());
    const sitting = await seedSmall();
    await closeExpiredAttempts();
    expect(await stored(sitting)).toMatchObject({ state: "in-progress", marks: 0 });
  });

  it("sweeps, looks and submissions at once close it once, and all submissions are told the same", async () => {
    for (let round = 0; round < 10; round++) {
      const sitting = await seedSmall();
      await answer(sitting, { right: 2 });
      await setOverdue(sitting.attemptId, 30);
      const submissions = await Promise.all([
        submit(sitting.actor, sitting.attemptId),
        closeExpiredAttempts(),
        closeIfExpired(sitting.attemptId),
        submit(sitting.actor, sitting.attemptId),
        closeExpiredAttempts(),
      ]);
      expect(submissions[3]).toEqual(submissions[0]);
      await expectClosedOnce(sitting, submissions[0]);
    }
  });

  it("a new start, a submission and a sweep at once on an attempt that has run out close it once, and nobody gets an error", async () => {
    for (let round = 0; round < 15; round++) {
      const sitting = await seedSmall({ attemptsAllowed: 2 });
      await answer(sitting, { right: 1 });
      await setOverdue(sitting.attemptId, 30);
      const [submission, started] = await Promise.all([
        submit(sitting.actor, sitting.attemptId),
        start(sitting.actor, sitting.enrolment),
        closeIfExpired(sitting.attemptId),
        start(sitting.actor, sitting.enrolment),
      ]);
      expect(submission).toMatchObject({ state: "closed-by-time" });
      expect(started).toMatchObject({ ok: true });
      expect(await readAttempts(sitting.event.id, sitting.actor.id)).toMatchObject([
        { number: 1, state: "closed-by-time", marks: 1 },
        { number: 2, state: "in-progress" },
      ]);
    }
  });

  it("closing is held by the database too: a second current mark, or a closed attempt without its instant, is refused", async () => {
    const sitting = await seedClosedAttempt({ right: 1, event: await seedEvent({ blueprint: smallBlueprint }) });
    await expect(
      unsafeSql(
        `INSERT INTO mark (attempt_id, number, current, reason, earned_numerator, earned_denominator, possible_points, slots)
         SELECT attempt_id, 2, true, reason, earned_numerator, earned_denominator, possible_points, slots FROM mark WHERE attempt_id = $1`,
        [sitting.attemptId],
      ),
    ).rejects.toMatchObject({ code: "23505", constraint: "mark_current_key" });
    await expect(
      unsafeSql("UPDATE attempt SET closed_at = NULL WHERE id = $1", [sitting.attemptId]),
    ).rejects.toMatchObject({ constraint: "attempt_closed_check" });
    await expect(
      unsafeSql("UPDATE mark SET earned_numerator = 6 WHERE attempt_id = $1", [sitting.attemptId]),
    ).rejects.toMatchObject({ constraint: "mark_range_check" });
  });
});
