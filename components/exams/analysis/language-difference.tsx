import type { Translate } from "@/lib/content/messages";
import { languageNames } from "@/lib/format/languages";
import type { LanguageDifference } from "@/lib/grading/language-comparison";
import { leastAnswersToRelate } from "@/lib/grading/statistic";
import { formatDecimal } from "./figures";

type Props = { readonly t: Translate; readonly language: string; readonly difference: LanguageDifference };

/** In which language a question is easier and by how much, in words; or that there are too few answers to say. */
export function LanguageDifferenceText({ t, language, difference: { languages, difference } }: Props) {
  const [first, second] = languages.map((name) => languageNames[name] ?? name);
  const names = { language: first ?? "", other: second ?? "" };
  if (!difference.ok)
    return (
      <span className="small muted">{t("analysis.languages.too-few", { ...names, least: leastAnswersToRelate })}</span>
    );
  const points = formatDecimal(100 * Math.abs(difference.value), language, 0);
  const easier = difference.value > 0 ? names : { language: names.other, other: names.language };
  return (
    <>
      {points === "0" ? t("analysis.languages.equal", names) : t("analysis.languages.easier", { ...easier, points })}{" "}
      <span className="small muted nums whitespace-nowrap">{t("analysis.n", { n: difference.n })}</span>
    </>
  );
}
