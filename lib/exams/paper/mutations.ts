import type { Permit } from "@/lib/access/authorize";
import { recordAudit } from "@/lib/audit/record";
import { db, type Transaction } from "@/lib/db/client";
import { AppError } from "@/lib/errors";
import { ok, type Result, refuse } from "@/lib/result";
import { windowState } from "@/lib/scheduling/windows";
import { closeLocked, createAttempt, readClock } from "../mutations";
import { nextStartAt } from "../rules";
import { attemptDeadline } from "../supervision/rules";
import { keyedOf, listKeyingSlots } from "./data";
import { differencesOf, findKeyingProblem, sheetCode } from "./rules";
import type { KeyedAnswers, KeyingSlot, KeyReason, PrepareReason } from "./types";

type Managing = Permit<"event.manage">;

/**
 * Draws a form on paper for one person: an attempt like any other, under the conditions of a start, but that staff press, and
 * that it may be printed before the window opens. Pressed again while it waits for its sheet, it is the same form.
 * Errors: AppError("not-found") for a place of another event.
 */
export function preparePaper(
  { actor, subject }: Managing,
  { enrolmentId, language }: { readonly enrolmentId: string; readonly language: string },
): Promise<Result<string, PrepareReason>> {
  return db.$transaction(async (tx) => {
    await tx.$queryRaw`SELECT id FROM enrolment WHERE id = ${enrolmentId}::uuid AND event_id = ${subject.id}::uuid FOR UPDATE`;
    const place = await tx.enrolment.findFirst({
      where: { id: enrolmentId, eventId: subject.id },
      select: {
        personId: true,
        state: true,
        extraTimeSeconds: true,
        extraAttempts: true,
        attempts: { select: { id: true, number: true, state: true, closedAt: true, onPaper: true } },
        event: {
          select: {
            id: true,
            state: true,
            opensAt: true,
            closesAt: true,
            bankId: true,
            blueprint: true,
            commonFormSeed: true,
            timeLimitSeconds: true,
            attemptsAllowed: true,
            resitWaitHours: true,
          },
        },
      },
    });
    if (!place) throw new AppError("not-found", "no such place in this event");
    const { event, attempts } = place;
    if (place.personId === actor.id) return refuse("own-place");
    if (place.state !== "enrolled") return refuse("not-enrolled");
    if (!event.blueprint || !event.bankId || !event.timeLimitSeconds || !event.attemptsAllowed || !event.closesAt)
      return refuse("no-exam");
    const running = attempts.find(({ state }) => state === "in_progress");
    if (running) return running.onPaper ? ok(running.id) : refuse("running");
    const counted = attempts.filter(({ state }) => state !== "voided").length;
    if (counted >= event.attemptsAllowed + place.extraAttempts) return refuse("no-attempt-left");
    const now = await readClock(tx);
    if (event.state !== "published" || windowState(event, now) === "past") return refuse("window-closed");
    const resitAt = nextStartAt(attempts, event.resitWaitHours);
    if (resitAt && now < resitAt) return refuse("too-soon");

    const created = await createAttempt(tx, {
      enrolmentId,
      personId: place.personId,
      number: Math.max(0, ...attempts.map(({ number }) => number)) + 1,
      event: { ...event, bankId: event.bankId },
      language,
      startedAt: now,
      deadlineAt: attemptDeadline(
        { startedAt: now, extraTimeSeconds: 0, onPaper: true },
        {
          timeLimitSeconds: event.timeLimitSeconds,
          windowClosesAt: event.closesAt,
          extraTimeSeconds: place.extraTimeSeconds,
        },
      ),
      honourAt: null,
      onPaper: true,
      log: { kind: "paper", detail: { step: "prepared", language } },
    });
    if (created.ok) await audit(tx, actor.id, created.value, "exam.prepare-paper", { language });
    return created;
  });
}

const audit = (
  tx: Transaction,
  actorId: string,
  attemptId: string,
  action: string,
  detail: Readonly<Record<string, unknown>>,
): Promise<void> =>
  recordAudit(tx, {
    actorId,
    action,
    subjectKind: "attempt",
    subjectId: attemptId,
    detail: { code: sheetCode(attemptId), ...detail },
  });

const logStep = (tx: Transaction, attemptId: string, step: string): Promise<unknown> =>
  tx.attemptLog.create({ data: { attemptId, kind: "paper", detail: { step } }, select: { id: true } });

/** Locks a sheet's attempt. Errors: AppError("not-found") for one of another event, not on paper, or one's own. */
async function lockSheet(tx: Transaction, { actor, subject }: Managing, attemptId: string) {
  const [attempt] = await tx.$queryRaw<{ state: string; language: string }[]>`
    SELECT state::text, language FROM attempt
    WHERE id = ${attemptId}::uuid AND event_id = ${subject.id}::uuid AND on_paper AND person_id <> ${actor.id}::uuid
    FOR UPDATE`;
  if (!attempt) throw new AppError("not-found", "no such sheet in this event");
  return attempt;
}

export type Keyed = { readonly outcome: "once" | "differs" | "marked" };

/**
 * Stores what one person keyed in from a sheet, the first or the second time. When both agree the answers are written, the
 * attempt is submitted and marked by the code that marks every other, in this transaction.
 * Errors: "already-keyed" when somebody else stored this pass meanwhile, with other answers.
 */
export function keySheet(
  permit: Managing,
  { attemptId, pass, answers }: { readonly attemptId: string; readonly pass: 1 | 2; readonly answers: KeyedAnswers },
): Promise<Result<Keyed, KeyReason>> {
  return db.$transaction(async (tx) => {
    const attempt = await lockSheet(tx, permit, attemptId);
    const slots = await listKeyingSlots(tx, attemptId);
    const problem = findKeyingProblem(slots, answers);
    if (problem) return refuse(problem.reason);
    const positions = slots.map(({ position }) => position);
    const sheets = await tx.paperSheet.findMany({
      where: { attemptId },
      orderBy: { pass: "asc" },
      select: { answers: true },
    });
    const stored = sheets[pass - 1];
    if (stored) {
      // The same form sent twice is one keying.
      if (differencesOf(positions, keyedOf(stored.answers), answers).length > 0) return refuse("already-keyed");
      if (attempt.state !== "in-progress") return ok({ outcome: "marked" });
      return ok({ outcome: sheets.length === 1 ? "once" : "differs" });
    }
    if (attempt.state !== "in-progress" || pass !== sheets.length + 1) return refuse("not-open");
    await tx.paperSheet.create({
      data: { attemptId, pass, answers: answers as object, keyedById: permit.actor.id },
      select: { pass: true },
    });
    await logStep(tx, attemptId, `keyed-${pass}`);
    await audit(tx, permit.actor.id, attemptId, "exam.key-sheet", { pass });
    const [first] = sheets;
    if (!first) return ok({ outcome: "once" });
    if (differencesOf(positions, keyedOf(first.answers), answers).length > 0) return ok({ outcome: "differs" });
    await submitSheet(tx, attemptId, attempt.language, slots, answers);
    return ok({ outcome: "marked" });
  });
}

/**
 * Settles what two keyings differ on, after a third look at the sheet, and marks it. Both keyings stay as they were; the record
 * says what was settled.
 * Errors: "differences-left" unless every differing row is settled.
 */
export function settleSheet(
  permit: Managing,
  { attemptId, answers }: { readonly attemptId: string; readonly answers: KeyedAnswers },
): Promise<Result<Keyed, KeyReason>> {
  return db.$transaction(async (tx) => {
    const attempt = await lockSheet(tx, permit, attemptId);
    const slots = await listKeyingSlots(tx, attemptId);
    const sheets = await tx.paperSheet.findMany({
      where: { attemptId },
      orderBy: { pass: "asc" },
      select: { answers: true },
    });
    const [first, second] = sheets.map((sheet) => keyedOf(sheet.answers));
    if (attempt.state !== "in-progress" || !first || !second) return refuse("not-open");
    const differences = differencesOf(
      slots.map(({ position }) => position),
      first,
      second,
    );
    if (differences.some(({ position }) => answers[position] === undefined)) return refuse("differences-left");
    const settled = Object.fromEntries(differences.map(({ position }) => [position, answers[position] ?? []]));
    const problem = findKeyingProblem(slots, settled);
    if (problem) return refuse(problem.reason);
    await logStep(tx, attemptId, "compared");
    await audit(tx, permit.actor.id, attemptId, "exam.settle-sheet", {
      rows: differences.map((row) => ({ ...row, settled: settled[row.position] })),
    });
    await submitSheet(tx, attemptId, attempt.language, slots, { ...second, ...settled });
    return ok({ outcome: "marked" });
  });
}

async function submitSheet(
  tx: Transaction,
  attemptId: string,
  language: string,
  slots: readonly KeyingSlot[],
  answers: KeyedAnswers,
): Promise<void> {
  const now = await readClock(tx);
  await tx.answer.createMany({
    data: slots.flatMap(({ position }) => {
      const optionIds = [...(answers[position] ?? [])];
      return optionIds.length === 0 ? [] : { attemptId, position, optionIds, sequence: 1, language, savedAt: now };
    }),
  });
  await closeLocked(tx, attemptId, now, "submitted");
}

/**
 * Withdraws a form whose sheet never came back: the attempt is voided and counts for nothing.
 * Errors: "not-open" for one that was marked or withdrawn before.
 */
export function withdrawPaper(
  permit: Managing,
  { attemptId, reason }: { readonly attemptId: string; readonly reason: string },
): Promise<Result<null, "not-open">> {
  return db.$transaction(async (tx) => {
    const attempt = await lockSheet(tx, permit, attemptId);
    if (attempt.state !== "in-progress") return refuse("not-open");
    await tx.attempt.update({
      where: { id: attemptId },
      data: { state: "voided", closedAt: await readClock(tx) },
      select: { id: true },
    });
    await logStep(tx, attemptId, "withdrawn");
    await audit(tx, permit.actor.id, attemptId, "exam.withdraw-paper", { reason });
    return ok(null);
  });
}
