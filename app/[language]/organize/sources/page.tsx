import type { Metadata } from "next";
import { OutsideLink } from "@/components/library/outside-link";
import { SourceText } from "@/components/library/source-text";
import { PlaceForm } from "@/components/library/sources/place-form";
import { SourceFilterForm } from "@/components/library/sources/source-filter";
import { SourceList } from "@/components/library/sources/source-list";
import { drawn } from "@/lib/entry/drawn";
import { type PageProps, readPage, readRefusedForm } from "@/lib/entry/page";
import { citationPath, documentAddress } from "@/lib/library/rules";
import { loadSources } from "@/lib/library/sources/loaders";

export async function generateMetadata(props: PageProps): Promise<Metadata> {
  return { title: (await readPage(props)).t("sources.title"), robots: { index: false } };
}

/** What leans on sources that somebody has to look at again, and the record that somebody did. */
export default async function SourcesPage(props: PageProps) {
  const page = await readPage(props);
  const { t, at, here, language, query } = page;
  const { filter, today, documents, chosen } = await loadSources(query, language);
  const narrowed = `${new URLSearchParams({ state: filter.state, kind: filter.kind ?? "" })}`;
  if (chosen) {
    const refused = await readRefusedForm(page);
    return (
      <div className="grid gap-8">
        <div className="grid gap-4">
          <p>
            <a className="inline-block py-1 small" href={at(`/organize/sources?${narrowed}`)}>
              {t("sources.back")}
            </a>
          </p>
          <p className="eyebrow">{t("sources.title")}</p>
          <h1>
            <code dir="ltr">{chosen.symbol}</code>{" "}
            <SourceText page={language} language="en" className="block text-[1.2rem]">
              {chosen.title}
            </SourceText>
          </h1>
          {query.done === "checked" ? <p className="notice affirm measure">{t("sources.done")}</p> : null}
          <p>
            <a href={at(citationPath({ symbol: chosen.symbol, part: null, locator: null }))}>
              {t("sources.in-library")}
            </a>
            {" · "}
            {t("library.text")} <OutsideLink t={t} address={documentAddress(chosen.symbol, chosen.link)} />
          </p>
          <p className="measure">{t("sources.how")}</p>
        </div>
        <SourceFilterForm page={page} filter={filter} document={chosen.symbol} />
        {chosen.places.length === 0 ? (
          <p>{t("sources.no-places")}</p>
        ) : (
          <PlaceForm page={page} state={{ t, here, refused }} document={chosen} today={today} />
        )}
      </div>
    );
  }
  return drawn(
    <div className="grid gap-8">
      <div className="grid gap-4">
        <p>
          <a className="inline-block py-1 small" href={at("/organize")}>
            {t("organize.event.back")}
          </a>
        </p>
        <h1>{t("sources.title")}</h1>
        <p className="lede measure">{t("sources.lede")}</p>
      </div>
      <SourceFilterForm page={page} filter={filter} document={null} />
      {documents.length === 0 ? (
        <p>{t("sources.none")}</p>
      ) : (
        <>
          <p className="nums" role="status">
            {t("sources.found", {
              places: documents.reduce((sum, { places }) => sum + places.length, 0),
              documents: documents.length,
            })}
          </p>
          <SourceList page={page} documents={documents} query={narrowed} />
        </>
      )}
    </div>,
  );
}
