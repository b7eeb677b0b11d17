import type { Permit } from "@/lib/access/authorize";
import { recordAudit } from "@/lib/audit/record";
import { db, type Transaction } from "@/lib/db/client";
import { pickLayer } from "@/lib/format/layers";
import { writeLettersTo } from "@/lib/mail/outbox";
import { ok, type Result, refuse } from "@/lib/result";
import type { AnswerReason, AppealReason } from "./types";

const readTitles = (tx: Transaction, attemptId: string) =>
  tx.attempt.findUniqueOrThrow({
    where: { id: attemptId },
    select: { personId: true, event: { select: { layers: { select: { language: true, title: true } } } } },
  });

/** Keeps a learner's appeal against a closed attempt: one at a time, until the event is archived. The insert itself decides. */
export function makeAppeal({ subject }: Permit<"attempt.write">, body: string): Promise<Result<null, AppealReason>> {
  return db.$transaction(async (tx) => {
    const [attempt] = await tx.$queryRaw<{ closed: boolean; open: boolean }[]>`
      SELECT a.state IN ('submitted', 'closed-by-time') AS closed, e.state IN ('published', 'closed') AS open
      FROM attempt a JOIN event e ON e.id = a.event_id WHERE a.id = ${subject.id}::uuid FOR SHARE OF e`;
    if (!attempt?.closed) return refuse("not-closed");
    if (!attempt.open) return refuse("too-late");
    const made = await tx.$executeRaw`
      INSERT INTO appeal (attempt_id, body) VALUES (${subject.id}::uuid, ${body})
      ON CONFLICT (attempt_id) WHERE answered_at IS NULL DO NOTHING`;
    if (made === 0) return refuse("already-open");
    const { personId, event } = await readTitles(tx, subject.id);
    await writeLettersTo(tx, [
      {
        personId,
        kind: "appeal-made",
        values: (language) => ({ event: pickLayer(event.layers, language)?.title ?? "" }),
      },
    ]);
    return ok(null);
  });
}

/** Answers an appeal, once: of two organizers at the same moment one answers, and the other is told so. */
export function answerAppeal(
  { actor, subject }: Permit<"attempt.oversee">,
  appealId: string,
  { upheld, answer }: { readonly upheld: boolean; readonly answer: string },
): Promise<Result<null, AnswerReason>> {
  return db.$transaction(async (tx) => {
    const answered = await tx.$executeRaw`
      UPDATE appeal SET upheld = ${upheld}, answer = ${answer}, answered_by_id = ${actor.id}::uuid, answered_at = clock_timestamp()
      WHERE id = ${appealId}::uuid AND attempt_id = ${subject.id}::uuid AND answered_at IS NULL`;
    if (answered === 0) return refuse("already-answered");
    await recordAudit(tx, {
      actorId: actor.id,
      action: "appeal.answer",
      subjectKind: "attempt",
      subjectId: subject.id,
      detail: { appealId, upheld },
    });
    const { personId, event } = await readTitles(tx, subject.id);
    await writeLettersTo(tx, [
      {
        personId,
        kind: "appeal-answered",
        values: (language) => ({
          event: pickLayer(event.layers, language)?.title ?? "",
          upheld: upheld ? "yes" : "no",
          answer,
        }),
      },
    ]);
    return ok(null);
  });
}
