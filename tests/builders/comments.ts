import { authorize } from "@/lib/access/authorize";
import type { Actor } from "@/lib/access/policy";
import { getCommentSubject, getPageRoom, getRoomAtDoor } from "@/lib/comments/data";
import { type NewComment, writeComment } from "@/lib/comments/mutations";
import type { PageRoom, ShownComment } from "@/lib/comments/types";
import { db, sql } from "@/lib/db/client";
import { found } from "@/lib/errors";
import { seedEnrolment } from "./attempts";
import type { SeededEvent } from "./events";
import { seedPerson } from "./people";

/** Somebody with a seat in the event. */
export async function seedParticipant(
  event: SeededEvent,
  fields: Parameters<typeof seedPerson>[0] = {},
): Promise<Actor> {
  const person = await seedPerson(fields);
  await seedEnrolment(person, event);
  return person;
}

/** The first lesson of an event's edition. */
export async function firstLesson(event: SeededEvent): Promise<string> {
  const [row] = await sql<{ id: string }>(
    `SELECT el.lesson_version_id AS id FROM edition_lesson el JOIN event e ON e.edition_id = el.edition_id
     WHERE e.id = $1 ORDER BY el.module_position, el.position LIMIT 1`,
    [event.id],
  );
  return found(row, "lesson").id;
}

/** A permit to be in the room, as the doors make it. */
export const entering = async (actor: Actor, event: SeededEvent) =>
  authorize(actor, "room.write", found(await getRoomAtDoor(actor, event.slug), "event"));

/** A permit to change a comment, as the doors make it. */
export const changing = async (actor: Actor, commentId: string) =>
  authorize(actor, "comment.change", found(await getCommentSubject(commentId), "comment"));

/** Writes a comment under the first page of the event's first lesson. Returns what became of it. */
export const write = async (actor: Actor, event: SeededEvent, fields: Partial<NewComment> = {}) =>
  writeComment(await entering(actor, event), {
    id: crypto.randomUUID(),
    lessonVersionId: await firstLesson(event),
    page: 1,
    parentId: null,
    body: "Norm c is about territory.",
    label: null,
    ...fields,
  });

/** Writes a comment that must be taken. Returns its id. */
export async function writeAs(actor: Actor, event: SeededEvent, fields: Partial<NewComment> = {}): Promise<string> {
  const written = await write(actor, event, fields);
  if (!written.ok) throw new Error(`the comment was refused: ${written.reason}`);
  return written.value.id;
}

/** What somebody sees under that page; null when they have no place in the room. */
export const readRoom = async (actor: Actor, event: SeededEvent, listPage = 1): Promise<PageRoom | null> =>
  getPageRoom(actor, { slug: event.slug, lessonVersionId: await firstLesson(event), page: 1, listPage });

/** All comments that somebody sees there, threads before their replies. */
export const listSeen = async (actor: Actor, event: SeededEvent): Promise<ShownComment[]> =>
  ((await readRoom(actor, event))?.threads ?? []).flatMap((thread) => [thread, ...thread.replies]);

type StoredComment = {
  readonly state: string;
  readonly body: string;
  readonly label: string | null;
  readonly rule: string;
  readonly alias: number;
};

/** A comment's row; null when there is none. */
export const readComment = (id: string): Promise<StoredComment | null> =>
  db.comment.findUnique({ where: { id }, select: { state: true, body: true, label: true, rule: true, alias: true } });
