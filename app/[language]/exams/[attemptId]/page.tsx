import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { QuestionField } from "@/components/exams/question-field";
import { ProblemSummary } from "@/components/ui/form";
import { type PageProps, readPage, readRefusedForm } from "@/lib/entry/page";
import { getActor } from "@/lib/entry/request";
import { loadAttempt } from "@/lib/exams/loaders";
import { formatInstant } from "@/lib/format/dates";

type Props = PageProps<{ attemptId: string }>;

export async function generateMetadata(props: Props): Promise<Metadata> {
  return { title: (await readPage(props)).t("exam.title"), robots: { index: false } };
}

export default async function ExamPage(props: Props) {
  const page = await readPage(props);
  const { t, at, here, language, params, query } = page;
  const attempt = await loadAttempt(params.attemptId, language);
  if (attempt.state !== "in-progress") redirect(at(`/exams/${attempt.id}/result`));
  const zone = (await getActor())?.zone ?? attempt.eventZone;
  const refused = await readRefusedForm(page);
  const answered = new Set(
    attempt.answers.filter(({ optionIds }) => optionIds.length > 0).map(({ position }) => position),
  );
  const secondsLeft = Math.max(0, Math.floor((attempt.deadlineAt.getTime() - attempt.serverTime.getTime()) / 1000));
  return (
    <form
      id="exam"
      action="/forms/exam-answers"
      method="post"
      data-attempt={attempt.id}
      data-seconds-left={secondsLeft}
      data-result={at(`/exams/${attempt.id}/result`)}
      data-zone={zone}
      data-language={language}
      data-word-saved={t("exam.saved-at", { time: "{time}" })}
      data-word-all-saved={t("exam.all-saved", { time: "{time}" })}
      data-word-saving={t("exam.saving")}
      data-word-not-saved={t("exam.not-saved", { time: "{time}" })}
      data-word-signed-out={t("exam.signed-out")}
      data-word-newer={t("exam.newer", { number: "{number}" })}
      data-word-closed={t("exam.closed")}
      data-word-minutes={t("exam.minutes-left", { minutes: 99 })}
      data-word-seconds={t("exam.seconds-left", { minutes: "{minutes}", seconds: "{seconds}" })}
      data-word-warning={t("exam.warning", { minutes: 99 })}
      data-word-answered={t("exam.state.answered")}
      data-word-unanswered={t("exam.state.unanswered")}
      data-word-flagged={t("exam.state.flagged")}
      data-word-count={t("exam.count", { answered: 77, total: attempt.questions.length })}
    >
      <input type="hidden" name="_page" value={here} />
      <input type="hidden" name="attempt" value={attempt.id} />
      <p className="eyebrow">{attempt.eventTitle}</p>
      <h1 className="mb-4">{t("exam.title")}</h1>
      <div className="exam-bar">
        <p>
          <strong data-clock className="nums">
            {t("exam.ends", { time: formatInstant(attempt.deadlineAt, language, zone) })}
          </strong>
        </p>
        <p data-state className="small">
          {query.done === "saved" ? t("exam.all-saved-plain") : t("exam.save-without-script")}
        </p>
        <p role="status" className="visually-hidden" data-announce />
        <p role="alert" className="problem" data-alert />
      </div>
      <ProblemSummary state={{ t, here, refused }} />
      <div className="grid gap-x-12 lg:grid-cols-[minmax(0,1fr)_14rem]">
        <div>
          {attempt.questions.map((question) => (
            <QuestionField
              key={question.position}
              t={t}
              language={language}
              zone={zone}
              question={question}
              total={attempt.questions.length}
              answer={attempt.answers.find(({ position }) => position === question.position)}
              flagged={attempt.flagged.includes(question.position)}
            />
          ))}
          <div className="flex flex-wrap gap-3 border-t border-rule py-6">
            <button type="submit" name="intent" value="review" className="button">
              {t("exam.review")}
            </button>
            <button type="submit" name="intent" value="save" className="button quiet">
              {t("exam.save")}
            </button>
          </div>
        </div>
        <nav aria-label={t("exam.overview")} className="order-first lg:order-none">
          <details className="exam-overview" open>
            <summary className="font-semibold">{t("exam.overview")}</summary>
            <p className="small muted mt-1" data-count>
              {t("exam.count", { answered: answered.size, total: attempt.questions.length })}
            </p>
            <ol className="mt-2 grid grid-cols-2 gap-x-4 small lg:grid-cols-1">
              {attempt.questions.map(({ position }) => (
                <li key={position}>
                  <a className="inline-block py-1" href={`#q${position}`}>
                    <span className="nums">{position}</span>{" "}
                    <span className="muted" data-overview={position}>
                      {answered.has(position) ? t("exam.state.answered") : t("exam.state.unanswered")}
                      {attempt.flagged.includes(position) ? `, ${t("exam.state.flagged")}` : ""}
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
