import { describe, expect, it } from "vitest";
import { readResult, seedClosedAttempt, seedRunningAttempt } from "../../builders/attempts";
import { seedEvent, wholeBlueprint } from "../../builders/events";
import { unsafeSql } from "../../builders/owner";
import { seedPerson } from "../../builders/people";

describe("law 1: higher than 70 %, from the answers to the result page", () => {
  it.each([
    { questions: 30, right: 21, passed: false, why: "exactly 70 % is not higher than 70 %" },
    { questions: 30, right: 22, passed: true, why: "73.3 %" },
    { questions: 27, right: 18, passed: false, why: "66.6 %" },
    { questions: 27, right: 19, passed: true, why: "70.37 %, though it shows as 70 %" },
    { questions: 25, right: 17, passed: false, why: "68 %" },
    { questions: 25, right: 18, passed: true, why: "72 %" },
  ])("$right of $questions: passed is $passed, $why", async ({ questions, right, passed }) => {
    const event = await seedEvent({ blueprint: { ...wholeBlueprint, questions } });
    const { actor, attemptId } = await seedClosedAttempt({ event, right, wrong: questions - right });
    const result = await readResult(actor, attemptId);
    expect(result).toMatchObject({
      state: "submitted",
      questions,
      answered: questions,
      passed,
      components: [{ kind: "exam", weight: 100, earned: right, possible: questions }],
      verdict: {
        earned: { numerator: right, denominator: 1 },
        possible: questions,
        threshold: 70,
        strict: true,
        passed,
      },
    });
  });

  it("21 of 30 passes where the event's own rule is 70 or more", async () => {
    const { actor, attemptId } = await seedClosedAttempt({ event: await seedEvent({ strict: false }), right: 21 });
    expect(await readResult(actor, attemptId)).toMatchObject({
      passed: true,
      verdict: { strict: false, passed: true },
    });
  });

  it("the threshold is the event's: 24 of 30 fails where more than 80 is asked for, 25 passes", async () => {
    const event = await seedEvent({ thresholdPercent: 80 });
    for (const [right, passed] of [
      [24, false],
      [25, true],
    ] as const) {
      const { actor, attemptId } = await seedClosedAttempt({ event, right });
      expect(await readResult(actor, attemptId)).toMatchObject({ passed });
    }
  });

  it("an open component leaves the total undecided, however good the exam was", async () => {
    const components = {
      create: [
        { kind: "exam", weight: 60 },
        { kind: "attendance", weight: 40 },
      ],
    };
    const { actor, attemptId } = await seedClosedAttempt({ event: await seedEvent({ components }), right: 30 });
    expect(await readResult(actor, attemptId)).toMatchObject({ passed: null, verdict: { passed: true } });
  });
});

describe("law 2: unanswered questions stay in the denominator", () => {
  it("three right answers and nothing else are 3 of 30", async () => {
    const { actor, attemptId } = await seedClosedAttempt({ right: 3 });
    expect(await readResult(actor, attemptId)).toMatchObject({
      answered: 3,
      questions: 30,
      components: [{ earned: 3, possible: 30 }],
      verdict: { possible: 30, passed: false, leastPoints: 22, missingPoints: { numerator: 19, denominator: 1 } },
    });
  });

  it("the points by module add up to all that was earned, of all that was possible", async () => {
    const { actor, attemptId } = await seedClosedAttempt({ right: 17, wrong: 5 });
    const result = await readResult(actor, attemptId);
    const total = (pick: (module: { earned: number; possible: number }) => number) =>
      result?.byModule.reduce((sum, module) => sum + pick(module), 0);
    expect(result?.byModule).toHaveLength(5);
    expect([total(({ earned }) => earned), total(({ possible }) => possible)]).toEqual([17, 30]);
  });
});

describe("who may see a result", () => {
  it("nobody while the attempt runs: there is none", async () => {
    const { actor, attemptId } = await seedRunningAttempt();
    expect(await readResult(actor, attemptId)).toBeNull();
  });

  it("its learner and the event's organizers; to others it does not exist (S1)", async () => {
    const { event, attemptId, actor } = await seedClosedAttempt({ right: 1 });
    const organizer = await seedPerson({
      grants: [{ role: "organizer", organizationId: event.organizationId, eventId: null }],
    });
    const elsewhere = await seedPerson({
      grants: [{ role: "instructor", organizationId: event.organizationId, eventId: null }],
    });
    expect(await readResult(organizer, attemptId)).toEqual(await readResult(actor, attemptId));
    for (const stranger of [await seedPerson(), elsewhere])
      await expect(readResult(stranger, attemptId)).rejects.toMatchObject({ code: "not-found", status: 404 });
  });

  it("a later mark is the one that counts, and the first is kept", async () => {
    const { actor, attemptId } = await seedClosedAttempt({ right: 21 });
    await unsafeSql("UPDATE mark SET current = false WHERE attempt_id = $1", [attemptId]);
    await unsafeSql(
      `INSERT INTO mark (attempt_id, number, current, reason, earned_numerator, earned_denominator, possible_points, slots)
       SELECT attempt_id, 2, true, 'regrade', 22, earned_denominator, possible_points, slots FROM mark WHERE attempt_id = $1`,
      [attemptId],
    );
    expect(await readResult(actor, attemptId)).toMatchObject({
      passed: true,
      verdict: { earned: { numerator: 22, denominator: 1 } },
    });
    expect(
      await unsafeSql(
        "SELECT number, current, earned_numerator AS earned FROM mark WHERE attempt_id = $1 ORDER BY number",
        [attemptId],
      ),
    ).toEqual([
      { number: 1, current: false, earned: 21 },
      { number: 2, current: true, earned: 22 },
    ]);
  });
});
