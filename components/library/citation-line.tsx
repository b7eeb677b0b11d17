import type { Page } from "@/lib/entry/page";
import { documentAnchor } from "@/lib/library/rules";
import type { CitationView } from "@/lib/library/types";
import { SourceText } from "./source-text";

type Props = { readonly page: Pick<Page, "t" | "at" | "language">; readonly citation: CitationView };

/** A citation: symbol, part and locator, linked to the document in the library; says so while nobody has checked it. */
export function CitationLine({ page: { t, at, language }, citation: { symbol, part, locator, checked } }: Props) {
  return (
    <>
      <span dir="ltr">
        <a href={`${at("/library")}#${documentAnchor(symbol)}`}>
          <code>{symbol}</code>
        </a>
        {[part, locator].map((place) =>
          place ? (
            <SourceText key={place} page={language} language="en">
              , {place}
            </SourceText>
          ) : null,
        )}
      </span>
      {checked ? null : <span className="muted"> ({t("common.not-checked")})</span>}
    </>
  );
}
