import type { Permit } from "@/lib/access/authorize";
import type { Actor } from "@/lib/access/policy";
import { recordAudit } from "@/lib/audit/record";
import { db, type Transaction } from "@/lib/db/client";
import { env } from "@/lib/env";
import { AppError } from "@/lib/errors";
import { localPath } from "@/lib/format/languages";
import { pickLayer } from "@/lib/format/layers";
import { writeLettersTo } from "@/lib/mail/outbox";
import { ok, type Result, refuse } from "@/lib/result";
import { markAttempt } from "../marking/mutations";
import { answersUnder, countChanges, listConfirmed, listSecondPeople, readSheet } from "./data";
import type { DecideReason, DecisionKind, Proposal, ProposeReason } from "./types";

/** Locks the attempt; a release of certificates, which locks the event, waits until this is over, or this sees its certificates. */
async function lockAttempt(tx: Transaction, attemptId: string) {
  const [attempt] = await tx.$queryRaw<{ state: string; eventId: string; personId: string; now: Date }[]>`
    SELECT a.state::text, a.event_id AS "eventId", a.person_id AS "personId",
      date_trunc('milliseconds', clock_timestamp()) AS now
    FROM attempt a JOIN event e ON e.id = a.event_id WHERE a.id = ${attemptId}::uuid FOR SHARE OF e FOR UPDATE OF a`;
  if (!attempt) throw new AppError("not-found", "no such attempt");
  const certified = await tx.certificate.count({
    where: { personId: attempt.personId, eventId: attempt.eventId, state: "valid" },
  });
  return { ...attempt, certified: certified > 0 };
}

/**
 * Proposes that late answers count; nothing changes until a second person confirms it, and those who may are told.
 * Errors: "no-evidence" where it would change no answer; "has-certificate" once the person holds the event's certificate.
 */
export function proposeDecision(
  { actor, subject }: Permit<"attempt.oversee">,
  { kind, extraSeconds, reason }: Proposal,
): Promise<Result<null, ProposeReason>> {
  return db.$transaction(async (tx) => {
    const attempt = await lockAttempt(tx, subject.id);
    if (attempt.state === "in-progress") return refuse("still-running");
    if (attempt.state === "voided") return refuse("voided");
    if (kind === "grant-time" && attempt.state !== "closed-by-time") return refuse("not-closed-by-time");
    if (attempt.certified) return refuse("has-certificate");
    if ((await tx.examDecision.count({ where: { attemptId: subject.id, confirmed: null } })) > 0)
      return refuse("already-proposed");
    const further = { kind, extraSeconds, proposedAt: attempt.now };
    const changes = countChanges(await readSheet(tx, subject.id), await listConfirmed(tx, subject.id), further);
    if (changes === 0) return refuse("no-evidence");
    const { id } = await tx.examDecision.create({
      data: { attemptId: subject.id, ...further, reason, proposedById: actor.id },
      select: { id: true },
    });
    await record(tx, { actorId: actor.id, attemptId: subject.id, id, step: "proposed", kind, extraSeconds, reason });
    await askSecondPeople(tx, actor, attempt.eventId, subject.id);
    return ok(null);
  });
}

/** Tells everybody who may be the second person where to decide. */
async function askSecondPeople(tx: Transaction, { id, fullName }: Actor, eventId: string, attemptId: string) {
  const event = await tx.event.findUniqueOrThrow({
    where: { id: eventId },
    select: { slug: true, layers: { select: { language: true, title: true } } },
  });
  const page = `/organize/events/${event.slug}/exam/attempts/${attemptId}`;
  await writeLettersTo(
    tx,
    (await listSecondPeople(tx, attemptId, id)).map((personId) => ({
      personId,
      kind: "decision-asked",
      values: (language) => ({
        event: pickLayer(event.layers, language)?.title ?? event.slug,
        name: fullName,
        link: env().origin + localPath(language, page),
      }),
    })),
  );
}

/**
 * Confirms or refuses a proposal, once. Confirming marks the attempt again over what was saved and what is accepted; the stored
 * answers, the receipt and the older marks stay as they are.
 * Errors: AppError("not-found") for a decision on another attempt; "same-person" when who proposed it confirms.
 */
export function decideProposal(
  { actor, subject }: Permit<"attempt.decide">,
  { decisionId, confirm }: { readonly decisionId: string; readonly confirm: boolean },
): Promise<Result<null, DecideReason>> {
  return db.$transaction(async (tx) => {
    const attempt = await lockAttempt(tx, subject.id);
    const decision = await tx.examDecision.findFirst({
      where: { id: decisionId, attemptId: subject.id },
      select: { kind: true, extraSeconds: true, confirmed: true, proposedById: true, reason: true },
    });
    if (!decision) throw new AppError("not-found", "no such decision on this attempt");
    if (decision.confirmed !== null) return refuse("already-decided");
    if (confirm && decision.proposedById === actor.id) return refuse("same-person");
    if (confirm && attempt.certified) return refuse("has-certificate");
    await tx.examDecision.update({
      where: { id: decisionId },
      data: { confirmed: confirm, decidedById: actor.id, decidedAt: attempt.now },
      select: { id: true },
    });
    const kind = decision.kind as DecisionKind;
    if (confirm) {
      const answers = answersUnder(await readSheet(tx, subject.id), await listConfirmed(tx, subject.id));
      await markAttempt(tx, subject.id, answers, "evidence-accepted");
      const event = await tx.event.findUniqueOrThrow({
        where: { id: attempt.eventId },
        select: { layers: { select: { language: true, title: true } } },
      });
      await writeLettersTo(tx, [
        {
          personId: attempt.personId,
          kind: "exam-evidence-accepted",
          values: (language) => ({ event: pickLayer(event.layers, language)?.title ?? "" }),
        },
      ]);
    }
    await record(tx, {
      actorId: actor.id,
      attemptId: subject.id,
      id: decisionId,
      step: confirm ? "confirmed" : "refused",
      kind,
      extraSeconds: decision.extraSeconds,
      reason: decision.reason,
    });
    return ok(null);
  });
}

async function record(
  tx: Transaction,
  {
    actorId,
    attemptId,
    step,
    ...detail
  }: {
    readonly actorId: string;
    readonly attemptId: string;
    readonly id: string;
    readonly step: "proposed" | "confirmed" | "refused";
    readonly kind: DecisionKind;
    readonly extraSeconds: number | null;
    readonly reason: string;
  },
): Promise<void> {
  await tx.attemptLog.create({
    data: {
      attemptId,
      kind: "decision",
      detail: { step, decisionId: detail.id, kind: detail.kind, extraSeconds: detail.extraSeconds },
    },
    select: { id: true },
  });
  await recordAudit(tx, {
    actorId,
    action: `exam.decision-${step}`,
    subjectKind: "attempt",
    subjectId: attemptId,
    detail,
  });
}
