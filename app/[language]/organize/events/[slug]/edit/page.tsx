import type { Metadata } from "next";
import { Differences } from "@/components/organizing/differences";
import { EventForm } from "@/components/organizing/event-form";
import { fieldLabel } from "@/components/organizing/field-words";
import { LayerText } from "@/components/reading/layer-text";
import { Form, ProblemSummary, typed } from "@/components/ui/form";
import type { Refused } from "@/lib/entry/define-form";
import { drawn } from "@/lib/entry/drawn";
import { type Page, type PageProps, readPage, readRefusedForm } from "@/lib/entry/page";
import { formatInstant, formatList } from "@/lib/format/dates";
import { loadEventForm } from "@/lib/organizing/loaders";
import { differingFields, typedFieldsOf } from "@/lib/organizing/schema";
import type { EventFormView } from "@/lib/organizing/types";

type Props = PageProps<{ slug: string }>;

export async function generateMetadata(props: Props): Promise<Metadata> {
  return { title: (await readPage(props)).t("organize.form.edit-title"), robots: { index: false } };
}

const hints = {
  published: "organize.form.published-hint",
  "in-review": "organize.form.review-hint",
  draft: "organize.form.draft-hint",
} as const;

export default async function EditEventPage(props: Props) {
  const page = await readPage(props);
  const { t, at, language, params } = page;
  const { actor, now, ...view } = await loadEventForm(params.slug, language);
  const { event, settings } = view;
  if (!event) return null;
  const refused = await readRefusedForm(page);
  return drawn(
    <div className="grid gap-6">
      <p className="eyebrow">{t("organize.form.edit-title")}</p>
      <h1>
        <LayerText layer={{ text: settings.title, language: settings.textLanguage }} language={language} />
      </h1>
      {event.state in hints ? (
        <>
          <p className="measure">{t(hints[event.state as keyof typeof hints])}</p>
          <Editing page={page} refused={refused} view={view} event={event} zone={actor.zone} now={now} />
        </>
      ) : (
        <>
          <p>{t("organize.form.closed")}</p>
          <p>
            <a href={at(`/organize/events/${event.slug}`)}>{t("common.back")}</a>
          </p>
        </>
      )}
    </div>,
  );
}

type EditingProps = {
  readonly page: Page;
  readonly refused: Refused | null;
  readonly view: EventFormView;
  readonly event: NonNullable<EventFormView["event"]>;
  /** The organizer's own zone. */
  readonly zone: string;
  readonly now: Date;
};

/** The form with what was typed: refused a moment ago, or kept from another day; and what others saved in the meantime. */
function Editing({ page, refused, view, event, zone, now }: EditingProps) {
  const { t, here, language, query } = page;
  const { draft } = event;
  const restored = !refused && draft !== null && query.draft === "restore";
  const state = { t, here, refused: restored ? { values: draft.values, problems: [] } : refused };
  const conflict = refused?.problems.some(({ key }) => key === "problem.event.changed-meanwhile") ?? false;
  const shown = restored ? draft.revision : Number(typed(state, "revision", event.revision.toString()));
  const missed = conflict || restored ? event.changes.filter(({ revision }) => revision > shown) : [];
  const differences =
    missed.length > 0 ? differingFields(typedFieldsOf(view.settings), state.refused?.values ?? {}) : [];
  // A draft that was neither taken up nor dropped stays as it is: typing into the event's own values would replace it.
  const undecided = draft !== null && !restored && !refused;
  // After others' changes were shown, saving is a decision; after any other problem the first revision still counts.
  const revision = missed.length > 0 ? event.revision : shown;
  return (
    <>
      {refused ? <ProblemSummary state={state} /> : null}
      {query.done === "dropped" && !draft && !refused ? (
        <p className="notice affirm measure">{t("organize.draft.dropped")}</p>
      ) : null}
      {draft && !refused ? (
        <DraftNotice page={page} event={event} draft={draft} restored={restored} zone={zone} />
      ) : null}
      {missed.length > 0 ? (
        <section className="notice caution grid gap-3" aria-labelledby="missed">
          <h2 id="missed" className="font-sans! text-base!">
            {t("organize.form.changes")}
          </h2>
          <ul>
            {missed.map(({ revision: number, at: changedAt, by, fields }) => (
              <li key={number}>
                {t("organize.form.change", {
                  time: formatInstant(changedAt, language, zone),
                  name: `\u2068${by}\u2069`,
                  fields: formatList(
                    fields.map((field) => fieldLabel(t, field)),
                    language,
                  ),
                })}
              </li>
            ))}
          </ul>
          <Differences page={page} differences={differences} />
        </section>
      ) : null}
      <div
        {...(undecided
          ? {}
          : {
              id: "autosave",
              "data-api": `/api/events/${event.slug}/draft`,
              "data-revision": revision.toString(),
              "data-language": language,
              "data-zone": zone,
              "data-word-kept": t("organize.draft.kept", { time: "{time}" }),
              "data-word-failed": t("organize.draft.failed", { time: "{time}" }),
              "data-word-refused": t("organize.draft.refused"),
            })}
      >
        <EventForm
          page={page}
          state={state}
          view={view}
          action="edit-event"
          identity={{ event: event.slug, revision: revision.toString(), language: view.settings.textLanguage }}
          back={`/organize/events/${event.slug}`}
          now={now}
        />
        <div className="numbered mt-3">
          <p data-state="" aria-live="polite" className="small muted md:col-start-2" />
        </div>
      </div>
      {undecided ? null : <script src="/scripts/autosave.js" async />}
    </>
  );
}

/** What was typed on another day and not saved: taken up, or dropped. */
function DraftNotice({
  page: { t, at, here, language },
  event: { slug },
  draft: { savedAt },
  restored,
  zone,
}: {
  readonly page: Page;
  readonly event: { readonly slug: string };
  readonly draft: { readonly savedAt: Date };
  readonly restored: boolean;
  readonly zone: string;
}) {
  const time = formatInstant(savedAt, language, zone);
  return (
    <div className="notice caution measure grid gap-3">
      <p>{t(restored ? "organize.draft.restored" : "organize.draft.found", { time })}</p>
      <div className="flex flex-wrap items-center gap-3">
        {restored ? null : (
          <a className="button" href={at(`/organize/events/${slug}/edit?draft=restore`)}>
            {t("organize.draft.restore")}
          </a>
        )}
        <Form state={{ t, here, refused: null }} action="drop-event-draft" className="" summary={false}>
          <input type="hidden" name="event" value={slug} />
          <button type="submit" className="button quiet">
            {t("organize.draft.drop")}
          </button>
        </Form>
      </div>
    </div>
  );
}
