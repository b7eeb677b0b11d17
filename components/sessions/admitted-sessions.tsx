import { SourceText } from "@/components/library/source-text";
import { Form, TextField } from "@/components/ui/form";
import type { Refused } from "@/lib/entry/define-form";
import type { Page } from "@/lib/entry/page";
import type { AdmittedProgramme, AdmittedSession } from "@/lib/sessions/types";
import { AttendanceLine } from "./attendance-line";
import { FileList } from "./file-list";
import { SessionTime } from "./session-time";

type Props = {
  readonly page: Page;
  readonly programme: AdmittedProgramme & { readonly zone: string };
  readonly refused: Refused | null;
};

/** The sessions of an event for its participants: room, link and files with them, one's own attendance, and checking in. */
export function AdmittedSessions({ page, programme, refused }: Props) {
  const { t, at, here, query } = page;
  const { event, sessions, documents, attendance, checkInOpen, zone } = programme;
  if (sessions.length === 0 && documents.length === 0) return null;
  const [problem] = refused?.problems ?? [];
  const checkingIn = checkInOpen || problem?.field === "code";
  return (
    <section aria-labelledby="sessions" className="grid gap-5">
      <h2 id="sessions">{t("sessions.title")}</h2>
      {query.done === "checked-in" && !refused ? <p className="notice affirm">{t("sessions.check-in.done")}</p> : null}
      {checkingIn ? (
        <Form
          state={{ t, here, refused: problem?.field === "code" ? refused : null }}
          action="check-in"
          className="grid max-w-md gap-4 border-y border-rule py-5"
        >
          <h3>{t("sessions.check-in.title")}</h3>
          <input type="hidden" name="event" value={event.slug} />
          <TextField
            state={{ t, here, refused: problem?.field === "code" ? refused : null }}
            name="code"
            label={t("sessions.check-in.code")}
            hint={t("sessions.check-in.hint")}
            maxLength={20}
            dir="ltr"
          />
          <p>
            <button type="submit" className="button">
              {t("sessions.check-in.button")}
            </button>
          </p>
        </Form>
      ) : null}
      {attendance && attendance.held > 0 ? (
        <AttendanceLine page={page} attendance={attendance} percent={event.attendancePercent} closed={event.closed} />
      ) : null}
      {sessions.length > 0 ? (
        <>
          <p>
            <a className="inline-block py-1" href={at(`/learn/${event.slug}/agenda`)}>
              {t("sessions.agenda.open")}
            </a>
          </p>
          <ol className="rows">
            {sessions.map((session) => (
              <li key={session.id} id={`session-${session.id}`} className="grid gap-2 py-4">
                <Session page={page} session={session} eventZone={event.zone} ownZone={zone} />
              </li>
            ))}
          </ol>
        </>
      ) : null}
      {documents.length > 0 ? (
        <div className="grid gap-2">
          <h3>{t("sessions.documents")}</h3>
          <FileList page={page} files={documents} />
        </div>
      ) : null}
    </section>
  );
}

function Session({
  page,
  session,
  eventZone,
  ownZone,
}: {
  readonly page: Page;
  readonly session: AdmittedSession;
  readonly eventZone: string;
  readonly ownZone: string;
}) {
  const { t, language } = page;
  const { title, description, language: written, cancelled, room, link, files, attendance, began } = session;
  const marks = { present: "affirm", absent: "refuse", excused: "caution" } as const;
  return (
    <>
      <h3>
        <SourceText page={language} language={written}>
          {title}
        </SourceText>
      </h3>
      {cancelled ? (
        <p>
          <span className="state refuse">{t("sessions.cancelled")}</span>
        </p>
      ) : null}
      {attendance && began && !cancelled ? (
        <p>
          <span className={`state ${marks[attendance]}`}>{t(`sessions.state.${attendance}`)}</span>
        </p>
      ) : null}
      <div>
        <SessionTime page={page} times={session} zone={eventZone} ownZone={ownZone} />
      </div>
      {description ? (
        <SourceText as="p" page={language} language={written} className="measure whitespace-pre-line font-serif">
          {description}
        </SourceText>
      ) : null}
      {room || link ? (
        <dl className="facts">
          {room ? (
            <div>
              <dt>{t("sessions.room")}</dt>
              <dd>
                <bdi>{room}</bdi>
              </dd>
            </div>
          ) : null}
          {link && !cancelled ? (
            <div>
              <dt>{t("sessions.link")}</dt>
              <dd>
                <a className="break-all" dir="ltr" href={link} rel="noreferrer">
                  {link}
                </a>
              </dd>
            </div>
          ) : null}
        </dl>
      ) : null}
      {files.length > 0 ? <FileList page={page} files={files} /> : null}
    </>
  );
}
