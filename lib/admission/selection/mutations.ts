import type { Permit } from "@/lib/access/authorize";
import { recordAudit } from "@/lib/audit/record";
import { db, type Transaction } from "@/lib/db/client";
import { env } from "@/lib/env";
import { localPath } from "@/lib/format/languages";
import { writeLettersTo } from "@/lib/mail/outbox";
import { ok, type Result, refuse } from "@/lib/result";
import { rubricOf, titleOf } from "../applications/data";
import { enrol, lockEvent, offerFreeSeats, putOnWaitingList, takeFreeSeat, takeHeldSeat } from "../seats/mutations";
import type { StateGroups } from "../states";
import { percentOf } from "./rules";
import { readScores } from "./schema";
import type { DecideReason, Decision, ScoreReason, SendReason } from "./types";

type Scored = { readonly missing: readonly string[] };

/** Keeps a reviewer's own scores of an application, whole; what they gave before is replaced. */
export function scoreApplication(
  { actor, subject }: Permit<"application.review">,
  fields: Readonly<Record<string, unknown>>,
  comment: string,
): Promise<Result<Scored, ScoreReason>> {
  return db.$transaction(async (tx) => {
    // The rubric stays as it is while somebody scores by it.
    await tx.$queryRaw`SELECT 1 FROM event WHERE id = ${subject.event.id}::uuid FOR SHARE`;
    await tx.$queryRaw`SELECT 1 FROM application WHERE id = ${subject.id}::uuid FOR UPDATE`;
    const { state, sentAt, event } = await tx.application.findUniqueOrThrow({
      where: { id: subject.id },
      select: { state: true, sentAt: true, event: { select: { state: true, rubric: true } } },
    });
    if (event.state !== "published") return refuse("event-over");
    if (sentAt) return refuse("sent");
    if (state !== "submitted" && state !== "shortlisted") return refuse("not-open");
    const { criteria } = rubricOf(event.rubric);
    if (criteria.length === 0) return refuse("no-rubric");
    const { scores, missing } = readScores(criteria, fields);
    if (missing.length > 0) return ok({ missing });
    const key = { applicationId: subject.id, reviewerId: actor.id };
    const before = await tx.applicationScore.findUnique({
      where: { applicationId_reviewerId: key },
      select: { scores: true, comment: true },
    });
    const given = before?.scores as Readonly<Record<string, number>> | undefined;
    if (before?.comment === comment && criteria.every(({ id }) => given?.[id] === scores[id])) return ok({ missing });
    const percent = percentOf(criteria, scores);
    const kept = { scores: { ...scores }, percent, comment, savedAt: new Date() };
    await tx.applicationScore.upsert({
      where: { applicationId_reviewerId: key },
      create: { ...key, ...kept },
      update: kept,
      select: { applicationId: true },
    });
    await recordAudit(tx, {
      actorId: actor.id,
      action: "application.score",
      subjectKind: "application",
      subjectId: subject.id,
      detail: { scores, percent: Math.round(percent) },
    });
    return ok({ missing });
  });
}

export type DecideIntent = "shortlist" | "unshortlist" | "undecide" | Decision;

/**
 * Puts applications on the shortlist or takes them off it, or notes a decision with its reason. Nobody is told before the
 * decisions are sent, and what was sent is not decided again. All of them, or none.
 */
export function decideApplications(
  permits: readonly Permit<"application.decide">[],
  intent: DecideIntent,
  reason: string,
): Promise<Result<null, DecideReason>> {
  const [first] = permits;
  if (!first) return Promise.resolve(refuse("not-open"));
  const { actor } = first;
  const { event } = first.subject;
  const ids = permits.map(({ subject }) => subject.id);
  return db.$transaction(async (tx) => {
    await lockEvent(tx, event.id);
    const { state } = await tx.event.findUniqueOrThrow({ where: { id: event.id }, select: { state: true } });
    if (state !== "published") return refuse("event-over");
    const open = await tx.$queryRaw<{ id: string }[]>`
      SELECT id FROM application WHERE id = ANY(${ids}::uuid[]) AND event_id = ${event.id}::uuid AND sent_at IS NULL
        AND state IN ('submitted', 'shortlisted') ORDER BY id FOR UPDATE`;
    if (open.length < new Set(ids).size) return refuse("not-open");
    await tx.application.updateMany({ where: { id: { in: ids } }, data: changeOf(intent, reason, actor.id) });
    await recordAudit(tx, {
      actorId: actor.id,
      action: intent === "shortlist" || intent === "unshortlist" ? `application.${intent}` : "application.decide",
      subjectKind: "event",
      subjectId: event.id,
      detail: { applications: ids, ...(isDecision(intent) ? { decision: intent, reason } : { intent }) },
    });
    return ok(null);
  });
}

const isDecision = (intent: DecideIntent): intent is Decision =>
  intent === "accepted" || intent === "waiting" || intent === "not-selected";

function changeOf(intent: DecideIntent, reason: string, actorId: string) {
  if (intent === "shortlist") return { state: "shortlisted" as const };
  if (intent === "unshortlist") return { state: "submitted" as const };
  if (isDecision(intent))
    return { decision: intent, decisionReason: reason, decidedById: actorId, decidedAt: new Date() };
  return { decision: null, decisionReason: null, decidedById: null, decidedAt: null };
}

type Decided = {
  readonly id: string;
  readonly personId: string;
  readonly decision: Decision;
  readonly stateCode: string | null;
  readonly groups: StateGroups | null;
  readonly place: "enrolled" | "waiting" | "withdrawn" | null;
  readonly offerId: string | null;
};
export type SentDecisions = Readonly<Record<Decision, number>>;

/**
 * Sends every decision that is not sent yet, together: seats, places on the waiting list in the order of the scores, and the
 * letters. When the accepted are more than the free seats nothing is sent. Of two who send at once the second finds nothing left.
 */
export function sendDecisions({
  actor,
  subject,
}: Permit<"event.manage">): Promise<
  { readonly ok: true; readonly value: SentDecisions } | ({ readonly ok: false } & SendReason)
> {
  return db.$transaction(async (tx) => {
    await lockEvent(tx, subject.id);
    const event = await tx.event.findUniqueOrThrow({
      where: { id: subject.id },
      select: {
        slug: true,
        state: true,
        seats: true,
        seatsTaken: true,
        seatsHeld: true,
        layers: { select: { language: true, title: true } },
      },
    });
    if (event.state !== "published") return { ok: false, reason: "event-over" } as const;
    const decided = await lockDecided(tx, subject.id);
    const of = (decision: Decision) => decided.filter((one) => one.decision === decision);
    const seatless = of("accepted").filter(({ place, offerId }) => place !== "enrolled" && !offerId);
    if (event.seats !== null) {
      const over = seatless.length - Math.max(0, event.seats - event.seatsTaken - event.seatsHeld);
      if (over > 0) return { ok: false, reason: "too-many", over } as const;
    }
    for (const person of of("accepted")) await seat(tx, subject.id, person);
    await queue(tx, subject.id, of("waiting"));
    const sent: SentDecisions = {
      accepted: of("accepted").length,
      waiting: of("waiting").length,
      "not-selected": of("not-selected").length,
    };
    if (decided.length === 0) return ok(sent);
    await tx.$executeRaw`
      UPDATE application SET state = decision::application_state, sent_at = clock_timestamp(), revision = revision + 1
      WHERE id = ANY(${decided.map(({ id }) => id)}::uuid[])`;
    await writeLettersTo(
      tx,
      decided.map(({ personId, decision }) => ({
        personId,
        kind: `application-${decision}` as const,
        values: (language) => ({
          event: titleOf(event.layers, language, event.slug).text,
          link: env().origin + localPath(language, `/${decision === "accepted" ? "learn" : "events"}/${event.slug}`),
        }),
      })),
    );
    await recordAudit(tx, {
      actorId: actor.id,
      action: "application.send",
      subjectKind: "event",
      subjectId: subject.id,
      detail: { ...sent, applications: decided.map(({ id }) => id) },
    });
    // Nobody waits beside a free seat.
    await offerFreeSeats(tx, subject.id);
    return ok(sent);
  });
}

/** The decided and unsent applications of an event, the best score first, who came first among equals. */
function lockDecided(tx: Transaction, eventId: string): Promise<Decided[]> {
  return tx.$queryRaw<Decided[]>`
    WITH means AS (
      SELECT s.application_id, avg(s.percent) AS mean FROM application_score s JOIN application a ON a.id = s.application_id
      WHERE a.event_id = ${eventId}::uuid AND a.sent_at IS NULL GROUP BY s.application_id)
    SELECT a.id, a.person_id AS "personId", a.decision, a.state_code AS "stateCode", a.groups, n.state::text AS place,
      o.id AS "offerId"
    FROM application a LEFT JOIN means m ON m.application_id = a.id
    LEFT JOIN enrolment n ON n.event_id = a.event_id AND n.person_id = a.person_id
    LEFT JOIN offer o ON o.enrolment_id = n.id AND o.state = 'open'
    WHERE a.event_id = ${eventId}::uuid AND a.decision IS NOT NULL AND a.sent_at IS NULL AND a.state IN ('submitted', 'shortlisted')
    ORDER BY m.mean DESC NULLS LAST, a.submitted_at, a.id FOR UPDATE OF a`;
}

/** Enrols an accepted person; who has a place by another way keeps it, and who was offered a seat takes that one. */
async function seat(tx: Transaction, eventId: string, person: Decided): Promise<void> {
  if (person.place === "enrolled") return;
  if (person.offerId) {
    await tx.$executeRaw`
      UPDATE offer SET state = 'claimed', settled_at = clock_timestamp() WHERE id = ${person.offerId}::uuid`;
    await takeHeldSeat(tx, eventId);
  } else if (!(await takeFreeSeat(tx, eventId))) throw new Error("a seat that was counted as free is not");
  const { personId, stateCode, groups } = person;
  await enrol(tx, { eventId, personId, stateCode, groups });
}

/** Puts people on the waiting list behind those who wait already, in this order. */
async function queue(tx: Transaction, eventId: string, people: readonly Decided[]): Promise<void> {
  if (people.length === 0) return;
  const [last] = await tx.$queryRaw<{ rank: number }[]>`
    SELECT coalesce(max(waiting_rank), 0)::int AS rank FROM enrolment
    WHERE event_id = ${eventId}::uuid AND state = 'waiting'`;
  let rank = Math.max(0, last?.rank ?? 0);
  for (const { personId, stateCode, groups, place } of people) {
    if (!(await putOnWaitingList(tx, { eventId, personId, stateCode, groups }))) continue;
    // Who waited before keeps the place they had.
    if (place === "waiting") continue;
    rank++;
    await tx.$executeRaw`
      UPDATE enrolment SET waiting_rank = ${rank} WHERE event_id = ${eventId}::uuid AND person_id = ${personId}::uuid`;
  }
}
