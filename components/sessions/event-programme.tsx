import { MarginSection } from "@/components/catalogue/margin-section";
import { SourceText } from "@/components/library/source-text";
import type { Page } from "@/lib/entry/page";
import type { Programme } from "@/lib/sessions/types";
import { FileList } from "./file-list";
import { SessionTime } from "./session-time";
import { StaffList } from "./staff-list";

type Props = {
  readonly page: Pick<Page, "t" | "language">;
  readonly programme: Programme & { readonly viewerZone: string | null };
};

/** The programme of an event as everybody may read it: titles and times, who teaches, public documents. */
export function EventProgramme({ page, programme: { sessions, staff, documents, zone, viewerZone } }: Props) {
  const { t, language } = page;
  return (
    <>
      {sessions.length > 0 ? (
        <MarginSection id="agenda" title={t("sessions.agenda")}>
          <ol className="rows">
            {sessions.map((session) => (
              <li key={session.id} className="grid gap-1 py-3">
                <h3 className="text-base! font-sans! font-semibold">
                  <SourceText page={language} language={session.language}>
                    {session.title}
                  </SourceText>
                </h3>
                {session.cancelled ? (
                  <p>
                    <span className="state refuse">{t("sessions.cancelled")}</span>
                  </p>
                ) : null}
                <p>
                  <SessionTime page={page} times={session} zone={zone} ownZone={viewerZone} />
                </p>
                {session.description ? (
                  <SourceText
                    as="p"
                    page={language}
                    language={session.language}
                    className="measure whitespace-pre-line font-serif"
                  >
                    {session.description}
                  </SourceText>
                ) : null}
              </li>
            ))}
          </ol>
          <p className="small muted">{t("sessions.agenda.admitted-note")}</p>
        </MarginSection>
      ) : null}
      {staff.length > 0 ? (
        <MarginSection id="staff" title={t("sessions.staff")}>
          <StaffList page={page} staff={staff} />
        </MarginSection>
      ) : null}
      {documents.length > 0 ? (
        <MarginSection id="documents" title={t("sessions.documents")}>
          <FileList page={page} files={documents} />
        </MarginSection>
      ) : null}
    </>
  );
}
