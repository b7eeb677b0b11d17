import { LayerText } from "@/components/reading/layer-text";
import type { Page } from "@/lib/entry/page";
import type { AnalysedQuestion, QuestionHead } from "@/lib/exams/analysis/types";
import { formatNumber } from "@/lib/format/dates";
import { formatDecimal, formatShare, formatSpent } from "./figures";
import { StatisticText } from "./statistic-text";

type Props = {
  readonly page: Page;
  readonly questions: readonly AnalysedQuestion[];
  /** Whether the reader may open a question, which shows its key. */
  readonly opens: boolean;
};

/** A question's name, a link where it may be opened, over the words it asks. */
export function QuestionName({
  page: { t, at, language },
  question: { versionId, externalId, number, stem, language: stemLanguage },
  opens,
}: {
  readonly page: Page;
  readonly question: QuestionHead;
  readonly opens: boolean;
}) {
  const name = t("analysis.question.name", { id: externalId, number });
  return (
    <span>
      <span className="block small">
        {opens ? (
          <a className="inline-block py-0.5" href={at(`/organize/analysis/versions/${versionId}`)}>
            <bdi>{name}</bdi>
          </a>
        ) : (
          <bdi>{name}</bdi>
        )}
      </span>
      <span className="block font-normal" dir="auto">
        <LayerText layer={{ text: stem, language: stemLanguage }} language={language} />
      </span>
    </span>
  );
}

/** An event's questions with what their answers say of them. */
export function QuestionTable({ page, questions, opens }: Props) {
  const { t, language } = page;
  return (
    <table className="table cards">
      <caption className="visually-hidden">{t("analysis.questions.caption")}</caption>
      <thead>
        <tr>
          <th scope="col">{t("analysis.question")}</th>
          <th scope="col">{t("analysis.asked-here")}</th>
          <th scope="col">{t("analysis.facility")}</th>
          <th scope="col">{t("analysis.discrimination")}</th>
          <th scope="col">{t("analysis.time")}</th>
          <th scope="col">{t("analysis.look")}</th>
        </tr>
      </thead>
      <tbody>
        {questions.map((question) => (
          <tr key={question.versionId}>
            <th scope="row">
              <QuestionName page={page} question={question} opens={opens} />
            </th>
            <td data-label={t("analysis.asked-here")} className="nums">
              {formatNumber(question.askedHere, language)}
            </td>
            <td data-label={t("analysis.facility")}>
              <StatisticText t={t} statistic={question.facility} show={(value) => formatShare(t, value, language)} />
            </td>
            <td data-label={t("analysis.discrimination")}>
              <StatisticText
                t={t}
                statistic={question.discrimination}
                show={(value) => formatDecimal(value, language, 2)}
                relates
              />
            </td>
            <td data-label={t("analysis.time")}>
              <StatisticText t={t} statistic={question.medianSeconds} show={(value) => formatSpent(t, value)} />
            </td>
            <td data-label={t("analysis.look")} className="small">
              <Flags page={page} question={question} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Flags({ page: { t }, question: { flags } }: { readonly page: Page; readonly question: AnalysedQuestion }) {
  if (flags === null) return <span className="muted">–</span>;
  if (flags.length === 0) return <span className="muted">{t("analysis.look.nothing")}</span>;
  return (
    <ul className="grid gap-1">
      {flags.map((kind) => (
        <li key={kind}>{t(`analysis.flag.${kind}`)}</li>
      ))}
    </ul>
  );
}
