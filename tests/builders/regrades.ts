import { authorize, type Permit } from "@/lib/access/authorize";
import type { Actor } from "@/lib/access/policy";
import { db, sql } from "@/lib/db/client";
import { getDryRun } from "@/lib/exams/regrade/data";
import { applyRepair } from "@/lib/exams/regrade/mutations";
import type { DryRun } from "@/lib/exams/regrade/types";
import type { Repair } from "@/lib/grading/repair-slot";
import { readForm, readKey, type Sitting, seedRunningAttempt, submit } from "./attempts";
import { demoCourse, type SeededEvent } from "./events";
import { seedPerson, unique } from "./people";

/** A bank of its own with the demo course's questions, so that a repair in one test reaches no other. */
export async function seedBank(): Promise<string> {
  const course = await db.course.findUniqueOrThrow({
    where: { slug: demoCourse },
    select: { bankId: true, organizationId: true },
  });
  const slug = unique("bank");
  const [bank] = await sql<{ id: string }>(
    `WITH made AS (INSERT INTO bank (slug, organization_id, title) VALUES ($1, $2, 'Questions for tests') RETURNING id),
     latest AS (
       SELECT DISTINCT ON (q.id) q.external_id, v.*, gen_random_uuid() AS new_question, gen_random_uuid() AS new_version
       FROM question q JOIN question_version v ON v.question_id = q.id WHERE q.bank_id = $3 ORDER BY q.id, v.number DESC),
     questions AS (
       INSERT INTO question (id, bank_id, external_id) SELECT new_question, made.id, external_id FROM latest, made RETURNING id),
     versions AS (
       INSERT INTO question_version (id, question_id, number, content_hash, kind, module_slug, outcome, norms, option_ids, key_ids)
       SELECT new_version, new_question, 1, content_hash, kind, module_slug, outcome, norms, option_ids, key_ids FROM latest),
     layers AS (
       INSERT INTO question_layer (version_id, language, stem, options, rationale, reasons, reviewed_at)
       SELECT n.new_version, l.language, l.stem, l.options, l.rationale, l.reasons, l.reviewed_at
       FROM latest n JOIN question_layer l ON l.version_id = n.id)
     SELECT id FROM made`,
    [slug, course.organizationId, course.bankId],
  );
  if (!bank) throw new Error("no bank was made");
  return bank.id;
}

/** Who may repair the keys of an event's bank. */
export async function repairing(event: SeededEvent, actor?: Actor): Promise<Permit<"key.repair">> {
  const { bank } = await db.event.findUniqueOrThrow({
    where: { id: event.id },
    select: { bank: { select: { id: true, organizationId: true } } },
  });
  if (!bank) throw new Error("the event has no bank");
  const grants = [{ role: "organizer" as const, organizationId: bank.organizationId, eventId: null }];
  return authorize(actor ?? (await seedPerson({ grants })), "key.repair", bank);
}

export type Flawed = {
  readonly position: number;
  readonly versionId: string;
  /** The wrong key, and the option that is right in truth. */
  readonly key: string;
  readonly truth: string;
};

/** One question of a sitting's form, taken to have a wrong key. */
export async function flawIn({ attemptId }: Sitting, position = 1): Promise<Flawed> {
  const [slot, key] = [
    (await readForm(attemptId)).find((one) => one.position === position),
    (await readKey(attemptId)).find((one) => one.position === position),
  ];
  if (!slot || !key) throw new Error("no such position");
  return { position, versionId: slot.versionId, key: key.right, truth: key.wrong };
}

type Choice = "key" | "truth" | "none";

/** Answers a form: the flawed question as told, and so many of the others rightly, the rest wrongly. */
export async function answerAround(
  { attemptId }: Sitting,
  flaw: Flawed,
  { choice, right }: { readonly choice: Choice; readonly right: number },
): Promise<void> {
  const others = (await readKey(attemptId)).filter(({ position }) => position !== flaw.position);
  const rows = others.map((slot, i) => ({ position: slot.position, option: i < right ? slot.right : slot.wrong }));
  if (choice !== "none") rows.push({ position: flaw.position, option: flaw[choice] });
  await sql(
    `INSERT INTO answer (attempt_id, position, option_ids, sequence, language, saved_at)
     SELECT $1, position, ARRAY[option], 1, 'en', date_trunc('milliseconds', clock_timestamp())
     FROM unnest($2::int[], $3::text[]) AS given (position, option)`,
    [attemptId, rows.map(({ position }) => position), rows.map(({ option }) => option)],
  );
}

/** A submitted attempt with the flawed question answered as told and so many of the others right. */
export async function seedAround(
  event: SeededEvent,
  flaw: Flawed,
  answers: { readonly choice: Choice; readonly right: number },
): Promise<Sitting> {
  const sitting = await seedRunningAttempt({ event });
  await answerAround(sitting, flaw, answers);
  await submit(sitting.actor, sitting.attemptId);
  return sitting;
}

export const dryRun = (permit: Permit<"key.repair">, versionId: string, repair: Repair): Promise<DryRun> =>
  getDryRun(permit, versionId, repair, "en");

/** Looks first and applies what was seen, as a person does. */
export async function repairKey(permit: Permit<"key.repair">, versionId: string, repair: Repair) {
  const { digest } = await dryRun(permit, versionId, repair);
  const applied = await applyRepair(permit, { versionId, repair, reason: "The cited paragraph says so.", digest });
  if (!applied.ok) throw new Error(`the key was not repaired: ${applied.reason}`);
  return applied.value;
}

export type StoredMark = {
  readonly number: number;
  readonly current: boolean;
  readonly reason: string;
  readonly earned: number;
  readonly possible: number;
};

/** All marks of an attempt, oldest first. */
export const readMarks = (attemptId: string): Promise<StoredMark[]> =>
  sql(
    `SELECT number, current, reason, earned_numerator::float8 / earned_denominator AS earned, possible_points AS possible
     FROM mark WHERE attempt_id = $1 ORDER BY number`,
    [attemptId],
  );
