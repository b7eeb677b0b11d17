import type { Page } from "@/lib/entry/page";
import { localeOf } from "@/lib/format/languages";

type Props = { readonly page: Pick<Page, "t" | "language">; readonly language?: string };

/** Says once, at the top, that what follows is in another language than the page. */
export function Untranslated({ page: { t, language }, language: shown = "en" }: Props) {
  if (shown === language) return null;
  const name = new Intl.DisplayNames([localeOf(language)], { type: "language" }).of(shown) ?? shown;
  return <p className="muted small">{t("common.untranslated", { language: name })}</p>;
}
