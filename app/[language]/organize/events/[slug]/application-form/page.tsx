import type { Metadata } from "next";
import { QuestionEditor } from "@/components/admission/applications/question-editor";
import { QuestionList } from "@/components/admission/applications/question-list";
import { RubricForm } from "@/components/admission/applications/rubric-form";
import { LayerText } from "@/components/reading/layer-text";
import { ProblemSummary } from "@/components/ui/form";
import { loadComposer } from "@/lib/admission/applications/loaders";
import { QUESTIONS_MAXIMUM, questionKinds } from "@/lib/admission/applications/schema";
import type { MessageKey } from "@/lib/content/messages";
import { drawn } from "@/lib/entry/drawn";
import { type PageProps, readPage, readRefusedForm } from "@/lib/entry/page";

type Props = PageProps<{ slug: string }>;

export async function generateMetadata(props: Props): Promise<Metadata> {
  return { title: (await readPage(props)).t("compose.title"), robots: { index: false } };
}

const done: Readonly<Record<string, MessageKey>> = {
  question: "compose.done.question",
  arranged: "compose.done.arranged",
  rubric: "compose.done.rubric",
};

const fixed = [
  "apply.field.state",
  "apply.field.institution",
  "apply.field.institution-kind",
  "apply.field.position",
  "apply.field.gender",
  "apply.field.courses",
] as const satisfies readonly MessageKey[];

export default async function ApplicationFormPage(props: Props) {
  const page = await readPage(props);
  const { t, at, language, params, query } = page;
  const view = await loadComposer(params.slug, language);
  const refused = await readRefusedForm(page);
  const here = at(`/organize/events/${view.slug}/application-form`);
  const base = { t, here, refused };
  const aboutQuestion = refused?.values.kind !== undefined;
  const aboutRubric = refused?.values.reviewers !== undefined;
  const asked = aboutQuestion ? refused.values.question : query.question;
  const question = view.form.questions.find(({ id }) => id === asked) ?? null;
  const kind = question?.kind ?? questionKinds.find((one) => one === (aboutQuestion ? refused.values.kind : query.new));
  const said = typeof query.done === "string" ? done[query.done] : undefined;
  return drawn(
    <div className="grid gap-10">
      <header className="grid gap-3">
        <p>
          <a className="inline-block py-1 small" href={at(`/organize/events/${view.slug}`)}>
            <LayerText layer={view.title} language={language} />
          </a>
        </p>
        <h1>{t("compose.title")}</h1>
        <p className="lede measure">{t("compose.lede")}</p>
        {said && !refused ? <p className="notice affirm measure">{t(said)}</p> : null}
        <ProblemSummary state={base} />
        {view.admission === "application" ? null : (
          <p className="notice caution measure">{t("compose.other-admission")}</p>
        )}
        {view.answered ? <p className="notice measure">{t("compose.answered")}</p> : null}
      </header>

      <section aria-labelledby="fixed" className="grid gap-3">
        <h2 id="fixed">{t("compose.fixed")}</h2>
        <p className="measure">{t("compose.fixed.text")}</p>
        <ul className="bullets">
          {fixed.map((key) => (
            <li key={key}>{t(key)}</li>
          ))}
        </ul>
      </section>

      <section aria-labelledby="questions" className="grid gap-4">
        <h2 id="questions">{t("compose.questions")}</h2>
        <QuestionList page={page} state={{ ...base, refused: null }} view={view} />
      </section>

      {kind ? (
        <section aria-labelledby="edit" className="grid gap-4">
          <h2 id="edit">
            {question
              ? t("compose.edit.title", { number: view.form.questions.indexOf(question) + 1 })
              : t("compose.add.kind", { kind: t(`question-kind.${kind}`) })}
          </h2>
          <QuestionEditor
            page={page}
            state={{ ...base, refused: aboutQuestion ? refused : null }}
            view={view}
            kind={kind}
            question={question}
          />
        </section>
      ) : (
        <section aria-labelledby="edit" className="grid gap-4">
          <h2 id="edit">{t("compose.add")}</h2>
          {view.form.questions.length >= QUESTIONS_MAXIMUM ? (
            <p>{t("problem.compose.too-many")}</p>
          ) : (
            <ul className="flex flex-wrap gap-3">
              {questionKinds.map((one) => (
                <li key={one}>
                  <a className="button quiet" href={`${here}?new=${one}#edit`}>
                    {t(`question-kind.${one}`)}
                  </a>
                </li>
              ))}
            </ul>
          )}
        </section>
      )}

      <section aria-labelledby="rubric" className="grid gap-4">
        <h2 id="rubric">{t("compose.rubric")}</h2>
        <p className="measure">{t("compose.rubric.text")}</p>
        <RubricForm page={page} state={{ ...base, refused: aboutRubric ? refused : null }} view={view} />
      </section>
    </div>,
  );
}
