import type { Permit } from "@/lib/access/authorize";
import { recordAudit } from "@/lib/audit/record";
import { db, type Transaction } from "@/lib/db/client";
import { env } from "@/lib/env";
import { isLanguage, localPath } from "@/lib/format/languages";
import { pickLayer } from "@/lib/format/layers";
import { type LetterKind, writeLetterTo } from "@/lib/mail/outbox";
import { ok, type Result, refuse } from "@/lib/result";
import { lockRoom, resolveReports, tellOfReply } from "../mutations";
import { isVeiled } from "../rules";
import type { CommentRule, CommentState, RoomRule } from "../types";
import { checkPurge } from "./rules";
import type { ModerateReason, ModerationIntent, RoomSettings, SettingsReason } from "./types";

type Moderate = Permit<"room.moderate">;

type LockedComment = {
  readonly id: string;
  readonly state: CommentState;
  readonly rule: CommentRule;
  readonly alias: number;
  readonly authorId: string | null;
  readonly parentId: string | null;
};

/** Tells an author what a moderator did with their comment and why; without its text. */
async function tellAuthor(
  tx: Transaction,
  kind: Extract<LetterKind, `comment-${string}`>,
  { id, authorId }: LockedComment,
  reason: string,
): Promise<void> {
  if (authorId === null) return;
  const { event, author } = await tx.comment.findUniqueOrThrow({
    where: { id },
    select: {
      event: { select: { slug: true, layers: { select: { language: true, title: true } } } },
      author: { select: { language: true } },
    },
  });
  const language = isLanguage(author?.language) ? author.language : "en";
  await writeLetterTo(tx, authorId, kind, {
    event: pickLayer(event.layers, language)?.title ?? event.slug,
    reason,
    link: env().origin + localPath(language, `/learn/${event.slug}`),
  });
}

type Moved = {
  readonly state?: CommentState;
  readonly action: string;
  readonly letter?: "comment-hidden" | "comment-restored";
};

/** What each decision makes of a comment that is in one of these states. */
const moves: Readonly<Record<Exclude<ModerationIntent, "mute">, Moved & { readonly from: readonly CommentState[] }>> = {
  show: { from: ["held"], state: "shown", action: "comment.show" },
  keep: { from: ["shown"], action: "comment.keep" },
  hide: { from: ["shown", "held"], state: "hidden", action: "comment.hide", letter: "comment-hidden" },
  restore: { from: ["hidden"], state: "shown", action: "comment.restore", letter: "comment-restored" },
};

/**
 * Decides about one comment of the room. Whatever is decided answers its open reports. Hiding and restoring say why, to the author
 * in a letter too; a reply that others read for the first time is told to whom it answers.
 */
export function moderateComment(
  { actor, subject }: Moderate,
  {
    commentId,
    intent,
    reason,
  }: { readonly commentId: string; readonly intent: ModerationIntent; readonly reason: string },
): Promise<Result<null, ModerateReason>> {
  return db.$transaction(async (tx) => {
    const room = await lockRoom(tx, subject.id);
    const [comment] = await tx.$queryRaw<LockedComment[]>`
      SELECT id, state::text, rule, alias, author_id AS "authorId", parent_id AS "parentId"
      FROM comment WHERE id = ${commentId}::uuid AND event_id = ${subject.id}::uuid FOR UPDATE`;
    if (!comment || comment.state === "deleted") return refuse("gone");
    if (intent === "mute") return mute(tx, { actorId: actor.id, eventId: room.id, rule: room.rule, comment, reason });
    const { from, state, action, letter } = moves[intent];
    if (!from.includes(comment.state)) return refuse("changed-meanwhile");
    if (state)
      await tx.comment.update({
        where: { id: comment.id },
        data: {
          state,
          moderatedById: actor.id,
          moderatedAt: room.now,
          moderationReason: letter ? reason : null,
        },
        select: { id: true },
      });
    const answered = await resolveReports(tx, comment.id);
    if (intent === "keep" && answered === 0) return refuse("changed-meanwhile");
    if (letter) await tellAuthor(tx, letter, comment, reason);
    if (state === "shown" && comment.parentId) await tellOfReply(tx, comment.id);
    await recordAudit(tx, {
      actorId: actor.id,
      action,
      subjectKind: "comment",
      subjectId: comment.id,
      detail: { eventId: room.id, ...(letter ? { reason } : {}) },
    });
    return ok(null);
  });
}

type Muting = {
  readonly actorId: string;
  readonly eventId: string;
  readonly rule: RoomRule;
  readonly comment: LockedComment;
  readonly reason: string;
};

/** Keeps a comment's author from writing. Muting again changes nothing and looks the same: it tells nobody who somebody is. */
async function mute(
  tx: Transaction,
  { actorId, eventId, rule, comment, reason }: Muting,
): Promise<Result<null, ModerateReason>> {
  if (comment.authorId === null) return refuse("nobody");
  if (comment.authorId === actorId) return refuse("yourself");
  const veiled = isVeiled(comment.rule, rule);
  const { count } = await tx.roomMute.createMany({
    data: [
      {
        eventId,
        personId: comment.authorId,
        veiled,
        alias: veiled && comment.rule === "anonymous" ? comment.alias : null,
        reason,
        mutedById: actorId,
      },
    ],
    skipDuplicates: true,
  });
  if (count === 0) return ok(null);
  await recordAudit(tx, {
    actorId,
    action: "room.mute",
    subjectKind: "event",
    subjectId: eventId,
    // By the comment and not by the person, whom nobody may see.
    detail: { commentId: comment.id, reason },
  });
  return ok(null);
}

/** Lets somebody write again. */
export function liftMute({ actor, subject }: Moderate, muteId: string): Promise<Result<null, "gone">> {
  return db.$transaction(async (tx) => {
    const { count } = await tx.roomMute.deleteMany({ where: { id: muteId, eventId: subject.id } });
    if (count === 0) return refuse("gone");
    await recordAudit(tx, {
      actorId: actor.id,
      action: "room.unmute",
      subjectKind: "event",
      subjectId: subject.id,
      detail: { muteId },
    });
    return ok(null);
  });
}

/**
 * Sets a room's rule, hold, label and last day. What was written stays bound by what it was written under, and a day that people
 * wrote by comes sooner or stays.
 */
export function saveRoom(
  { actor, subject }: Permit<"event.manage">,
  settings: RoomSettings,
): Promise<Result<null, SettingsReason>> {
  return db.$transaction(async (tx) => {
    const room = await lockRoom(tx, subject.id);
    if (room.state === "archived" || room.state === "cancelled") return refuse("fixed");
    const before = { rule: room.rule, held: room.held, label: room.label, purgeAt: room.purgeAt };
    const written = (await tx.comment.count({ where: { eventId: room.id } })) > 0;
    const purge = checkPurge(before.purgeAt, settings.purgeAt, { written, now: room.now });
    if (purge) return refuse(purge);
    const { rule, held, label, purgeAt } = settings;
    const isSame = before.rule === rule && before.held === held && before.label === label;
    if (isSame && before.purgeAt?.getTime() === purgeAt?.getTime()) return ok(null);
    await tx.event.update({
      where: { id: room.id },
      data: { roomRule: rule, roomHeld: held, roomLabel: label, commentsPurgeAt: purgeAt },
      select: { id: true },
    });
    await recordAudit(tx, {
      actorId: actor.id,
      action: "room.settings",
      subjectKind: "event",
      subjectId: room.id,
      detail: { before, after: settings },
    });
    return ok(null);
  });
}
