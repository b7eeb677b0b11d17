import type { Metadata } from "next";
import { LayerText } from "@/components/reading/layer-text";
import { drawn } from "@/lib/entry/drawn";
import { type Page, type PageProps, readPage } from "@/lib/entry/page";
import { formatInstant } from "@/lib/format/dates";
import { directionOf } from "@/lib/format/languages";
import { loadNotes } from "@/lib/reading/notes/loaders";
import type { Note, NotePlace } from "@/lib/reading/notes/types";

export async function generateMetadata(props: PageProps): Promise<Metadata> {
  return { title: (await readPage(props)).t("notes.title"), robots: { index: false } };
}

export default async function NotesPage(props: PageProps) {
  const page = await readPage(props);
  const { t, at, language } = page;
  const { groups, zone } = await loadNotes(language);
  return drawn(
    <div className="grid gap-8">
      <header className="grid gap-3">
        <p>
          <a className="inline-block py-1 small" href={at("/account")}>
            {t("account.title")}
          </a>
        </p>
        <h1>{t("notes.title")}</h1>
        <p className="lede measure">{t("notes.private")}</p>
        {groups.length > 0 ? (
          <p className="flex flex-wrap gap-x-6 gap-y-1 no-print">
            <a className="inline-block py-1" href="/api/notes.md" download>
              {t("notes.export-markdown")}
            </a>
            <a className="inline-block py-1" href="/api/notes" download="notes.json">
              {t("notes.export-json")}
            </a>
          </p>
        ) : null}
      </header>
      {groups.length === 0 ? (
        <div className="measure grid gap-4">
          <p>{t("notes.none")}</p>
          <p>
            <a className="button quiet" href={at("/learn")}>
              {t("nav.learn")}
            </a>
          </p>
        </div>
      ) : null}
      {groups.map(({ event, lessons }) => (
        <section key={lessons[0]?.place.slug ?? ""} className="grid gap-5">
          <h2>{event ? <LayerText layer={event} language={language} /> : t("notes.elsewhere")}</h2>
          {lessons.map(({ place, notes }) => (
            <section key={`${place.module}/${place.lesson}`} className="grid gap-3 border-t border-rule pt-3">
              <h3>
                {place.number ? <span className="nums">{place.number} </span> : null}
                <LayerText layer={place.title} language={language} />
              </h3>
              <ul className="notes measure">
                {notes.map((note) => (
                  <NoteItem key={note.id} page={page} place={place} note={note} zone={zone} />
                ))}
              </ul>
            </section>
          ))}
        </section>
      ))}
    </div>,
  );
}

type ItemProps = { readonly page: Page; readonly place: NotePlace; readonly note: Note; readonly zone: string };

function NoteItem({ page: { t, at, language }, place: { slug, module, lesson }, note, zone }: ItemProps) {
  const path = `/learn/${slug}/${module}/${lesson}${note.page === 1 ? "" : `?page=${note.page}`}#note-${note.id}`;
  return (
    <li className="grid gap-1">
      {note.quote === null ? null : (
        <blockquote
          className="note-quote"
          lang={note.language === language ? undefined : note.language}
          dir={note.language === language ? undefined : directionOf(note.language)}
        >
          {note.quote}
        </blockquote>
      )}
      {note.body ? (
        <p className="whitespace-pre-line" dir="auto">
          {note.body}
        </p>
      ) : null}
      <p className="small muted flex flex-wrap gap-x-4">
        {slug ? (
          <a className="inline-block py-1" href={at(path)}>
            {t("notes.page", { page: note.page })}
          </a>
        ) : (
          <span>{t("notes.page", { page: note.page })}</span>
        )}
        <span className="nums py-1">{formatInstant(note.updatedAt, language, zone)}</span>
      </p>
    </li>
  );
}
