import type { ReactNode } from "react";
import type { CommentAct } from "@/lib/comments/rules";
import type { ShownComment } from "@/lib/comments/types";
import type { Page } from "@/lib/entry/page";
import { formatInstant } from "@/lib/format/dates";
import { TlpLabel } from "./tlp-label";
import { WriterText } from "./writer-text";

type Props = {
  readonly page: Page;
  readonly zone: string;
  readonly comment: ShownComment;
  /** The address at which something can be done with it. */
  readonly linkTo: (act: CommentAct) => string;
  /** What can be done with it now. */
  readonly acts: readonly CommentAct[];
  /** Where its moderators decide about it; null for everybody else. */
  readonly moderation: string | null;
  /** The form that is open for it. */
  readonly children: ReactNode;
};

/** One comment: who, when, under which label, what, and what can be done with it. */
export function CommentEntry({ page, zone, comment, linkTo, acts, moderation, children }: Props) {
  const { t, language } = page;
  const { id, writer, mine, label, html, createdAt, editedAt, reported } = comment;
  return (
    <article id={`comment-${id}`} className="comment" aria-labelledby={`by-${id}`}>
      <p className="comment-head">
        <span id={`by-${id}`} className="font-semibold">
          {html === null ? (
            t("comments.empty-place")
          ) : (
            <>
              <WriterText t={t} writer={writer} />
              {mine ? <span className="font-normal"> {t("comments.mine")}</span> : null}
            </>
          )}
        </span>
        <span className="small muted nums">
          <a className="inline-block py-0.5 text-inherit" href={`#comment-${id}`}>
            {formatInstant(createdAt, language, zone)}
          </a>
          {editedAt && html !== null ? ` · ${t("comments.edited")}` : ""}
        </span>
        {label ? <TlpLabel label={label} /> : null}
      </p>
      <Standing t={t} comment={comment} />
      {html === null ? null : (
        <div
          className="prose comment-text"
          // biome-ignore lint/security/noDangerouslySetInnerHtml: made by lib/comments/markdown.ts, which lets no HTML and no address of a script through; S9 holds it to that
          dangerouslySetInnerHTML={{ __html: html }}
        />
      )}
      {acts.length > 0 || moderation || reported ? (
        <ul className="comment-acts">
          {acts.map((act) => (
            <li key={act}>
              <a href={linkTo(act)}>
                {t(`comments.act.${act}`)}{" "}
                <span className="visually-hidden">({formatInstant(createdAt, language, zone)})</span>
              </a>
            </li>
          ))}
          {moderation ? (
            <li>
              <a href={moderation}>{t("comments.act.moderate")}</a>
            </li>
          ) : null}
          {reported ? <li className="muted">{t("comments.reported")}</li> : null}
        </ul>
      ) : null}
      {children}
    </article>
  );
}

/** What became of a comment that does not stand there for everybody. */
function Standing({ t, comment: { state, html, reason } }: Pick<Page, "t"> & { readonly comment: ShownComment }) {
  if (state === "shown") return null;
  if (html === null) return <p className="muted italic">{t(`comments.gone.${state}`)}</p>;
  return (
    <p className="notice caution small my-2">
      {state === "held" ? t("comments.waiting") : t("comments.hidden-yours", { reason: `\u2068${reason ?? ""}\u2069` })}
    </p>
  );
}
