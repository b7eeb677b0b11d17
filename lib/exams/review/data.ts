import type { Permit } from "@/lib/access/authorize";
import { db, sql } from "@/lib/db/client";
import { pickLayer } from "@/lib/format/layers";
import type { QuestionKind } from "@/lib/grading/mark-form";
import { dayOf, isoDay, standingOf } from "@/lib/library/sources/rules";
import { listAccepted } from "../evidence/data";
import { readRepairs } from "../regrade/data";
import { reviewIsOpen, type SlotScore } from "./rules";
import type { Review, ReviewedAnswer } from "./types";

type Ground = {
  readonly rule: Review["rule"];
  readonly state: string;
  readonly closesAt: Date | null;
  readonly certificateKind: string | null;
  readonly released: boolean;
  readonly running: number;
  readonly now: Date;
  readonly attemptState: string;
};

/** Whether the review of an attempt is open now, by the database's clock; a voided attempt has none. */
async function readGround(attemptId: string): Promise<{ readonly rule: Review["rule"]; readonly open: boolean }> {
  const [ground] = await sql<Ground>(
    `SELECT e.review_rule AS rule, e.state::text AS state, e.closes_at AS "closesAt", e.certificate_kind AS "certificateKind",
       EXISTS (SELECT 1 FROM certificate c WHERE c.event_id = e.id) AS released,
       (SELECT count(*)::int FROM attempt r WHERE r.event_id = e.id AND r.state = 'in-progress') AS running,
       clock_timestamp() AS now, a.state::text AS "attemptState"
     FROM attempt a JOIN event e ON e.id = a.event_id WHERE a.id = $1`,
    [attemptId],
  );
  if (!ground) return { rule: "never", open: false };
  const closed = ground.attemptState === "submitted" || ground.attemptState === "closed-by-time";
  return { rule: ground.rule, open: closed && reviewIsOpen(ground, ground.now) };
}

/**
 * A learner's own answers with keys and rationales, once the review rule is open, and nothing of them before. Showing them
 * marks their versions as exposed, which holds them out of later draws.
 */
export async function getReview(permit: Permit<"attempt.review">): Promise<Review> {
  const { actor, subject } = permit;
  const { rule, open } = await readGround(subject.id);
  if (!open) return { rule, answers: null };
  if (actor.id === subject.personId)
    await sql(
      `INSERT INTO version_exposure (version_id, event_id)
       SELECT DISTINCT s.version_id, $2::uuid FROM form_slot s WHERE s.attempt_id = $1 ON CONFLICT DO NOTHING`,
      [subject.id, subject.event.id],
    );
  return { rule, answers: await listReviewedAnswers(subject.id) };
}

/** Every slot of an attempt's form with its key; callers decide by what right. */
export async function listReviewedAnswers(attemptId: string): Promise<ReviewedAnswer[]> {
  const attempt = await db.attempt.findUniqueOrThrow({
    where: { id: attemptId },
    select: {
      language: true,
      marks: { where: { current: true }, select: { slots: true } },
      answers: { where: { sequence: { gt: 0 } }, select: { position: true, optionIds: true } },
      slots: {
        orderBy: { position: "asc" },
        select: {
          position: true,
          points: true,
          versionId: true,
          optionOrder: true,
          version: {
            select: {
              kind: true,
              keyIds: true,
              shares: true,
              layers: { select: { language: true, stem: true, options: true, rationale: true, reasons: true } },
              citations: {
                orderBy: { position: "asc" },
                select: {
                  symbol: true,
                  part: true,
                  locator: true,
                  checkedOn: true,
                  document: { select: { status: true, supersededBy: true } },
                },
              },
            },
          },
        },
      },
    },
  });
  const repairs = await readRepairs(
    db,
    attempt.slots.map(({ versionId }) => versionId),
  );
  const marks = new Map(
    ((attempt.marks[0]?.slots ?? []) as unknown as readonly SlotScore[]).map((mark) => [mark.position, mark]),
  );
  const counted = (await listAccepted(db, [attemptId])).get(attemptId) ?? attempt.answers;
  const chosen = new Map(counted.map(({ position, optionIds }) => [position, optionIds]));
  const today = isoDay(new Date());
  return attempt.slots.map(({ position, points, versionId, optionOrder, version }): ReviewedAnswer => {
    const layer = pickLayer(version.layers, attempt.language);
    const texts = (layer?.options ?? {}) as Record<string, string>;
    const reasons = (layer?.reasons ?? {}) as Record<string, string>;
    const repair = repairs.get(versionId);
    const right = new Set(
      repair?.kind === "rekey"
        ? repair.keyIds
        : [...version.keyIds, ...(repair?.kind === "accept" ? repair.keyIds : [])],
    );
    const mark = marks.get(position);
    return {
      position,
      kind: version.kind as QuestionKind,
      language: layer?.language ?? "en",
      stem: layer?.stem ?? "",
      points,
      earned: !mark || mark.voided ? null : mark.earned.numerator / mark.earned.denominator,
      options: optionOrder.map((id) => ({
        id,
        text: texts[id] ?? "",
        chosen: chosen.get(position)?.includes(id) ?? false,
        right: right.has(id),
        // What the author wrote against an option that a repair has made right is no longer so.
        why: right.has(id) ? null : (reasons[id] ?? null),
      })),
      rationale: layer?.rationale ?? "",
      citations: version.citations.map(({ checkedOn, document, ...citation }) => ({
        ...citation,
        ...standingOf(dayOf(checkedOn), document, today),
      })),
    };
  });
}
