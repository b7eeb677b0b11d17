import type { Metadata } from "next";
import { EventForm } from "@/components/organizing/event-form";
import { LayerText } from "@/components/reading/layer-text";
import { ProblemSummary, typed } from "@/components/ui/form";
import type { MessageKey } from "@/lib/content/messages";
import { type PageProps, readPage, readRefusedForm } from "@/lib/entry/page";
import { formatInstant, formatList } from "@/lib/format/dates";
import { loadEventForm } from "@/lib/organizing/loaders";

type Props = PageProps<{ slug: string }>;

export async function generateMetadata(props: Props): Promise<Metadata> {
  return { title: (await readPage(props)).t("organize.form.edit-title"), robots: { index: false } };
}

const hints = {
  published: "organize.form.published-hint",
  "in-review": "organize.form.review-hint",
  draft: "organize.form.draft-hint",
} as const;

const labelOf = (field: string): MessageKey =>
  `organize.field.${field.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}` as MessageKey;

export default async function EditEventPage(props: Props) {
  const page = await readPage(props);
  const { t, at, here, language, params } = page;
  const { actor, ...view } = await loadEventForm(params.slug, language);
  const { event, settings } = view;
  const state = { t, here, refused: await readRefusedForm(page) };
  if (!event) return null;
  const conflict = state.refused?.problems.some(({ key }) => key === "problem.event.changed-meanwhile") ?? false;
  const shown = typed(state, "revision", event.revision.toString());
  const missed = conflict ? event.changes.filter(({ revision }) => revision > Number(shown)) : [];
  return (
    <div className="grid gap-6">
      <p className="eyebrow">{t("organize.form.edit-title")}</p>
      <h1>
        <LayerText layer={{ text: settings.title, language: settings.textLanguage }} language={language} />
      </h1>
      {event.state in hints ? (
        <>
          <p className="measure">{t(hints[event.state as keyof typeof hints])}</p>
          <ProblemSummary state={state} />
          {missed.length > 0 ? (
            <section className="notice caution" aria-labelledby="missed">
              <h2 id="missed" className="font-sans! text-base!">
                {t("organize.form.changes")}
              </h2>
              <ul className="mt-1">
                {missed.map(({ revision, at: changedAt, by, fields }) => (
                  <li key={revision}>
                    {t("organize.form.change", {
                      time: formatInstant(changedAt, language, actor.zone),
                      name: by,
                      fields: formatList(
                        fields.map((field) => t(labelOf(field))),
                        language,
                      ),
                    })}
                  </li>
                ))}
              </ul>
            </section>
          ) : null}
          {/* After a conflict was shown, saving again is a decision; after any other problem the first revision still counts. */}
          <EventForm
            page={page}
            state={state}
            view={view}
            action="edit-event"
            identity={{
              event: event.slug,
              revision: conflict ? event.revision.toString() : shown,
              language: settings.textLanguage,
            }}
            back={`/organize/events/${event.slug}`}
          />
        </>
      ) : (
        <>
          <p>{t("organize.form.closed")}</p>
          <p>
            <a href={at(`/organize/events/${event.slug}`)}>{t("common.back")}</a>
          </p>
        </>
      )}
    </div>
  );
}
