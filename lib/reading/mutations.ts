import type { Permit } from "@/lib/access/authorize";
import { sql } from "@/lib/db/client";
import type { ReadPage, ResumeMark } from "./types";

/** Remembers where a learner reads, to go on there on any device. */
export async function rememberPlace(
  { subject }: Permit<"enrolment.use">,
  { module, lesson, page }: ResumeMark,
): Promise<void> {
  await sql(
    "UPDATE enrolment SET resume_module = $2, resume_lesson = $3, resume_page = $4 WHERE id = $1 AND state = 'enrolled'",
    [subject.id, module, lesson, page],
  );
}

/**
 * Marks a page as read, once however often it is asked. One statement: only who is still enrolled marks, and only pages of the
 * edition that the event is bound to.
 */
export async function markPageRead({ subject }: Permit<"enrolment.use">, { versionId, page }: ReadPage): Promise<void> {
  await sql(
    `INSERT INTO page_read (enrolment_id, lesson_version_id, page)
     SELECT n.id, v.id, $3 FROM enrolment n JOIN event e ON e.id = n.event_id JOIN lesson_version v ON v.id = $2
     WHERE n.id = $1 AND n.state = 'enrolled' AND $3 BETWEEN 1 AND v.page_count
       AND EXISTS (SELECT 1 FROM edition_lesson el WHERE el.edition_id = e.edition_id AND el.lesson_version_id = v.id)
     ON CONFLICT DO NOTHING`,
    [subject.id, versionId, page],
  );
}

/** Takes the mark off a page again. */
export async function markPageUnread(
  { subject }: Permit<"enrolment.use">,
  { versionId, page }: ReadPage,
): Promise<void> {
  await sql("DELETE FROM page_read WHERE enrolment_id = $1 AND lesson_version_id = $2 AND page = $3", [
    subject.id,
    versionId,
    page,
  ]);
}
