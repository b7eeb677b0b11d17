import { Untranslated } from "@/components/library/untranslated";
import type { Layered } from "@/lib/catalogue/types";
import type { Page } from "@/lib/entry/page";

type Props = { readonly page: Pick<Page, "t" | "language">; readonly layer: Layered; readonly sample: boolean };

/** What a reader should know of a text before relying on it: whose language it is in, and who has looked at it. */
export function LayerNotes({ page, layer, sample }: Props) {
  const { t } = page;
  // English is what the others are translated from.
  const unreviewed = layer.language !== "en" && layer.reviewedAt === null;
  return (
    <div className="mt-3 grid gap-1">
      {sample ? <p className="sample">{t("common.sample")}</p> : null}
      {unreviewed ? <p className="muted small">{t("course.translation-not-reviewed")}</p> : null}
      <Untranslated page={page} language={layer.language} />
    </div>
  );
}
