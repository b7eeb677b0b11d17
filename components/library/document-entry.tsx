import type { Page } from "@/lib/entry/page";
import { citationPath, documentAddress, documentAnchor } from "@/lib/library/rules";
import type { DocumentView } from "@/lib/library/types";
import { EditorNote } from "./editor-note";
import { OutsideLink } from "./outside-link";
import { Particulars } from "./particulars";
import { SourceText } from "./source-text";

type Props = { readonly page: Pick<Page, "t" | "at" | "language">; readonly document: DocumentView };

/** A source document under its symbol, which is also its anchor; its title leads to its own page. */
export function DocumentEntry({ page, document }: Props) {
  const { t, at, language } = page;
  const { symbol, title, dateText, status, supersededBy } = document;
  const pathOf = (named: string) => at(citationPath({ symbol: named, part: null, locator: null }));
  return (
    <li className="numbered symbols" id={documentAnchor(symbol)}>
      <p className="number">
        <a href={`#${documentAnchor(symbol)}`} dir="ltr">
          <code>{symbol}</code>
        </a>
      </p>
      <div className="grid gap-2">
        <h4 className="font-serif text-[1.05rem] font-semibold leading-snug">
          <SourceText as="a" page={language} language="en" href={pathOf(symbol)}>
            {title}
          </SourceText>
        </h4>
        {status === "superseded" ? (
          <p className="state caution">
            <span>
              {t("library.superseded")}{" "}
              {supersededBy ? (
                <a href={pathOf(supersededBy)} dir="ltr">
                  <code>{supersededBy}</code>
                </a>
              ) : null}
            </span>
          </p>
        ) : null}
        <Particulars
          facts={[
            {
              name: t("library.date"),
              value: dateText ? (
                <SourceText page={language} language="en">
                  {dateText}
                </SourceText>
              ) : (
                t("common.not-stated")
              ),
            },
            ...(status === "superseded" ? [] : [{ name: t("library.status"), value: t("library.current") }]),
            {
              name: t("library.citations"),
              value: t("library.citation-count", { count: document.citations }),
              size: "wide",
            },
            { name: t("library.text"), value: <OutsideLink t={t} address={documentAddress(symbol, document.link)} /> },
          ]}
        />
        <EditorNote page={page} note={document.note} label={t("library.note")} />
      </div>
    </li>
  );
}
