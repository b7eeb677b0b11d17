import type { ReactNode } from "react";
import { CitationStanding } from "@/components/library/citation-standing";
import type { Page } from "@/lib/entry/page";
import { citationPath } from "@/lib/library/rules";
import type { LessonCitation, LessonPage } from "@/lib/reading/types";
import { Video } from "./video";

type Props = { readonly page: Page; readonly lesson: Pick<LessonPage, "resources" | "citations"> };

/** What a lesson offers to look at, and what it rests on; the numbers are those in the text. */
export function LessonSources({ page, lesson: { resources, citations } }: Props) {
  const { t, at } = page;
  return (
    <>
      {resources.length > 0 ? (
        <section aria-labelledby="resources" className="reader-indent grid gap-3">
          <h2 id="resources">{t("reading.resources")}</h2>
          <ul className="bullets measure">
            {resources.map(({ title, kind, symbol, video }) => (
              <li key={title}>
                <Source page={page}>{title}</Source>{" "}
                <span className="small muted">
                  ({t(`reading.resource.${kind}`)}
                  {video ? null : <> · {symbol ? <DocumentLink at={at} symbol={symbol} /> : t("common.no-link")}</>})
                </span>
                {video ? <Video page={page} title={title} video={video} /> : null}
              </li>
            ))}
          </ul>
        </section>
      ) : null}
      {citations.length > 0 ? (
        <section aria-labelledby="citations" className="grid gap-3">
          <h2 id="citations" className="reader-indent">
            {t("reading.citations")}
          </h2>
          <ol>
            {citations.map((citation) => (
              <Citation key={citation.number} page={page} citation={citation} />
            ))}
          </ol>
        </section>
      ) : null}
    </>
  );
}

/** Documents are referred to in English, as the library lists them. */
function Source({ page: { language }, children }: { readonly page: Page; readonly children: ReactNode }) {
  if (language === "en") return children;
  return (
    <span lang="en" dir="ltr">
      {children}
    </span>
  );
}

function DocumentLink({ at, symbol }: Pick<Page, "at"> & { readonly symbol: string }) {
  return (
    <a href={at(citationPath({ symbol, part: null, locator: null }))} dir="ltr" className="inline-block">
      {symbol}
    </a>
  );
}

function Citation({ page, citation }: { readonly page: Page; readonly citation: LessonCitation }) {
  const { number, symbol, documentTitle, part, locator } = citation;
  const where = [part, locator].filter((word) => word !== null).join(", ");
  return (
    <li id={`citation-${number}`} className="numbered pair citation py-1.5">
      <span className="number">{number}</span>
      <div className="measure">
        <Source page={page}>
          <a href={page.at(citationPath(citation))} dir="ltr" className="inline-block">
            {symbol}
          </a>
          {where ? `, ${where}` : ""}. {documentTitle}
        </Source>{" "}
        <CitationStanding page={page} citation={citation} />
      </div>
    </li>
  );
}
