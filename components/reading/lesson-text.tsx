import type { Page } from "@/lib/entry/page";
import { directionOf, localeOf } from "@/lib/format/languages";
import type { LessonReading } from "@/lib/reading/views";
import { TermNotes } from "./term-notes";

type Props = { readonly page: Page; readonly reading: LessonReading };

/** The text of a page in the language it is in, which it says where that is not the language of the interface. */
export function LessonText({ page: view, reading: { place, page, terms } }: Props) {
  const { t, language } = view;
  const title = place.lesson.pages.find(({ number }) => number === place.page)?.title;
  const isOther = page.language !== language;
  return (
    <>
      {isOther ? (
        <p className="notice reader-notice">
          {t("common.untranslated", {
            language:
              new Intl.DisplayNames(localeOf(language), { type: "language" }).of(page.language) ?? page.language,
          })}
        </p>
      ) : null}
      {/* English is what lessons are written in; every other layer is a translation of it. */}
      {page.language !== "en" && !page.translationReviewed ? (
        <p className="notice reader-notice">{t("reading.translation-not-reviewed")}</p>
      ) : null}
      {page.contested ? <p className="notice reader-notice">{t("reading.contested")}</p> : null}
      <div
        className="reader-indent grid gap-5"
        lang={isOther ? page.language : undefined}
        dir={isOther ? directionOf(page.language) : undefined}
      >
        {title ? <h2>{title.text}</h2> : null}
        {/* biome-ignore lint/security/noDangerouslySetInnerHtml: made at import from our own content's Markdown with raw HTML switched off, never from what a visitor typed */}
        <div id="text" className="prose" dangerouslySetInnerHTML={{ __html: page.html }} />
      </div>
      {terms.length > 0 ? (
        <div className="reader-indent grid gap-4">
          <TermNotes page={view} terms={terms} />
        </div>
      ) : null}
    </>
  );
}
