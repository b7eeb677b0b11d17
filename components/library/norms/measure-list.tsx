import type { Page } from "@/lib/entry/page";
import type { MeasureView } from "@/lib/library/norms/types";
import { CitationLine } from "../citation-line";
import { SourceText } from "../source-text";

type Props = {
  readonly page: Pick<Page, "t" | "at" | "language">;
  readonly set: MeasureView["set"];
  readonly measures: readonly MeasureView[];
};

/** The numbered measures of one set, each with the place where it stands. */
export function MeasureList({ page, set, measures }: Props) {
  return (
    <ol className="rows mt-4">
      {measures.map(({ number, title, language, citations }) => (
        <li key={number} id={`${set}-${number}`} className="numbered py-2!">
          <p className="number">
            <a href={`#${set}-${number}`}>{number}</a>
          </p>
          <div>
            <SourceText as="p" page={page.language} language={language}>
              {title}
            </SourceText>
            {citations.map((citation) => (
              <p key={citation.symbol} className="small">
                <CitationLine page={page} citation={citation} />
              </p>
            ))}
          </div>
        </li>
      ))}
    </ol>
  );
}
