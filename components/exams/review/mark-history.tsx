import type { Page } from "@/lib/entry/page";
import type { AttemptResult } from "@/lib/exams/types";
import { formatInstant, formatNumber } from "@/lib/format/dates";

type Props = {
  readonly page: Pick<Page, "t" | "language">;
  readonly marks: AttemptResult["marks"];
  readonly zone: string;
};

/** Why a mark was given: the first at closing, later ones by a repair of a key or a decision. */
export const markReason = (reason: string) =>
  reason.startsWith("key-repair")
    ? ("marks.key-repair" as const)
    : reason === "submitted" || reason === "closed-by-time"
      ? ("marks.closing" as const)
      : reason === "evidence-accepted"
        ? ("mark-reason.evidence-accepted" as const)
        : ("marks.decision" as const);

/** Every mark of an attempt, oldest first: none is lost when another takes its place. */
export function MarkHistory({ page: { t, language }, marks, zone }: Props) {
  return (
    <ol className="rows">
      {marks.map(({ number, reason, earned, possible, createdAt }) => (
        <li key={number} className="flex flex-wrap gap-x-4">
          <span>{formatInstant(createdAt, language, zone)}</span>
          <span className="nums">
            {t("marks.points", { earned: formatNumber(Math.round(earned * 100) / 100, language), possible })}
          </span>
          <span className="muted">{t(markReason(reason))}</span>
          {number === marks.length ? <span className="state affirm">{t("marks.counts")}</span> : null}
        </li>
      ))}
    </ol>
  );
}
