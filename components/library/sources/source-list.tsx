import type { Page } from "@/lib/entry/page";
import { leaningKinds, type SourceDocument } from "@/lib/library/sources/types";
import { SourceText } from "../source-text";

type Props = {
  readonly page: Pick<Page, "t" | "at" | "language">;
  readonly documents: readonly SourceDocument[];
  /** What the list was narrowed to, as an address carries it. */
  readonly query: string;
};

/** The documents on which something leans, with how many of their places the filter leaves and what leans on those. */
export function SourceList({ page: { t, at, language }, documents, query }: Props) {
  return (
    <table className="table cards">
      <caption className="visually-hidden">{t("sources.caption")}</caption>
      <thead>
        <tr>
          <th scope="col">{t("sources.document")}</th>
          <th scope="col">{t("sources.places")}</th>
          {leaningKinds.map((kind) => (
            <th key={kind} scope="col">
              {t(`sources.kind.${kind}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {documents.map(({ symbol, title, status, places }) => {
          const leaning = new Map(places.flatMap((place) => place.leaning.map((item) => [item.path, item.kind])));
          return (
            <tr key={symbol}>
              <th scope="row">
                <span>
                  <a href={at(`/organize/sources?document=${encodeURIComponent(symbol)}&${query}`)} dir="ltr">
                    <code>{symbol}</code>
                  </a>{" "}
                  <SourceText page={language} language="en" className="small font-normal">
                    {title}
                  </SourceText>
                  {status === "superseded" ? (
                    <>
                      {" "}
                      <span className="state caution">{t("document.status.superseded")}</span>
                    </>
                  ) : null}
                </span>
              </th>
              <td className="nums" data-label={t("sources.places")}>
                {places.length}
              </td>
              {leaningKinds.map((kind) => (
                <td key={kind} className="nums" data-label={t(`sources.kind.${kind}`)}>
                  {[...leaning.values()].filter((of) => of === kind).length}
                </td>
              ))}
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
