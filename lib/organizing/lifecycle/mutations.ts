import type { Permit } from "@/lib/access/authorize";
import { endHeldSeats } from "@/lib/admission/closing/mutations";
import { db, type Transaction } from "@/lib/db/client";
import { env } from "@/lib/env";
import { localPath } from "@/lib/format/languages";
import { pickLayer } from "@/lib/format/layers";
import { writeLettersTo } from "@/lib/mail/outbox";
import { ok, type Result, refuse } from "@/lib/result";
import { tellConcerned } from "../concerned/mutations";
import { lockDraft, lockEvent, readFacts, recordStep } from "../mutations";
import { type ReviewItem, whyNot } from "../rules";
import type { StepReason } from "../types";
import type { ReviewReason } from "./types";

type Review = {
  readonly revision: number;
  readonly checklist: Readonly<Record<ReviewItem, boolean>>;
  readonly notes: string;
};

/** Passes an event that somebody else sent to review, which publishes it as it was read; who sent it is told. */
export function passReview(permit: Permit<"event.review">, review: Review): Promise<Result<null, ReviewReason>> {
  return judge(permit, "pass", review);
}

/** Gives an event in review back to its organizers, with notes. */
export function returnEvent(permit: Permit<"event.review">, review: Review): Promise<Result<null, ReviewReason>> {
  return judge(permit, "return", review);
}

function judge(
  { actor, subject }: Permit<"event.review">,
  step: "pass" | "return",
  { revision, checklist, notes }: Review,
): Promise<Result<null, ReviewReason>> {
  return db.$transaction(async (tx) => {
    const event = await lockDraft(tx, subject.id, revision, actor.id);
    const verdict = step === "pass" ? "passed" : "returned";
    if ("refused" in event) return refuse(event.refused);
    const reason = whyNot(step, event.facts);
    if (reason) return (await isJudged(tx, subject.id, actor.id, revision, verdict)) ? ok(null) : refuse(reason);
    await tx.eventReview.create({
      data: { eventId: subject.id, reviewerId: actor.id, revision, checklist: { ...checklist }, verdict, notes },
      select: { id: true },
    });
    await tx.event.update({
      where: { id: subject.id },
      data: step === "pass" ? { state: "published", publishedAt: new Date() } : { state: "draft" },
      select: { id: true },
    });
    await recordStep(tx, step, { actor, subject }, { revision, checklist, ...(notes ? { notes } : {}) });
    if (event.sentById)
      await tellSender(tx, subject.id, event.sentById, step, { name: actor.fullName, notes: notes || "–" });
    return ok(null);
  });
}

/** A second click finds its own judgement. */
async function isJudged(
  tx: Transaction,
  eventId: string,
  reviewerId: string,
  revision: number,
  verdict: string,
): Promise<boolean> {
  const last = await tx.eventReview.findFirst({
    where: { eventId },
    orderBy: { createdAt: "desc" },
    select: { reviewerId: true, revision: true, verdict: true },
  });
  return last?.reviewerId === reviewerId && last.revision === revision && last.verdict === verdict;
}

async function tellSender(
  tx: Transaction,
  eventId: string,
  personId: string,
  step: "pass" | "return",
  values: { readonly name: string; readonly notes: string },
): Promise<void> {
  const event = await tx.event.findUniqueOrThrow({
    where: { id: eventId },
    select: { slug: true, layers: { select: { language: true, title: true } } },
  });
  await writeLettersTo(tx, [
    {
      personId,
      kind: step === "pass" ? "event-passed" : "event-returned",
      values: (language) => ({
        event: pickLayer(event.layers, language)?.title ?? event.slug,
        link: env().origin + localPath(language, `/organize/events/${event.slug}`),
        ...values,
      }),
    },
  ]);
}

/** Puts a closed event away, once nothing of it is open any more. */
export function archiveEvent({ actor, subject }: Permit<"event.manage">): Promise<Result<null, StepReason>> {
  return db.$transaction(async (tx) => {
    await lockEvent(tx, subject.id);
    const { state } = await tx.event.findUniqueOrThrow({ where: { id: subject.id }, select: { state: true } });
    if (state === "archived") return ok(null);
    const reason = whyNot("archive", await readFacts(tx, subject.id, state));
    if (reason) return refuse(reason);
    await tx.event.update({
      where: { id: subject.id },
      data: { state: "archived", archivedAt: new Date() },
      select: { id: true },
    });
    await recordStep(tx, "archive", { actor, subject }, {});
    return ok(null);
  });
}

/**
 * Cancels an event for a reason. Everybody concerned is told by one letter; open offers and invitations end, and hold no seat any
 * more. Who sits the exam at this moment may finish it. The lock waits for everybody who is coming in, and who comes after it finds
 * the event cancelled, so that nobody gets in untold.
 */
export function cancelEvent(
  { actor, subject }: Permit<"event.manage">,
  reason: string,
): Promise<Result<null, StepReason>> {
  return db.$transaction(async (tx) => {
    await tx.$queryRaw`SELECT id FROM event WHERE id = ${subject.id}::uuid FOR UPDATE`;
    const { state } = await tx.event.findUniqueOrThrow({ where: { id: subject.id }, select: { state: true } });
    if (state === "cancelled") return ok(null);
    const why = whyNot("cancel", await readFacts(tx, subject.id, state));
    if (why) return refuse(why);
    if (state === "published") await tellConcerned(tx, subject.id, "event-cancelled", () => ({ reason }));
    await endHeldSeats(tx, subject.id);
    await tx.event.update({
      where: { id: subject.id },
      data: {
        state: "cancelled",
        cancelledAt: new Date(),
        cancelReason: reason,
        calendarSequence: { increment: 1 },
      },
      select: { id: true },
    });
    await recordStep(tx, "cancel", { actor, subject }, { reason, from: state });
    return ok(null);
  });
}
