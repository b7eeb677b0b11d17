import type { Page } from "@/lib/entry/page";
import type { NormView } from "@/lib/library/norms/types";
import { CitationLine } from "../citation-line";
import { SourceText } from "../source-text";

type Props = { readonly page: Pick<Page, "t" | "at" | "language">; readonly norm: NormView };

/** A norm in plain words, its letter in the margin: what a response team does about it, where it is learned, and its sources. */
export function NormEntry({ page, norm }: Props) {
  const { t, at, language } = page;
  const { letter, title, plain, csirt, lessons, citations, language: written } = norm;
  return (
    <li id={`norm-${letter}`} className="numbered">
      <p className="number text-[1.15rem]!">
        <a href={`#norm-${letter}`} dir="ltr">
          ({letter})
        </a>
      </p>
      <div className="grid gap-3">
        <SourceText as="h3" page={language} language={written}>
          {title}
        </SourceText>
        <SourceText as="p" page={language} language={written} className="measure">
          {plain}
        </SourceText>
        <h4 className="legend">{t("norms.csirt")}</h4>
        <ul className="bullets measure">
          {csirt.map((habit) => (
            <SourceText key={habit} as="li" page={language} language={written}>
              {habit}
            </SourceText>
          ))}
        </ul>
        <details className="in-print">
          <summary className="py-0.5 font-semibold">{t("norms.lessons", { count: lessons.length })}</summary>
          <ul className="small mt-1 grid gap-1">
            {lessons.map((lesson) => (
              <li key={`${lesson.module}/${lesson.slug}`}>
                <SourceText
                  as="a"
                  page={language}
                  language={lesson.language}
                  href={at(lesson.own?.path ?? `/modules/${lesson.module}#${lesson.slug}`)}
                >
                  {lesson.title}
                </SourceText>{" "}
                <span className="muted">
                  {lesson.own
                    ? t("norms.progress", { read: lesson.own.read, total: lesson.pages })
                    : t("module-list.pages", { count: lesson.pages })}
                </span>
              </li>
            ))}
          </ul>
        </details>
        <ul className="small grid gap-1" aria-label={t("glossary.sources")}>
          {citations.map((citation) => (
            <li key={`${citation.symbol} ${citation.locator}`}>
              <CitationLine page={page} citation={citation} />
            </li>
          ))}
        </ul>
      </div>
    </li>
  );
}
