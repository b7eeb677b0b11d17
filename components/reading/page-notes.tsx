import { Form, type FormState, TextArea, TextField } from "@/components/ui/form";
import type { Page } from "@/lib/entry/page";
import { formatInstant } from "@/lib/format/dates";
import { directionOf } from "@/lib/format/languages";
import type { PageNote } from "@/lib/reading/notes/types";
import { pathOfPlace } from "@/lib/reading/rules";
import type { LessonReading } from "@/lib/reading/views";

type Props = { readonly page: Page; readonly state: FormState; readonly reading: LessonReading };

const withNote = (path: string, id: string): string => `${path}${path.includes("?") ? "&" : "?"}note=${id}#write-note`;

/** A reader's own notes and highlights on a page, and the form that adds to them or changes one. */
export function PageNotes({ page, state, reading }: Props) {
  const { t } = page;
  const { event, place, notes, zone } = reading;
  if (!notes) return null;
  const edited = notes.find(({ id }) => id === page.query.note) ?? null;
  const path = pathOfPlace(event.slug, place);
  return (
    <section id="notes" aria-labelledby="notes-title" className="reader-indent grid gap-4">
      <div className="grid gap-1">
        <h2 id="notes-title">{t("notes.on-page")}</h2>
        <p className="small muted">
          {t("notes.private")}{" "}
          <a className="no-print" href={page.at("/account/notes")}>
            {t("notes.all")}
          </a>
        </p>
      </div>
      {notes.length > 0 ? (
        <ul className="notes measure" data-notes="">
          {notes.map((note) => (
            <NoteItem key={note.id} page={page} note={note} path={path} zone={zone} />
          ))}
        </ul>
      ) : null}
      <details className="no-print" id="write-note" open={edited !== null || state.refused !== null}>
        <summary>{t(edited ? "notes.change" : "notes.write")}</summary>
        <Form state={state} action="save-note" className="grid gap-4 py-3">
          <input type="hidden" name="event" value={event.slug} />
          <input type="hidden" name="module" value={place.module.slug} />
          <input type="hidden" name="lesson" value={place.lesson.slug} />
          <input type="hidden" name="number" value={place.page} />
          <input type="hidden" name="textLanguage" value={reading.page.language} />
          {edited ? (
            <>
              <input type="hidden" name="note" value={edited.id} />
              {edited.quote === null ? null : <Quote page={page} note={edited} />}
            </>
          ) : (
            <TextField
              state={state}
              name="noteQuote"
              label={t("notes.passage")}
              hint={t("notes.passage-hint")}
              maxLength={1000}
              dir="auto"
            />
          )}
          <TextArea state={state} name="noteBody" label={t("notes.body")} rows={4} value={edited?.body} />
          <p className="flex flex-wrap items-center gap-x-5 gap-y-2">
            <button type="submit" className="button quiet">
              {t("notes.save")}
            </button>
            {edited ? <a href={`${page.at(path)}#note-${edited.id}`}>{t("notes.leave")}</a> : null}
          </p>
        </Form>
      </details>
      <fieldset id="note-tools" className="note-tools no-print" aria-label={t("notes.selected")} hidden>
        <button type="button" className="button" data-do="highlight">
          {t("notes.highlight")}
        </button>
        <button type="button" className="button quiet" data-do="note">
          {t("notes.highlight-note")}
        </button>
      </fieldset>
    </section>
  );
}

function Quote({
  page: { language },
  note,
}: {
  readonly page: Page;
  readonly note: Pick<PageNote, "quote" | "language">;
}) {
  return (
    <blockquote
      className="note-quote"
      lang={note.language === language ? undefined : note.language}
      dir={note.language === language ? undefined : directionOf(note.language)}
    >
      {note.quote}
    </blockquote>
  );
}

type ItemProps = { readonly page: Page; readonly note: PageNote; readonly path: string; readonly zone: string };

function NoteItem({ page, note, path, zone }: ItemProps) {
  const { t, at, here, language } = page;
  return (
    <li id={`note-${note.id}`} data-note={note.earlier ? undefined : note.id} className="grid gap-1">
      {note.quote === null ? null : <Quote page={page} note={note} />}
      {note.body ? (
        <p className="whitespace-pre-line" dir="auto">
          {note.body}
        </p>
      ) : null}
      {note.earlier ? <p className="small muted">{t("notes.earlier")}</p> : null}
      <div className="small muted flex flex-wrap items-baseline gap-x-4">
        <span className="nums">{formatInstant(note.updatedAt, language, zone)}</span>
        <a className="no-print inline-block py-1" href={at(withNote(path, note.id))}>
          {t("notes.edit")}
        </a>
        <Form state={{ t, here, refused: null }} action="delete-note" className="no-print">
          <input type="hidden" name="note" value={note.id} />
          <button type="submit" className="link-button">
            {t("notes.delete")}
          </button>
        </Form>
      </div>
    </li>
  );
}
