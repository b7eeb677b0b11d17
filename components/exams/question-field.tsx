import { OptionText, StemText } from "@/components/questions/question-text";
import type { Translate } from "@/lib/content/messages";
import { sameOptions, takesOne } from "@/lib/exams/rules";
import type { LearnerQuestion, QuestionLook, SavedAnswer } from "@/lib/exams/types";
import { formatSeconds } from "@/lib/format/dates";
import { languageNames } from "@/lib/format/languages";

type Props = {
  readonly t: Translate;
  readonly language: string;
  readonly zone: string;
  readonly question: LearnerQuestion;
  readonly total: number;
  readonly answer: SavedAnswer | undefined;
  readonly flagged: boolean;
  /** What a refused form held, to be shown again instead of what is saved. */
  readonly typed?: readonly string[] | undefined;
  readonly hidden?: boolean;
  readonly look?: QuestionLook | null;
};

/** One question: native radios or checkboxes in a fieldset, its number in the margin, and what is saved of it beneath. */
export function QuestionField({ t, language, zone, question, total, answer, flagged, typed, hidden, look }: Props) {
  const { position, stem, options, kind } = question;
  const single = takesOne(kind);
  const chosen = typed ?? answer?.optionIds ?? [];
  return (
    <fieldset
      className="question numbered border-t border-rule py-6"
      id={`q${position}`}
      data-position={position}
      data-sequence={answer?.sequence ?? 0}
      data-unsaved={typed && !sameOptions(typed, answer?.optionIds ?? []) ? "1" : undefined}
      hidden={hidden}
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
          <StemText text={stem} />
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
              defaultChecked={chosen.includes(id)}
            />
            <OptionText text={text} />
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
        {question.otherLanguages.map((other) =>
          look?.language === other ? null : (
            <button
              key={other}
              type="submit"
              name="intent"
              value={`look-${position}-${other}`}
              className="link-button py-1"
            >
              {t("exam.look", { language: languageNames[other] ?? other })}
            </button>
          ),
        )}
        <input type="hidden" name={`s${position}`} value={answer?.sequence ?? 0} />
      </div>
      {look ? (
        <section
          className="notice mt-4 md:col-start-2"
          lang={look.language}
          dir="auto"
          aria-label={languageNames[look.language] ?? look.language}
        >
          <p className="font-serif">
            <StemText text={look.stem} />
          </p>
          <ul className="bullets mt-2">
            {look.options.map(({ id, text }) => (
              <li key={id}>
                <OptionText text={text} />
              </li>
            ))}
          </ul>
        </section>
      ) : null}
    </fieldset>
  );
}
