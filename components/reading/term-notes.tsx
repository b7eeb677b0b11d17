import type { Page } from "@/lib/entry/page";
import { directionOf } from "@/lib/format/languages";
import type { LinkedTerm } from "@/lib/reading/terms/types";
import { LayerText } from "./layer-text";

type Props = { readonly page: Pick<Page, "t" | "at" | "language">; readonly terms: readonly LinkedTerm[] };

/** The notes that the terms of a page open, each beside its word; a browser that opens none shows them under the text. */
export function TermNotes({ page: { t, at, language }, terms }: Props) {
  return terms.map(({ slug, title, english, abbreviation, definition }) => (
    <div key={slug} id={`term-${slug}`} popover="auto" className="term-note" role="note" aria-label={title.text}>
      <p className="font-semibold">
        <LayerText layer={title} language={language} />
        {abbreviation && abbreviation !== title.text ? (
          <>
            {" "}
            (<bdi>{abbreviation}</bdi>)
          </>
        ) : null}
      </p>
      {english ? (
        <p className="small muted" lang="en" dir="ltr">
          {english}
        </p>
      ) : null}
      <p lang={language === "en" ? undefined : "en"} dir={language === "en" ? undefined : directionOf("en")}>
        {definition}
      </p>
      <p className="small">
        <a href={at(`/glossary#${slug}`)}>{t("reading.term.glossary")}</a>
      </p>
    </div>
  ));
}
