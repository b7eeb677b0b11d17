import type { Page } from "@/lib/entry/page";
import type { NumberedItem } from "@/lib/library/rules";
import { EditorNote } from "./editor-note";
import { Particulars } from "./particulars";
import { SourceText } from "./source-text";

type Props = {
  readonly page: Pick<Page, "t" | "language">;
  readonly item: NumberedItem;
  readonly heading: "h3" | "h4";
};

/** A row of a policy profile, its number in the margin. */
export function ProfileItemEntry({ page, item, heading }: Props) {
  const { t, language } = page;
  const words = (text: string) => (
    <SourceText page={language} language="en">
      {text}
    </SourceText>
  );
  return (
    <li className="numbered" id={`item-${item.number}`}>
      <p className="number">
        <a href={`#item-${item.number}`} className="number-link">
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
            {
              name: t("policy-profile.sources"),
              value: t("policy-profile.source-count", { count: item.sources }),
              size: "wide",
            },
            {
              name: t("policy-profile.bodies"),
              value: item.bodies.length > 0 ? words(item.bodies.join("; ")) : t("common.not-stated"),
              size: "widest",
            },
          ]}
        />
        <EditorNote page={page} note={item.note} />
      </div>
    </li>
  );
}
