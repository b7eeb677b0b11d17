import { randomUUID } from "node:crypto";
import type { Metadata } from "next";
import { LayerText } from "@/components/reading/layer-text";
import { CheckGroup } from "@/components/ui/check-group";
import { Form, type FormState, ProblemSummary, Select, TextArea, TextField, typed } from "@/components/ui/form";
import { loadAnnouncements } from "@/lib/admission/announcements/loaders";
import { audiences } from "@/lib/admission/announcements/rules";
import type { AnnouncementsView } from "@/lib/admission/announcements/types";
import { drawn } from "@/lib/entry/drawn";
import { type Page, type PageProps, readPage, readRefusedForm } from "@/lib/entry/page";
import { formatInstant, formatList } from "@/lib/format/dates";
import { directionOf, isLanguage, languageNames, languages } from "@/lib/format/languages";

type Props = PageProps<{ slug: string }>;

export async function generateMetadata(props: Props): Promise<Metadata> {
  return { title: (await readPage(props)).t("announcements.title"), robots: { index: false } };
}

export default async function AnnouncementsPage(props: Props) {
  const page = await readPage(props);
  const { t, at, here, language, params, query } = page;
  const view = await loadAnnouncements(params.slug, language);
  const state = { t, here, refused: await readRefusedForm(page) };
  const sent = typeof query.done === "string" && /^\d{1,6}$/.test(query.done) ? Number(query.done) : null;
  return drawn(
    <div className="grid gap-10">
      <div className="grid gap-4">
        <p>
          <a className="inline-block py-1 small" href={at(`/organize/events/${view.slug}`)}>
            <LayerText layer={{ text: view.title, language: view.language }} language={language} />
          </a>
        </p>
        <h1>{t("announcements.title")}</h1>
        <p className="lede measure">{t("announcements.lede")}</p>
        {sent !== null && !state.refused ? (
          <p className="notice affirm measure" role="status">
            {t("announcements.done", { count: sent })}
          </p>
        ) : null}
      </div>

      <section aria-labelledby="write" className="grid gap-4">
        <h2 id="write">{t("announcements.write")}</h2>
        {view.mayWrite ? <Writing page={page} state={state} view={view} /> : <p>{t("announcements.closed")}</p>}
      </section>

      <section aria-labelledby="past" className="grid gap-2">
        <h2 id="past">{t("announcements.past")}</h2>
        {view.past.length === 0 ? <p>{t("announcements.none")}</p> : <Past page={page} view={view} />}
      </section>
    </div>,
  );
}

/** The form; a letter that was looked at stands above it, with the button that sends it. */
function Writing({
  page: { t, language },
  state,
  view,
}: {
  readonly page: Page;
  readonly state: FormState;
  readonly view: AnnouncementsView;
}) {
  const preview = state.refused?.problems.find(({ key }) => key === "problem.announcement.preview");
  const count = Number(preview?.values?.count ?? 0);
  const written = typed(state, "language", language);
  const options = audiences
    .filter((name) => name === "enrolled" || name === "waiting" || (view.counts[name] ?? 0) > 0)
    .map((value) => ({
      value,
      label: t("announcements.option", {
        state: t(`announcements.audience.${value}`),
        count: view.counts[value] ?? 0,
      }),
    }));
  const audience = state.refused?.values.audience;
  const id = typed(state, "id") || randomUUID();
  return (
    <>
      {preview ? (
        // A form of its own: what is sent is what was looked at.
        <Form state={{ ...state, refused: null }} action="announce" className="notice measure grid gap-3">
          <h3 id="problems">{t("announcements.preview")}</h3>
          <div
            className="grid gap-2 whitespace-pre-wrap wrap-anywhere font-serif"
            lang={written}
            dir={directionOf(written)}
          >
            <p className="font-semibold">{typed(state, "subject")}</p>
            <p>{typed(state, "body")}</p>
          </div>
          <p>
            <strong>{t("announcements.preview.count", { count })}</strong>
          </p>
          <input type="hidden" name="event" value={view.slug} />
          <input type="hidden" name="id" value={id} />
          <input type="hidden" name="language" value={written} />
          <input type="hidden" name="subject" value={typed(state, "subject")} />
          <input type="hidden" name="body" value={typed(state, "body")} />
          {Array.isArray(audience)
            ? audience.map((name: string) => <input key={name} type="hidden" name="audience[]" value={name} />)
            : null}
          {count > 0 ? (
            <p>
              <button type="submit" name="intent" value="send" className="button">
                {t("announcements.send", { count })}
              </button>
            </p>
          ) : null}
        </Form>
      ) : (
        <ProblemSummary state={state} />
      )}
      <Form state={state} action="announce" summary={false}>
        <input type="hidden" name="event" value={view.slug} />
        <input type="hidden" name="id" value={id} />
        <p>{t("announcements.everybody", { count: view.everybody })}</p>
        <CheckGroup
          state={state}
          name="audience"
          legend={t("announcements.audience")}
          hint={t("announcements.audience.hint")}
          options={options}
          chosen={[]}
        />
        <Select
          state={state}
          name="language"
          label={t("announcements.language")}
          hint={t("announcements.language.hint")}
          value={language}
          options={languages.map((value) => ({ value, label: languageNames[value] ?? value }))}
        />
        <TextField
          state={state}
          name="subject"
          label={t("announcements.subject")}
          maxLength={150}
          dir="auto"
          required
        />
        <TextArea
          state={state}
          name="body"
          label={t("announcements.body")}
          hint={t("announcements.body.hint")}
          rows={10}
        />
        <p>
          <button type="submit" name="intent" value="look" className={preview ? "button quiet" : "button"}>
            {t(preview ? "announcements.look-again" : "announcements.look")}
          </button>
        </p>
      </Form>
    </>
  );
}

function Past({ page: { t, language }, view }: { readonly page: Page; readonly view: AnnouncementsView }) {
  return (
    <ul className="rows max-w-3xl">
      {view.past.map(({ id, at, author, audience, language: written, subject, body, recipients }) => (
        <li key={id}>
          <details>
            <summary>
              <span
                className="font-serif text-[1.1rem]"
                lang={written}
                dir={isLanguage(written) ? directionOf(written) : "auto"}
              >
                {subject}
              </span>
              <span className="small muted block">
                {t("announcements.by", {
                  time: formatInstant(at, language, view.zone),
                  name: author,
                  count: recipients,
                })}
              </span>
              <span className="small muted block">
                {audience.length === 0
                  ? t("announcements.to-everybody")
                  : formatList(
                      audience.map((state) => t(`announcements.audience.${state}`)),
                      language,
                    )}
              </span>
            </summary>
            <p
              className="measure mt-3 whitespace-pre-wrap wrap-anywhere border-s-2 border-rule ps-4 font-serif"
              lang={written}
              dir={directionOf(written)}
            >
              {body}
            </p>
          </details>
        </li>
      ))}
    </ul>
  );
}
