import type { Metadata } from "next";
import { EventHead } from "@/components/admission/event-head";
import { ImportReportView } from "@/components/admission/imports/import-report";
import { LettersLanguage } from "@/components/admission/letters-language";
import { Field, Form, type FormState, ProblemSummary, Select, TextArea, TextField, typed } from "@/components/ui/form";
import { loadImport } from "@/lib/admission/imports/loaders";
import { MOST_BYTES, MOST_ROWS } from "@/lib/admission/imports/read-file";
import { columns } from "@/lib/admission/imports/types";
import { INVITATION_DAYS, LONGEST_INVITATION_DAYS } from "@/lib/admission/invitations/rules";
import type { MessageKey } from "@/lib/content/messages";
import { drawn } from "@/lib/entry/drawn";
import { type Page, type PageProps, readPage, readRefusedForm } from "@/lib/entry/page";
import { formatInstant } from "@/lib/format/dates";

type Props = PageProps<{ slug: string }>;

export async function generateMetadata(props: Props): Promise<Metadata> {
  return { title: (await readPage(props)).t("import.title"), robots: { index: false } };
}

export default async function ImportPage(props: Props) {
  const page = await readPage(props);
  const { t, here, language, params, query } = page;
  const refused = await readRefusedForm(page);
  const { page: event, report, kind } = await loadImport(params.slug, language, refused?.values);
  const state = { t, here, refused };
  const done = query.done === "participants" || query.done === "nominations" ? query.done : null;
  const count = typeof query.count === "string" && /^\d{1,4}$/.test(query.count) ? Number(query.count) : 0;
  return drawn(
    <div className="grid gap-10">
      <div className="grid gap-4">
        <EventHead page={page} event={event} title={t("import.title")}>
          {t("import.lede")}
        </EventHead>
        {done && !refused ? (
          <p className="notice affirm measure">{t(`import.done.${done}` satisfies MessageKey, { count })}</p>
        ) : null}
        {refused && refused.problems.length > 0 ? <ProblemSummary state={state} /> : null}
        <p className="nums">
          {event.seatsFree === null
            ? t("admission.seats-unlimited")
            : t("import.seats-free", { free: event.seatsFree })}
        </p>
      </div>
      {report && kind && typeof query.refused === "string" ? (
        <ImportReportView page={page} state={state} event={event} kind={kind} kept={query.refused} report={report} />
      ) : null}
      {event.state === "published" ? (
        <section aria-labelledby="bring" className="grid gap-4">
          <h2 id="bring">{t(report ? "import.again" : "import.bring")}</h2>
          <ImportForm page={page} state={state} event={event} />
        </section>
      ) : (
        <p className="notice measure">{t("invitations.not-published")}</p>
      )}
      <section aria-labelledby="columns" className="grid gap-4">
        <h2 id="columns">{t("import.columns")}</h2>
        <p className="measure">{t("import.columns-note", { lines: MOST_ROWS, megabytes: MOST_BYTES / 1_000_000 })}</p>
        <div className="table-scroll">
          <table className="table cards">
            <caption className="visually-hidden">{t("import.columns")}</caption>
            <thead>
              <tr>
                <th scope="col">{t("import.column")}</th>
                <th scope="col">{t("import.column-holds")}</th>
              </tr>
            </thead>
            <tbody>
              {columns.map((column) => (
                <tr key={column}>
                  <th scope="row">
                    <code dir="ltr">{column.replace("-", " ")}</code>
                  </th>
                  <td data-label={t("import.column-holds")}>{t(`import.column.${column}` satisfies MessageKey)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </section>
      {event.batches.length > 0 ? (
        <section aria-labelledby="batches" className="grid gap-2">
          <h2 id="batches">{t("import.batches")}</h2>
          <ul className="rows">
            {event.batches.map((batch) => (
              <li key={batch.createdAt.toISOString()}>
                {t(batch.kind === "nominations" ? "import.batch-nominations" : "import.batch", {
                  count: batch.rows,
                  name: `\u2068${batch.by}\u2069`,
                  time: formatInstant(batch.createdAt, language, event.zone),
                })}
              </li>
            ))}
          </ul>
        </section>
      ) : null}
    </div>,
  );
}

type FormProps = {
  readonly page: Page;
  readonly state: FormState;
  readonly event: { readonly slug: string; readonly admission: string };
};

function ImportForm({ page: { t, language }, state, event }: FormProps) {
  const kinds =
    event.admission === "nomination" ? (["nominations", "participants"] as const) : (["participants"] as const);
  return (
    <Form state={state} action="check-import" summary={false} files>
      <input type="hidden" name="event" value={event.slug} />
      <Select
        state={state}
        name="kind"
        label={t("import.kind")}
        options={kinds.map((value) => ({ value, label: t(`import.kind.${value}` satisfies MessageKey) }))}
      />
      <Field state={state} name="file" label={t("import.file")} hint={t("import.file.hint")}>
        {(control) => <input {...control} className="input" type="file" accept=".csv,.tsv,.txt,text/csv,text/plain" />}
      </Field>
      <TextArea state={state} name="text" label={t("import.text")} hint={t("import.text.hint")} rows={8} />
      <LettersLanguage state={state} value={language} />
      <TextField
        state={state}
        name="days"
        label={t("invitations.days")}
        hint={t("invitations.days.hint", { maximum: LONGEST_INVITATION_DAYS })}
        value={typed(state, "days", String(INVITATION_DAYS))}
        inputMode="numeric"
        maxLength={3}
      />
      <p className="flex flex-wrap items-center gap-x-6 gap-y-2">
        <button type="submit" className="button">
          {t("import.check")}
        </button>
        <span className="hint">{t("import.check-note")}</span>
      </p>
    </Form>
  );
}
