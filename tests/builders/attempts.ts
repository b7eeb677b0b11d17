import { authorize } from "@/lib/access/authorize";
import type { Actor, OwnedSubject } from "@/lib/access/policy";
import { db, sql } from "@/lib/db/client";
import { getAttempt, getAttemptSubject, getResult } from "@/lib/exams/data";
import { type StartedAttempt, saveAnswer, startAttempt, submitAttempt } from "@/lib/exams/mutations";
import type { AttemptResult, LearnerAttempt, StartReason, Submission } from "@/lib/exams/types";
import type { Result } from "@/lib/result";
import { type SeededEvent, seedEvent } from "./events";
import { unsafeSql } from "./owner";
import { seedPerson } from "./people";

type EnrolmentFields = {
  readonly state?: "enrolled" | "waiting" | "withdrawn";
  readonly extraTimeSeconds?: number;
  readonly extraAttempts?: number;
};

/** A person's place in an event, its seat counted. */
export async function seedEnrolment(
  actor: Actor,
  event: SeededEvent,
  { state = "enrolled", ...extra }: EnrolmentFields = {},
): Promise<OwnedSubject> {
  if (state === "enrolled") await sql("UPDATE event SET seats_taken = seats_taken + 1 WHERE id = $1", [event.id]);
  return db.enrolment.create({
    data: {
      eventId: event.id,
      personId: actor.id,
      state,
      ...(state === "waiting" ? { waitingSince: new Date() } : {}),
      ...extra,
    },
    select: { id: true, personId: true },
  });
}

/** Presses "start the exam" for a person. */
export const start = (actor: Actor, enrolment: OwnedSubject): Promise<Result<StartedAttempt, StartReason>> =>
  startAttempt(authorize(actor, "enrolment.use", enrolment));

/** A permit to write an attempt, as the doors make it. */
export async function writing(actor: Actor, attemptId: string) {
  const subject = await getAttemptSubject(attemptId);
  if (!subject) throw new Error("no such attempt");
  return authorize(actor, "attempt.write", subject);
}

export const submit = async (actor: Actor, attemptId: string): Promise<Submission> =>
  submitAttempt(await writing(actor, attemptId));

/** What the learner is shown while sitting the exam. */
export const look = async (actor: Actor, attemptId: string): Promise<LearnerAttempt> =>
  getAttempt(await writing(actor, attemptId), actor.language);

export async function readResult(actor: Actor, attemptId: string): Promise<AttemptResult | null> {
  const subject = await getAttemptSubject(attemptId);
  if (!subject) throw new Error("no such attempt");
  return getResult(authorize(actor, "attempt.review", subject), actor.language);
}

export type Sitting = {
  readonly actor: Actor;
  readonly event: SeededEvent;
  readonly enrolment: OwnedSubject;
  readonly attemptId: string;
};

type SittingFields = EnrolmentFields & { readonly event?: SeededEvent; readonly actor?: Actor };

/** An attempt just started by a person, both new unless given. */
export async function seedRunningAttempt({
  event: given,
  actor: who,
  ...fields
}: SittingFields = {}): Promise<Sitting> {
  const event = given ?? (await seedEvent());
  const actor = who ?? (await seedPerson());
  const enrolment = await seedEnrolment(actor, event, fields);
  const started = await start(actor, enrolment);
  if (!started.ok) throw new Error(`the attempt did not start: ${started.reason}`);
  return { actor, event, enrolment, attemptId: started.value.attemptId };
}

export type SlotKey = {
  readonly position: number;
  readonly right: string;
  readonly wrong: string;
  readonly optionIds: readonly string[];
};

/** The key of each slot of a drawn form, which no learner gets: one right option, one wrong one. */
export async function readKey(attemptId: string): Promise<SlotKey[]> {
  const rows = await sql<{ position: number; keyIds: string[]; optionIds: string[] }>(
    `SELECT s.position, v.key_ids AS "keyIds", s.option_order AS "optionIds"
     FROM form_slot s JOIN question_version v ON v.id = s.version_id WHERE s.attempt_id = $1 ORDER BY s.position`,
    [attemptId],
  );
  return rows.map(({ position, keyIds, optionIds }) => ({
    position,
    optionIds,
    right: keyIds[0] ?? "",
    wrong: optionIds.find((id) => !keyIds.includes(id)) ?? "",
  }));
}

/** Answers the first so many slots, some right and some wrong; each save must be acknowledged. */
export async function answer(
  { actor, attemptId }: Sitting,
  { right = 0, wrong = 0 }: { readonly right?: number; readonly wrong?: number },
): Promise<void> {
  const slots = (await readKey(attemptId)).slice(0, right + wrong);
  for (const [i, slot] of slots.entries()) {
    const saved = await saveAnswer(
      actor,
      { attemptId, position: slot.position },
      { optionIds: [i < right ? slot.right : slot.wrong], sequence: 1 },
    );
    if (!saved.ok) throw new Error(`an answer was not saved: ${saved.reason}`);
  }
}

/** A submitted attempt with so many right answers, and so many wrong ones; the rest is unanswered. */
export async function seedClosedAttempt({
  right,
  wrong = 0,
  ...fields
}: SittingFields & { readonly right: number; readonly wrong?: number }): Promise<Sitting> {
  const sitting = await seedRunningAttempt(fields);
  await answer(sitting, { right, wrong });
  await submit(sitting.actor, sitting.attemptId);
  return sitting;
}

/** Moves an attempt in time, so that its deadline was so many seconds ago (or, if negative, is still to come). */
export async function setOverdue(attemptId: string, seconds: number): Promise<Date> {
  const [row] = await unsafeSql<{ deadline_at: Date }>(
    `UPDATE attempt SET deadline_at = date_trunc('milliseconds', clock_timestamp()) - $2 * interval '1 second',
       started_at = clock_timestamp() - ($2 + 3600) * interval '1 second'
     WHERE id = $1 RETURNING deadline_at`,
    [attemptId, seconds],
  );
  if (!row) throw new Error("no such attempt");
  return row.deadline_at;
}

export type StoredAttempt = {
  readonly id: string;
  readonly number: number;
  readonly state: string;
  readonly startedAt: Date;
  readonly deadlineAt: Date;
  readonly closedAt: Date | null;
  readonly receipt: string | null;
  /** How many marks it has, and how many of them are current. */
  readonly marks: number;
  readonly currentMarks: number;
};

/** A person's attempts at an event, oldest first. */
export const readAttempts = (eventId: string, personId: string): Promise<StoredAttempt[]> =>
  sql(
    `SELECT a.id, a.number, a.state::text, a.started_at AS "startedAt", a.deadline_at AS "deadlineAt", a.closed_at AS "closedAt", a.receipt,
       (SELECT count(*)::int FROM mark m WHERE m.attempt_id = a.id) AS marks,
       (SELECT count(*)::int FROM mark m WHERE m.attempt_id = a.id AND m.current) AS "currentMarks"
     FROM attempt a WHERE a.event_id = $1 AND a.person_id = $2 ORDER BY a.number`,
    [eventId, personId],
  );

export type StoredAnswer = {
  readonly position: number;
  readonly optionIds: string[];
  readonly sequence: number;
  readonly savedAt: Date;
  readonly language: string;
};

/** The answers that are committed, in the form's order; flags alone are no answers. */
export const readAnswers = (attemptId: string): Promise<StoredAnswer[]> =>
  sql(
    `SELECT position, option_ids AS "optionIds", sequence::float8 AS sequence, saved_at AS "savedAt", language
     FROM answer WHERE attempt_id = $1 AND sequence > 0 ORDER BY position`,
    [attemptId],
  );

export type StoredEvidence = { readonly position: number; readonly optionIds: string[]; readonly sequence: number };

/** What arrived too late and was kept. */
export const readEvidence = (attemptId: string): Promise<StoredEvidence[]> =>
  sql(
    `SELECT position, option_ids AS "optionIds", sequence::float8 AS sequence FROM late_evidence WHERE attempt_id = $1 ORDER BY position, sequence`,
    [attemptId],
  );

export type StoredSlot = {
  readonly position: number;
  readonly versionId: string;
  readonly points: number;
  readonly optionOrder: string[];
  readonly module: string;
  readonly norms: string[];
};

/** The drawn form. */
export const readForm = (attemptId: string): Promise<StoredSlot[]> =>
  sql(
    `SELECT s.position, s.version_id AS "versionId", s.points, s.option_order AS "optionOrder", v.module_slug AS module, v.norms
     FROM form_slot s JOIN question_version v ON v.id = s.version_id WHERE s.attempt_id = $1 ORDER BY s.position`,
    [attemptId],
  );
