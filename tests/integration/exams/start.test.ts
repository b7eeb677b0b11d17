import { describe, expect, it, vi } from "vitest";
import { authorize } from "@/lib/access/authorize";
import { db, sql } from "@/lib/db/client";
import { getExamBox } from "@/lib/exams/data";
import { possiblePoints } from "@/lib/exams/rules";
import { readPool } from "@/lib/questions/data";
import { type Blueprint, drawForm } from "@/lib/questions/draw-form";
import {
  answer,
  readAttempts,
  readForm,
  type Sitting,
  seedClosedAttempt,
  seedEnrolment,
  seedRunningAttempt,
  setOverdue,
  start,
  submit,
} from "../../builders/attempts";
import { daysFromNow, seedEvent, smallBlueprint, wholeBlueprint } from "../../builders/events";
import { unsafeSql } from "../../builders/owner";
import { seedPerson } from "../../builders/people";

const count = <Item>(
  items: readonly Item[],
  keyOf: (item: Item) => string | readonly string[],
): Map<string, number> => {
  const counts = new Map<string, number>();
  for (const item of items) for (const key of [keyOf(item)].flat()) counts.set(key, (counts.get(key) ?? 0) + 1);
  return counts;
};

async function seedSittings(howMany: number, blueprint: Blueprint): Promise<Sitting[]> {
  const event = await seedEvent({ blueprint });
  const sittings: Sitting[] = [];
  for (let i = 0; i < howMany; i++) sittings.push(await seedRunningAttempt({ event }));
  return sittings;
}

describe("law 2: the form is fixed at the start of an attempt", () => {
  it("every form of an event has the same number of questions, the same points and the whole blueprint", async () => {
    for (const { attemptId } of await seedSittings(12, wholeBlueprint)) {
      const form = await readForm(attemptId);
      expect(form.map(({ position }) => position)).toEqual(Array.from({ length: 30 }, (_, i) => i + 1));
      expect(new Set(form.map(({ versionId }) => versionId)).size, "no question twice").toBe(30);
      expect(form.every(({ points }) => points === 1)).toBe(true);
      const perModule = count(form, ({ module }) => module);
      expect(perModule.size).toBe(5);
      for (const [module, drawn] of perModule) expect(drawn, module).toBeGreaterThanOrEqual(2);
      const perNorm = count(form, ({ norms }) => norms);
      for (const norm of wholeBlueprint.norms)
        expect(perNorm.get(norm) ?? 0, `norm (${norm})`).toBeGreaterThanOrEqual(1);
    }
  });

  it("the points of a question are those of its slot in this event, and each form can give the same", async () => {
    const blueprint = { ...wholeBlueprint, questions: 25, pointsPerQuestion: 4 };
    for (const { attemptId } of await seedSittings(3, blueprint)) {
      const form = await readForm(attemptId);
      expect(form.reduce((sum, { points }) => sum + points, 0)).toBe(100);
      expect(possiblePoints(blueprint)).toBe(100);
    }
  });

  it("the stored seed gives the stored form again, question by question and option by option", async () => {
    const [sitting] = await seedSittings(1, wholeBlueprint);
    const attemptId = sitting?.attemptId ?? "";
    const [attempt] = await sql<{ seed: string }>("SELECT seed FROM attempt WHERE id = $1", [attemptId]);
    const { bankId } = await db.event.findUniqueOrThrow({
      where: { id: sitting?.event.id ?? "" },
      select: { bankId: true },
    });
    const pool = await readPool(db, bankId ?? "");
    const again = drawForm(pool, wholeBlueprint, attempt?.seed ?? "");
    const stored = (await readForm(attemptId)).map(({ position, versionId, points, optionOrder }) => ({
      position,
      versionId,
      points,
      optionOrder,
    }));
    expect(again).toEqual({ ok: true, value: stored });
  });

  it("two people get other questions, in another order, with options in another order", async () => {
    const forms = await Promise.all(
      (await seedSittings(6, wholeBlueprint)).map(({ attemptId }) => readForm(attemptId)),
    );
    const seen = (keyOf: (form: (typeof forms)[number]) => string) => new Set(forms.map(keyOf)).size;
    expect(
      seen((form) =>
        form
          .map(({ versionId }) => versionId)
          .sort()
          .join(),
      ),
    ).toBe(6);
    expect(seen((form) => form.map(({ versionId }) => versionId).join())).toBe(6);
    const orders = count(forms.flat(), ({ versionId }) => versionId);
    const shared = [...orders].find(([, times]) => times === 6)?.[0];
    if (shared)
      expect(
        seen((form) => form.find(({ versionId }) => versionId === shared)?.optionOrder.join() ?? ""),
      ).toBeGreaterThan(1);
  });

  it("the options of a slot are those of its question, each once, in the order of this attempt", async () => {
    const [sitting] = await seedSittings(1, wholeBlueprint);
    const versions = await sql<{ id: string; option_ids: string[] }>("SELECT id, option_ids FROM question_version");
    const optionsOf = new Map(versions.map(({ id, option_ids }) => [id, option_ids]));
    for (const { versionId, optionOrder } of await readForm(sitting?.attemptId ?? ""))
      expect([...optionOrder].sort()).toEqual([...(optionsOf.get(versionId) ?? [])].sort());
  });
});

describe("an attempt starts once (F7, S8)", () => {
  it("twenty starts at once make one attempt, and all land on it", async () => {
    const event = await seedEvent();
    const person = await seedPerson();
    const enrolment = await seedEnrolment(person, event);
    const results = await Promise.all(Array.from({ length: 20 }, () => start(person, enrolment)));
    const [attempt, ...others] = await readAttempts(event.id, person.id);
    expect(others).toEqual([]);
    expect(attempt).toMatchObject({ number: 1, state: "in-progress" });
    for (const result of results)
      expect(result).toMatchObject({ ok: true, value: { attemptId: attempt?.id, deadlineAt: attempt?.deadlineAt } });
    expect(results.filter((result) => result.ok && result.value.isNew)).toHaveLength(1);
    expect(await readForm(attempt?.id ?? "")).toHaveLength(30);
  });

  it("a later start returns to the running attempt with the same deadline and the same form", async () => {
    const sitting = await seedRunningAttempt();
    const before = await readForm(sitting.attemptId);
    const [attempt] = await readAttempts(sitting.event.id, sitting.actor.id);
    expect(await start(sitting.actor, sitting.enrolment)).toEqual({
      ok: true,
      value: { attemptId: sitting.attemptId, deadlineAt: attempt?.deadlineAt, isNew: false },
    });
    expect(await readForm(sitting.attemptId)).toEqual(before);
  });

  it("the database refuses a second running attempt of one enrolment, whoever writes it", async () => {
    const { enrolment, attemptId } = await seedRunningAttempt({
      event: await seedEvent({ blueprint: smallBlueprint }),
    });
    const copy = unsafeSql(
      `INSERT INTO attempt (enrolment_id, event_id, person_id, number, language, seed, started_at, deadline_at)
       SELECT $2, event_id, person_id, 2, language, 'again', started_at, deadline_at FROM attempt WHERE id = $1`,
      [attemptId, enrolment.id],
    );
    await expect(copy).rejects.toMatchObject({ code: "23505", constraint: "attempt_running_key" });
  });
});

describe("attempts allowed", () => {
  it("one by default: after submitting there is none left", async () => {
    const { actor, event, enrolment } = await seedClosedAttempt({
      right: 1,
      event: await seedEvent({ blueprint: smallBlueprint }),
    });
    expect(await start(actor, enrolment)).toEqual({ ok: false, reason: "no-attempt-left" });
    expect(await readAttempts(event.id, actor.id)).toHaveLength(1);
  });

  it("an attempt that time has closed counts like a submitted one, also when the next start is what closes it", async () => {
    const sitting = await seedRunningAttempt({ event: await seedEvent({ blueprint: smallBlueprint }) });
    await setOverdue(sitting.attemptId, 60);
    expect(await start(sitting.actor, sitting.enrolment)).toEqual({ ok: false, reason: "no-attempt-left" });
    expect(await readAttempts(sitting.event.id, sitting.actor.id)).toMatchObject([
      { state: "closed-by-time", marks: 1 },
    ]);
  });

  it("an event may allow two, each with a form of its own and never two at once", async () => {
    const sitting = await seedClosedAttempt({ right: 1, event: await seedEvent({ attemptsAllowed: 2 }) });
    const { actor, event, enrolment } = sitting;
    expect(await start(actor, enrolment)).toMatchObject({ ok: true, value: { isNew: true } });
    const [first, second] = await readAttempts(event.id, actor.id);
    expect([first?.number, second?.number]).toEqual([1, 2]);
    const versions = async (id = "") => (await readForm(id)).map(({ versionId }) => versionId).join();
    expect(await versions(first?.id)).not.toBe(await versions(second?.id));
    await submit(actor, second?.id ?? "");
    expect(await start(actor, enrolment)).toEqual({ ok: false, reason: "no-attempt-left" });
  });

  it("a person may be granted one more than the event allows", async () => {
    const { actor, enrolment } = await seedClosedAttempt({
      right: 0,
      extraAttempts: 1,
      event: await seedEvent({ blueprint: smallBlueprint }),
    });
    expect(await start(actor, enrolment)).toMatchObject({ ok: true, value: { isNew: true } });
  });

  it("a voided attempt uses none up, and the next one has a number of its own", async () => {
    const { actor, event, enrolment, attemptId } = await seedClosedAttempt({
      right: 0,
      event: await seedEvent({ blueprint: smallBlueprint }),
    });
    await unsafeSql("UPDATE attempt SET state = 'voided' WHERE id = $1", [attemptId]);
    expect(await start(actor, enrolment)).toMatchObject({ ok: true, value: { isNew: true } });
    expect((await readAttempts(event.id, actor.id)).map(({ number, state }) => [number, state])).toEqual([
      [1, "voided"],
      [2, "in-progress"],
    ]);
  });

  it("ten starts at once after the first attempt make exactly the second", async () => {
    const { actor, event, enrolment } = await seedClosedAttempt({
      right: 0,
      event: await seedEvent({ attemptsAllowed: 2, blueprint: smallBlueprint }),
    });
    await Promise.all(Array.from({ length: 10 }, () => start(actor, enrolment)));
    expect((await readAttempts(event.id, actor.id)).map(({ number }) => number)).toEqual([1, 2]);
  });
});

describe("an exam that cannot be started says why, and nothing is drawn", () => {
  it.each([
    { reason: "not-open-yet", why: "the event opens tomorrow", event: { opensAt: daysFromNow(1) } },
    { reason: "not-open-yet", why: "its window is to be announced", event: { opensAt: null, closesAt: null } },
    {
      reason: "window-closed",
      why: "the event ended yesterday",
      event: { opensAt: daysFromNow(-9), closesAt: daysFromNow(-1) },
    },
    { reason: "window-closed", why: "the event is cancelled", event: { state: "cancelled" } },
    { reason: "no-exam", why: "the event has no time limit", event: { timeLimitSeconds: null } },
    { reason: "no-exam", why: "the event has no bank", event: { bankId: null } },
    {
      reason: "not-drawable",
      why: "the bank has no question on a measure of the blueprint",
      event: { blueprint: { ...wholeBlueprint, quotas: [{ tag: "cbm" as const, value: "1", least: 1 }] } },
    },
    {
      reason: "not-drawable",
      why: "the blueprint asks for more of a module than there is",
      event: { blueprint: { ...wholeBlueprint, questions: 60, perModule: 60 } },
    },
    { reason: "not-enrolled", why: "the person waits for a seat", enrolment: { state: "waiting" } },
    { reason: "not-enrolled", why: "the person withdrew", enrolment: { state: "withdrawn" } },
  ] as const)("$reason: $why", async ({ reason, ...given }) => {
    const event = await seedEvent("event" in given ? given.event : {});
    const person = await seedPerson();
    const enrolment = await seedEnrolment(person, event, "enrolment" in given ? given.enrolment : {});
    expect(await start(person, enrolment)).toEqual({ ok: false, reason });
    expect(await readAttempts(event.id, person.id)).toEqual([]);
  });

  it("a running attempt can be returned to and finished after its event was cancelled (F18)", async () => {
    const sitting = await seedRunningAttempt({ event: await seedEvent({ blueprint: smallBlueprint }) });
    await unsafeSql("UPDATE event SET state = 'cancelled', cancelled_at = now() WHERE id = $1", [sitting.event.id]);
    expect(await start(sitting.actor, sitting.enrolment)).toMatchObject({
      ok: true,
      value: { attemptId: sitting.attemptId, isNew: false },
    });
    await answer(sitting, { right: 5 });
    expect(await submit(sitting.actor, sitting.attemptId)).toMatchObject({ state: "submitted" });
  });

  it("a retired question is drawn no more", async () => {
    const event = await seedEvent();
    const onNormA = await sql<{ id: string }>(
      `SELECT q.id FROM question q JOIN event e ON e.bank_id = q.bank_id JOIN question_version v ON v.question_id = q.id
       WHERE e.id = $1 AND 'a' = ANY (v.norms) ORDER BY q.external_id`,
      [event.id],
    );
    const [retired] = onNormA;
    const askingFor = (least: number) => ({ ...wholeBlueprint, quotas: [{ tag: "norm" as const, value: "a", least }] });
    await unsafeSql("UPDATE question SET retired_at = clock_timestamp() WHERE id = $1", [retired?.id]);
    try {
      const full = await seedEvent({ blueprint: askingFor(onNormA.length) });
      const person = await seedPerson();
      expect(await start(person, await seedEnrolment(person, full))).toEqual({ ok: false, reason: "not-drawable" });
      const all = await seedRunningAttempt({ event: await seedEvent({ blueprint: askingFor(onNormA.length - 1) }) });
      const drawn = await sql(
        "SELECT 1 FROM form_slot s JOIN question_version v ON v.id = s.version_id WHERE s.attempt_id = $1 AND v.question_id = $2",
        [all.attemptId, retired?.id],
      );
      expect(drawn).toEqual([]);
    } finally {
      await unsafeSql("UPDATE question SET retired_at = NULL WHERE id = $1", [retired?.id]);
    }
  });
});

describe("law 3: the deadline is set at the start, from the database's clock", () => {
  const seconds = (from?: Date, to?: Date): number => ((to?.getTime() ?? 0) - (from?.getTime() ?? 0)) / 1000;

  it.each([
    { why: "the limit, where the window is long", limit: 3600, extra: 0, closesIn: 7200, expected: "limit" },
    { why: "the limit and the extra time", limit: 3600, extra: 900, closesIn: 7200, expected: "limit" },
    { why: "the window's end, for a late start", limit: 3600, extra: 0, closesIn: 1200, expected: "window" },
    {
      why: "the window's end and the extra time, for a late start",
      limit: 3600,
      extra: 900,
      closesIn: 1200,
      expected: "window",
    },
  ])("$why", async ({ limit, extra, closesIn, expected }) => {
    const event = await seedEvent({
      blueprint: smallBlueprint,
      timeLimitSeconds: limit,
      closesAt: new Date(Date.now() + closesIn * 1000),
    });
    const { actor } = await seedRunningAttempt({ event, extraTimeSeconds: extra });
    const [row] = await sql<{ closesAt: Date }>(`SELECT closes_at AS "closesAt" FROM event WHERE id = $1`, [event.id]);
    const [attempt] = await readAttempts(event.id, actor.id);
    if (expected === "limit") expect(seconds(attempt?.startedAt, attempt?.deadlineAt)).toBe(limit + extra);
    else expect(seconds(row?.closesAt, attempt?.deadlineAt)).toBe(extra);
  });

  it("the start is the database's instant, not this machine's", async () => {
    const event = await seedEvent({ blueprint: smallBlueprint });
    const person = await seedPerson();
    const enrolment = await seedEnrolment(person, event);
    const clock = async () => (await sql<{ now: Date }>("SELECT clock_timestamp() AS now"))[0]?.now ?? new Date(0);
    const before = await clock();
    vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 6 * 3_600_000 });
    try {
      expect(await start(person, enrolment)).toMatchObject({ ok: true });
    } finally {
      vi.useRealTimers();
    }
    const [attempt] = await readAttempts(event.id, person.id);
    expect(attempt?.startedAt.getTime()).toBeGreaterThanOrEqual(before.getTime());
    expect(attempt?.startedAt.getTime()).toBeLessThanOrEqual((await clock()).getTime());
  });

  it("before the start the page says the last safe start and the minutes left, with the person's own extra time", async () => {
    const event = await seedEvent({ closesAt: new Date(Date.now() + 30 * 60_000 + 30_000) });
    const person = await seedPerson();
    const enrolment = await seedEnrolment(person, event, { extraTimeSeconds: 600, extraAttempts: 1 });
    const box = await getExamBox(authorize(person, "enrolment.use", enrolment));
    expect(box).toMatchObject({
      questions: 30,
      possiblePoints: 30,
      leastPoints: 22,
      timeLimitMinutes: 70,
      minutesIfStartedNow: 40,
      attemptsAllowed: 2,
      attemptsUsed: 0,
      window: "open",
      running: null,
      finished: [],
    });
    expect(box?.lastSafeStart?.getTime()).toBe((box?.closesAt?.getTime() ?? 0) - 3_600_000);
  });
});
