import { MarkHistory } from "@/components/exams/review/mark-history";
import { ReviewedAnswers } from "@/components/exams/review/reviewed-answers";
import { VerdictText } from "@/components/exams/verdict-text";
import type { MessageKey } from "@/lib/content/messages";
import type { Page } from "@/lib/entry/page";
import type { AppealCase } from "@/lib/exams/appeals/types";
import { formatDay, formatInstant, formatSeconds } from "@/lib/format/dates";

type Props = { readonly page: Page; readonly appeal: AppealCase; readonly zone: string };

const known = new Set([
  "started",
  "answered",
  "flagged",
  "left",
  "returned",
  "looked",
  "submitted",
  "closed",
  "extended",
]);

/** What an appeal is decided from: the mark and its history, the receipt, the answers with the key, and the log. */
export function AppealEvidence({ page, appeal, zone }: Props) {
  const { t, at, language } = page;
  const saved = new Map(appeal.saved.map((one) => [one.position, one]));
  return (
    <div className="grid gap-8">
      <dl className="facts measure">
        <div>
          <dt>{t("appeals.result")}</dt>
          <dd>
            {appeal.verdict ? <VerdictText t={t} language={language} verdict={appeal.verdict} /> : "–"}{" "}
            <a href={at(`/exams/${appeal.attemptId}/result`)}>{t("appeals.see-result")}</a>
          </dd>
        </div>
        <div>
          <dt>{t("result.state")}</dt>
          <dd>{t(`attempt-state.${appeal.state}` as MessageKey)}</dd>
        </div>
        <div>
          <dt>{t("appeals.started")}</dt>
          <dd>{formatInstant(appeal.startedAt, language, zone)}</dd>
        </div>
        <div>
          <dt>{t("appeals.closed")}</dt>
          <dd>{appeal.closedAt ? formatInstant(appeal.closedAt, language, zone) : "–"}</dd>
        </div>
        <div>
          <dt>{t("result.receipt")}</dt>
          <dd>
            <code className="break-all" dir="ltr">
              {appeal.receipt}
            </code>
          </dd>
        </div>
        <div>
          <dt>{t("appeals.late")}</dt>
          <dd>{t("appeals.late-count", { count: appeal.lateEvidence })}</dd>
        </div>
      </dl>
      <section className="measure grid gap-3" aria-labelledby="case-marks">
        <h3 id="case-marks">{t("marks.title")}</h3>
        <MarkHistory page={page} marks={appeal.marks} zone={zone} />
      </section>
      <details>
        <summary className="font-semibold">{t("appeals.answers")}</summary>
        <ReviewedAnswers page={page} answers={appeal.answers} />
      </details>
      <details>
        <summary className="font-semibold">{t("appeals.log", { count: appeal.log.length })}</summary>
        <div className="table-scroll">
          <table className="table cards">
            <caption className="visually-hidden">{t("appeals.log-caption")}</caption>
            <thead>
              <tr>
                <th scope="col">{t("appeals.log-at")}</th>
                <th scope="col">{t("appeals.log-what")}</th>
                <th scope="col">{t("appeals.log-question")}</th>
              </tr>
            </thead>
            <tbody>
              {appeal.log.map(({ id, at: moment, kind, position }) => (
                <tr key={id}>
                  <th scope="row" className="nums font-normal!">
                    {formatDay(moment, language, zone)}, {formatSeconds(moment, language, zone)}
                  </th>
                  <td data-label={t("appeals.log-what")}>
                    {known.has(kind) ? t(`appeals.log.${kind}` as MessageKey) : <code dir="ltr">{kind}</code>}
                  </td>
                  <td data-label={t("appeals.log-question")}>{position ?? "–"}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </details>
      <details>
        <summary className="font-semibold">{t("appeals.saved")}</summary>
        <div className="table-scroll">
          <table className="table cards">
            <caption className="visually-hidden">{t("appeals.saved")}</caption>
            <thead>
              <tr>
                <th scope="col">{t("appeals.log-question")}</th>
                <th scope="col">{t("appeals.saved-at")}</th>
                <th scope="col">{t("appeals.sequence")}</th>
              </tr>
            </thead>
            <tbody className="nums">
              {appeal.answers.map(({ position }) => {
                const one = saved.get(position);
                return (
                  <tr key={position}>
                    <th scope="row">{position}</th>
                    <td data-label={t("appeals.saved-at")}>
                      {one ? formatSeconds(one.savedAt, language, zone) : t("review.unanswered")}
                    </td>
                    <td data-label={t("appeals.sequence")}>{one?.sequence ?? "–"}</td>
                  </tr>
                );
              })}
            </tbody>
          </table>
        </div>
      </details>
    </div>
  );
}
