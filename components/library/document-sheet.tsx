import type { Page } from "@/lib/entry/page";
import { citationPath, documentAddress } from "@/lib/library/rules";
import type { DocumentPage, SourcePlace } from "@/lib/library/sources/types";
import { CitationStanding } from "./citation-standing";
import { EditorNote } from "./editor-note";
import { LeaningList } from "./leaning-list";
import { OutsideLink } from "./outside-link";
import { SourceText } from "./source-text";
import { Untranslated } from "./untranslated";

type PageWords = Pick<Page, "t" | "at" | "language">;
type Props = { readonly page: PageWords; readonly document: DocumentPage };

/** A source document: what it is, whether it is in force, and every place of it that something leans on. */
export function DocumentSheet({ page, document }: Props) {
  const { t, at, language } = page;
  const { symbol, title, body, dateText, status, supersededBy, replaces, link, note, places, questions } = document;
  const english = (text: string) => (
    <SourceText page={language} language="en">
      {text}
    </SourceText>
  );
  return (
    <>
      <p className="eyebrow">
        <a className="inline-block py-1" href={at("/library")}>
          {t("library.title")}
        </a>{" "}
        · {t("document.eyebrow")}
      </p>
      <SourceText as="h1" page={language} language="en">
        {title}
      </SourceText>
      <div className="mt-4 grid gap-4">
        <Untranslated page={page} />
        {status === "superseded" ? (
          <p className="notice caution measure">
            {t("document.superseded")} {supersededBy === null ? null : <SymbolLink page={page} symbol={supersededBy} />}
          </p>
        ) : null}
        <dl className="facts">
          <div>
            <dt>{t("document.symbol")}</dt>
            <dd>
              <code dir="ltr">{symbol}</code>
            </dd>
          </div>
          <div>
            <dt>{t("policy-profile.bodies")}</dt>
            <dd>{english(body)}</dd>
          </div>
          <div>
            <dt>{t("library.date")}</dt>
            <dd>{dateText ? english(dateText) : t("common.not-stated")}</dd>
          </div>
          <div>
            <dt>{t("library.status")}</dt>
            <dd>{t(status === "superseded" ? "document.status.superseded" : "library.current")}</dd>
          </div>
          {replaces.length > 0 ? (
            <div>
              <dt>{t("document.replaces")}</dt>
              <dd className="flex flex-wrap gap-x-4">
                {replaces.map((earlier) => (
                  <SymbolLink key={earlier} page={page} symbol={earlier} />
                ))}
              </dd>
            </div>
          ) : null}
          <div>
            <dt>{t("library.text")}</dt>
            <dd>
              <OutsideLink t={t} address={documentAddress(symbol, link)} />
            </dd>
          </div>
          {questions === null ? null : (
            <div>
              <dt>{t("document.questions")}</dt>
              <dd>
                {t("document.question-count", { count: questions })}{" "}
                <a href={at(`/organize/sources?document=${encodeURIComponent(symbol)}&state=every`)}>
                  {t("document.to-check")}
                </a>
              </dd>
            </div>
          )}
        </dl>
        <EditorNote page={page} note={note} label={t("library.note")} />
      </div>
      <section aria-labelledby="places" className="mt-12">
        <h2 id="places">{t("document.places")}</h2>
        {places.length === 0 ? (
          <p className="mt-2">{t("document.no-places")}</p>
        ) : (
          <>
            <p className="measure mt-2">{t("document.places-note")}</p>
            <ol className="rows mt-4">
              {places.map((place) => (
                <Place key={place.anchor ?? ""} page={page} place={place} />
              ))}
            </ol>
          </>
        )}
      </section>
    </>
  );
}

function SymbolLink({ page: { at }, symbol }: { readonly page: PageWords; readonly symbol: string }) {
  return (
    <a href={at(citationPath({ symbol, part: null, locator: null }))} dir="ltr" className="inline-block">
      <code>{symbol}</code>
    </a>
  );
}

/** What a place is called: its part and locator, or that the document is meant as a whole. */
export function PlaceName({ page: { t, language }, place }: { readonly page: PageWords; readonly place: SourcePlace }) {
  const words = [place.part, place.locator].filter((word) => word !== null);
  if (words.length === 0) return t("document.whole");
  return (
    <SourceText page={language} language="en">
      {words.join(", ")}
    </SourceText>
  );
}

function Place({ page, place }: { readonly page: PageWords; readonly place: SourcePlace }) {
  const anchor = place.anchor ?? "whole";
  return (
    <li className="numbered symbols" id={anchor}>
      <h3 className="number font-sans text-[0.95rem]!">
        <a href={`#${anchor}`}>
          <PlaceName page={page} place={place} />
        </a>
      </h3>
      <div className="grid gap-2">
        <p>
          <CitationStanding page={page} citation={place} />
        </p>
        <LeaningList page={page} leaning={place.leaning} />
      </div>
    </li>
  );
}
