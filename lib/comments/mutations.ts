import { can, type Permit } from "@/lib/access/authorize";
import type { EventSubject } from "@/lib/access/policy";
import { recordAudit } from "@/lib/audit/record";
import { countFailure } from "@/lib/auth/limits";
import { db, sql, type Transaction } from "@/lib/db/client";
import { env } from "@/lib/env";
import { localPath } from "@/lib/format/languages";
import { pickLayer } from "@/lib/format/layers";
import { writeBulkLetters } from "@/lib/mail/outbox";
import { ok, type Result, refuse } from "@/lib/result";
import { COMMENTS_A_PAGE, isEditable, isOpen, pathOfComment, stricterLabel, writerOf } from "./rules";
import type { CommentRule, CommentState, EditReason, ReportReason, Room, TlpLabel, WriteReason } from "./types";

type LockedRoom = Room & { readonly id: string; readonly organizationId: string; readonly now: Date };

/** Locks a room against every other writer: rule, label and numbers are those of one moment. */
export async function lockRoom(tx: Transaction, eventId: string): Promise<LockedRoom> {
  const [row] = await tx.$queryRaw<LockedRoom[]>`
    SELECT id, organization_id AS "organizationId", state::text, room_rule AS rule, room_held AS held, room_label AS label,
      comments_purge_at AS "purgeAt", clock_timestamp() AS now
    FROM event WHERE id = ${eventId}::uuid FOR NO KEY UPDATE`;
  if (!row) throw new Error("an event is never deleted");
  return row;
}

const isMuted = async (tx: Transaction, eventId: string, personId: string): Promise<boolean> =>
  (await tx.roomMute.count({ where: { eventId, personId } })) > 0;

/** The author's number among those who write under the rule: the one they have, else the next. */
async function aliasOf(tx: Transaction, eventId: string, personId: string, rule: CommentRule): Promise<number> {
  const [row] = await tx.$queryRaw<{ alias: number }[]>`
    SELECT coalesce(
      (SELECT alias FROM comment WHERE event_id = ${eventId}::uuid AND rule = ${rule} AND author_id = ${personId}::uuid LIMIT 1),
      (SELECT max(alias) + 1 FROM comment WHERE event_id = ${eventId}::uuid AND rule = ${rule}),
      1) AS alias`;
  return row?.alias ?? 1;
}

export type NewComment = {
  readonly id: string;
  readonly lessonVersionId: string;
  readonly page: number;
  readonly parentId: string | null;
  readonly body: string;
  readonly label: TlpLabel | null;
};

/**
 * Writes a comment, or a reply to one; a second click finds what the first one wrote. It is bound by the room's rule and label of
 * now, whatever they become. In a room that is held it waits for a moderator, unless a moderator wrote it.
 */
export async function writeComment(
  { actor, subject }: Permit<"room.write">,
  { id, lessonVersionId, page, parentId, body, label }: NewComment,
): Promise<Result<{ readonly id: string; readonly state: CommentState }, WriteReason>> {
  const counted = await countFailure([["comment-person", actor.id]]);
  return db.$transaction(async (tx) => {
    const room = await lockRoom(tx, subject.id);
    const same = await tx.comment.findUnique({
      where: { id },
      select: { id: true, state: true, authorId: true, eventId: true },
    });
    if (same?.authorId === actor.id && same.eventId === subject.id) return ok({ id: same.id, state: same.state });
    if (!counted) return refuse("too-many");
    if (room.rule === "closed" || !isOpen(room, room.now)) return refuse("closed");
    if (await isMuted(tx, subject.id, actor.id)) return refuse("muted");
    if (parentId !== null) {
      const under = {
        id: parentId,
        eventId: subject.id,
        lessonVersionId,
        page,
        parentId: null,
        state: "shown",
      } as const;
      if ((await tx.comment.count({ where: under })) === 0) return refuse("parent-gone");
    }
    const state = room.held && !can(actor, "room.moderate", subject) ? "held" : "shown";
    const made = await tx.comment.create({
      data: {
        // Somebody else's id is not taken from them.
        ...(same ? {} : { id }),
        eventId: subject.id,
        lessonVersionId,
        page,
        parentId,
        authorId: actor.id,
        rule: room.rule,
        label: stricterLabel(room.label, label),
        alias: await aliasOf(tx, subject.id, actor.id, room.rule),
        body,
        state,
      },
      select: { id: true, state: true },
    });
    if (state === "shown" && parentId !== null) await tellOfReply(tx, made.id);
    return ok(made);
  });
}

type ReplyRow = {
  readonly toId: string;
  readonly eventId: string;
  readonly event: string;
  readonly module: string;
  readonly lesson: string;
  readonly page: number;
  readonly parentId: string;
  readonly rule: CommentRule;
  readonly alias: number;
  readonly author: string | null;
  readonly roomRule: Room["rule"];
  readonly before: number;
};

/**
 * Tells who wrote a comment that a reply stands under it, once. The letter has no text of either, which may be edited, hidden or
 * purged, and names the author only where the rule lets a name out of the room. Who has left the event is told nothing.
 */
export async function tellOfReply(tx: Transaction, replyId: string): Promise<void> {
  const [reply] = await tx.$queryRaw<ReplyRow[]>`
    SELECT p.author_id AS "toId", e.id AS "eventId", e.slug AS event, m.slug AS module, v.slug AS lesson, r.page, p.id AS "parentId",
      r.rule, r.alias, CASE WHEN a.erased_at IS NULL THEN a.full_name END AS author, e.room_rule AS "roomRule",
      (SELECT count(*)::int FROM comment t
       WHERE t.event_id = p.event_id AND t.lesson_version_id = p.lesson_version_id AND t.page = p.page AND t.parent_id IS NULL
         AND (t.created_at, t.id) < (p.created_at, p.id)
         AND (t.state = 'shown' OR EXISTS (SELECT 1 FROM comment s WHERE s.parent_id = t.id AND s.state = 'shown'))) AS before
    FROM comment r
    JOIN comment p ON p.id = r.parent_id AND p.state <> 'deleted' AND p.author_id IS DISTINCT FROM r.author_id
    JOIN event e ON e.id = r.event_id
    JOIN lesson_version v ON v.id = r.lesson_version_id
    JOIN edition_lesson el ON el.edition_id = e.edition_id AND el.lesson_version_id = v.id
    JOIN edition_module em ON em.edition_id = e.edition_id AND em.position = el.module_position
    JOIN module m ON m.id = em.module_id
    LEFT JOIN person a ON a.id = r.author_id
    WHERE r.id = ${replyId}::uuid AND p.author_id IS NOT NULL AND NOT EXISTS (
      SELECT 1 FROM enrolment n WHERE n.event_id = e.id AND n.person_id = p.author_id AND n.state <> 'enrolled')
    LIMIT 1`;
  if (!reply) return;
  const titles = await tx.eventLayer.findMany({
    where: { eventId: reply.eventId },
    select: { language: true, title: true },
  });
  const writer = writerOf(reply, reply.roomRule, "outside");
  const place = { ...reply, listPage: Math.floor(reply.before / COMMENTS_A_PAGE) + 1 };
  await writeBulkLetters(tx, [
    {
      personId: reply.toId,
      eventId: reply.eventId,
      kind: "comment-reply",
      cause: `comment-reply ${replyId}`,
      values: ({ language }) => ({
        event: pickLayer(titles, language)?.title ?? reply.event,
        named: writer.kind === "name" ? "yes" : "no",
        name: writer.kind === "name" ? writer.name : "",
        link: env().origin + localPath(language, pathOfComment(place, reply.parentId)),
      }),
    },
  ]);
}

export type CommentEdit = { readonly revision: number; readonly body: string; readonly label: TlpLabel | null };

type LockedComment = {
  readonly eventId: string;
  readonly state: CommentState;
  readonly body: string;
  readonly label: TlpLabel | null;
  readonly createdAt: Date;
  readonly editedAt: Date | null;
};

async function lockComment(tx: Transaction, id: string): Promise<LockedComment | null> {
  const [row] = await tx.$queryRaw<LockedComment[]>`
    SELECT event_id AS "eventId", state::text, body, label, created_at AS "createdAt", edited_at AS "editedAt"
    FROM comment WHERE id = ${id}::uuid FOR UPDATE`;
  return row ?? null;
}

/**
 * Mends a comment while its author still may. In a room that is held it waits again, or a moderator would have read another text
 * than stands there.
 */
export async function editComment(
  { actor, subject }: Permit<"comment.change">,
  place: Permit<"room.write">,
  { revision, body, label }: CommentEdit,
): Promise<Result<{ readonly state: CommentState }, EditReason>> {
  const counted = await countFailure([["comment-person", actor.id]]);
  return db.$transaction(async (tx) => {
    // The room first, as everywhere, so that no two writers wait for each other.
    const room = await lockRoom(tx, place.subject.id);
    const comment = await lockComment(tx, subject.id);
    if (!comment || comment.eventId !== room.id || comment.state === "deleted" || comment.state === "hidden")
      return refuse("gone");
    const chosen = stricterLabel(room.label, label);
    if (comment.body === body && comment.label === chosen) return ok({ state: comment.state });
    if ((comment.editedAt?.getTime() ?? 0) !== revision) return refuse("changed-meanwhile");
    if (!counted) return refuse("too-many");
    if (!isOpen(room, room.now)) return refuse("closed");
    if (!isEditable(comment, room.now)) return refuse("window");
    if (await isMuted(tx, room.id, actor.id)) return refuse("muted");
    const state = room.held && !can(actor, "room.moderate", room) ? "held" : comment.state;
    await tx.comment.update({
      where: { id: subject.id },
      data: { body, label: chosen, state, editedAt: room.now },
      select: { id: true },
    });
    return ok({ state });
  });
}

/** Takes a comment back for ever: its text is emptied, and where others replied a line says that it stood there. */
export function deleteComment({ subject }: Permit<"comment.change">): Promise<void> {
  return db.$transaction(async (tx) => {
    const comment = await lockComment(tx, subject.id);
    if (!comment || comment.state === "deleted") return;
    await tx.comment.update({ where: { id: subject.id }, data: { state: "deleted", body: "" }, select: { id: true } });
    await resolveReports(tx, subject.id);
  });
}

/** Nothing more is asked of the moderators about a comment. Returns how many reports that answers. */
export async function resolveReports(tx: Transaction, commentId: string): Promise<number> {
  const open = { commentId, resolvedAt: null };
  return (await tx.commentReport.updateMany({ where: open, data: { resolvedAt: new Date() } })).count;
}

/** Asks the moderators to look at a comment; asking once more adds nothing. Nobody learns who asked. */
export function reportComment(
  { actor, subject }: Permit<"room.write">,
  commentId: string,
  reason: string,
): Promise<Result<null, ReportReason>> {
  return db.$transaction(async (tx) => {
    const comment = await tx.comment.findFirst({
      where: { id: commentId, eventId: subject.id, state: "shown" },
      select: { authorId: true },
    });
    if (!comment) return refuse("gone");
    if (comment.authorId === actor.id) return refuse("own");
    await tx.commentReport.createMany({
      data: [{ commentId, reporterId: actor.id, reason }],
      skipDuplicates: true,
    });
    return ok(null);
  });
}

/** Removes all comments of the rooms whose day has come, with what was said about them. A job; doing it again removes nothing. */
export async function purgeComments(): Promise<void> {
  const due = await sql<EventSubject>(
    `SELECT id, organization_id AS "organizationId" FROM event e WHERE comments_purge_at <= clock_timestamp()
       AND (EXISTS (SELECT 1 FROM comment c WHERE c.event_id = e.id) OR EXISTS (SELECT 1 FROM room_mute m WHERE m.event_id = e.id))`,
  );
  for (const { id } of due)
    await db.$transaction(async (tx) => {
      const room = await lockRoom(tx, id);
      if (room.purgeAt === null || room.now < room.purgeAt) return;
      const { count } = await tx.comment.deleteMany({ where: { eventId: id } });
      const mutes = await tx.roomMute.deleteMany({ where: { eventId: id } });
      // Another server was here first.
      if (count + mutes.count === 0) return;
      await recordAudit(tx, {
        actorId: null,
        action: "room.purge",
        subjectKind: "event",
        subjectId: id,
        detail: { comments: count },
      });
    });
}
