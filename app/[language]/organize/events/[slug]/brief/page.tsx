import type { Metadata } from "next";
import { LayerText } from "@/components/reading/layer-text";
import { Form, type FormState, ProblemSummary, TextArea, TextField, typed } from "@/components/ui/form";
import { drawn } from "@/lib/entry/drawn";
import { type Page, type PageProps, readPage, readRefusedForm } from "@/lib/entry/page";
import { formatInstant } from "@/lib/format/dates";
import { loadBriefDesk } from "@/lib/reading/brief/loaders";
import { fixedStates } from "@/lib/reading/brief/rules";
import type { BriefDesk, BriefField, SavedEntry } from "@/lib/reading/brief/types";

type Props = PageProps<{ slug: string }>;

export async function generateMetadata(props: Props): Promise<Metadata> {
  return { title: (await readPage(props)).t("brief.title"), robots: { index: false } };
}

export default async function BriefDeskPage(props: Props) {
  const page = await readPage(props);
  const { t, at, here, params, language, query } = page;
  const desk = await loadBriefDesk(params.slug, language);
  const { event, brief, digest } = desk;
  const state = { t, here, refused: await readRefusedForm(page) };
  const changed = typeof query.count === "string" && /^\d{1,3}$/.test(query.count) ? Number(query.count) : 0;
  return drawn(
    <div className="grid gap-8">
      <header className="grid gap-3">
        <p>
          <a className="inline-block py-1 small" href={at(`/organize/events/${event.slug}`)}>
            <LayerText layer={event.title} language={language} />
          </a>
        </p>
        <h1>{t("brief.title")}</h1>
        <p className="lede measure">{t("brief.desk.lede")}</p>
        <ul className="bullets measure">
          <li>
            {t("brief.desk.rule-source")} {t("brief.desk.source-hint")}
          </li>
          <li>{t("brief.desk.rule-functions")}</li>
          <li>{t("brief.desk.rule-weak")}</li>
        </ul>
        <p className="nums">
          {t("brief.filled", { filled: brief.filled, total: brief.total })}{" "}
          <a href={at(`/learn/${event.slug}/brief`)}>{t("brief.desk.see")}</a>
        </p>
        {query.done === "saved" && !state.refused ? (
          <p className="notice affirm measure" role="status">
            {t("brief.done.saved", { count: changed })}
          </p>
        ) : null}
        <ProblemSummary state={state} />
      </header>
      {fixedStates.includes(event.state) ? (
        <p className="notice measure">{t("problem.brief.fixed")}</p>
      ) : (
        <Form state={state} action="save-brief" className="grid gap-10" summary={false}>
          <input type="hidden" name="event" value={event.slug} />
          <input type="hidden" name="shown" value={digest} />
          {brief.groups.map(({ title, fields }) => (
            <section key={title} className="grid gap-6">
              <h2>{title}</h2>
              {fields.map((field) => (
                <DeskField key={field.slug} page={page} state={state} field={field} zone={desk.zone} />
              ))}
            </section>
          ))}
          <p>
            <button type="submit" className="button">
              {t("brief.desk.save")}
            </button>
          </p>
        </Form>
      )}
    </div>,
  );
}

type FieldProps = {
  readonly page: Page;
  readonly state: FormState;
  readonly field: BriefField<SavedEntry>;
  readonly zone: BriefDesk["zone"];
};

function DeskField({ page: { t, language }, state, field: { slug, number, label, help, entry }, zone }: FieldProps) {
  const [text, source] = [`text_${slug}`, `source_${slug}`];
  // Somebody else saved another text meanwhile: both are on the page, and neither is lost.
  const differs =
    entry !== null &&
    state.refused !== null &&
    (typed(state, text) !== entry.text || typed(state, source) !== entry.source);
  return (
    <fieldset className="grid gap-3 border-t border-rule pt-3">
      <legend className="legend float-start w-full">
        <span className="nums">{number}.</span> {label}
      </legend>
      <div className="clear-both grid items-start gap-x-8 gap-y-3 lg:grid-cols-2">
        <TextArea state={state} name={text} label={help} rows={3} value={entry?.text} />
        <TextField state={state} name={source} label={t("brief.desk.source")} dir="auto" value={entry?.source} />
      </div>
      {differs ? (
        <div className="notice small measure">
          <p>{t("brief.desk.stored")}</p>
          <p className="whitespace-pre-line" dir="auto">
            {entry.text}
          </p>
          <p dir="auto">{entry.source}</p>
        </div>
      ) : null}
      {entry ? (
        <p className="small muted">
          {t("brief.desk.saved-by", {
            name: `\u2068${entry.savedBy}\u2069`,
            time: formatInstant(entry.savedAt, language, zone),
          })}
        </p>
      ) : null}
    </fieldset>
  );
}
