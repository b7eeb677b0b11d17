import { Form, type FormState, TextArea } from "@/components/ui/form";
import type { ModeratedComment, RoomDesk } from "@/lib/comments/moderation/types";
import type { Page } from "@/lib/entry/page";
import { formatInstant } from "@/lib/format/dates";
import { TlpLabel } from "./tlp-label";
import { WriterText } from "./writer-text";

type Props = {
  readonly page: Page;
  readonly state: FormState;
  readonly desk: RoomDesk;
  readonly comment: ModeratedComment;
  /** Whether the form that needs a reason is open for it. */
  readonly open: boolean;
};

/** A comment as a moderator decides about it. */
export function ModeratedEntry({ page, state, desk, comment, open }: Props) {
  const { t, at, language } = page;
  const { id, writer, label, html, createdAt, path, lesson, reports, reason, moderator, moderatedAt } = comment;
  return (
    <article aria-labelledby={`by-${id}`} className="grid gap-2">
      <p className="comment-head">
        <span id={`by-${id}`} className="font-semibold">
          <WriterText t={t} writer={writer} />
        </span>
        <span className="small muted nums">
          <a className="inline-block py-0.5 text-inherit" href={at(path)}>
            {formatInstant(createdAt, language, desk.zone)}
          </a>{" "}
          · {t("reading.lesson")} {lesson}
        </span>
        {label ? <TlpLabel label={label} /> : null}
        {comment.state === "held" ? <span className="state caution">{t("room.state.held")}</span> : null}
      </p>
      <div
        className="prose comment-text"
        // biome-ignore lint/security/noDangerouslySetInnerHtml: made by lib/comments/markdown.ts, which lets no HTML and no address of a script through; S9 holds it to that
        dangerouslySetInnerHTML={{ __html: html }}
      />
      {reports.length > 0 ? (
        <div className="notice caution small">
          <p className="font-semibold">{t("room.reports", { count: reports.length })}</p>
          <ul className="bullets">
            {reports.map((text, index) => (
              <li key={`${index.toString()}-${text}`} dir="auto" className="whitespace-pre-line wrap-anywhere">
                {text}
              </li>
            ))}
          </ul>
        </div>
      ) : null}
      {comment.state === "hidden" && moderatedAt ? (
        <p className="small muted">
          {t("room.hidden-by", {
            name: `\u2068${moderator ?? t("comments.gone")}\u2069`,
            time: formatInstant(moderatedAt, language, desk.zone),
            reason: `\u2068${reason ?? ""}\u2069`,
          })}
        </p>
      ) : null}
      <Quick page={page} desk={desk} comment={comment} open={open} />
      {open ? <Deciding state={state} desk={desk} comment={comment} /> : null}
    </article>
  );
}

/** What takes one click, and the way to what takes a reason. */
function Quick({ page: { t, at, here }, desk, comment, open }: Omit<Props, "state">) {
  const { id, state, reports } = comment;
  const intent = state === "held" ? "show" : reports.length > 0 ? "keep" : null;
  if (open && !intent) return null;
  return (
    <div className="flex flex-wrap items-baseline gap-x-5 gap-y-1">
      {intent ? (
        <Form state={{ t, here, refused: null }} action="moderate-comment" className="inline" summary={false}>
          <input type="hidden" name="event" value={desk.slug} />
          <input type="hidden" name="comment" value={id} />
          <button type="submit" name="intent" value={intent} className="link-button">
            {t(`room.act.${intent}`)}
          </button>
        </Form>
      ) : null}
      {open ? null : (
        <a className="inline-block py-1" href={`${at(`/organize/events/${desk.slug}/room?comment=${id}`)}#decide`}>
          {t(state === "hidden" ? "room.act.open-restore" : "room.act.open-hide")}
        </a>
      )}
    </div>
  );
}

/** What takes a reason: hiding and restoring are told to the author with it, and somebody muted reads it where they would write. */
function Deciding({ state, desk, comment }: Omit<Props, "page" | "open">) {
  const { t } = state;
  const { id } = comment;
  return (
    <div className="comment-form">
      <Form state={state} action="moderate-comment" className="grid gap-4">
        <input type="hidden" name="event" value={desk.slug} />
        <input type="hidden" name="comment" value={id} />
        <TextArea
          state={state}
          name="reason"
          label={t("room.field.reason")}
          hint={t("room.field.reason-hint")}
          rows={2}
        />
        <p className="flex flex-wrap gap-3">
          {comment.state === "hidden" ? (
            <button type="submit" name="intent" value="restore" className="button">
              {t("room.act.restore")}
            </button>
          ) : (
            <button type="submit" name="intent" value="hide" className="button danger">
              {t("room.act.hide")}
            </button>
          )}
          <button type="submit" name="intent" value="mute" className="button quiet">
            {t("room.act.mute")}
          </button>
        </p>
      </Form>
    </div>
  );
}
