import type { Translate } from "@/lib/content/messages";
import { leastAnswers, leastAnswersToRelate, type Statistic } from "@/lib/grading/statistic";

type Props = {
  readonly t: Translate;
  readonly statistic: Statistic<number, "too-few" | "no-variance">;
  readonly show: (value: number) => string;
  /** Whether it relates two things, which needs more answers. */
  readonly relates?: boolean;
};

/** A statistic of answers with how many it is over, or in words why there is none: never an empty place, never a zero. */
export function StatisticText({ t, statistic, show, relates = false }: Props) {
  const { n } = statistic;
  if (statistic.ok)
    return (
      <span className="nums">
        <bdi>{show(statistic.value)}</bdi>{" "}
        <span className="small muted whitespace-nowrap">{t("analysis.n", { n })}</span>
      </span>
    );
  return (
    <span className="small muted nums">
      {statistic.reason === "too-few"
        ? t("analysis.too-few", { n, least: relates ? leastAnswersToRelate : leastAnswers })
        : t("analysis.not-computable", { reason: t("analysis.reason.no-variance-item") })}
    </span>
  );
}
