import { randomUUID } from "node:crypto";
import type { Metadata } from "next";
import { LayerText } from "@/components/reading/layer-text";
import { Form, TextField, typed } from "@/components/ui/form";
import { drawn } from "@/lib/entry/drawn";
import { type PageProps, readPage, readRefusedForm } from "@/lib/entry/page";
import { languageNames } from "@/lib/format/languages";
import { loadClone } from "@/lib/organizing/clone/loaders";

type Props = PageProps<{ slug: string }>;

export async function generateMetadata(props: Props): Promise<Metadata> {
  return { title: (await readPage(props)).t("organize.clone.title"), robots: { index: false } };
}

export default async function CloneEventPage(props: Props) {
  const page = await readPage(props);
  const { t, at, here, language, params } = page;
  const event = await loadClone(params.slug, language);
  const state = { t, here, refused: await readRefusedForm(page) };
  const [first] = event.texts;
  return drawn(
    <div className="grid gap-6">
      <p className="eyebrow">{t("organize.clone.title")}</p>
      <h1>
        {first ? <LayerText layer={{ text: first.title, language: first.language }} language={language} /> : null}
      </h1>
      <p className="lede measure">{t("organize.clone.lede", { newest: event.newestEdition, own: event.edition })}</p>
      {/* The new event's id is made here, so that a second click on the button makes no second event. */}
      <Form state={state} action="clone-event" className="grid max-w-3xl gap-6">
        <input type="hidden" name="event" value={event.slug} />
        <input type="hidden" name="id" value={typed(state, "id", randomUUID())} />
        {event.texts.map(({ language: code, title }) => (
          <TextField
            key={code}
            state={state}
            name={`title_${code}`}
            label={t("organize.field.title-in", { language: `\u2068${languageNames[code] ?? code}\u2069` })}
            value={title}
            dir="auto"
            required
          />
        ))}
        <TextField
          state={state}
          name="reference"
          label={t("organize.field.reference")}
          hint={t("organize.field.reference.hint")}
          value=""
          dir="auto"
          required
        />
        <p className="flex flex-wrap items-center gap-x-6 gap-y-3">
          <button type="submit" className="button">
            {t("organize.clone.submit")}
          </button>
          <a className="inline-block py-1" href={at(`/organize/events/${event.slug}`)}>
            {t("common.back")}
          </a>
        </p>
      </Form>
    </div>,
  );
}
