import type { Page } from "@/lib/entry/page";
import type { NumberedItem } from "@/lib/library/rules";
import type { CitationView } from "@/lib/library/types";
import { CitationLine } from "./citation-line";
import { EditorNote } from "./editor-note";
import { Particulars } from "./particulars";
import { SourceText } from "./source-text";

type Props = {
  readonly page: Pick<Page, "t" | "at" | "language">;
  readonly item: NumberedItem & { readonly anchor: string };
  readonly citations: readonly CitationView[];
  readonly heading: "h3" | "h4";
};

/** A row of a policy profile, its record's number in the margin; the same record elsewhere, and like ones, are linked. */
export function ProfileItemEntry({ page, item, citations, heading }: Props) {
  const { t, language } = page;
  const words = (text: string) => (
    <SourceText page={language} language="en">
      {text}
    </SourceText>
  );
  return (
    <li className="numbered" id={item.anchor}>
      <p className="number">
        <a href={`#${item.anchor}`} className="number-link">
          {item.number}
        </a>
      </p>
      <div className="grid gap-2">
        <SourceText
          as={heading}
          page={language}
          language="en"
          className="font-serif text-[1.05rem]! font-semibold leading-snug"
        >
          {item.title}
        </SourceText>
        <div className="measure grid gap-1">
          {item.summary.map((sentence) => (
            <SourceText as="p" key={sentence} page={language} language="en">
              {sentence}
            </SourceText>
          ))}
        </div>
        <Particulars
          facts={[
            {
              name: t("policy-profile.date"),
              value: item.date ? words(item.date.text) : t("common.not-stated"),
              size: "wide",
            },
            ...(citations.length > 0 && item.sources === 0
              ? []
              : [
                  {
                    name: t("policy-profile.sources"),
                    value: t("policy-profile.source-count", { count: item.sources }),
                    size: "wide" as const,
                  },
                ]),
            {
              name: t("policy-profile.bodies"),
              value: item.bodies.length > 0 ? words(item.bodies.join("; ")) : t("common.not-stated"),
              size: "widest",
            },
          ]}
        />
        {citations.length > 0 ? (
          <ul className="small grid gap-1" aria-label={t("policy-profile.sources")}>
            {citations.map((citation) => (
              <li key={`${citation.symbol} ${citation.part} ${citation.locator}`}>
                <CitationLine page={page} citation={citation} />
              </li>
            ))}
          </ul>
        ) : null}
        {item.alsoIn.length > 0 ? (
          <p className="small">
            {t("policy-profile.also-in")}{" "}
            {item.alsoIn.map(({ title, anchor }) => (
              <SourceText key={anchor} as="a" page={language} language="en" href={`#${anchor}`} className="me-3">
                {title}
              </SourceText>
            ))}
          </p>
        ) : null}
        {item.related.length > 0 ? (
          <p className="small">
            {t("policy-profile.related")}{" "}
            {item.related.map(({ id, number, title, date }) => (
              <SourceText key={id} as="a" page={language} language="en" href={`#${id}`} className="me-3">
                {number}. {title}
                {date ? `, ${date}` : ""}
              </SourceText>
            ))}
          </p>
        ) : null}
        <EditorNote page={page} note={item.note} />
      </div>
    </li>
  );
}
