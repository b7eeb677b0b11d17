import { CitationLine } from "@/components/library/citation-line";
import { OptionText, StemText } from "@/components/questions/question-text";
import type { Page } from "@/lib/entry/page";
import type { ReviewedAnswer } from "@/lib/exams/review/types";
import { formatNumber } from "@/lib/format/dates";
import { directionOf } from "@/lib/format/languages";

type Props = { readonly page: Pick<Page, "t" | "at" | "language">; readonly answers: readonly ReviewedAnswer[] };

/** A form with what was chosen, what is right and why: for its learner once the review rule is open, and for staff. */
export function ReviewedAnswers({ page, answers }: Props) {
  return (
    <ol className="grid">
      {answers.map((answer) => (
        <li key={answer.position} className="numbered pair border-t border-rule py-5" id={`answer-${answer.position}`}>
          <span className="number">{answer.position}</span>
          <Answer page={page} answer={answer} />
        </li>
      ))}
    </ol>
  );
}

function Answer({ page, answer }: { readonly page: Props["page"]; readonly answer: ReviewedAnswer }) {
  const { t, language } = page;
  const { earned, points, options, rationale, citations } = answer;
  const lang = answer.language === language ? undefined : answer.language;
  const tone = earned === null ? "" : earned >= points ? "affirm" : "caution";
  return (
    <div className="measure grid gap-3">
      <div className="font-serif text-[1.12rem] leading-normal" lang={lang} dir="auto">
        <StemText text={answer.stem} />
      </div>
      <p className={earned === null ? "small muted" : `state ${tone}`}>
        {earned === null
          ? t("review.voided")
          : t("review.points", { earned: formatNumber(Math.round(earned * 100) / 100, language), points })}
      </p>
      <ul className="grid gap-2" dir={directionOf(answer.language)}>
        {options.map(({ id, text, chosen, right, why }) => (
          <li key={id} className="grid gap-0.5 border-s-2 border-rule ps-3">
            <span className={chosen || right ? "font-semibold" : undefined}>
              <span lang={lang}>
                <OptionText text={text} />
              </span>{" "}
              {right ? <span className="state affirm ms-2">{t("review.right")}</span> : null}
              {chosen ? (
                <span className={`state ms-2 ${right ? "affirm" : "refuse"}`}>{t("review.chosen")}</span>
              ) : null}
            </span>
            {why ? (
              <span className="small muted" lang={lang} dir="auto">
                {why}
              </span>
            ) : null}
          </li>
        ))}
      </ul>
      {options.every(({ chosen }) => !chosen) ? <p className="small muted">{t("review.unanswered")}</p> : null}
      {rationale ? (
        <div className="grid gap-1">
          <p className="label">{t("review.rationale")}</p>
          <p lang={lang} dir="auto">
            {rationale}
          </p>
        </div>
      ) : null}
      {citations.length > 0 ? (
        <ul className="small grid gap-1" aria-label={t("review.sources")}>
          {citations.map((citation) => (
            <li key={`${citation.symbol} ${citation.part ?? ""} ${citation.locator ?? ""}`}>
              <CitationLine page={page} citation={citation} />
            </li>
          ))}
        </ul>
      ) : null}
    </div>
  );
}
