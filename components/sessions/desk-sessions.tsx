import { SourceText } from "@/components/library/source-text";
import { Form, type FormState } from "@/components/ui/form";
import type { Page } from "@/lib/entry/page";
import type { ListedFile, ManagedSession, SessionDesk } from "@/lib/sessions/types";
import { FileList } from "./file-list";
import { SessionTime } from "./session-time";

type Desk = SessionDesk & { readonly mayManage: boolean; readonly ownZone: string };
type Props = { readonly page: Page; readonly desk: Desk };

/** The sessions of an event as its staff see them, with what may be done to each. */
export function DeskSessions({ page, desk }: Props) {
  return (
    <ol className="rows">
      {desk.sessions.map((session) => (
        <li key={session.id} id={`session-${session.id}`} className="grid gap-2 py-5">
          <DeskSession page={page} desk={desk} session={session} />
        </li>
      ))}
    </ol>
  );
}

function DeskSession({ page, desk, session }: Props & { readonly session: ManagedSession }) {
  const { t, at, language } = page;
  const { room, link, files, cancelled, began } = session;
  const here = `/organize/events/${desk.slug}/sessions`;
  return (
    <>
      <h3>
        <SourceText page={language} language={session.language}>
          {session.title}
        </SourceText>
      </h3>
      {cancelled ? (
        <p>
          <span className="state refuse">{t("sessions.cancelled")}</span>
        </p>
      ) : null}
      <div>
        <SessionTime page={page} times={session} zone={desk.zone} ownZone={desk.ownZone} />
      </div>
      {room || link ? (
        <p className="flex flex-wrap gap-x-4">
          {room ? <bdi>{room}</bdi> : null}
          {link ? (
            <bdi className="break-all muted" dir="ltr">
              {link}
            </bdi>
          ) : null}
        </p>
      ) : null}
      {files.length > 0 ? <DeskFiles page={page} desk={desk} files={files} /> : null}
      {began && !cancelled ? <Recorded page={page} session={session} enrolled={desk.enrolled} /> : null}
      <ul className="flex flex-wrap gap-x-5 gap-y-1">
        {cancelled ? null : (
          <li>
            <a className="inline-block py-1" href={at(`${here}/${session.id}/attendance`)}>
              {t("sessions.roll")} <span className="visually-hidden">{session.title}</span>
            </a>
          </li>
        )}
        {desk.mayManage && desk.open && !cancelled ? (
          <li>
            <a className="inline-block py-1" href={at(`${here}?session=${session.id}#form`)}>
              {t("sessions.edit")} <span className="visually-hidden">{session.title}</span>
            </a>
          </li>
        ) : null}
        {desk.mayManage && mayAddFiles(desk) ? (
          <li>
            <a className="inline-block py-1" href={at(`${here}?file=${session.id}#form`)}>
              {t("sessions.add-file")} <span className="visually-hidden">{session.title}</span>
            </a>
          </li>
        ) : null}
      </ul>
    </>
  );
}

/** Slides often come after the last session. */
export const mayAddFiles = ({ open, state }: Pick<SessionDesk, "open" | "state">): boolean =>
  open || state === "closed";

function Recorded({
  page: { t },
  session: { recorded },
  enrolled,
}: {
  readonly page: Pick<Page, "t">;
  readonly session: ManagedSession;
  readonly enrolled: number;
}) {
  const { present, absent, excused } = recorded;
  const missing = Math.max(0, enrolled - present - absent - excused);
  if (enrolled === 0) return null;
  return missing === enrolled ? (
    <p className="state caution">{t("sessions.not-called")}</p>
  ) : (
    <p className="small muted">{t("sessions.recorded", { present, absent, excused, missing })}</p>
  );
}

/** Files with who may read them and a way to take each away. */
export function DeskFiles({ page, desk, files }: Props & { readonly files: readonly ListedFile[] }) {
  const { t, here } = page;
  const state: FormState = { t, here, refused: null };
  return (
    <FileList
      page={page}
      files={files}
      after={(file) => (
        <>
          <span className="small muted">{t(`sessions.audience.${file.audience}`)}</span>
          {desk.mayManage && mayAddFiles(desk) ? (
            <Form state={state} action="remove-event-file" className="inline" summary={false}>
              <input type="hidden" name="event" value={desk.slug} />
              <input type="hidden" name="file" value={file.id} />
              <button type="submit" className="link-button small">
                {t("sessions.remove-file")} <span className="visually-hidden">{file.title}</span>
              </button>
            </Form>
          ) : null}
        </>
      )}
    />
  );
}
