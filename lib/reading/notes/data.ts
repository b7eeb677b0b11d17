import type { Permit } from "@/lib/access/authorize";
import type { Actor } from "@/lib/access/policy";
import { db, sql } from "@/lib/db/client";
import { lessonNumber } from "../rules";
import type { Note, NotePlace, PageNote, PlacedNote } from "./types";

const noteColumns = `n.id, n.page, n.language, n.quote, n.body, n.created_at AS "createdAt", n.updated_at AS "updatedAt"`;

/** A reader's own notes on one page, and those on the same page of earlier versions of its lesson. */
export const listPageNotes = (
  { actor }: Permit<"enrolment.use">,
  versionId: string,
  page: number,
): Promise<PageNote[]> =>
  sql<PageNote>(
    `SELECT ${noteColumns}, n.lesson_version_id <> $2 AS earlier
     FROM note n JOIN lesson_version w ON w.id = n.lesson_version_id
     JOIN lesson_version v ON v.id = $2 AND v.module_id = w.module_id AND v.slug = w.slug
     WHERE n.person_id = $1 AND n.page = $3 ORDER BY n.created_at, n.id`,
    [actor.id, versionId, page],
    "page-notes",
  );

/** Whose a note is. */
export const getNoteSubject = (id: string): Promise<{ id: string; personId: string } | null> =>
  db.note.findUnique({ where: { id }, select: { id: true, personId: true } });

type PlacedRow = Note & {
  readonly module: string;
  readonly lesson: string;
  readonly title: string;
  readonly titleLanguage: string;
  readonly slug: string | null;
  readonly reference: string | null;
  readonly eventTitle: string | null;
  readonly eventLanguage: string | null;
  readonly modulePosition: number | null;
  readonly position: number | null;
};

function placeOf(row: PlacedRow): NotePlace {
  const { slug, modulePosition, position } = row;
  const number =
    modulePosition === null || position === null
      ? null
      : lessonNumber({ module: { position: modulePosition }, lesson: { position } });
  return {
    slug,
    event: slug ? { text: row.eventTitle ?? row.reference ?? slug, language: row.eventLanguage ?? "en" } : null,
    module: row.module,
    lesson: row.lesson,
    number,
    title: { text: row.title, language: row.titleLanguage },
  };
}

/**
 * All that a person wrote down, by lesson. A lesson may stand in several events and in several versions: it is shown in the event
 * that the person joined last and that has it, whichever version of it that is, and the note keeps the title of its own version.
 */
export async function listNotes(actor: Actor, language: string): Promise<PlacedNote[]> {
  const rows = await sql<PlacedRow>(
    `SELECT ${noteColumns}, m.slug AS module, v.slug AS lesson, l.title, l.language AS "titleLanguage",
       e.slug, e.reference, t.title AS "eventTitle", t.language AS "eventLanguage",
       e.module_position AS "modulePosition", e.position
     FROM note n JOIN lesson_version v ON v.id = n.lesson_version_id JOIN module m ON m.id = v.module_id
     JOIN LATERAL (
       SELECT title, language FROM lesson_layer WHERE lesson_version_id = v.id
       ORDER BY language = $2 DESC, language = 'en' DESC, language LIMIT 1) AS l ON true
     LEFT JOIN LATERAL (
       SELECT ev.id, ev.slug, ev.reference, el.module_position, el.position
       FROM enrolment en JOIN event ev ON ev.id = en.event_id JOIN edition_lesson el ON el.edition_id = ev.edition_id
       JOIN lesson_version w ON w.id = el.lesson_version_id
       WHERE en.person_id = $1 AND en.state = 'enrolled' AND w.module_id = v.module_id AND w.slug = v.slug
       ORDER BY en.created_at DESC, ev.id LIMIT 1) AS e ON true
     LEFT JOIN LATERAL (
       SELECT title, language FROM event_layer WHERE event_id = e.id
       ORDER BY language = $2 DESC, language = 'en' DESC, language LIMIT 1) AS t ON true
     WHERE n.person_id = $1
     ORDER BY e.slug NULLS LAST, e.module_position, e.position, m.slug, v.slug, n.page, n.created_at, n.id`,
    [actor.id, language],
  );
  return rows.map((row) => {
    const { id, page, language: own, quote, body, createdAt, updatedAt } = row;
    return { id, page, language: own, quote, body, createdAt, updatedAt, place: placeOf(row) };
  });
}
