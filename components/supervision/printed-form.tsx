import { OptionText, StemText } from "@/components/questions/question-text";
import { translator } from "@/lib/content/messages";
import { formatSheetCode } from "@/lib/exams/paper/rules";
import type { PrintedForm } from "@/lib/exams/paper/types";
import { takesOne } from "@/lib/exams/rules";
import { directionOf, isLanguage } from "@/lib/format/languages";
import "./paper.css";

type Props = { readonly form: PrintedForm; readonly title: string };

/** One person's form on paper: the questions, then on a page of its own the answer sheet. It says nothing of what is right. */
export function PrintedFormPages({ form, title }: Props) {
  const { language, questions } = form;
  const t = translator(isLanguage(language) ? language : "en");
  return (
    <article className="printed-form" lang={language} dir={directionOf(language)} aria-label={form.fullName}>
      <div className="paper-head">
        <h2>{title}</h2>
        <Who t={t} form={form} />
      </div>
      <p className="mt-3">{t("paper.form.rules", { questions: questions.length, minutes: form.minutes })}</p>
      <ol className="mt-4 grid gap-4">
        {questions.map((question) => (
          <li
            key={question.position}
            className="paper-question"
            lang={question.language}
            dir={directionOf(question.language)}
          >
            <span className="nums font-semibold">{question.position}</span>
            <div>
              <p>
                <StemText text={question.stem} />
              </p>
              {takesOne(question.kind) ? null : <p className="small">{t("exam.choose-all")}</p>}
              <ol className="mt-1">
                {question.options.map(({ letter, text }) => (
                  <li key={letter} className="flex gap-2">
                    <span className="font-semibold">{letter}</span>
                    <OptionText text={text} />
                  </li>
                ))}
              </ol>
            </div>
          </li>
        ))}
      </ol>
      <section className="paper-sheet">
        <div className="paper-head">
          <h2>{t("paper.form.sheet")}</h2>
          <Who t={t} form={form} />
        </div>
        <p className="mt-3">{t("paper.form.sheet-rules")}</p>
        <ol className="paper-rows">
          {questions.map(({ position, kind, options }) => (
            <li key={position}>
              <span className="nums">{position}</span>
              {options.map(({ letter }) => (
                <span key={letter} className="paper-box">
                  <span aria-hidden="true" />
                  {letter}
                </span>
              ))}
              {takesOne(kind) ? null : <span className="small">{t("paper.form.several")}</span>}
            </li>
          ))}
        </ol>
        <p className="paper-sign">{t("paper.form.signature")}</p>
      </section>
    </article>
  );
}

function Who({ t, form }: { readonly t: ReturnType<typeof translator>; readonly form: PrintedForm }) {
  return (
    <dl className="paper-who">
      <div>
        <dt>{t("board.name")}</dt>
        <dd>
          <bdi>{form.fullName}</bdi>
        </dd>
      </div>
      <div>
        <dt>{t("paper.code-column")}</dt>
        <dd>
          <code dir="ltr">{formatSheetCode(form.code)}</code>
        </dd>
      </div>
    </dl>
  );
}
