import type { Metadata } from "next";
import { ModeratedEntry } from "@/components/comments/moderated-entry";
import { Moderators } from "@/components/comments/moderators";
import { RoomForm } from "@/components/comments/room-form";
import { RoomTerms } from "@/components/comments/room-terms";
import { WriterText } from "@/components/comments/writer-text";
import { SourceText } from "@/components/library/source-text";
import { Form, ProblemSummary } from "@/components/ui/form";
import { loadRoomDesk } from "@/lib/comments/moderation/loaders";
import type { ListedMute, ModeratedComment } from "@/lib/comments/moderation/types";
import type { MessageKey } from "@/lib/content/messages";
import { drawn } from "@/lib/entry/drawn";
import { type Page, type PageProps, readPage, readRefusedForm } from "@/lib/entry/page";
import { formatInstant, formatNumber } from "@/lib/format/dates";

type Props = PageProps<{ slug: string }>;
type Desk = Awaited<ReturnType<typeof loadRoomDesk>>;

const done = [
  "show",
  "keep",
  "hide",
  "restore",
  "mute",
  "lift",
  "settings",
  "moderator-named",
  "moderator-removed",
] as const;

export async function generateMetadata(props: Props): Promise<Metadata> {
  return { title: (await readPage(props)).t("room.title"), robots: { index: false } };
}

export default async function RoomPage(props: Props) {
  const page = await readPage(props);
  const { t, at, here, language, params, query } = page;
  const desk = await loadRoomDesk(params.slug, language, query.comment);
  const state = { t, here, refused: await readRefusedForm(page) };
  const told = state.refused ? undefined : done.find((name) => name === query.done);
  const { chosen } = desk;
  const inSettings = state.refused !== null && typeof state.refused.values.comment !== "string";
  const deciding = inSettings ? { ...state, refused: null } : state;
  const lists: readonly (readonly [string, MessageKey, MessageKey, readonly ModeratedComment[]])[] = [
    ["queue", "room.queue", "room.queue-none", desk.queue],
    ["latest", "room.latest", "room.latest-none", desk.latest],
    ["hidden", "room.hidden", "room.hidden-none", desk.hidden],
  ];
  return drawn(
    <div className="grid gap-10">
      <header className="grid gap-4">
        {desk.mayManage ? (
          <p>
            <a className="inline-block py-1 small" href={at(`/organize/events/${desk.slug}`)}>
              {t("sessions.back")}
            </a>
          </p>
        ) : null}
        <p className="eyebrow">
          <bdi>{desk.reference}</bdi>
        </p>
        <h1>{t("room.title")}</h1>
        <SourceText as="p" page={language} language={desk.language} className="lede measure">
          {desk.title}
        </SourceText>
        {told ? (
          <p className="notice affirm measure" role="status">
            {t(`room.done.${told}`)}
          </p>
        ) : null}
        {/* The form that is open says itself what is to mend. */}
        {chosen && !inSettings ? null : <ProblemSummary state={state} />}
        <Numbers page={page} desk={desk} />
      </header>

      {chosen ? (
        <section id="decide" aria-labelledby="chosen" className="grid gap-2">
          <h2 id="chosen">{t("room.chosen")}</h2>
          <div className="max-w-3xl border-y border-rule py-4">
            <ModeratedEntry page={page} state={deciding} desk={desk} comment={chosen} open />
          </div>
        </section>
      ) : null}

      {lists.map(([name, title, none, comments]) => (
        <section key={name} aria-labelledby={name} className="grid gap-2">
          <h2 id={name}>{t(title)}</h2>
          {name === "queue" && desk.waiting > desk.queue.length ? (
            <p className="muted">{t("room.queue-more", { count: desk.waiting })}</p>
          ) : null}
          {comments.length === 0 ? (
            <p>{t(none)}</p>
          ) : (
            <ul className="rows max-w-3xl">
              {comments.map((comment) => (
                <li key={comment.id}>
                  <ModeratedEntry page={page} state={deciding} desk={desk} comment={comment} open={false} />
                </li>
              ))}
            </ul>
          )}
        </section>
      ))}

      <section aria-labelledby="mutes" className="grid gap-2">
        <h2 id="mutes">{t("room.mutes")}</h2>
        {desk.mutes.length === 0 ? <p>{t("room.mutes-none")}</p> : <Mutes page={page} desk={desk} />}
      </section>

      {desk.mayManage ? (
        <section aria-labelledby="moderators" className="grid gap-4">
          <h2 id="moderators">{t("room.moderators")}</h2>
          <Moderators state={inSettings ? state : { ...state, refused: null }} desk={desk} />
        </section>
      ) : null}

      <section aria-labelledby="settings" className="grid gap-4">
        <h2 id="settings">{t("room.settings")}</h2>
        {desk.mayManage ? (
          <RoomForm state={inSettings ? state : { ...state, refused: null }} desk={desk} />
        ) : (
          <div className="measure">
            <RoomTerms page={page} room={desk} zone={desk.zone} />
          </div>
        )}
      </section>
    </div>,
  );
}

/** How much there is, and the way out for it. */
function Numbers({ page: { t, language }, desk }: { readonly page: Page; readonly desk: Desk }) {
  return (
    <>
      <dl className="particulars text-base! nums">
        <div>
          <dt>{t("room.shown")}</dt>
          <dd className="font-serif text-[1.42rem]">{formatNumber(desk.shown, language)}</dd>
        </div>
        <div>
          <dt>{t("room.waiting")}</dt>
          <dd className="font-serif text-[1.42rem]">{formatNumber(desk.waiting, language)}</dd>
        </div>
      </dl>
      {desk.shown > 0 ? (
        <p className="measure">
          <a className="inline-block py-1" href={`/api/events/${desk.slug}/comments.csv`}>
            {t("room.export")}
          </a>{" "}
          <span className="small muted">{t("room.export-note")}</span>
        </p>
      ) : null}
    </>
  );
}

function Mutes({ page, desk }: { readonly page: Page; readonly desk: Desk }) {
  const { t, here, language } = page;
  return (
    <ul className="rows max-w-3xl">
      {desk.mutes.map(({ id, writer, reason, by, at }: ListedMute) => (
        <li key={id} className="grid gap-1">
          <p className="font-semibold">
            <WriterText t={t} writer={writer} />
          </p>
          <p dir="auto" className="whitespace-pre-line wrap-anywhere">
            {reason}
          </p>
          <p className="small muted">
            {t("room.muted-by", { name: `\u2068${by}\u2069`, time: formatInstant(at, language, desk.zone) })}
          </p>
          <Form state={{ t, here, refused: null }} action="lift-mute" className="inline" summary={false}>
            <input type="hidden" name="event" value={desk.slug} />
            <input type="hidden" name="mute" value={id} />
            <button type="submit" className="link-button">
              {t("room.lift")}
            </button>
          </Form>
        </li>
      ))}
    </ul>
  );
}
