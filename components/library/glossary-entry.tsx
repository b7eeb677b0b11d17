import type { Page } from "@/lib/entry/page";
import { directionOf, localeOf } from "@/lib/format/languages";
import type { TermView } from "@/lib/library/types";
import { CitationLine } from "./citation-line";
import { Particulars } from "./particulars";
import { SourceText } from "./source-text";

type Props = { readonly page: Pick<Page, "t" | "at" | "language">; readonly term: TermView };

/** A term, what it means here, what it is called in other languages, which lessons use it, and what backs it. */
export function GlossaryEntry({ page, term }: Props) {
  const { t, at, language } = page;
  return (
    <article id={term.slug} className="grid gap-2">
      <h3>
        <SourceText
          as="a"
          page={language}
          language="en"
          href={`#${term.slug}`}
          className="text-ink no-underline hover:underline"
        >
          {term.term}
        </SourceText>
        {term.abbreviation ? (
          <>
            {" "}
            <abbr className="font-sans text-[0.86rem] font-normal text-ink-muted no-underline" dir="ltr">
              {term.abbreviation}
            </abbr>
          </>
        ) : null}
      </h3>
      <SourceText as="p" page={language} language="en" className="measure">
        {term.definition}
      </SourceText>
      {term.equivalents.length > 0 ? (
        <Particulars
          facts={term.equivalents.map(({ language: other, text }) => ({
            name: new Intl.DisplayNames([localeOf(language)], { type: "language" }).of(other) ?? other,
            value: (
              <span lang={other} dir={directionOf(other)}>
                {text}
              </span>
            ),
            size: "wide",
          }))}
        />
      ) : null}
      {term.lessons.length > 0 ? (
        <details className="small in-print">
          <summary className="py-0.5">{t("glossary.lessons", { count: term.lessons.length })}</summary>
          <ul className="bullets mt-1">
            {term.lessons.map((lesson) => (
              <li key={`${lesson.module}/${lesson.slug}`}>
                <SourceText
                  as="a"
                  page={language}
                  language={lesson.language}
                  href={at(`/modules/${lesson.module}#${lesson.slug}`)}
                >
                  {lesson.title}
                </SourceText>
              </li>
            ))}
          </ul>
        </details>
      ) : null}
      {term.citations.length > 0 ? (
        <ul className="small grid gap-1" aria-label={t("glossary.sources")}>
          {term.citations.map((citation) => (
            <li key={`${citation.symbol} ${citation.part} ${citation.locator}`}>
              <CitationLine page={page} citation={citation} />
            </li>
          ))}
        </ul>
      ) : null}
    </article>
  );
}
