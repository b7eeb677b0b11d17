import { authorize } from "@/lib/access/authorize";
import type { Actor } from "@/lib/access/policy";
import { defineForm, type FormAnswer } from "@/lib/entry/define-form";
import { found } from "@/lib/errors";
import { findLesson, getCommentPlace, getCommentSubject, getRoomAtDoor } from "./data";
import { deleteComment, editComment, reportComment, writeComment } from "./mutations";
import { pathOfComment, problemKey } from "./rules";
import { deleteFields, editFields, reportFields, writeFields } from "./schema";

const refusal = (reason: string, field: string | null = null): FormAnswer => ({
  refused: [{ field, key: problemKey(reason) }],
});

/** The room of an event for somebody who has a place in it. Errors: AppError("not-found") for everybody else. */
async function enterRoom(actor: Actor, slug: string) {
  return authorize(actor, "room.write", found(await getRoomAtDoor(actor, slug), "event"));
}

/** The page on which a comment stands, with what was done to it. */
async function pageOf(actor: Actor, id: string, done: string): Promise<string> {
  const place = found(await getCommentPlace(actor, id), "comment");
  const [path = "", anchor = ""] = pathOfComment(place, id).split("#");
  return `${path}${path.includes("?") ? "&" : "?"}done=${done}#${anchor}`;
}

export const writeCommentForm = defineForm({
  schema: writeFields,
  run: async ({ event, module, lesson, number, comment, parent, remark, label }, { actor, at }) => {
    const permit = await enterRoom(actor, event);
    const page = Number(number);
    const lessonVersionId = found(await findLesson(permit.subject, { module, lesson, page }), "page of the edition");
    const written = await writeComment(permit, {
      id: comment,
      lessonVersionId,
      page,
      parentId: parent || null,
      body: remark,
      label: label || null,
    });
    if (!written.ok) return refusal(written.reason, written.reason === "parent-gone" ? null : "remark");
    const { id, state } = written.value;
    return { to: at(await pageOf(actor, id, state === "held" ? "comment-held" : "comment-written")) };
  },
});

export const editCommentForm = defineForm({
  schema: editFields,
  run: async ({ comment, revision, remark, label }, { actor, at }) => {
    const subject = found(await getCommentSubject(comment), "comment");
    const permit = authorize(actor, "comment.change", subject);
    const edited = await editComment(permit, await enterRoom(actor, subject.slug), {
      revision: Number(revision),
      body: remark,
      label: label || null,
    });
    if (!edited.ok) return refusal(edited.reason, "remark");
    return { to: at(await pageOf(actor, comment, edited.value.state === "held" ? "comment-held" : "comment-edited")) };
  },
});

/** Who has left an event may still take back what they wrote there. */
export const deleteCommentForm = defineForm({
  schema: deleteFields,
  run: async ({ comment }, { actor, at }) => {
    const subject = found(await getCommentSubject(comment), "comment");
    const permit = authorize(actor, "comment.change", subject);
    const place = found(await getCommentPlace(actor, comment), "comment");
    await deleteComment(permit);
    const [path = ""] = pathOfComment(place, null).split("#");
    return { to: at(`${path}${path.includes("?") ? "&" : "?"}done=comment-deleted#comments`) };
  },
});

export const reportCommentForm = defineForm({
  schema: reportFields,
  run: async ({ comment, reason }, { actor, at }) => {
    const { slug } = found(await getCommentSubject(comment), "comment");
    const permit = await enterRoom(actor, slug);
    const reported = await reportComment(permit, comment, reason);
    if (!reported.ok) return refusal(reported.reason);
    return { to: at(await pageOf(actor, comment, "comment-reported")) };
  },
});
