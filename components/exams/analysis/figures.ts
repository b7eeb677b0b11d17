import type { Translate } from "@/lib/content/messages";
import { localeOf } from "@/lib/format/languages";

/** A number with so many decimals, rounded; what rounds to zero has no sign. */
export const formatDecimal = (value: number, language: string, decimals: number): string =>
  new Intl.NumberFormat(localeOf(language), {
    minimumFractionDigits: decimals,
    maximumFractionDigits: decimals,
    signDisplay: "negative",
  })
    .format(value)
    // A hyphen would let a line break between sign and number.
    .replace("-", "\u2212");

/** "63 %", of a share between 0 and 1. */
export const formatShare = (t: Translate, share: number, language: string): string =>
  t("analysis.percent", { value: formatDecimal(100 * share, language, 0) });

/** "1 min 5 s". */
export function formatSpent(t: Translate, seconds: number): string {
  const whole = Math.round(seconds);
  return t("analysis.time.value", { minutes: Math.floor(whole / 60), seconds: whole % 60 });
}
