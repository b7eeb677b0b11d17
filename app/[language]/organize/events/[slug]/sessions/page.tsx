import type { Metadata } from "next";
import type { ReactNode } from "react";
import { SourceText } from "@/components/library/source-text";
import { DeskFiles, DeskSessions, mayAddFiles } from "@/components/sessions/desk-sessions";
import { FileForm } from "@/components/sessions/file-form";
import { SessionEndForm } from "@/components/sessions/session-end-form";
import { SessionForm } from "@/components/sessions/session-form";
import { StaffForm } from "@/components/sessions/staff-form";
import { StaffList } from "@/components/sessions/staff-list";
import { Form, ProblemSummary } from "@/components/ui/form";
import { drawn } from "@/lib/entry/drawn";
import { type Page, type PageProps, readPage, readRefusedForm } from "@/lib/entry/page";
import { zonePlace } from "@/lib/format/dates";
import { loadSessionDesk } from "@/lib/sessions/loaders";

type Props = PageProps<{ slug: string }>;
type Desk = Awaited<ReturnType<typeof loadSessionDesk>>;

const done = ["session", "cancelled", "deleted", "staff", "staff-removed", "file", "file-removed"] as const;

export async function generateMetadata(props: Props): Promise<Metadata> {
  return { title: (await readPage(props)).t("sessions.title"), robots: { index: false } };
}

export default async function SessionsPage(props: Props) {
  const page = await readPage(props);
  const { t, at, here, language, params, query } = page;
  const desk = await loadSessionDesk(params.slug, language);
  const refused = await readRefusedForm(page);
  const told = done.find((name) => name === query.done);
  const address = `/organize/events/${desk.slug}/sessions`;
  const form = openForm(page, desk, { t, here, refused });
  const mayChange = desk.mayManage && desk.open;
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
        <h1>{t("sessions.title")}</h1>
        <SourceText as="p" page={language} language={desk.language} className="lede measure">
          {desk.title}
        </SourceText>
        <p className="measure muted">{t("sessions.desk.lede", { zone: zonePlace(desk.zone) })}</p>
        {told && !refused ? <p className="notice affirm measure">{t(`sessions.done.${told}`)}</p> : null}
        {desk.open ? null : <p className="notice measure">{t("sessions.fixed")}</p>}
        {form ? null : <ProblemSummary state={{ t, here, refused }} />}
      </header>

      {form ? (
        <section id="form" aria-labelledby="form-title" className="grid gap-6 border-y border-rule py-6">
          <h2 id="form-title">{form.title}</h2>
          {form.content}
          <p>
            <a className="inline-block py-1" href={at(address)}>
              {t("sessions.close-form")}
            </a>
          </p>
        </section>
      ) : null}

      <section aria-labelledby="sessions" className="grid gap-3">
        <h2 id="sessions">{t("sessions.agenda")}</h2>
        {desk.sessions.length === 0 ? <p>{t("sessions.none")}</p> : <DeskSessions page={page} desk={desk} />}
        {mayChange ? (
          <p>
            <a className="button quiet" href={at(`${address}?session=new#form`)}>
              {t("sessions.add")}
            </a>
          </p>
        ) : null}
      </section>

      <section aria-labelledby="staff" className="grid gap-3">
        <h2 id="staff">{t("sessions.staff")}</h2>
        {desk.staff.length === 0 ? <p>{t("sessions.staff-none")}</p> : <StaffRows page={page} desk={desk} />}
        {mayChange ? (
          <p>
            <a className="button quiet" href={at(`${address}?staff=new#form`)}>
              {t("sessions.add-staff")}
            </a>
          </p>
        ) : null}
      </section>

      <section aria-labelledby="documents" className="grid gap-3">
        <h2 id="documents">{t("sessions.documents")}</h2>
        {desk.documents.length === 0 ? (
          <p>{t("sessions.documents-none")}</p>
        ) : (
          <DeskFiles page={page} desk={desk} files={desk.documents} />
        )}
        {desk.mayManage && mayAddFiles(desk) ? (
          <p>
            <a className="button quiet" href={at(`${address}?file=event#form`)}>
              {t("sessions.add-document")}
            </a>
          </p>
        ) : null}
      </section>
    </div>,
  );
}

type State = {
  readonly t: Page["t"];
  readonly here: string;
  readonly refused: Awaited<ReturnType<typeof readRefusedForm>>;
};

/** The one form that the address asks for; null for none, or for one that is not to be had. */
function openForm(
  { t, query }: Page,
  desk: Desk,
  state: State,
): { readonly title: string; readonly content: ReactNode } | null {
  if (!desk.mayManage) return null;
  const session = desk.sessions.find(({ id }) => id === query.session || id === query.file);
  if (mayAddFiles(desk) && (query.file === "event" || (query.file && session)))
    return {
      title: session ? t("sessions.add-file") : t("sessions.add-document"),
      content: <FileForm state={state} slug={desk.slug} sessionId={session?.id ?? null} />,
    };
  if (!desk.open) return null;
  if (query.session === "new")
    return { title: t("sessions.add"), content: <SessionForm state={state} event={desk} session={null} /> };
  if (query.session && session && !session.cancelled)
    return {
      title: t("sessions.edit-named", { title: session.title }),
      content: (
        <>
          <SessionForm state={state} event={desk} session={session} />
          <SessionEndForm
            state={state}
            slug={desk.slug}
            sessionId={session.id}
            published={desk.state === "published"}
          />
        </>
      ),
    };
  const member = desk.staff.find(({ id }) => id === query.staff);
  if (query.staff === "new" || member)
    return {
      title: member ? t("sessions.edit-named", { title: member.fullName ?? member.role }) : t("sessions.add-staff"),
      content: (
        <StaffForm
          state={state}
          slug={desk.slug}
          member={member ?? null}
          place={member ? desk.staff.indexOf(member) + 1 : desk.staff.length + 1}
          count={desk.staff.length}
        />
      ),
    };
  return null;
}

function StaffRows({ page, desk }: { readonly page: Page; readonly desk: Desk }) {
  const { t, at, here } = page;
  return (
    <ul className="rows">
      {desk.staff.map((member) => (
        <li key={member.id} className="grid gap-2 py-4">
          <StaffList page={page} staff={[member]} />
          {desk.mayManage && desk.open ? (
            <div className="flex flex-wrap gap-x-5">
              <a
                className="inline-block py-1"
                href={at(`/organize/events/${desk.slug}/sessions?staff=${member.id}#form`)}
              >
                {t("sessions.edit")} <span className="visually-hidden">{member.fullName ?? member.role}</span>
              </a>
              <Form state={{ t, here, refused: null }} action="remove-staff" className="inline" summary={false}>
                <input type="hidden" name="event" value={desk.slug} />
                <input type="hidden" name="staff" value={member.id} />
                <button type="submit" className="link-button">
                  {t("sessions.remove-staff")} <span className="visually-hidden">{member.fullName ?? member.role}</span>
                </button>
              </Form>
            </div>
          ) : null}
        </li>
      ))}
    </ul>
  );
}
