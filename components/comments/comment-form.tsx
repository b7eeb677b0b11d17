import { randomUUID } from "node:crypto";
import { Form, type FormState, Select, TextArea, typed } from "@/components/ui/form";
import { labelsFrom } from "@/lib/comments/rules";
import { MAXIMUM_COMMENT } from "@/lib/comments/schema";
import type { PageRoom, ShownComment, TlpLabel } from "@/lib/comments/types";

/** The page under which comments stand, as its address names it. */
export type CommentedPage = {
  readonly event: string;
  readonly module: string;
  readonly lesson: string;
  readonly number: number;
};

type TextProps = { readonly state: FormState; readonly room: PageRoom };

/** The text and its label, which is the room's or a stricter one. */
function TextFields({
  state,
  room,
  label,
  text,
  own,
}: TextProps & { readonly label: string; readonly text?: string; readonly own?: TlpLabel | null }) {
  const { t } = state;
  const options = labelsFrom(room.label).map((value) => ({ value, label: t(`comments.tlp.${value}`) }));
  return (
    <>
      <TextArea
        state={state}
        name="remark"
        label={label}
        hint={t("comments.field.hint", { maximum: MAXIMUM_COMMENT })}
        value={text}
        rows={5}
      />
      <Select
        state={state}
        name="label"
        label={t("comments.field.label")}
        value={own ?? room.label ?? ""}
        options={room.label === null ? [{ value: "", label: t("comments.field.no-label") }, ...options] : options}
      />
    </>
  );
}

/** Writes a comment, or a reply to one. */
export function WriteForm({
  state,
  room,
  page,
  parent,
}: TextProps & { readonly page: CommentedPage; readonly parent: ShownComment | null }) {
  const { t } = state;
  return (
    <Form state={state} action="write-comment" className="grid gap-4">
      <input type="hidden" name="event" value={page.event} />
      <input type="hidden" name="module" value={page.module} />
      <input type="hidden" name="lesson" value={page.lesson} />
      <input type="hidden" name="number" value={page.number} />
      <input type="hidden" name="comment" value={typed(state, "comment", randomUUID())} />
      <input type="hidden" name="parent" value={parent?.id ?? ""} />
      <TextFields
        state={state}
        room={room}
        label={t(parent ? "comments.field.reply" : "comments.field.text")}
        own={parent?.label ?? null}
      />
      <p>
        <button type="submit" className="button">
          {t(parent ? "comments.send-reply" : "comments.send")}
        </button>
      </p>
    </Form>
  );
}

/** Mends a comment. What was typed into a refused form stays, with the state of the text it was typed over. */
export function EditForm({ state, room, comment }: TextProps & { readonly comment: ShownComment }) {
  const { t } = state;
  return (
    <Form state={state} action="edit-comment" className="grid gap-4">
      <input type="hidden" name="comment" value={comment.id} />
      <input type="hidden" name="revision" value={typed(state, "revision", String(comment.revision))} />
      <TextFields
        state={state}
        room={room}
        label={t("comments.field.edit")}
        text={comment.source ?? ""}
        own={comment.label}
      />
      <p>
        <button type="submit" className="button">
          {t("comments.send-edit")}
        </button>
      </p>
    </Form>
  );
}

/** Takes a comment back, after one more look: it does not come again. */
export function DeleteForm({ state, comment }: { readonly state: FormState; readonly comment: ShownComment }) {
  const { t } = state;
  return (
    <Form state={state} action="delete-comment" className="grid gap-4">
      <p>{t("comments.delete-note")}</p>
      <input type="hidden" name="comment" value={comment.id} />
      <input type="hidden" name="sure" value="yes" />
      <p>
        <button type="submit" className="button danger">
          {t("comments.send-delete")}
        </button>
      </p>
    </Form>
  );
}

/** Asks the moderators to look at a comment. */
export function ReportForm({ state, comment }: { readonly state: FormState; readonly comment: ShownComment }) {
  const { t } = state;
  return (
    <Form state={state} action="report-comment" className="grid gap-4">
      <input type="hidden" name="comment" value={comment.id} />
      <TextArea
        state={state}
        name="reason"
        label={t("comments.field.report")}
        hint={t("comments.field.report-hint")}
        rows={2}
      />
      <p>
        <button type="submit" className="button">
          {t("comments.send-report")}
        </button>
      </p>
    </Form>
  );
}
