import type { Metadata } from "next";
import { SourceText } from "@/components/library/source-text";
import { FileList } from "@/components/sessions/file-list";
import { SessionTime } from "@/components/sessions/session-time";
import { StaffList } from "@/components/sessions/staff-list";
import { drawn } from "@/lib/entry/drawn";
import { type PageProps, readPage } from "@/lib/entry/page";
import { zonePlace } from "@/lib/format/dates";
import { loadAdmittedProgramme } from "@/lib/sessions/loaders";

type Props = PageProps<{ event: string }>;

export async function generateMetadata(props: Props): Promise<Metadata> {
  return { title: (await readPage(props)).t("sessions.agenda"), robots: { index: false } };
}

/** The programme on paper: what somebody takes along, with rooms and links, in the event's time and in their own. */
export default async function AgendaPage(props: Props) {
  const page = await readPage(props);
  const { t, at, language, params } = page;
  const { event, sessions, staff, documents, zone, fullName } = await loadAdmittedProgramme(params.event, language);
  return drawn(
    <div className="agenda grid gap-8">
      <header className="grid gap-3">
        <p className="no-print">
          <a className="inline-block py-1 small" href={at(`/learn/${event.slug}`)}>
            {t("sessions.back")}
          </a>
        </p>
        <p className="eyebrow">
          <bdi>{event.reference}</bdi>
        </p>
        <h1>{t("sessions.agenda")}</h1>
        <SourceText as="p" page={language} language={event.language} className="lede measure">
          {event.title}
        </SourceText>
        <p className="flex flex-wrap gap-x-6">
          {event.place ? <bdi>{event.place}</bdi> : null}
          <span>{t("sessions.agenda.lede", { zone: zonePlace(event.zone) })}</span>
          <span>
            <bdi>{t("sessions.agenda.for", { name: fullName })}</bdi>
          </span>
        </p>
        <p className="small muted no-print">{t("sessions.agenda.print-hint")}</p>
      </header>
      {sessions.length === 0 ? (
        <p>{t("sessions.none")}</p>
      ) : (
        <table className="table cards">
          <caption className="visually-hidden">{t("sessions.agenda")}</caption>
          <thead>
            <tr>
              <th scope="col">{t("sessions.agenda.time")}</th>
              <th scope="col">{t("sessions.agenda.session")}</th>
              <th scope="col">{t("sessions.room")}</th>
            </tr>
          </thead>
          <tbody>
            {sessions.map((session) => (
              <tr key={session.id}>
                <td data-label={t("sessions.agenda.time")}>
                  <div>
                    <SessionTime page={page} times={session} zone={event.zone} ownZone={zone} />
                  </div>
                </td>
                <th scope="row" data-label={t("sessions.agenda.session")}>
                  <div className="grid min-w-0 gap-1">
                    <SourceText page={language} language={session.language}>
                      {session.title}
                    </SourceText>
                    {session.cancelled ? <span className="state refuse">{t("sessions.cancelled")}</span> : null}
                    {session.description ? (
                      <SourceText
                        page={language}
                        language={session.language}
                        className="whitespace-pre-line font-serif font-normal"
                      >
                        {session.description}
                      </SourceText>
                    ) : null}
                  </div>
                </th>
                <td data-label={t("sessions.room")}>
                  <div className="grid min-w-0 gap-1">
                    {session.room || !session.link ? <bdi>{session.room ?? t("common.not-stated")}</bdi> : null}
                    {session.link && !session.cancelled ? (
                      <a className="break-all small" dir="ltr" href={session.link} rel="noreferrer">
                        {session.link}
                      </a>
                    ) : null}
                  </div>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {staff.length > 0 ? (
        <section aria-labelledby="staff" className="grid gap-3">
          <h2 id="staff">{t("sessions.staff")}</h2>
          <StaffList page={page} staff={staff} />
        </section>
      ) : null}
      {documents.length > 0 ? (
        <section aria-labelledby="documents" className="no-print grid gap-3">
          <h2 id="documents">{t("sessions.documents")}</h2>
          <FileList page={page} files={documents} />
        </section>
      ) : null}
    </div>,
  );
}
