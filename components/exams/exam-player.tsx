import "./exam-player.css";
import type { Page } from "@/lib/entry/page";
import type { LearnerQuestion, QuestionLook, SavedAnswer } from "@/lib/exams/types";
import { QuestionField } from "./question-field";

export type PlayerView = {
  /** All questions on one page, or one at a time. */
  readonly one: boolean;
  /** The question shown, when one at a time. */
  readonly current: number;
  readonly look: QuestionLook | null;
};

type Props = {
  readonly page: Page;
  readonly zone: string;
  /** The form that saves the whole page without scripts, and the address that saves one answer. */
  readonly action: string;
  readonly api: string;
  /** What identifies the sitting: an attempt's id, or the rehearsal. */
  readonly attempt: string;
  readonly result: string;
  readonly questions: readonly LearnerQuestion[];
  readonly answers: readonly SavedAnswer[];
  readonly flagged: readonly number[];
  /** null: nothing is timed. */
  readonly secondsLeft: number | null;
  /** Said before a script counts. */
  readonly ends: string;
  readonly view: PlayerView;
  /** What a refused form held, by position: shown again, not yet saved. */
  readonly typed: ReadonlyMap<number, readonly string[]>;
  /** The button that ends the sitting. */
  readonly finish: string;
};

/**
 * The questions of a sitting with their clock, saved state and overview: one form, saved answer by answer by its program and as
 * a whole without. All questions are in the page also when one is shown, so that moving needs no line.
 */
export function ExamPlayer({
  page: { t, at, here, language, query },
  zone,
  action,
  api,
  attempt,
  result,
  questions,
  answers,
  flagged,
  secondsLeft,
  ends,
  view: { one, current, look },
  typed,
  finish,
}: Props) {
  const counted = secondsLeft !== null;
  const total = questions.length;
  const answered = new Set(answers.filter(({ optionIds }) => optionIds.length > 0).map(({ position }) => position));
  const stateOf = (position: number): string => {
    const marked = flagged.includes(position);
    return answered.has(position)
      ? t(marked ? "exam.state.answered-flagged" : "exam.state.answered")
      : t(marked ? "exam.state.unanswered-flagged" : "exam.state.unanswered");
  };
  const address = here.split("?", 1)[0] ?? here;
  return (
    <form
      id="exam"
      action={`/forms/${action}`}
      method="post"
      // A browser that restores a form would put an older choice over what is saved.
      autoComplete="off"
      data-attempt={attempt}
      data-api={api}
      data-contact={counted ? `${api}/contact` : undefined}
      data-seconds-left={secondsLeft ?? undefined}
      data-result={result}
      data-zone={zone}
      data-language={language}
      data-view={one ? "one" : "all"}
      data-current={current}
      data-done={query.done === "saved" ? "saved" : undefined}
      data-word-saved={t("exam.saved-at", { time: "{time}" })}
      data-word-all-saved={t("exam.all-saved", { time: "{time}" })}
      data-word-saving={t("exam.saving")}
      data-word-not-saved={t("exam.not-saved", { time: "{time}" })}
      data-word-not-saved-here={t("exam.not-saved-here", { time: "{time}" })}
      data-word-newer={t("exam.newer", { number: "{number}" })}
      data-word-closed={t("exam.closed")}
      data-word-over-unsaved={t("exam.over-unsaved")}
      data-word-ask={t("exam.ask-unsaved", { count: 77 })}
      data-word-moved={t("exam.moved")}
      data-word-minutes={t("exam.minutes-left", { minutes: 99 })}
      data-word-seconds={t("exam.seconds-left", { minutes: "{minutes}", seconds: "{seconds}" })}
      data-word-warning={t("exam.warning", { minutes: 99 })}
      data-word-answered={t("exam.state.answered")}
      data-word-answered-flagged={t("exam.state.answered-flagged")}
      data-word-unanswered={t("exam.state.unanswered")}
      data-word-unanswered-flagged={t("exam.state.unanswered-flagged")}
      data-word-count={t("exam.count", { answered: 77, total })}
    >
      {/* The Enter key presses a form's first button: it saves, and never leaves the page of an exam. */}
      <button type="submit" name="intent" value="save" className="visually-hidden" tabIndex={-1} aria-hidden="true">
        {t("exam.save")}
      </button>
      <input type="hidden" name="_page" value={here} />
      <input type="hidden" name="attempt" value={attempt} />
      {counted ? null : <input type="hidden" name="found" value="" />}
      <div className="exam-bar">
        <p>
          <strong data-clock className="nums">
            {ends}
          </strong>
        </p>
        <p data-state className="small">
          {query.done === "saved" ? t("exam.all-saved-plain") : t("exam.save-without-script")}
        </p>
        <p data-warning className="small font-semibold" />
        <p role="status" className="visually-hidden" data-announce />
        <p role="alert" className="problem" data-alert />
        <p hidden>
          {t("exam.signed-out")}{" "}
          <a data-sign-in href={`${at("/sign-in")}?next=${encodeURIComponent(here)}`}>
            {t("exam.sign-in-again")}
          </a>
        </p>
      </div>
      <p className="mt-2 small">
        <a
          className="inline-block py-1"
          href={one ? `${address}?q=${current}#q${current}` : `${address}?view=one&q=${current}`}
        >
          {t(one ? "exam.view.all" : "exam.view.one")}
        </a>
      </p>
      <div className="grid gap-x-12 lg:grid-cols-[minmax(0,1fr)_14rem]">
        <div>
          {questions.map((question) => (
            <QuestionField
              key={question.position}
              t={t}
              language={language}
              zone={zone}
              question={question}
              total={total}
              answer={answers.find(({ position }) => position === question.position)}
              typed={typed.get(question.position)}
              flagged={flagged.includes(question.position)}
              hidden={one && question.position !== current}
              look={look?.position === question.position ? look : null}
            />
          ))}
          <div className="flex flex-wrap gap-3 border-t border-rule py-6">
            {one ? (
              <>
                <button
                  type="submit"
                  name="intent"
                  value={`go-${current - 1}`}
                  data-step="-1"
                  hidden={current === 1}
                  className="button quiet"
                >
                  {t("exam.previous")}
                </button>
                <button
                  type="submit"
                  name="intent"
                  value={`go-${current + 1}`}
                  data-step="1"
                  hidden={current === total}
                  className="button"
                >
                  {t("exam.next")}
                </button>
              </>
            ) : null}
            <button
              type="submit"
              name="intent"
              value="review"
              className={one && current < total ? "button quiet" : "button"}
            >
              {finish}
            </button>
            <button type="submit" name="intent" value="save" className="button quiet">
              {t("exam.save")}
            </button>
          </div>
        </div>
        <nav aria-label={t("exam.overview")} className="order-first lg:order-none">
          <details className="exam-overview" open={!one}>
            <summary className="font-semibold">{t("exam.overview")}</summary>
            <p className="small muted mt-1" data-count>
              {t("exam.count", { answered: answered.size, total })}
            </p>
            <ol className="mt-2 grid grid-cols-2 gap-x-4 small lg:grid-cols-1">
              {questions.map(({ position }) => (
                <li key={position}>
                  <a
                    className="inline-block py-1"
                    href={one ? `${address}?view=one&q=${position}` : `#q${position}`}
                    data-go={position}
                  >
                    <span className="nums">{position}</span>{" "}
                    <span className="muted" data-overview={position}>
                      {stateOf(position)}
                    </span>
                  </a>
                </li>
              ))}
            </ol>
          </details>
        </nav>
      </div>
      <script src="/scripts/exam.js" async />
    </form>
  );
}
