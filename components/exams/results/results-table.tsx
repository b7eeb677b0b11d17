import type { MessageKey } from "@/lib/content/messages";
import type { Page } from "@/lib/entry/page";
import type { ListedAttempt, ListedLearner } from "@/lib/exams/results/types";
import { formatInstant, formatNumber } from "@/lib/format/dates";

type Props = { readonly page: Page; readonly learners: readonly ListedLearner[]; readonly zone: string };

/** Every learner with each attempt, its score and where it stands. */
export function ResultsTable({ page, learners, zone }: Props) {
  const { t } = page;
  return (
    <div className="table-scroll">
      <table className="table cards">
        <caption className="visually-hidden">{t("results.table")}</caption>
        <thead>
          <tr>
            <th scope="col">{t("results.learner")}</th>
            <th scope="col">{t("results.attempt")}</th>
            <th scope="col">{t("results.closed")}</th>
            <th scope="col">{t("results.score")}</th>
            <th scope="col">{t("results.outcome")}</th>
          </tr>
        </thead>
        <tbody>
          {learners.flatMap((learner) =>
            learner.attempts.length === 0 ? (
              <tr key={learner.personId}>
                <Name learner={learner} />
                <td data-label={t("results.attempt")} className="muted">
                  {t("results.not-begun")}
                </td>
                <td data-label={t("results.closed")}>–</td>
                <td data-label={t("results.score")}>–</td>
                <td data-label={t("results.outcome")}>–</td>
              </tr>
            ) : (
              learner.attempts.map((attempt) => (
                <AttemptRow key={attempt.id} page={page} learner={learner} attempt={attempt} zone={zone} />
              ))
            ),
          )}
        </tbody>
      </table>
    </div>
  );
}

function Name({ learner: { fullName, nativeName } }: { readonly learner: ListedLearner }) {
  return (
    <th scope="row">
      <span>
        <span className="block">
          <bdi>{fullName}</bdi>
        </span>
        {nativeName ? (
          <span className="block font-normal muted">
            <bdi>{nativeName}</bdi>
          </span>
        ) : null}
      </span>
    </th>
  );
}

function AttemptRow({
  page: { t, at, language },
  learner,
  attempt,
  zone,
}: {
  readonly page: Page;
  readonly learner: ListedLearner;
  readonly attempt: ListedAttempt;
  readonly zone: string;
}) {
  const { verdict } = attempt;
  const state = t(`attempt-state.${attempt.state}` as MessageKey);
  return (
    <tr>
      <Name learner={learner} />
      <td data-label={t("results.attempt")}>
        {verdict ? (
          <a className="inline-block py-1" href={at(`/exams/${attempt.id}/result`)}>
            {t("results.attempt-number", { number: attempt.number })}
          </a>
        ) : (
          t("results.attempt-number", { number: attempt.number })
        )}{" "}
        <span className="muted">{state}</span>
        {attempt.onPaper ? <span className="muted"> {t("results.on-paper")}</span> : null}
      </td>
      <td data-label={t("results.closed")}>
        {attempt.closedAt ? formatInstant(attempt.closedAt, language, zone) : "–"}
      </td>
      <td data-label={t("results.score")} className="nums">
        {verdict ? (
          <>
            {t(verdict.percent && !verdict.percent.exact ? "results.score-over" : "results.score-value", {
              earned: formatNumber(
                Math.round((100 * verdict.earned.numerator) / verdict.earned.denominator) / 100,
                language,
              ),
              possible: verdict.possible,
              percent: formatNumber((verdict.percent?.tenths ?? 0) / 10, language),
            })}
            {attempt.marks > 1 ? <span className="muted"> {t("results.again")}</span> : null}
          </>
        ) : (
          "–"
        )}
      </td>
      <td data-label={t("results.outcome")}>
        {verdict ? (
          <span className="flex flex-wrap gap-x-3">
            <span className={`state ${verdict.passed ? "affirm" : "refuse"}`}>
              {t(verdict.passed ? "results.passed" : "results.not-passed")}
            </span>
            {attempt.counts && learner.attempts.length > 1 ? (
              <span className="muted">{t("results.counts")}</span>
            ) : null}
            {attempt.openAppeals > 0 ? <span className="state caution">{t("results.appeal")}</span> : null}
          </span>
        ) : (
          "–"
        )}
      </td>
    </tr>
  );
}
