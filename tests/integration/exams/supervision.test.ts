import { afterEach, describe, expect, it } from "vitest";
import { authorize } from "@/lib/access/authorize";
import type { Actor } from "@/lib/access/policy";
import { sql } from "@/lib/db/client";
import { saveAnswer } from "@/lib/exams/mutations";
import { getBoard } from "@/lib/exams/supervision/data";
import { changeAllowance, extendRunning } from "@/lib/exams/supervision/mutations";
import type { Allowance } from "@/lib/exams/supervision/types";
import { formatInstant } from "@/lib/format/dates";
import {
  answer,
  look,
  readAttempts,
  readKey,
  type Sitting,
  seedEnrolment,
  seedRunningAttempt,
  setOverdue,
  start,
  submit,
} from "../../builders/attempts";
import { seedOrganizer } from "../../builders/certificates";
import { type SeededEvent, seedEvent, smallBlueprint } from "../../builders/events";
import { failInserts, moments, recover } from "../../builders/failing";
import { unsafeSql } from "../../builders/owner";
import { readLetters, seedPeople, seedPerson } from "../../builders/people";

afterEach(recover);

const seedSmall = (fields: Parameters<typeof seedEvent>[0] = {}) => seedEvent({ blueprint: smallBlueprint, ...fields });

const grant = async (
  { event, enrolment }: Pick<Sitting, "event" | "enrolment">,
  fields: Partial<Allowance>,
  organizer?: Actor,
) =>
  changeAllowance(authorize(organizer ?? (await seedOrganizer(event)), "event.manage", event), {
    enrolmentId: enrolment.id,
    extraTimeSeconds: 0,
    extraAttempts: 0,
    reason: "A doctor's letter",
    ...fields,
  });

const extend = async (event: SeededEvent, seconds: number, id: string = crypto.randomUUID()) =>
  extendRunning(authorize(await seedOrganizer(event), "event.manage", event), { id, seconds, reason: "Power cut" });

const stored = async ({ event, actor }: Sitting) => {
  const [attempt] = await readAttempts(event.id, actor.id);
  if (!attempt) throw new Error("no attempt");
  return attempt;
};
const readLog = (attemptId: string): Promise<{ kind: string; detail: Record<string, unknown> | null }[]> =>
  sql("SELECT kind, detail FROM attempt_log WHERE attempt_id = $1 AND kind = 'extended' ORDER BY id", [attemptId]);
const countAudit = async (action: string, subjectId: string): Promise<number> =>
  (await sql("SELECT 1 FROM audit_event WHERE action = $1 AND subject_id = $2", [action, subjectId])).length;

describe("extra time for one person", () => {
  it("moves the running attempt's end, logs it, records it and tells the learner", async () => {
    const sitting = await seedRunningAttempt({ event: await seedSmall() });
    const before = await stored(sitting);
    expect(await grant(sitting, { extraTimeSeconds: 900, extraAttempts: 1 })).toEqual({ ok: true, value: null });
    const after = await stored(sitting);
    expect(after.deadlineAt.getTime() - before.deadlineAt.getTime()).toBe(900_000);
    expect((await look(sitting.actor, sitting.attemptId)).deadlineAt).toEqual(after.deadlineAt);
    expect(await readLog(sitting.attemptId)).toEqual([
      { kind: "extended", detail: { bySeconds: 900, deadlineAt: after.deadlineAt.toISOString() } },
    ]);
    expect(await countAudit("exam.change-allowance", sitting.enrolment.id)).toBe(1);
    const [letter] = await readLetters(sitting.actor.id);
    expect(letter?.kind).toBe("exam-allowance");
    expect(letter?.body).toContain("15 minutes");
    expect(letter?.body, "the reason stays with staff").not.toContain("doctor");
  });

  it("holds at the next start, by the same function", async () => {
    const event = await seedSmall();
    const actor = await seedPerson();
    const enrolment = await seedEnrolment(actor, event);
    await grant({ event, enrolment }, { extraTimeSeconds: 900 });
    await start(actor, enrolment);
    const [attempt] = await readAttempts(event.id, actor.id);
    expect((attempt?.deadlineAt.getTime() ?? 0) - (attempt?.startedAt.getTime() ?? 0)).toBe(4_500_000);
  });

  it("twice the same changes nothing the second time", async () => {
    const sitting = await seedRunningAttempt({ event: await seedSmall() });
    await Promise.all([grant(sitting, { extraTimeSeconds: 600 }), grant(sitting, { extraTimeSeconds: 600 })]);
    expect(await countAudit("exam.change-allowance", sitting.enrolment.id)).toBe(1);
    expect(await readLetters(sitting.actor.id)).toHaveLength(1);
  });

  it("is never lowered below what would end the attempt in the past", async () => {
    const sitting = await seedRunningAttempt({ event: await seedSmall(), extraTimeSeconds: 1800 });
    await unsafeSql(
      "UPDATE attempt SET started_at = started_at - interval '70 minutes', deadline_at = deadline_at - interval '70 minutes' WHERE id = $1",
      [sitting.attemptId],
    );
    const before = await stored(sitting);
    expect(await grant(sitting, { extraTimeSeconds: 300 })).toEqual({ ok: false, reason: "ends-in-the-past" });
    expect(await stored(sitting)).toEqual(before);
    expect((await grant(sitting, { extraTimeSeconds: 900 })).ok, "what still leaves time is taken").toBe(true);
  });

  it("does not revive what has run out", async () => {
    const sitting = await seedRunningAttempt({ event: await seedSmall() });
    const deadline = await setOverdue(sitting.attemptId, 6);
    await grant(sitting, { extraTimeSeconds: 900 });
    expect((await stored(sitting)).deadlineAt).toEqual(deadline);
    expect(await readLog(sitting.attemptId)).toEqual([]);
  });

  it("is refused for one's own place, and is not found in another event", async () => {
    const event = await seedSmall();
    const organizer = await seedOrganizer(event);
    const enrolment = await seedEnrolment(organizer, event);
    expect(await grant({ event, enrolment }, { extraTimeSeconds: 60 }, organizer)).toEqual({
      ok: false,
      reason: "own-place",
    });
    await expect(grant({ event: await seedSmall(), enrolment }, { extraTimeSeconds: 60 })).rejects.toMatchObject({
      code: "not-found",
    });
  });

  it.each(moments)("writes nothing when a letter cannot be written, %s", async (moment) => {
    const sitting = await seedRunningAttempt({ event: await seedSmall() });
    const before = await stored(sitting);
    await failInserts("letter", moment);
    await expect(grant(sitting, { extraTimeSeconds: 900 })).rejects.toThrow();
    await recover();
    expect(await stored(sitting)).toEqual(before);
    expect(await readLog(sitting.attemptId)).toEqual([]);
    expect(await countAudit("exam.change-allowance", sitting.enrolment.id)).toBe(0);
  });

  it("against a submission at the same moment: closed as submitted, whichever came first", async () => {
    const event = await seedSmall();
    for (let round = 0; round < 6; round++) {
      const sitting = await seedRunningAttempt({ event });
      const [granted, submission] = await Promise.all([
        grant(sitting, { extraTimeSeconds: 900 }),
        submit(sitting.actor, sitting.attemptId),
      ]);
      expect(granted.ok).toBe(true);
      const attempt = await stored(sitting);
      expect(attempt).toMatchObject({ state: "submitted", closedAt: submission.submittedAt, marks: 1 });
      const moved = attempt.deadlineAt.getTime() - attempt.startedAt.getTime() === 4_500_000;
      expect(await readLog(sitting.attemptId)).toHaveLength(moved ? 1 : 0);
    }
  });
});

describe("F13: an exam across a change of clocks", () => {
  it.each([
    {
      switching: "autumn",
      startedAt: "2027-10-31T00:30:00.000Z",
      ends: "2027-10-31T02:00:00.000Z",
      paris: ["31 October 2027, 02:30 Paris (UTC+2)", "31 October 2027, 03:00 Paris (UTC+1)"],
      kathmandu: ["31 October 2027, 06:15 Kathmandu (UTC+5:45)", "31 October 2027, 07:45 Kathmandu (UTC+5:45)"],
    },
    {
      switching: "spring",
      startedAt: "2027-03-28T00:45:00.000Z",
      ends: "2027-03-28T02:15:00.000Z",
      paris: ["28 March 2027, 01:45 Paris (UTC+1)", "28 March 2027, 04:15 Paris (UTC+2)"],
      kathmandu: ["28 March 2027, 06:30 Kathmandu (UTC+5:45)", "28 March 2027, 08:00 Kathmandu (UTC+5:45)"],
    },
  ])("in $switching keeps its seconds, and each zone shows its own right times", async (row) => {
    const event = await seedSmall({ zone: "Europe/Paris", closesAt: new Date("2028-01-01T00:00:00Z") });
    const sitting = await seedRunningAttempt({ event, actor: await seedPerson({ zone: "Asia/Kathmandu" }) });
    await unsafeSql(
      "UPDATE attempt SET started_at = $2, deadline_at = $2::timestamptz + interval '3600 seconds' WHERE id = $1",
      [sitting.attemptId, row.startedAt],
    );
    await grant(sitting, { extraTimeSeconds: 1800 });
    const { startedAt, deadlineAt } = await stored(sitting);
    expect(deadlineAt.toISOString()).toBe(row.ends);
    expect((deadlineAt.getTime() - startedAt.getTime()) / 1000, "the length in seconds is unchanged").toBe(5400);
    for (const [zone, times] of [
      ["Europe/Paris", row.paris],
      ["Asia/Kathmandu", row.kathmandu],
    ] as const)
      expect([startedAt, deadlineAt].map((instant) => formatInstant(instant, "en", zone))).toEqual(times);
    const [letter] = await readLetters(sitting.actor.id);
    expect(letter?.body, "the letter says the event's time").toContain(row.paris[1]);
  });
});

describe("extending every running attempt", () => {
  it("moves all that run, and nothing else, under one audit row", async () => {
    const event = await seedSmall();
    const running = await Promise.all(
      (await seedPeople(3)).map((actor) => seedRunningAttempt({ event, actor, extraTimeSeconds: 300 })),
    );
    const done = await seedRunningAttempt({ event });
    await submit(done.actor, done.attemptId);
    const over = await seedRunningAttempt({ event });
    const overAt = await setOverdue(over.attemptId, 6);
    const elsewhere = await seedRunningAttempt({ event: await seedSmall() });
    const untouched = await Promise.all([done, elsewhere].map(stored));

    expect(await extend(event, 600)).toEqual({ ok: true, value: { count: 3 } });
    for (const sitting of running) {
      const { startedAt, deadlineAt } = await stored(sitting);
      expect((deadlineAt.getTime() - startedAt.getTime()) / 1000).toBe(3600 + 300 + 600);
      expect(await readLog(sitting.attemptId)).toMatchObject([{ detail: { bySeconds: 600 } }]);
      expect((await readLetters(sitting.actor.id)).map(({ kind }) => kind)).toEqual(["exam-extended"]);
    }
    expect(await Promise.all([done, elsewhere].map(stored))).toEqual(untouched);
    expect((await stored(over)).deadlineAt).toEqual(overAt);
    expect(await countAudit("exam.extend-running", event.id)).toBe(1);
  });

  it("takes what has run out within the allowance for transit", async () => {
    const sitting = await seedRunningAttempt({ event: await seedSmall() });
    await setOverdue(sitting.attemptId, 2);
    expect(await extend(sitting.event, 7200)).toEqual({ ok: true, value: { count: 1 } });
    const { deadlineAt, startedAt } = await stored(sitting);
    expect((deadlineAt.getTime() - startedAt.getTime()) / 1000).toBeGreaterThan(7200);
    const [slot] = await readKey(sitting.attemptId);
    const saved = await saveAnswer(
      sitting.actor,
      { attemptId: sitting.attemptId, position: 1 },
      { optionIds: [slot?.right ?? ""], sequence: 1 },
    );
    expect(saved.ok).toBe(true);
  });

  it("pressed twice extends once, however close", async () => {
    const sitting = await seedRunningAttempt({ event: await seedSmall() });
    const before = await stored(sitting);
    const id = crypto.randomUUID();
    const results = await Promise.all([extend(sitting.event, 600, id), extend(sitting.event, 600, id)]);
    expect(results).toEqual([
      { ok: true, value: { count: 1 } },
      { ok: true, value: { count: 1 } },
    ]);
    expect((await stored(sitting)).deadlineAt.getTime() - before.deadlineAt.getTime()).toBe(600_000);
    expect(await readLetters(sitting.actor.id)).toHaveLength(1);
  });

  it("is refused where nobody sits", async () => {
    expect(await extend(await seedSmall(), 600)).toEqual({ ok: false, reason: "nobody-running" });
  });

  it.each(moments)("is all or nothing when a letter cannot be written, %s", async (moment) => {
    const event = await seedSmall();
    const sittings = await Promise.all((await seedPeople(2)).map((actor) => seedRunningAttempt({ event, actor })));
    const before = await Promise.all(sittings.map(stored));
    await failInserts("letter", moment);
    await expect(extend(event, 600)).rejects.toThrow();
    await recover();
    expect(await Promise.all(sittings.map(stored))).toEqual(before);
    expect(await countAudit("exam.extend-running", event.id)).toBe(0);
  });

  it("while twenty submit: each is submitted, and extended only if it still ran", async () => {
    const event = await seedSmall();
    const sittings = await Promise.all((await seedPeople(20)).map((actor) => seedRunningAttempt({ event, actor })));
    const [extended] = await Promise.all([
      extend(event, 600),
      ...sittings.slice(0, 12).map(({ actor, attemptId }) => submit(actor, attemptId)),
    ]);
    let moved = 0;
    for (const [i, sitting] of sittings.entries()) {
      const attempt = await stored(sitting);
      const long = (attempt.deadlineAt.getTime() - attempt.startedAt.getTime()) / 1000;
      expect([3600, 4200]).toContain(long);
      if (long === 4200) moved++;
      if (i < 12) expect(attempt).toMatchObject({ state: "submitted", marks: 1 });
      else expect(long).toBe(4200);
    }
    expect(extended).toEqual({ ok: true, value: { count: moved } });
  });
});

describe("the board", () => {
  it("shows everybody who is enrolled, as they stand", async () => {
    const event = await seedSmall();
    const organizer = await seedOrganizer(event);
    const [idle, away] = [await seedPerson({ fullName: "Ana" }), await seedPerson()];
    await seedEnrolment(idle, event, { extraTimeSeconds: 600 });
    await seedEnrolment(away, event, { state: "withdrawn" });
    const working = await seedRunningAttempt({ event, actor: await seedPerson({ fullName: "Bela" }) });
    await answer(working, { right: 2 });
    const done = await seedRunningAttempt({ event, actor: await seedPerson({ fullName: "Chen" }) });
    await submit(done.actor, done.attemptId);
    const over = await seedRunningAttempt({ event, actor: await seedPerson({ fullName: "Dina" }) });
    await setOverdue(over.attemptId, 1);
    const { rows } = await getBoard(authorize(organizer, "event.manage", event), "en");
    expect(rows.map(({ fullName, standing }) => [fullName, standing])).toEqual([
      ["Ana", "not-started"],
      ["Bela", "working"],
      ["Chen", "submitted"],
      ["Dina", "over"],
    ]);
    expect(rows[0]).toMatchObject({ attempt: null, extraTimeSeconds: 600 });
    expect(rows[1]?.attempt).toMatchObject({ answered: 2, questions: 5, evidence: 0 });
    expect(rows[1]?.attempt?.contactAt).toBeInstanceOf(Date);
    expect(rows[2]?.attempt?.contactAt).toBeNull();
  });

  it("of three hundred people is read within a second", async () => {
    const event = await seedSmall();
    await sql(
      `WITH people AS (
         INSERT INTO person (full_name) SELECT 'Person ' || i FROM generate_series(1, 300) i RETURNING id
       ) INSERT INTO enrolment (event_id, person_id, state) SELECT $1, id, 'enrolled' FROM people`,
      [event.id],
    );
    const permit = authorize(await seedOrganizer(event), "event.manage", event);
    await getBoard(permit, "en");
    const began = performance.now();
    expect((await getBoard(permit, "en")).rows).toHaveLength(300);
    expect(performance.now() - began).toBeLessThan(1000);
  });
});
