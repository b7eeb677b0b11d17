import type { Page } from "@/lib/entry/page";
import { formatNumber } from "@/lib/format/dates";
import type { BankQuestion, BankTags } from "@/lib/questions/types";
import { easeText, nameOf, QuestionStateMark, TagName } from "./question-marks";

type Props = {
  readonly page: Page;
  readonly slug: string;
  readonly tags: BankTags;
  readonly questions: readonly BankQuestion[];
};

/** A bank's questions, each with its tags, its difficulty, its state and how often its newest version was drawn. */
export function QuestionTable({ page, slug, tags, questions }: Props) {
  const { t, at, language } = page;
  return (
    <div className="table-scroll">
      <table className="table cards">
        <caption className="visually-hidden">{t("bank.questions")}</caption>
        <thead>
          <tr>
            <th scope="col">{t("bank.column.question")}</th>
            <th scope="col">{t("bank.column.tags")}</th>
            <th scope="col">{t("bank.field.ease")}</th>
            <th scope="col">{t("bank.field.state")}</th>
            <th scope="col" className="end">
              {t("bank.column.drawn")}
            </th>
          </tr>
        </thead>
        <tbody>
          {questions.map((question) => (
            <tr key={question.id}>
              <th scope="row">
                <span className="grid gap-1 font-normal">
                  <a href={at(`/organize/banks/${slug}/questions/${question.id}`)}>
                    <bdi>{question.reference}</bdi>
                  </a>
                  <span
                    className="font-serif"
                    lang={question.language === language ? undefined : question.language}
                    dir="auto"
                  >
                    {question.stem || t("bank.no-stem")}
                  </span>
                </span>
              </th>
              <td data-label={t("bank.column.tags")}>
                <span className="grid gap-0.5 small">
                  <TagName tag={nameOf(tags, "modules", question.module)} page={page} />
                  <span className="muted">
                    {[
                      question.outcome,
                      ...question.norms.map((norm) => t("bank.norm", { norm })),
                      ...question.cbms.map((cbm) => t("bank.cbm", { cbm })),
                    ]
                      .filter(Boolean)
                      .join(" · ")}
                  </span>
                </span>
              </td>
              <td data-label={t("bank.field.ease")}>{easeText(t, language, question.easePercent)}</td>
              <td data-label={t("bank.field.state")}>
                <QuestionStateMark t={t} {...question} />
              </td>
              <td data-label={t("bank.column.drawn")} className="number-cell nums">
                {formatNumber(question.drawn, language)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
