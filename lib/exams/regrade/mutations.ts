import { createHash, randomUUID } from "node:crypto";
import type { Permit } from "@/lib/access/authorize";
import { recordAudit } from "@/lib/audit/record";
import { db, type Transaction } from "@/lib/db/client";
import { pickLayer } from "@/lib/format/layers";
import { fraction } from "@/lib/grading/fraction";
import { type PassRule, passes } from "@/lib/grading/pass-rule";
import type { Repair } from "@/lib/grading/repair-slot";
import { type LetterTo, writeLettersTo } from "@/lib/mail/outbox";
import { ok, type Result, refuse } from "@/lib/result";
import { bestAttempt, type MarkedAttempt } from "../rules";
import { type Remarked, readRepairProblem, remarkAll } from "./data";
import { countRemarks, digestOf, sameScore, sideOf } from "./rules";
import type { Applied, ApplyReason, Score } from "./types";

/**
 * Repairs a version's key and marks every closed attempt again, in one transaction: all of it or nothing. The attempts are
 * locked, so that a submission at the same moment either comes before and is marked again here, or comes after and is marked
 * by the repair. Running attempts are locked for closing only: their answers go on being saved meanwhile.
 */
export function applyRepair(
  { actor, subject }: Permit<"key.repair">,
  {
    versionId,
    repair,
    reason,
    digest,
  }: {
    readonly versionId: string;
    readonly repair: Repair;
    readonly reason: string;
    /** Of the dry run that a person has seen. */
    readonly digest: string;
  },
): Promise<Result<Applied, ApplyReason>> {
  return db.$transaction(
    async (tx) => {
      // One repair of a question at a time.
      const [question] = await tx.$queryRaw<{ id: string; latest: boolean }[]>`
        SELECT q.id, NOT EXISTS (
          SELECT 1 FROM question_version n WHERE n.question_id = q.id AND n.number > v.number) AS latest
        FROM question q JOIN question_version v ON v.question_id = q.id
        WHERE v.id = ${versionId}::uuid AND q.bank_id = ${subject.id}::uuid FOR UPDATE OF q`;
      if (!question) throw new Error("the version is not in this bank");
      const problem = await readRepairProblem(tx, versionId, repair);
      if (problem) return refuse(problem);

      await lockClosed(tx, versionId);
      const first = await remarkAll(tx, versionId, repair);
      const seen = first.remarked.map(({ remark }) => remark);
      if (digestOf(versionId, repair, seen) !== digest) return refuse("changed-meanwhile");
      const [own] = await tx.$queryRaw<{ id: string }[]>`
        SELECT a.id FROM form_slot s JOIN attempt a ON a.id = s.attempt_id
        WHERE s.version_id = ${versionId}::uuid AND a.person_id = ${actor.id}::uuid LIMIT 1`;
      if (own) return refuse("own-attempt");

      const repairId = randomUUID();
      await writeMarks(tx, repairId, first.remarked);
      const remarked = [...first.remarked];
      // Whoever submitted while the rest was being marked; the lock lets nobody close from here to the end.
      for (;;) {
        await lockRunning(tx, versionId);
        const done = remarked.map(({ remark }) => remark.attemptId);
        const late = await remarkAll(tx, versionId, repair, done);
        if (late.remarked.length === 0) break;
        await writeMarks(tx, repairId, late.remarked);
        remarked.push(...late.remarked);
      }

      const remarks = remarked.map(({ remark }) => remark);
      const counts = countRemarks(remarks);
      const newVersionId =
        repair.kind === "rekey" && question.latest ? await publishRightKey(tx, versionId, repair, actor.id) : null;
      const retired = repair.kind === "void" && question.latest;
      if (retired)
        await tx.$executeRaw`UPDATE question SET retired_at = coalesce(retired_at, clock_timestamp()) WHERE id = ${question.id}::uuid`;
      const letters = await tellLearners(tx, remarked, first.events);
      const on = (side: "up" | "down"): string[] =>
        remarks.filter((one) => one.side === side).map(({ attemptId }) => attemptId);
      await tx.keyRepair.create({
        data: {
          id: repairId,
          versionId,
          kind: repair.kind,
          keyIds: [...repair.keyIds],
          reason,
          outcome: { ...counts, upIds: on("up"), downIds: on("down"), newVersionId, retired, letters, digest },
          madeById: actor.id,
        },
        select: { id: true },
      });
      await recordAudit(tx, {
        actorId: actor.id,
        action: "key.repair",
        subjectKind: "question",
        subjectId: question.id,
        detail: {
          repairId,
          versionId,
          kind: repair.kind,
          keyIds: repair.keyIds,
          reason,
          ...counts,
          newVersionId,
          retired,
        },
      });
      return ok({ repairId, ...counts, letters, newVersionId, retired });
    },
    { timeout: 120_000 },
  );
}

const lockClosed = (tx: Transaction, versionId: string): Promise<unknown> =>
  tx.$queryRaw`
    SELECT a.id FROM attempt a
    WHERE a.id IN (SELECT attempt_id FROM form_slot WHERE version_id = ${versionId}::uuid)
      AND a.state IN ('submitted', 'closed-by-time')
    ORDER BY a.id FOR UPDATE`;

/** A share of the row keeps an attempt from closing and lets its answers be saved. */
const lockRunning = (tx: Transaction, versionId: string): Promise<unknown> =>
  tx.$queryRaw`
    SELECT a.id FROM attempt a
    WHERE a.id IN (SELECT attempt_id FROM form_slot WHERE version_id = ${versionId}::uuid) AND a.state = 'in-progress'
    ORDER BY a.id FOR SHARE`;

/** Writes a new current mark for each attempt in one statement, after the old ones have stepped back in another. */
async function writeMarks(tx: Transaction, repairId: string, remarked: readonly Remarked[]): Promise<void> {
  if (remarked.length === 0) return;
  const rows = remarked.map(({ remark, marks }) => ({
    id: remark.attemptId,
    number: remark.markNumber + 1,
    numerator: remark.after.earned.numerator,
    denominator: remark.after.earned.denominator,
    possible: remark.after.possible,
    slots: marks,
  }));
  await tx.$executeRaw`
    UPDATE mark SET current = false WHERE current AND attempt_id = ANY(${rows.map(({ id }) => id)}::uuid[])`;
  await tx.$executeRaw`
    INSERT INTO mark (attempt_id, number, current, reason, earned_numerator, earned_denominator, possible_points, slots)
    SELECT id, number, true, ${`key-repair ${repairId}`}, numerator, denominator, possible, slots
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::text::jsonb)
      AS made (id uuid, number int, numerator int, denominator int, possible int, slots jsonb)`;
}

/** The same question with the right key, for later draws: the next version, its text and its sources as they are. */
async function publishRightKey(tx: Transaction, versionId: string, repair: Repair, actorId: string): Promise<string> {
  const old = await tx.questionVersion.findUniqueOrThrow({
    where: { id: versionId },
    select: {
      questionId: true,
      number: true,
      contentHash: true,
      kind: true,
      moduleSlug: true,
      outcome: true,
      norms: true,
      cbms: true,
      bloom: true,
      easePercent: true,
      optionIds: true,
      layers: {
        select: {
          language: true,
          stem: true,
          options: true,
          rationale: true,
          reasons: true,
          reviewedAt: true,
          reviewedById: true,
        },
      },
      citations: {
        select: { symbol: true, part: true, locator: true, position: true, checkedOn: true, checkedById: true },
      },
    },
  });
  const { layers, citations, contentHash, number, ...same } = old;
  const { id } = await tx.questionVersion.create({
    data: {
      ...same,
      number: number + 1,
      contentHash: createHash("sha256")
        .update(`${contentHash} ${[...repair.keyIds].sort().join(" ")}`)
        .digest("hex"),
      keyIds: [...repair.keyIds],
      publishedById: actorId,
      layers: {
        create: layers.map(({ options, reasons, ...layer }) => ({
          ...layer,
          options: options as object,
          reasons: reasons as object,
        })),
      },
      citations: { create: citations },
    },
    select: { id: true },
  });
  // Whoever has seen the old version's text has seen this one's.
  await tx.$executeRaw`
    INSERT INTO version_exposure (version_id, event_id)
    SELECT ${id}::uuid, event_id FROM version_exposure WHERE version_id = ${versionId}::uuid`;
  return id;
}

/** One letter to each learner whose counting result in an event changed: the old and the new in words. */
async function tellLearners(
  tx: Transaction,
  remarked: readonly Remarked[],
  events: readonly (PassRule & {
    readonly id: string;
    readonly layers: readonly { readonly language: string; readonly title: string }[];
  })[],
): Promise<number> {
  const ofEnrolment = Map.groupBy(remarked, ({ remark }) => remark.enrolmentId);
  const changed = [...ofEnrolment]
    .filter(([, list]) => list.some(({ remark: { before, after } }) => !sameScore(before, after)))
    .map(([id]) => id);
  if (changed.length === 0) return 0;
  const attempts = await tx.$queryRaw<
    {
      id: string;
      enrolmentId: string;
      state: string;
      numerator: number | null;
      denominator: number;
      possible: number;
    }[]
  >`
    SELECT a.id, a.enrolment_id AS "enrolmentId", a.state::text AS state, m.earned_numerator AS numerator,
      m.earned_denominator AS denominator, m.possible_points AS possible
    FROM attempt a LEFT JOIN mark m ON m.attempt_id = a.id AND m.current
    WHERE a.enrolment_id = ANY(${changed}::uuid[]) AND a.state <> 'voided' ORDER BY a.number`;
  const attemptsOf = Map.groupBy(attempts, ({ enrolmentId }) => enrolmentId);
  const eventOf = new Map(events.map((event) => [event.id, event]));
  const letters: LetterTo[] = [];
  for (const enrolmentId of changed) {
    const list = ofEnrolment.get(enrolmentId) ?? [];
    const [{ remark: first }] = list as [Remarked];
    const event = eventOf.get(first.eventId);
    if (!event) continue;
    const now = (attemptsOf.get(enrolmentId) ?? []).map(
      ({ id, state, numerator, denominator, possible }): MarkedAttempt => ({
        id,
        running: state === "in-progress",
        earned: numerator === null ? null : fraction(numerator, denominator),
        possible: possible ?? 0,
      }),
    );
    const earlier = new Map(list.map(({ remark }) => [remark.attemptId, remark.before]));
    const was = bestAttempt(now.map((attempt) => ({ ...attempt, ...earlier.get(attempt.id) })));
    const is = bestAttempt(now);
    if (!was || !is || sameScore(was, is)) continue;
    const passed = (score: Score): boolean => passes({ earned: score.earned, possible: score.possible, ...event });
    letters.push({
      personId: first.personId,
      kind: "exam-regraded",
      values: (language) => ({
        event: pickLayer(event.layers, language)?.title ?? "",
        oldEarned: was.earned.numerator / was.earned.denominator,
        oldPossible: was.possible,
        newEarned: is.earned.numerator / is.earned.denominator,
        newPossible: is.possible,
        passed: passed(is) ? "yes" : "no",
        side: sideOf(passed(was), passed(is)) ?? "same",
      }),
    });
  }
  return writeLettersTo(tx, letters);
}
