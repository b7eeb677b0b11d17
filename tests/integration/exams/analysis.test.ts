import { beforeAll, describe, expect, it } from "vitest";
import { authorize, can } from "@/lib/access/authorize";
import type { Actor } from "@/lib/access/policy";
import { sql } from "@/lib/db/client";
import { getEventAnalysis, getVersionAnalysis, getVersionSubject } from "@/lib/exams/analysis/data";
import type { EventAnalysis } from "@/lib/exams/analysis/types";
import type { Blueprint } from "@/lib/questions/draw-form";
import {
  readForm,
  readKey,
  type Sitting,
  seedClosedAttempt,
  seedEnrolment,
  seedRunningAttempt,
  start,
  submit,
} from "../../builders/attempts";
import { type SeededEvent, seedEvent } from "../../builders/events";
import { unsafeSql } from "../../builders/owner";
import { seedPerson } from "../../builders/people";
import { repairing, repairKey } from "../../builders/regrades";

const blueprint: Blueprint = { questions: 10, pointsPerQuestion: 1, perModule: 2, norms: [] };

/** What one person did in one attempt: per question the number of an option (0 is the key), or null for no answer. */
type Told = {
  readonly choices: readonly (number | null)[];
  readonly seconds: readonly (number | null)[];
  language: string;
};
type Stored = Told & { readonly personId: string; readonly attemptId: string; readonly event: "a" | "b" };

type Question = { readonly versionId: string; readonly options: readonly string[] };

/** The questions of a form in its order, each with its key first. */
async function readQuestions(attemptId: string): Promise<Question[]> {
  const [form, keys] = [await readForm(attemptId), await readKey(attemptId)];
  return form.map(({ versionId }, i) => {
    const { right = "", optionIds = [] } = keys[i] ?? {};
    return { versionId, options: [right, ...optionIds.filter((id) => id !== right).sort()] };
  });
}

/**
 * Answers a form as told and logs when: each question `seconds` after the one before. People of four kinds make the log worth
 * reading: one leaves the page before the fourth question, one saves each twice, one comes back to the first, one sleeps.
 */
async function answerAs({ attemptId }: Sitting, told: Told, habit: number): Promise<(number | null)[]> {
  const questions = await readQuestions(attemptId);
  const rows = told.choices.flatMap((choice, i) =>
    choice === null ? [] : [{ position: i + 1, option: questions[i]?.options[choice] ?? "" }],
  );
  await sql(
    `INSERT INTO answer (attempt_id, position, option_ids, sequence, language, saved_at)
     SELECT $1, position, ARRAY[option], 1, $4, date_trunc('milliseconds', clock_timestamp())
     FROM unnest($2::int[], $3::text[]) AS given (position, option)`,
    [attemptId, rows.map(({ position }) => position), rows.map(({ option }) => option), told.language],
  );
  const log: { kind: string; position: number | null; after: number }[] = [];
  const seconds: (number | null)[] = told.choices.map(() => null);
  let clock = 0;
  for (const { position } of rows) {
    const spent = habit === 3 && position === 5 ? 1_500 : (told.seconds[position - 1] ?? 0);
    if (habit === 0 && position === 4) {
      log.push(
        { kind: "left", position: null, after: clock + 1 },
        { kind: "returned", position: null, after: clock + 2 },
      );
    }
    if (habit === 1) log.push({ kind: "answered", position, after: clock + 1 });
    clock += spent;
    log.push({ kind: "answered", position, after: clock });
    seconds[position - 1] = (habit === 0 && position === 4) || spent >= 1_200 ? null : spent;
  }
  if (habit === 2 && told.choices[0] !== null) {
    log.push({ kind: "flagged", position: 2, after: clock + 1 }, { kind: "answered", position: 1, after: clock + 6 });
    seconds[0] = 6;
  }
  await sql(
    `INSERT INTO attempt_log (attempt_id, kind, at, detail)
     SELECT $1, kind, (SELECT at FROM attempt_log WHERE attempt_id = $1 AND kind = 'started') + after * interval '1 second',
       CASE WHEN position IS NOT NULL THEN jsonb_build_object('position', position) END
     FROM unnest($2::text[], $3::int[], $4::int[]) AS given (kind, position, after)`,
    [attemptId, log.map(({ kind }) => kind), log.map(({ position }) => position), log.map(({ after }) => after)],
  );
  return seconds;
}

/** The same numbers every time. */
function chances(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return state / 2_147_483_648;
  };
}

function tellOf(i: number, chance: () => number): Told {
  const ability = (i % 20) / 25 + 0.1;
  return {
    choices: blueprintPositions.map((position) => {
      if (chance() < 0.04) return null;
      // The seventh question has an option that nobody chooses.
      return chance() < ability - position / 40 + 0.1 ? 0 : 1 + Math.floor(chance() * (position === 6 ? 2 : 3));
    }),
    seconds: blueprintPositions.map((position) => 10 + ((i * 7 + position * 3) % 50)),
    language: i % 4 === 0 ? "fr" : "en",
  };
}
const blueprintPositions = Array.from({ length: blueprint.questions }, (_, i) => i);

const organizerOf = (event: SeededEvent): Promise<Actor> =>
  seedPerson({ grants: [{ role: "organizer", organizationId: event.organizationId, eventId: null }] });

const analyse = async (event: SeededEvent): Promise<EventAnalysis> =>
  getEventAnalysis(authorize(await organizerOf(event), "event.manage", event), "en");

async function analyseVersion(actor: Actor, versionId: string) {
  const bank = await getVersionSubject(versionId);
  if (!bank) throw new Error("no such version");
  return getVersionAnalysis(authorize(actor, "bank.review", bank), versionId, "en");
}

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
const variance = (values: readonly number[]): number => mean(values.map((value) => (value - mean(values)) ** 2));

function pearson(xs: readonly number[], ys: readonly number[]): number {
  const [x, y] = [mean(xs), mean(ys)];
  return mean(xs.map((value, i) => (value - x) * ((ys[i] ?? 0) - y))) / Math.sqrt(variance(xs) * variance(ys));
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return ((sorted[Math.floor((sorted.length - 1) / 2)] ?? 0) + (sorted[Math.floor(sorted.length / 2)] ?? 0)) / 2;
}

const rightIn = ({ choices }: Told): number => choices.filter((choice) => choice === 0).length;

/** No number anywhere that is none. */
function expectNumbers(value: unknown): void {
  if (typeof value === "number") expect(Number.isFinite(value)).toBe(true);
  else if (value && typeof value === "object") Object.values(value).forEach(expectNumbers);
}

describe("an exam of one common form, sat in two events", () => {
  const seed = "one form for all";
  let a: SeededEvent;
  let b: SeededEvent;
  let questions: Question[];
  const stored: Stored[] = [];
  /** The attempts of event a that count there, and everybody's first attempt at anything. */
  let counting: Stored[];
  let first: Stored[];
  let analysis: EventAnalysis;

  async function sit(event: "a" | "b", actor: Actor, told: Told, habit: number): Promise<Stored> {
    const place = event === "a" ? a : b;
    const sitting = await seedRunningAttempt({ event: place, actor });
    return finish(sitting, event, told, habit);
  }
  async function finish(sitting: Sitting, event: "a" | "b", told: Told, habit: number): Promise<Stored> {
    const seconds = await answerAs(sitting, told, habit);
    await submit(sitting.actor, sitting.attemptId);
    const row = { ...told, seconds, personId: sitting.actor.id, attemptId: sitting.attemptId, event };
    stored.push(row);
    return row;
  }

  beforeAll(async () => {
    a = await seedEvent({ blueprint, commonFormSeed: seed, attemptsAllowed: 2 });
    b = await seedEvent({ blueprint, commonFormSeed: seed });
    const chance = chances(7);
    const copied: Told = {
      choices: [3, 3, 3, 3, 3, 3, 2, 3, 0, 3],
      seconds: blueprintPositions.map(() => 30),
      language: "en",
    };
    const people: Actor[] = [];
    for (let i = 0; i < 44; i++) {
      const actor = await seedPerson({ fullName: i < 2 ? (["Ana Copy", "Bo Copy"][i] ?? "") : `Person ${i}` });
      people.push(actor);
      await sit("a", actor, i < 2 ? copied : tellOf(i, chance), i % 10);
    }
    // A second attempt that is better, and one that is worse.
    for (const [i, choice] of [
      [5, 0],
      [19, 1],
    ] as const) {
      const actor = people[i];
      const [before] = stored.filter(({ personId }) => personId === actor?.id);
      if (!actor || !before) throw new Error("no such person");
      const [enrolment] = await sql<{ id: string }>("SELECT enrolment_id AS id FROM attempt WHERE id = $1", [
        before.attemptId,
      ]);
      const subject = { id: enrolment?.id ?? "", personId: actor.id };
      const started = await start(actor, subject);
      if (!started.ok) throw new Error(started.reason);
      const sitting = { actor, event: a, enrolment: subject, attemptId: started.value.attemptId };
      await finish(sitting, "a", { ...before, choices: blueprintPositions.map(() => choice) }, 9);
    }
    // One attempt is voided, and one still runs: neither counts.
    const voided = await seedClosedAttempt({ event: a, right: 10 });
    await unsafeSql("UPDATE attempt SET state = 'voided' WHERE id = $1", [voided.attemptId]);
    await seedRunningAttempt({ event: a });
    for (let i = 0; i < 62; i++) {
      // Three sit both events: their first answers count.
      const actor = i < 3 ? people[i + 10] : await seedPerson();
      if (actor) await sit("b", actor, tellOf(i + 3, chance), i % 10);
    }

    questions = await readQuestions(stored[0]?.attemptId ?? "");
    const best = new Map<string, Stored>();
    const met = new Map<string, Stored>();
    for (const row of stored) {
      if (!met.has(row.personId)) met.set(row.personId, row);
      const standing = best.get(row.personId);
      if (row.event === "a" && (!standing || rightIn(row) > rightIn(standing))) best.set(row.personId, row);
    }
    counting = [...best.values()];
    first = [...met.values()];
    analysis = await analyse(a);
  }, 240_000);

  it("has one form, and counts each person of the event once", () => {
    expect(counting).toHaveLength(44);
    expect(first).toHaveLength(44 + 59);
    expect(analysis).toMatchObject({ people: 44, running: 1, voided: 0, pointsPerQuestion: 1, threshold: 70 });
    expect(analysis.questions.map(({ versionId }) => versionId).sort()).toEqual(
      questions.map(({ versionId }) => versionId).sort(),
    );
    expectNumbers(analysis);
  });

  it("gives KR-20 as computed by hand from the right answers", () => {
    const k = blueprint.questions;
    const itemVariances = blueprintPositions.map((i) => {
      const p = mean(counting.map(({ choices }) => Number(choices[i] === 0)));
      return p * (1 - p);
    });
    const sum = itemVariances.reduce((total, value) => total + value, 0);
    const expected = (k / (k - 1)) * (1 - sum / variance(counting.map(rightIn)));
    expect(analysis.reliability).toMatchObject({ ok: true, n: 44, value: { method: "kr-20", questions: 10 } });
    expect(analysis.reliability.ok && analysis.reliability.value.coefficient).toBeCloseTo(expected, 12);
  });

  it("gives Lord's standard error at 8 of 10, the least that passes", () => {
    expect(analysis.error).toEqual({ ok: true, n: 10, value: { right: 8, error: Math.sqrt((8 * 2) / 9) } });
  });

  it("finds one form equally hard for all", () => {
    expect(analysis.forms).toMatchObject({ ok: true, n: 44, formsLeftOut: 0, value: { standardDeviation: 0 } });
  });

  it("spreads the scores that count", () => {
    const people = Array.from({ length: 11 }, (_, score) => counting.filter((row) => rightIn(row) === score).length);
    expect(analysis.scores?.bins.map((bin) => bin.people)).toEqual(people);
    expect(analysis.scores?.passed).toBe(counting.filter((row) => rightIn(row) >= 8).length);
  });

  it("pools facility, discrimination and time over both events, by each person's first answers", () => {
    for (const [i, { versionId }] of questions.entries()) {
      const found = analysis.questions.find((question) => question.versionId === versionId);
      const earned = first.map(({ choices }) => Number(choices[i] === 0));
      const rest = first.map((row, n) => rightIn(row) - (earned[n] ?? 0));
      const seconds = first.flatMap((row) => row.seconds[i] ?? []);
      expect(found).toMatchObject({
        askedHere: 44,
        facility: { ok: true, n: 103 },
        discrimination: { ok: true, n: 103 },
        medianSeconds: { ok: true, n: seconds.length, value: median(seconds) },
      });
      expect(found?.facility.ok && found.facility.value).toBeCloseTo(mean(earned), 12);
      expect(found?.discrimination.ok && found.discrimination.value).toBeCloseTo(pearson(earned, rest), 10);
    }
  });

  it("knows no time where the page was left, or too long, or nothing was answered", () => {
    const known = (i: number) => first.filter((row) => row.seconds[i] !== null).length;
    expect(known(3)).toBeLessThan(known(7));
    expect(known(4)).toBeLessThan(known(7));
  });

  it("counts choices of each option of a question, with its key, and where it was asked", async () => {
    const organizer = await organizerOf(a);
    for (const [i, { versionId, options }] of questions.entries()) {
      const version = await analyseVersion(organizer, versionId);
      expectNumbers(version);
      if (!version.choices.ok) throw new Error("no choices");
      const { options: counted, omitted, people } = version.choices.value;
      for (const [choice, optionId] of options.entries()) {
        const found = counted.find((option) => option.optionId === optionId);
        expect(found?.chosen.all).toBe(first.filter(({ choices }) => choices[i] === choice).length);
        expect(found?.role).toBe(choice === 0 ? "key" : "distractor");
      }
      expect(omitted.all).toBe(first.filter(({ choices }) => choices[i] === null).length);
      expect(people.top + people.middle + people.bottom).toBe(103);
      expect(version.options.filter(({ role }) => role === "key").map(({ id }) => id)).toEqual([options[0]]);
      // 108 closed attempts, one voided, one running.
      expect(version).toMatchObject({ drawn: stored.length + 2, events: 2, keySeenAt: null, repair: null });
      expect(version.byEvent.map(({ slug, facility }) => [slug, facility.n]).sort()).toEqual(
        [
          [a.slug, 44],
          [b.slug, 59],
        ].sort(),
      );
    }
  });

  it("tells no key on the event's page: flags name no option", () => {
    const flagged = analysis.questions.find(({ versionId }) => versionId === questions[6]?.versionId);
    expect(flagged?.flags).toContain("distractor-chosen-by-nobody");
    for (const { options } of questions)
      for (const id of options) expect(JSON.stringify(analysis.questions)).not.toContain(`"${id}"`);
  });

  it("compares languages, and says that there are too few answers", async () => {
    const [question] = questions;
    const version = await analyseVersion(await organizerOf(a), question?.versionId ?? "");
    const french = first.filter(({ language, choices }) => language === "fr" && choices[0] !== null).length;
    expect(version.comparison.languages.map(({ language, facility }) => [language, facility.n])).toEqual([
      ["en", 103 - french],
      ["fr", french],
    ]);
    expect(version.comparison.differences[0]?.difference).toEqual({ ok: false, reason: "too-few", n: 103 });
    expect(analysis.languages).toEqual({ languages: ["en", "fr"], inSeveral: 10, differences: [] });
  });

  it("names the two who share all their wrong answers, and nobody else first", () => {
    expect(analysis.sharedWrong).toMatchObject({ ok: true, n: 44, value: { pairs: (44 * 43) / 2 } });
    const [pair] = analysis.sharedWrong.ok ? analysis.sharedWrong.value.unusual : [];
    expect(pair).toMatchObject({ asked: 10, bothWrong: 9, identical: 9 });
    expect(pair?.people.map(({ fullName }) => fullName).sort()).toEqual(["Ana Copy", "Bo Copy"]);
  });

  it("leaves a voided question out of everything", async () => {
    const flawed = questions[2]?.versionId ?? "";
    await repairKey(await repairing(a), flawed, { kind: "void", keyIds: [] });
    const after = await analyse(a);
    expect(after).toMatchObject({ people: 44, voided: 1 });
    expect(after.questions.map(({ versionId }) => versionId)).not.toContain(flawed);
    const kept = blueprintPositions.filter((i) => i !== 2);
    const totals = (rows: readonly Stored[]) => rows.map(({ choices }) => kept.filter((i) => choices[i] === 0).length);
    const best = counting.map((row) => row.personId).length;
    expect(after.reliability).toMatchObject({ ok: true, n: best, value: { questions: 9 } });
    const earned = first.map(({ choices }) => Number(choices[0] === 0));
    const rest = totals(first).map((total, n) => total - (earned[n] ?? 0));
    const found = after.questions.find(({ versionId }) => versionId === questions[0]?.versionId);
    expect(found?.discrimination.ok && found.discrimination.value).toBeCloseTo(pearson(earned, rest), 10);
    const version = await analyseVersion(await organizerOf(a), flawed);
    expect(version).toMatchObject({ repair: "void", choices: { ok: false }, facility: { ok: false, n: 0 } });
  });
});

describe("what cannot be computed says why, and is never a number", () => {
  it("of drawn forms by few people: KR-21, too few for everything else", async () => {
    const event = await seedEvent({ blueprint });
    const scores = [2, 5, 9];
    for (const right of scores) await seedClosedAttempt({ event, right, wrong: 10 - right });
    const analysis = await analyse(event);
    expectNumbers(analysis);
    const k = 10;
    const expected = (k / (k - 1)) * (1 - (mean(scores) * (k - mean(scores))) / (k * variance(scores)));
    expect(analysis.reliability).toMatchObject({ ok: true, n: 3, value: { method: "kr-21" } });
    expect(analysis.reliability.ok && analysis.reliability.value.coefficient).toBeCloseTo(expected, 12);
    expect(analysis.forms).toMatchObject({ ok: false, formsLeftOut: expect.any(Number) });
    for (const question of analysis.questions) expect(question.askedHere).toBeLessThanOrEqual(3);
  });

  it("of one candidate", async () => {
    const event = await seedEvent({ blueprint });
    await seedClosedAttempt({ event, right: 4 });
    const analysis = await analyse(event);
    expect(analysis).toMatchObject({
      people: 1,
      reliability: { ok: false, reason: "too-few", n: 1 },
      forms: { ok: false, reason: "too-few" },
      sharedWrong: { ok: false, reason: "too-few", n: 1 },
    });
    expectNumbers(analysis);
  });

  it("of all right, and of nobody", async () => {
    const event = await seedEvent({ blueprint, commonFormSeed: "all right" });
    expect(await analyse(event)).toMatchObject({ people: 0, questions: [], scores: null, reliability: { ok: false } });
    for (let i = 0; i < 3; i++) await seedClosedAttempt({ event, right: 10 });
    expect(await analyse(event)).toMatchObject({
      people: 3,
      reliability: { ok: false, reason: "no-variance", n: 3 },
      sharedWrong: { ok: false, reason: "nothing-shared", n: 3 },
      scores: { passed: 3 },
    });
  });
});

describe("who may see it", () => {
  it("the event's organizers; to others there is no such event, and its keys are the bank's matter", async () => {
    const event = await seedEvent({ blueprint });
    const { attemptId, actor } = await seedClosedAttempt({ event, right: 4 });
    const [slot] = await readForm(attemptId);
    const bank = await getVersionSubject(slot?.versionId ?? "");
    const ofEvent = await seedPerson({ grants: [{ role: "organizer", organizationId: null, eventId: event.id }] });
    expect(can(ofEvent, "event.manage", event)).toBe(true);
    expect(bank && can(ofEvent, "bank.review", bank)).toBe(false);
    for (const stranger of [actor, await seedPerson()]) {
      expect(() => authorize(stranger, "event.manage", event)).toThrow();
      await expect(analyseVersion(stranger, slot?.versionId ?? "")).rejects.toMatchObject({ code: "not-found" });
    }
    expect(await getVersionSubject(crypto.randomUUID())).toBeNull();
  });

  it("a person who sat the event organizes nothing by it", async () => {
    const event = await seedEvent({ blueprint });
    const learner = await seedPerson();
    await seedEnrolment(learner, event);
    expect(can(learner, "event.manage", event)).toBe(false);
  });
});
