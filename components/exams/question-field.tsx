import type { Translate } from "@/lib/content/messages";
import type { LearnerQuestion, SavedAnswer } from "@/lib/exams/types";
import { formatSeconds } from "@/lib/format/dates";

type Props = {
  readonly t: Translate;
  readonly language: string;
  readonly zone: string;
  readonly question: LearnerQuestion;
  readonly total: number;
  readonly answer: SavedAnswer | undefined;
  readonly flagged: boolean;
};

/** One question: native radios or checkboxes in a fieldset, its number in the margin, and what is saved of it. */
export function QuestionField({ t, language, zone, question, total, answer, flagged }: Props) {
  const { position, stem, options, kind } = question;
  const single = kind === "single";
  return (
    <fieldset
      className="question numbered border-t border-rule py-6"
      id={`q${position}`}
      data-position={position}
      data-sequence={answer?.sequence ?? 0}
    >
      <legend className="contents">
        <span className="number">
          <span className="visually-hidden">{t("exam.question-of", { number: position, total })}</span>
          <span aria-hidden="true">{position}</span>
        </span>
        <span
          className="font-serif text-[1.12rem] leading-normal"
          lang={question.language === language ? undefined : question.language}
          dir="auto"
        >
          {stem}
        </span>
      </legend>
      <div className="mt-3 md:col-start-2" lang={question.language === language ? undefined : question.language}>
        {single ? null : <p className="hint">{t("exam.choose-all")}</p>}
        {options.map(({ id, text }) => (
          <label key={id} className="choice answer">
            <input
              type={single ? "radio" : "checkbox"}
              name={single ? `q${position}` : `q${position}[]`}
              value={id}
              defaultChecked={answer?.optionIds.includes(id) ?? false}
            />
            <span dir="auto">{text}</span>
          </label>
        ))}
      </div>
      <div className="mt-2 flex flex-wrap items-center gap-x-6 gap-y-1 small md:col-start-2">
        <label className="choice">
          <input type="checkbox" name={`f${position}`} value="1" defaultChecked={flagged} data-flag={position} />
          {t("exam.flag")}
        </label>
        <span className="muted nums" data-saved={position}>
          {answer ? t("exam.saved-at", { time: formatSeconds(answer.savedAt, language, zone) }) : ""}
        </span>
        <input type="hidden" name={`s${position}`} value={answer?.sequence ?? 0} />
      </div>
    </fieldset>
  );
}
