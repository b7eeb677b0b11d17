import { describe, expect, it, vi } from "vitest";
import { flagQuestion, saveAnswer } from "@/lib/exams/mutations";
import { saveAnswerSchema } from "@/lib/exams/schema";
import {
  readAnswers,
  readAttempts,
  readEvidence,
  readKey,
  type Sitting,
  seedClosedAttempt,
  seedRunningAttempt,
  setOverdue,
  submit,
} from "../../builders/attempts";
import { seedEvent, smallBlueprint } from "../../builders/events";
import { seedPerson } from "../../builders/people";

const seedSmall = async (): Promise<Sitting> =>
  seedRunningAttempt({ event: await seedEvent({ blueprint: smallBlueprint }) });

const save = ({ actor, attemptId }: Sitting, position: number, optionIds: readonly string[], sequence: number) =>
  saveAnswer(actor, { attemptId, position }, { optionIds: [...optionIds], sequence });

/** Orders a list by a seed, so that a failing run can be repeated. */
function shuffle<Item>(items: readonly Item[], seed: number): Item[] {
  let state = seed;
  const next = () => {
    state = (state * 1103515245 + 12345) % 2147483648;
    return state;
  };
  return items
    .map((item) => [next(), item] as const)
    .sort(([a], [b]) => a - b)
    .map(([, item]) => item);
}

describe("law 4: acknowledged means durable, and the higher sequence number wins", () => {
  it("what is acknowledged is committed: options, sequence, instant and the language shown", async () => {
    const sitting = await seedSmall();
    const [slot] = await readKey(sitting.attemptId);
    const saved = await save(sitting, 1, [slot?.right ?? ""], 7);
    const [stored] = await readAnswers(sitting.attemptId);
    expect(saved).toEqual({ ok: true, value: { position: 1, sequence: 7, savedAt: stored?.savedAt } });
    expect(stored).toMatchObject({ position: 1, optionIds: [slot?.right], sequence: 7, language: "en" });
  });

  // The answer that stands is option B under sequence 5; each row is what arrives next.
  it.each([
    { sends: "a higher number with other options", choice: "C", sequence: 6, stands: ["C", 6], says: "saved" },
    { sends: "a higher number with the same options", choice: "B", sequence: 6, stands: ["B", 6], says: "saved" },
    {
      sends: "a number far above",
      choice: "C",
      sequence: Number.MAX_SAFE_INTEGER,
      stands: ["C", Number.MAX_SAFE_INTEGER],
      says: "saved",
    },
    { sends: "a higher number with nothing chosen", choice: null, sequence: 6, stands: [null, 6], says: "saved" },
    { sends: "the equal number with the same options", choice: "B", sequence: 5, stands: ["B", 5], says: "as-before" },
    { sends: "the equal number with other options", choice: "C", sequence: 5, stands: ["B", 5], says: "newer-answer" },
    {
      sends: "the equal number with nothing chosen",
      choice: null,
      sequence: 5,
      stands: ["B", 5],
      says: "newer-answer",
    },
    { sends: "a lower number with other options", choice: "C", sequence: 4, stands: ["B", 5], says: "newer-answer" },
    { sends: "a lower number with the same options", choice: "B", sequence: 4, stands: ["B", 5], says: "newer-answer" },
  ] as const)("$sends: $says", async ({ choice, sequence, stands, says }) => {
    const sitting = await seedSmall();
    const [slot] = await readKey(sitting.attemptId);
    const option = { B: slot?.optionIds[1] ?? "", C: slot?.optionIds[2] ?? "" };
    const pick = (letter: "B" | "C" | null): string[] => (letter ? [option[letter]] : []);
    const first = await save(sitting, 1, pick("B"), 5);
    const second = await save(sitting, 1, pick(choice), sequence);

    const [standing, ...others] = await readAnswers(sitting.attemptId);
    expect(others).toEqual([]);
    expect(standing).toMatchObject({ optionIds: pick(stands[0]), sequence: stands[1] });
    if (says === "newer-answer")
      expect(second).toEqual({
        ok: false,
        reason: "newer-answer",
        answer: { position: 1, optionIds: pick("B"), sequence: 5, savedAt: first.ok && first.value.savedAt },
      });
    else expect(second).toEqual({ ok: true, value: { position: 1, sequence, savedAt: standing?.savedAt } });
    if (says === "as-before") expect(second).toEqual(first);
    expect(await readEvidence(sitting.attemptId), "a stale save is no late evidence").toEqual([]);
  });

  it("fifty saves at once, in any order, end with the highest, and each is told the truth", async () => {
    for (const seed of [1, 2, 3]) {
      const sitting = await seedSmall();
      const [slot] = await readKey(sitting.attemptId);
      const optionOf = (sequence: number): string => slot?.optionIds[sequence % 4] ?? "";
      const sequences = shuffle(
        Array.from({ length: 50 }, (_, i) => i + 1),
        seed,
      );
      const results = await Promise.all(sequences.map((sequence) => save(sitting, 1, [optionOf(sequence)], sequence)));
      expect(await readAnswers(sitting.attemptId)).toMatchObject([{ sequence: 50, optionIds: [optionOf(50)] }]);
      results.forEach((result, i) => {
        const sent = sequences[i] ?? 0;
        if (result.ok) expect(result.value.sequence).toBe(sent);
        else expect(result).toMatchObject({ reason: "newer-answer", answer: { position: 1 } });
        // Who was refused was shown an answer newer than theirs.
        if (!result.ok) expect(result.answer?.sequence).toBeGreaterThan(sent);
      });
      expect(results[sequences.indexOf(50)]).toMatchObject({ ok: true });
    }
  });

  it("saves to different questions at once are all kept", async () => {
    const sitting = await seedRunningAttempt();
    const key = await readKey(sitting.attemptId);
    const results = await Promise.all(key.map(({ position, wrong }) => save(sitting, position, [wrong], 1)));
    expect(results.every(({ ok }) => ok)).toBe(true);
    expect((await readAnswers(sitting.attemptId)).map(({ optionIds }) => optionIds)).toEqual(
      key.map(({ wrong }) => [wrong]),
    );
  });

  it("a flag is no answer: it takes no sequence number and changes none", async () => {
    const sitting = await seedSmall();
    const { actor, attemptId } = sitting;
    const [slot] = await readKey(attemptId);
    expect(await flagQuestion(actor, { attemptId, position: 1 }, true)).toEqual({ ok: true, value: null });
    expect(await readAnswers(attemptId)).toEqual([]);
    expect(await save(sitting, 1, [slot?.right ?? ""], 1)).toMatchObject({ ok: true });
    const [before] = await readAnswers(attemptId);
    await flagQuestion(actor, { attemptId, position: 1 }, false);
    expect(await readAnswers(attemptId)).toEqual([before]);
  });
});

describe("an answer that does not fit the form is refused and nothing is kept", () => {
  it.each([
    { why: "a position beyond the form", position: 6, optionIds: [], reason: "no-such-position" },
    { why: "an option of no question", position: 1, optionIds: ["made-up"], reason: "no-such-option" },
    { why: "an option of another question", position: 1, optionIds: "of slot 2", reason: "no-such-option" },
    { why: "two options where one is asked for", position: 1, optionIds: "two of slot 1", reason: "no-such-option" },
    {
      why: "a right option and a made-up one",
      position: 1,
      optionIds: "one and a made-up one",
      reason: "no-such-option",
    },
  ] as const)("$why: $reason", async ({ position, optionIds, reason }) => {
    const sitting = await seedSmall();
    const [one, two] = await readKey(sitting.attemptId);
    const chosen =
      optionIds === "of slot 2"
        ? [two?.right ?? ""]
        : optionIds === "two of slot 1"
          ? [one?.right ?? "", one?.wrong ?? ""]
          : optionIds === "one and a made-up one"
            ? [one?.right ?? "", "made-up"]
            : optionIds;
    expect(await save(sitting, position, chosen, 1)).toEqual({ ok: false, reason });
    expect(await readAnswers(sitting.attemptId)).toEqual([]);
    expect(await readEvidence(sitting.attemptId)).toEqual([]);
  });

  it.each([
    { why: "an unknown field (S7)", body: { optionIds: [], sequence: 1, points: 30 } },
    { why: "an instant of the client's (S7)", body: { optionIds: [], sequence: 1, savedAt: "2026-01-01T00:00:00Z" } },
    { why: "another person (S7)", body: { optionIds: [], sequence: 1, personId: "somebody" } },
    { why: "no sequence", body: { optionIds: [] } },
    { why: "sequence zero", body: { optionIds: [], sequence: 0 } },
    { why: "a negative sequence", body: { optionIds: [], sequence: -1 } },
    { why: "a broken sequence", body: { optionIds: [], sequence: 1.5 } },
    { why: "a sequence that a number cannot hold", body: { optionIds: [], sequence: 2 ** 53 } },
    { why: "a sequence in words", body: { optionIds: [], sequence: "1" } },
    { why: "an option twice", body: { optionIds: ["a", "a"], sequence: 1 } },
    {
      why: "more options than any question has",
      body: { optionIds: ["a", "b", "c", "d", "e", "f", "g", "h", "i"], sequence: 1 },
    },
    { why: "options that are no list", body: { optionIds: "a", sequence: 1 } },
  ])("a body with $why is malformed", ({ body }) => {
    expect(saveAnswerSchema.safeParse(body).success).toBe(false);
  });
});

describe("law 3: what reaches the database within five seconds after the deadline counts; later is kept as late evidence", () => {
  it("a first answer and a changed one count inside the allowance", async () => {
    const sitting = await seedSmall();
    const [one, two] = await readKey(sitting.attemptId);
    await save(sitting, 1, [one?.wrong ?? ""], 1);
    const deadlineAt = await setOverdue(sitting.attemptId, 0.5);
    expect(await save(sitting, 1, [one?.right ?? ""], 2)).toMatchObject({ ok: true });
    expect(await save(sitting, 2, [two?.right ?? ""], 1)).toMatchObject({ ok: true });
    const answers = await readAnswers(sitting.attemptId);
    expect(answers.map(({ optionIds }) => optionIds)).toEqual([[one?.right], [two?.right]]);
    for (const { savedAt } of answers) expect(savedAt.getTime()).toBeGreaterThan(deadlineAt.getTime());
  });

  it.each([
    { seconds: 5.2, why: "just past the allowance" },
    { seconds: 3600, why: "an hour late" },
  ])("$why it is refused, changes nothing and is kept once as evidence (F9, S6)", async ({ seconds }) => {
    const sitting = await seedSmall();
    const [one, two] = await readKey(sitting.attemptId);
    await save(sitting, 1, [one?.wrong ?? ""], 1);
    const before = await readAnswers(sitting.attemptId);
    await setOverdue(sitting.attemptId, seconds);
    for (let repeated = 0; repeated < 2; repeated++) {
      expect(await save(sitting, 1, [one?.right ?? ""], 2)).toEqual({ ok: false, reason: "closed" });
      expect(await save(sitting, 2, [two?.right ?? ""], 1)).toEqual({ ok: false, reason: "closed" });
    }
    expect(await readAnswers(sitting.attemptId)).toEqual(before);
    expect(await readEvidence(sitting.attemptId)).toEqual([
      { position: 1, optionIds: [one?.right], sequence: 2 },
      { position: 2, optionIds: [two?.right], sequence: 1 },
    ]);
  });

  it("after submitting nothing is saved, whatever the clock says, and it is kept as evidence", async () => {
    const sitting = await seedClosedAttempt({ right: 2, event: await seedEvent({ blueprint: smallBlueprint }) });
    const before = await readAnswers(sitting.attemptId);
    const [one] = await readKey(sitting.attemptId);
    expect(await save(sitting, 1, [one?.wrong ?? ""], 9)).toEqual({ ok: false, reason: "closed" });
    expect(await readAnswers(sitting.attemptId)).toEqual(before);
    expect(await readEvidence(sitting.attemptId)).toEqual([{ position: 1, optionIds: [one?.wrong], sequence: 9 }]);
  });

  it("a save that was acknowledged before the end is acknowledged again after it, and is no evidence", async () => {
    const sitting = await seedClosedAttempt({ right: 1, event: await seedEvent({ blueprint: smallBlueprint }) });
    const [stored] = await readAnswers(sitting.attemptId);
    expect(await save(sitting, 1, stored?.optionIds ?? [], 1)).toEqual({
      ok: true,
      value: { position: 1, sequence: 1, savedAt: stored?.savedAt },
    });
    expect(await readEvidence(sitting.attemptId)).toEqual([]);
  });

  it("a clock that is wrong on this server moves no deadline (F12)", async () => {
    const sitting = await seedSmall();
    const [one] = await readKey(sitting.attemptId);
    await setOverdue(sitting.attemptId, 60);
    vi.useFakeTimers({ toFake: ["Date"], now: Date.now() - 24 * 3_600_000 });
    try {
      expect(await save(sitting, 1, [one?.right ?? ""], 1)).toEqual({ ok: false, reason: "closed" });
      expect(await submit(sitting.actor, sitting.attemptId)).toMatchObject({ state: "closed-by-time" });
    } finally {
      vi.useRealTimers();
    }
  });

  it("extra time moves the end: what would be late for others still counts", async () => {
    const event = await seedEvent({ blueprint: smallBlueprint, timeLimitSeconds: 600 });
    const plain = await seedRunningAttempt({ event });
    const extra = await seedRunningAttempt({ event, extraTimeSeconds: 300 });
    const [a] = await readAttempts(event.id, plain.actor.id);
    const [b] = await readAttempts(event.id, extra.actor.id);
    const length = (attempt: typeof a) =>
      ((attempt?.deadlineAt.getTime() ?? 0) - (attempt?.startedAt.getTime() ?? 0)) / 1000;
    expect([length(a), length(b)]).toEqual([600, 900]);
  });
});

describe("another person's attempt (S1)", () => {
  it("a save or a flag of a stranger is answered like one to no attempt, and changes nothing", async () => {
    const sitting = await seedSmall();
    const stranger = await seedPerson();
    const [one] = await readKey(sitting.attemptId);
    const answer = { optionIds: [one?.right ?? ""], sequence: 1 };
    const failures = await Promise.all(
      [sitting.attemptId, crypto.randomUUID()].flatMap((attemptId) => [
        saveAnswer(stranger, { attemptId, position: 1 }, answer).catch((error: unknown) => error),
        flagQuestion(stranger, { attemptId, position: 1 }, true).catch((error: unknown) => error),
      ]),
    );
    const [savedTheirs, flaggedTheirs, savedNone, flaggedNone] = failures as Error[];
    for (const failure of failures) expect(failure).toMatchObject({ name: "AppError", code: "not-found", status: 404 });
    expect([savedTheirs?.message, flaggedTheirs?.message]).toEqual([savedNone?.message, flaggedNone?.message]);
    expect(await readAnswers(sitting.attemptId)).toEqual([]);
    expect(await readEvidence(sitting.attemptId)).toEqual([]);
  });
});
