import type { Permit } from "@/lib/access/authorize";
import { db, sql } from "@/lib/db/client";
import { ok, type Result, refuse } from "@/lib/result";
import { MAXIMUM_NOTES } from "./rules";
import type { NoteDraft, NoteReason } from "./types";

/** Writes a note on a page of the event that its writer reads. One statement: only who is still enrolled, only a page of the edition. */
export async function addNote(
  { subject }: Permit<"enrolment.use">,
  { versionId, page, language, quote, body }: NoteDraft,
): Promise<Result<{ readonly id: string }, NoteReason>> {
  if (!body && quote === null) return refuse("empty");
  const kept = await db.note.count({ where: { personId: subject.personId } });
  if (kept >= MAXIMUM_NOTES) return refuse("too-many");
  const [row] = await sql<{ id: string }>(
    `INSERT INTO note (person_id, lesson_version_id, page, language, quote, body, updated_at)
     SELECT n.person_id, v.id, $3, $4, $5, $6, now()
     FROM enrolment n JOIN event e ON e.id = n.event_id JOIN lesson_version v ON v.id = $2
     WHERE n.id = $1 AND n.state = 'enrolled' AND $3 BETWEEN 1 AND v.page_count
       AND EXISTS (SELECT 1 FROM edition_lesson el WHERE el.edition_id = e.edition_id AND el.lesson_version_id = v.id)
     RETURNING id`,
    [subject.id, versionId, page, language, quote, body],
  );
  return row ? ok(row) : refuse("not-here");
}

/** Changes what a note says; the passage it is about stays. */
export async function editNote(
  { subject }: Permit<"note.keep">,
  body: string,
): Promise<Result<{ readonly id: string }, NoteReason>> {
  const [row] = await sql<{ id: string }>(
    "UPDATE note SET body = $2, updated_at = now() WHERE id = $1 AND ($2 <> '' OR quote IS NOT NULL) RETURNING id",
    [subject.id, body],
  );
  return row ? ok(row) : refuse("empty");
}

/** Takes a note away for good. */
export async function deleteNote({ subject }: Permit<"note.keep">): Promise<void> {
  await sql("DELETE FROM note WHERE id = $1", [subject.id]);
}
