import type { Metadata } from "next";
import { AppealEvidence } from "@/components/exams/appeals/appeal-case";
import { AppealText } from "@/components/exams/appeals/appeal-text";
import { LayerText } from "@/components/reading/layer-text";
import { Form, problemsOf, TextArea, typed } from "@/components/ui/form";
import { drawn } from "@/lib/entry/drawn";
import { type PageProps, readPage, readRefusedForm } from "@/lib/entry/page";
import { loadAppeals } from "@/lib/exams/appeals/loaders";
import { formatInstant } from "@/lib/format/dates";

type Props = PageProps<{ slug: string }>;

export async function generateMetadata(props: Props): Promise<Metadata> {
  return { title: (await readPage(props)).t("appeals.title"), robots: { index: false } };
}

export default async function AppealsPage(props: Props) {
  const page = await readPage(props);
  const { t, at, here, language, params, query } = page;
  const list = await loadAppeals(params.slug, query.appeal, language);
  const state = { t, here, refused: await readRefusedForm(page) };
  const address = at(`/organize/events/${list.eventSlug}/results/appeals`);
  const problems = problemsOf(state, "upheld");
  return drawn(
    <div className="grid gap-10">
      <header className="grid gap-4">
        <p>
          <a className="inline-block py-1 small" href={at(`/organize/events/${list.eventSlug}/results`)}>
            {t("appeals.back")}
          </a>
        </p>
        <h1>{t("appeals.title")}</h1>
        <p className="lede measure">
          <LayerText layer={{ text: list.eventTitle, language: list.language }} language={language} />
        </p>
        {query.done === "answered" && !state.refused ? (
          <p className="notice affirm measure">{t("appeals.done")}</p>
        ) : null}
      </header>
      {list.appeals.length === 0 ? (
        <p>{t("appeals.none")}</p>
      ) : (
        <ul className="rows">
          {list.appeals.map(({ id, fullName, attemptNumber, madeAt, answer }) => (
            <li key={id} className="flex flex-wrap items-baseline gap-x-6 gap-y-1">
              <a
                className="inline-block py-1"
                href={`${address}?appeal=${id}#case`}
                {...(id === list.case?.id ? { "aria-current": "true" as const } : {})}
              >
                <bdi>{fullName}</bdi>
              </a>
              <span className="muted">{t("results.attempt-number", { number: attemptNumber })}</span>
              <span className="small muted">
                {t("appeal.made-at", { time: formatInstant(madeAt, language, list.zone) })}
              </span>
              <span className={`state ${answer ? (answer.upheld ? "affirm" : "refuse") : "caution"}`}>
                {t(answer ? (answer.upheld ? "appeal.upheld" : "appeal.not-upheld") : "appeal.waits")}
              </span>
            </li>
          ))}
        </ul>
      )}
      {list.case ? (
        <section className="grid gap-6" aria-labelledby="case">
          <h2 id="case">{t("appeals.case", { name: list.case.fullName })}</h2>
          <AppealText page={page} appeal={list.case} zone={list.zone} />
          <AppealEvidence page={page} appeal={list.case} zone={list.zone} />
          {list.case.answer ? null : (
            <Form state={state} action="answer-appeal" className="grid gap-5 measure">
              <h3>{t("appeals.answer-title")}</h3>
              <p>{t("appeals.answer-note")}</p>
              <input type="hidden" name="event" value={list.eventSlug} />
              <input type="hidden" name="id" value={list.case.id} />
              <fieldset className={`field${problems.length > 0 ? " bad" : ""}`} id="upheld">
                <legend className="legend">{t("appeals.verdict")}</legend>
                {problems.length > 0 ? <p className="problem">{problems.join(" ")}</p> : null}
                <div>
                  {(["yes", "no"] as const).map((value) => (
                    <label key={value} className="choice">
                      <input
                        type="radio"
                        name="upheld"
                        value={value}
                        defaultChecked={typed(state, "upheld") === value}
                      />
                      <span>{t(value === "yes" ? "appeals.uphold" : "appeals.reject")}</span>
                    </label>
                  ))}
                </div>
              </fieldset>
              <TextArea state={state} name="answer" label={t("appeals.answer")} hint={t("appeals.answer-hint")} />
              <p>
                <button type="submit" className="button">
                  {t("appeals.send")}
                </button>
              </p>
            </Form>
          )}
        </section>
      ) : null}
    </div>,
  );
}
