import type { FormState } from "@/components/ui/form";
import { type CommentAct, commentActs, EDIT_MINUTES } from "@/lib/comments/rules";
import type { PageRoom, ShownComment, Thread } from "@/lib/comments/types";
import type { Page } from "@/lib/entry/page";
import { CommentEntry } from "./comment-entry";
import { type CommentedPage, DeleteForm, EditForm, ReportForm, WriteForm } from "./comment-form";
import { RoomTerms } from "./room-terms";

type Props = {
  readonly page: Page;
  readonly state: FormState;
  readonly room: PageRoom;
  readonly place: CommentedPage;
  /** The lesson page's own address, without language. */
  readonly path: string;
};

const done = ["written", "held", "edited", "deleted", "reported"] as const;

/** The comments under a page of a lesson: under which rule, what was written, and a form to write. */
export function PageComments(props: Props) {
  const { page, state, room } = props;
  const { t, query } = page;
  const told = state.refused ? undefined : done.find((name) => query.done === `comment-${name}`);
  const open = openAct(props);
  return (
    <section id="comments" aria-labelledby="comments-title" className="comments reader-indent no-print">
      <h2 id="comments-title">{t("comments.title")}</h2>
      {told ? (
        <p className="notice affirm" role="status">
          {t(`comments.done.${told}`, { minutes: EDIT_MINUTES })}
        </p>
      ) : null}
      <RoomTerms page={page} room={room} zone={room.zone} />
      {room.threads.length === 0 ? (
        <p>{t("comments.none")}</p>
      ) : (
        <ol className="comment-list">
          {room.threads.map((thread) => (
            <li key={thread.id}>
              <Entry {...props} comment={thread} open={open} />
              {thread.replies.length > 0 ? (
                <ol className="comment-replies" aria-label={t("comments.replies")}>
                  {thread.replies.map((reply) => (
                    <li key={reply.id}>
                      <Entry {...props} comment={reply} open={open} />
                    </li>
                  ))}
                </ol>
              ) : null}
            </li>
          ))}
        </ol>
      )}
      <Turn {...props} />
      {open || !room.open || room.muted !== null ? (
        <Closed page={page} room={room} />
      ) : (
        <div id="write" className="border-t border-rule pt-5">
          <WriteForm state={state} room={room} page={props.place} parent={null} />
        </div>
      )}
    </section>
  );
}

type OpenAct = { readonly id: string; readonly act: CommentAct };

/** What can be done with a comment by whoever reads it. */
function actsOf(room: PageRoom, comment: ShownComment): readonly CommentAct[] {
  const may: Readonly<Record<CommentAct, boolean>> = {
    reply: room.open && room.muted === null && comment.parentId === null && comment.state === "shown",
    edit: comment.editable,
    delete: comment.mine && comment.state !== "deleted",
    report: !comment.mine && comment.state === "shown" && !comment.reported,
  };
  return commentActs.filter((act) => may[act]);
}

/** What the address says somebody is about to do, if it can be done. */
function openAct({ page: { query }, room }: Props): OpenAct | null {
  const act = commentActs.find((name) => name === query.do);
  const comment = room.threads
    .flatMap((thread: Thread) => [thread, ...thread.replies])
    .find(({ id }) => id === query.comment);
  return act && comment && actsOf(room, comment).includes(act) ? { id: comment.id, act } : null;
}

const withQuery = (path: string, values: Readonly<Record<string, string | number>>): string =>
  Object.entries(values).reduce((all, [name, value]) => `${all}${all.includes("?") ? "&" : "?"}${name}=${value}`, path);

const listOf = ({ path, room }: Props, listPage = room.listPage): string =>
  listPage > 1 ? withQuery(path, { comments: listPage }) : path;

function Entry({ comment, open, ...props }: Props & { readonly comment: ShownComment; readonly open: OpenAct | null }) {
  const { page, state, room, place } = props;
  const { t, at } = page;
  const mine = open?.id === comment.id ? open.act : null;
  return (
    <CommentEntry
      page={page}
      zone={room.zone}
      comment={comment}
      linkTo={(act) => `${at(withQuery(listOf(props), { comment: comment.id, do: act }))}#write`}
      acts={actsOf(room, comment)}
      moderation={
        room.moderates && comment.state === "shown"
          ? at(`/organize/events/${room.slug}/room?comment=${comment.id}#decide`)
          : null
      }
    >
      {mine ? (
        <div id="write" className="comment-form">
          {mine === "reply" ? <WriteForm state={state} room={room} page={place} parent={comment} /> : null}
          {mine === "edit" ? <EditForm state={state} room={room} comment={comment} /> : null}
          {mine === "delete" ? <DeleteForm state={state} comment={comment} /> : null}
          {mine === "report" ? <ReportForm state={state} comment={comment} /> : null}
          <p>
            <a className="inline-block py-1" href={`${at(listOf(props))}#comment-${comment.id}`}>
              {t("common.cancel")}
            </a>
          </p>
        </div>
      ) : null}
    </CommentEntry>
  );
}

/** The pages of a long list. */
function Turn(props: Props) {
  const { page, room } = props;
  const { t, at } = page;
  if (room.listPages === 1) return null;
  const { listPage, listPages } = room;
  return (
    <nav aria-label={t("comments.pages")} className="flex flex-wrap gap-x-6 nums">
      {listPage > 1 ? (
        <a className="py-1" href={`${at(listOf(props, listPage - 1))}#comments`}>
          {t("comments.earlier")}
        </a>
      ) : null}
      <span className="py-1">{t("comments.page-of", { page: listPage, pages: listPages })}</span>
      {listPage < listPages ? (
        <a className="py-1" href={`${at(listOf(props, listPage + 1))}#comments`}>
          {t("comments.later")}
        </a>
      ) : null}
    </nav>
  );
}

/** Why there is no form; nothing while another one is open. */
function Closed({ page: { t }, room }: Pick<Props, "page" | "room">) {
  if (!room.open) return <p className="muted">{t("comments.closed")}</p>;
  if (room.muted === null) return null;
  return <p className="notice caution">{t("comments.muted", { reason: `\u2068${room.muted}\u2069` })}</p>;
}
