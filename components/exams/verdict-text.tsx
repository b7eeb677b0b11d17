import type { Translate } from "@/lib/content/messages";
import { formatNumber } from "@/lib/format/dates";
import type { Verdict } from "@/lib/grading/verdict";

/** "22 of 30, 73.3 %. The rule asks for more than 70 %, that is at least 22." Nothing shown contradicts the decision. */
export function VerdictText({
  t,
  language,
  verdict,
}: {
  readonly t: Translate;
  readonly language: string;
  readonly verdict: Verdict;
}) {
  const { earned, possible, percent, strict, threshold, leastPoints } = verdict;
  const points = earned.numerator / earned.denominator;
  const share = percent ? formatNumber(percent.tenths / 10, language) : "0";
  return (
    <>
      {t(percent && !percent.exact ? "verdict.points-over" : "verdict.points", {
        earned: formatNumber(points, language),
        possible,
        percent: share,
      })}{" "}
      {t(strict ? "verdict.rule-more" : "verdict.rule-least", { threshold, least: leastPoints ?? possible })}
    </>
  );
}
