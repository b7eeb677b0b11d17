import type { Metadata } from "next";
import type { ReactNode } from "react";
import { formatDecimal } from "@/components/exams/analysis/figures";
import { LanguageDifferenceText } from "@/components/exams/analysis/language-difference";
import { QuestionName, QuestionTable } from "@/components/exams/analysis/question-table";
import { ScorePlot } from "@/components/exams/analysis/score-plot";
import { SharedWrong } from "@/components/exams/analysis/shared-wrong";
import { LayerText } from "@/components/reading/layer-text";
import type { MessageKey } from "@/lib/content/messages";
import { drawn } from "@/lib/entry/drawn";
import { type Page, type PageProps, readPage } from "@/lib/entry/page";
import { loadEventAnalysis } from "@/lib/exams/analysis/loaders";
import { aimedFormSpread, isWithinAim, mostPeoplePooled, sortQuestions } from "@/lib/exams/analysis/rules";
import { type EventAnalysis, questionOrders } from "@/lib/exams/analysis/types";
import { languageNames } from "@/lib/format/languages";
import { leastAnswers, leastAnswersToRelate } from "@/lib/grading/statistic";

type Props = PageProps<{ slug: string }>;

export async function generateMetadata(props: Props): Promise<Metadata> {
  return { title: (await readPage(props)).t("analysis.title"), robots: { index: false } };
}

export default async function EventAnalysisPage(props: Props) {
  const page = await readPage(props);
  const { t, at, language, params, query } = page;
  const event = await loadEventAnalysis(params.slug, language);
  const order = questionOrders.find((name) => name === query.order) ?? "question";
  return drawn(
    <div className="grid gap-10">
      <div className="grid gap-4">
        <p>
          <a className="inline-block py-1 small" href={at(`/organize/events/${event.slug}`)}>
            {t("analysis.back")}
          </a>
        </p>
        <p className="eyebrow flex flex-wrap gap-x-4">
          <LayerText layer={{ text: event.title, language: event.language }} language={language} />
          <bdi>{event.reference}</bdi>
        </p>
        <h1>{t("analysis.title")}</h1>
        {event.people > 0 ? <p className="lede measure">{t("analysis.lede", { people: event.people })}</p> : null}
        {event.running > 0 ? <p className="notice measure">{t("analysis.running", { count: event.running })}</p> : null}
        {event.people === 0 ? (
          <p className="measure">{t(event.hasExam ? "analysis.nobody" : "analysis.no-exam")}</p>
        ) : null}
        {event.voided > 0 ? <p className="measure">{t("analysis.voided", { count: event.voided })}</p> : null}
      </div>
      {event.people === 0 ? null : (
        <>
          <Whole page={page} event={event} />
          {event.scores ? (
            <section aria-labelledby="scores" className="grid gap-4">
              <h2 id="scores">{t("analysis.scores")}</h2>
              <ScorePlot page={page} scores={event.scores} />
            </section>
          ) : null}
          <section aria-labelledby="questions" className="grid gap-4">
            <h2 id="questions">{t("analysis.questions")}</h2>
            <p className="measure">{t("analysis.questions.lede", { most: mostPeoplePooled })}</p>
            <p className="flex flex-wrap gap-x-5 gap-y-1 small">
              <span className="muted">{t("analysis.sort")}</span>
              {questionOrders.map((name) => (
                <a
                  key={name}
                  className={`inline-block py-1${name === order ? " font-semibold" : ""}`}
                  aria-current={name === order ? "true" : undefined}
                  href={at(`/organize/events/${event.slug}/analysis?order=${name}#questions`)}
                >
                  {t(`analysis.sort.${name}`)}
                </a>
              ))}
            </p>
            <QuestionTable page={page} questions={sortQuestions(event.questions, order)} opens={event.seesKeys} />
          </section>
          <section aria-labelledby="languages" className="grid gap-4">
            <h2 id="languages">{t("analysis.languages")}</h2>
            <Languages page={page} event={event} />
          </section>
          <section aria-labelledby="shared" className="grid gap-4">
            <h2 id="shared">{t("analysis.shared")}</h2>
            <SharedWrong page={page} report={event.sharedWrong} />
          </section>
          <How page={page} />
        </>
      )}
    </div>,
  );
}

type Part = { readonly page: Page; readonly event: EventAnalysis & { readonly seesKeys: boolean } };

function Whole({ page: { t, language }, event }: Part) {
  const { reliability, error, forms, scores } = event;
  const why = (reason: MessageKey): string => t("analysis.not-computable", { reason: t(reason) });
  return (
    <section aria-labelledby="whole" className="grid gap-4">
      <h2 id="whole">{t("analysis.whole")}</h2>
      <dl className="facts">
        {scores ? (
          <Fact name={t("analysis.passed")}>
            {t("analysis.passed-value", { passed: scores.passed, people: scores.people })}
          </Fact>
        ) : null}
        <Fact name={t("analysis.reliability")} hint={t("analysis.reliability.hint")}>
          {reliability.ok ? (
            <>
              <Figure>{formatDecimal(reliability.value.coefficient, language, 2)}</Figure>{" "}
              {t("analysis.reliability.value", {
                method: t(`analysis.method.${reliability.value.method}`),
                n: reliability.n,
                questions: reliability.value.questions,
              })}
            </>
          ) : (
            why(`analysis.reason.${reliability.reason}`)
          )}
        </Fact>
        <Fact name={t("analysis.error")} hint={t("analysis.error.hint")}>
          {error.ok ? (
            <>
              <Figure>{t("analysis.error.value", { error: formatDecimal(error.value.error, language, 1) })}</Figure>{" "}
              {t("analysis.error.at", { right: error.value.right, questions: error.n })}
            </>
          ) : (
            why(`analysis.reason.${error.reason}`)
          )}
        </Fact>
        <Fact name={t("analysis.forms")} hint={t("analysis.forms.hint")}>
          {forms.ok ? (
            <Forms t={t} language={language} forms={forms} each={event.pointsPerQuestion} />
          ) : (
            why(forms.reason === "too-few" ? "analysis.reason.too-few-forms" : `analysis.reason.${forms.reason}`)
          )}
          {forms.formsLeftOut > 0 && (forms.ok || forms.reason === "unknown-facility") ? (
            <span className="block small">
              {t("analysis.forms.left-out", { forms: forms.formsLeftOut, questions: forms.unknownVersionIds.length })}
            </span>
          ) : null}
        </Fact>
      </dl>
    </section>
  );
}

function Forms({
  t,
  language,
  forms: { value, n },
  each,
}: {
  readonly t: Page["t"];
  readonly language: string;
  readonly forms: Extract<EventAnalysis["forms"], { ok: true }>;
  readonly each: number | null;
}) {
  const { standardDeviation, least, greatest } = value;
  if (standardDeviation === 0) return t("analysis.forms.same", { n });
  const within = each !== null && isWithinAim(standardDeviation, each);
  return (
    <>
      <Figure>
        {each === null
          ? t("analysis.forms.value-points", { spread: formatDecimal(standardDeviation, language, 2) })
          : t("analysis.forms.value-questions", { spread: formatDecimal(standardDeviation / each, language, 2) })}
      </Figure>{" "}
      {t("analysis.forms.over", {
        n,
        least: formatDecimal(least, language, 1),
        greatest: formatDecimal(greatest, language, 1),
      })}
      {each === null ? null : (
        <span className="block">
          <span className={`state ${within ? "affirm" : "caution"}`}>
            {t(within ? "analysis.forms.within" : "analysis.forms.beyond", {
              aim: formatDecimal(aimedFormSpread, language, 1),
            })}
          </span>
        </span>
      )}
    </>
  );
}

function Figure({ children }: { readonly children: ReactNode }) {
  return <bdi className="font-serif text-[1.2rem] nums">{children}</bdi>;
}

function Fact({
  name,
  hint,
  children,
}: {
  readonly name: string;
  readonly hint?: string;
  readonly children: ReactNode;
}) {
  return (
    <div>
      <dt>{name}</dt>
      <dd className="measure">
        {children}
        {hint ? <span className="mt-1 block small muted">{hint}</span> : null}
      </dd>
    </div>
  );
}

function Languages({ page, event }: Part) {
  const { t, language } = page;
  const { languages, inSeveral, differences } = event.languages;
  const [only] = languages;
  if (languages.length < 2)
    return <p>{t("analysis.languages.one", { language: languageNames[only ?? ""] ?? only ?? "" })}</p>;
  return (
    <>
      <p className="measure">
        {t("analysis.languages.lede", {
          count: inSeveral,
          least: leastAnswersToRelate,
          computed: new Set(differences.map(({ versionId }) => versionId)).size,
        })}
      </p>
      <p className="measure small muted">{t("analysis.languages.hint")}</p>
      {differences.length === 0 ? null : (
        <table className="table cards">
          <caption className="visually-hidden">{t("analysis.languages.caption")}</caption>
          <thead>
            <tr>
              <th scope="col">{t("analysis.question")}</th>
              <th scope="col">{t("analysis.languages.difference")}</th>
            </tr>
          </thead>
          <tbody>
            {differences.map(({ difference, ...question }) => (
              <tr key={question.versionId + difference.languages.join()}>
                <th scope="row">
                  <QuestionName page={page} question={question} opens={event.seesKeys} />
                </th>
                <td data-label={t("analysis.languages.difference")}>
                  <LanguageDifferenceText t={t} language={language} difference={difference} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </>
  );
}

function How({ page: { t } }: { readonly page: Page }) {
  return (
    <details className="part">
      <summary className="font-semibold">{t("analysis.how")}</summary>
      <dl className="facts mt-4">
        <Fact name={t("analysis.facility")} hint={t("analysis.how.facility", { least: leastAnswers })}>
          {t("analysis.facility.hint")}
        </Fact>
        <Fact
          name={t("analysis.discrimination")}
          hint={t("analysis.how.discrimination", { least: leastAnswersToRelate })}
        >
          {t("analysis.discrimination.hint")}
        </Fact>
        <Fact name={t("analysis.time")} hint={t("analysis.how.time")}>
          {t("analysis.time.hint")}
        </Fact>
        <Fact name={t("analysis.reliability")}>{t("analysis.how.reliability")}</Fact>
        <Fact name={t("analysis.error")}>{t("analysis.how.error")}</Fact>
        <Fact name={t("analysis.shared")}>{t("analysis.how.shared")}</Fact>
      </dl>
    </details>
  );
}
