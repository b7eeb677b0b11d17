import type { Page } from "@/lib/entry/page";
import { citationPath } from "@/lib/library/rules";
import type { CitationView } from "@/lib/library/types";
import { CitationStanding } from "./citation-standing";
import { SourceText } from "./source-text";

type Props = { readonly page: Pick<Page, "t" | "at" | "language">; readonly citation: CitationView };

/** A citation: symbol, part and locator, linked to that place of the document's page; and whether anybody has checked it. */
export function CitationLine({ page, citation }: Props) {
  const { symbol, part, locator } = citation;
  return (
    <>
      <span dir="ltr">
        <a href={page.at(citationPath(citation))}>
          <code>{symbol}</code>
        </a>
        {[part, locator].map((place) =>
          place ? (
            <SourceText key={place} page={page.language} language="en">
              , {place}
            </SourceText>
          ) : null,
        )}
      </span>{" "}
      <CitationStanding page={page} citation={citation} />
    </>
  );
}
