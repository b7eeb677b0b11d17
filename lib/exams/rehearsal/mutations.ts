import type { Permit } from "@/lib/access/authorize";
import { sql } from "@/lib/db/client";
import { ok, type Result, refuse } from "@/lib/result";
import type { Saved } from "../mutations";
import type { SaveAnswer } from "../schema";
import type { SavedAnswer } from "../types";
import { rehearsalQuestions } from "./rules";

type Row = { readonly optionIds: string[]; readonly sequence: string; readonly savedAt: Date; readonly saved: boolean };

/** Saves an answer of the rehearsal by the exam's own rule: a higher sequence wins, a lower one is told what stands. */
export async function saveRehearsalAnswer(
  { subject }: Permit<"enrolment.use">,
  position: number,
  { optionIds, sequence }: SaveAnswer,
): Promise<Result<Saved, "no-such-option"> | { ok: false; reason: "newer-answer"; answer: SavedAnswer }> {
  const offered: readonly string[] | undefined = rehearsalQuestions.find(
    (question) => question.position === position,
  )?.optionIds;
  if (!offered || optionIds.length > 1 || optionIds.some((id) => !offered.includes(id)))
    return refuse("no-such-option");
  const [row] = await sql<Row>(
    `WITH saved AS (
       INSERT INTO rehearsal_answer (enrolment_id, position, option_ids, sequence, saved_at)
       VALUES ($1, $2, $3, $4, date_trunc('milliseconds', clock_timestamp()))
       ON CONFLICT (enrolment_id, position) DO UPDATE
         SET option_ids = excluded.option_ids, sequence = excluded.sequence, saved_at = excluded.saved_at
         WHERE rehearsal_answer.sequence < excluded.sequence
       RETURNING option_ids AS "optionIds", sequence, saved_at AS "savedAt", true AS saved
     )
     SELECT * FROM saved
     UNION ALL
     SELECT option_ids, sequence, saved_at, false FROM rehearsal_answer
     WHERE enrolment_id = $1 AND position = $2 AND NOT EXISTS (SELECT 1 FROM saved)`,
    [subject.id, position, optionIds, sequence],
  );
  if (!row) throw new Error("a rehearsal's answer was neither saved nor found");
  const stands = { position, sequence: Number(row.sequence), savedAt: row.savedAt };
  return row.saved
    ? ok(stands)
    : { ok: false, reason: "newer-answer", answer: { ...stands, optionIds: row.optionIds } };
}
