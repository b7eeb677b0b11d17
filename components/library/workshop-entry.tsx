import type { MessageKey } from "@/lib/content/messages";
import type { Page } from "@/lib/entry/page";
import { localeOf } from "@/lib/format/languages";
import type { WorkshopView } from "@/lib/library/types";
import { EditorNote } from "./editor-note";
import { OutsideLink } from "./outside-link";
import { Particulars } from "./particulars";
import { SourceText } from "./source-text";

type Props = { readonly page: Pick<Page, "t" | "language">; readonly entry: WorkshopView };

/** A row of the archive in its source's words, what it names beside them, and the editor's note apart. */
export function WorkshopEntry({ page, entry }: Props) {
  const { t, language } = page;
  const words = (text: string) => (
    <SourceText page={language} language={entry.language}>
      {text}
    </SourceText>
  );
  // Partners and places are the editor's reading of the row, in English.
  const english = (text: string) => (
    <SourceText page={language} language="en">
      {text}
    </SourceText>
  );
  const unstated = t("common.not-stated");
  return (
    <li className="numbered" id={entry.id}>
      <p className="number">{entry.number}</p>
      <div className="grid gap-2">
        {entry.kind === "milestone" ? <p className="state">{t("workshops.milestone")}</p> : null}
        <SourceText as="h3" page={language} language={entry.language} className="text-[1.05rem]!">
          {entry.title}
        </SourceText>
        <Particulars
          facts={[
            { name: t("workshops.dates"), value: entry.dates ? words(entry.dates) : unstated, size: "wide" },
            { name: t("workshops.place"), value: entry.place ? english(entry.place) : unstated },
            { name: t("workshops.region"), value: entry.region ? t(`region.${entry.region}` as MessageKey) : unstated },
            {
              name: t("workshops.partners"),
              value: entry.partners.length > 0 ? english(entry.partners.join(", ")) : unstated,
            },
            {
              name: t("workshops.language"),
              value: new Intl.DisplayNames([localeOf(language)], { type: "language" }).of(entry.language),
            },
            { name: t("workshops.link"), value: <OutsideLink t={t} address={entry.link} /> },
          ]}
        />
        <EditorNote page={page} note={entry.note} />
      </div>
    </li>
  );
}
