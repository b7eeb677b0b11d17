import type { Page } from "@/lib/entry/page";
import { SourceText } from "./source-text";

type Props = { readonly page: Pick<Page, "t" | "language">; readonly note: string | null; readonly label?: string };

/** What the editor says about an entry, apart from the source's own words. */
export function EditorNote({ page: { t, language: page }, note, label }: Props) {
  if (note === null) return null;
  return (
    <div role="note" className="editor-note">
      <span className="font-semibold">{label ?? t("library.editor-note")}</span>{" "}
      <SourceText page={page} language="en">
        {note}
      </SourceText>
    </div>
  );
}
