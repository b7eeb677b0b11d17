import type { Metadata } from "next";
import { PictureForm } from "@/components/questions/picture-form";
import { QuestionForm, TranslationForm } from "@/components/questions/question-form";
import { DraftProblems } from "@/components/questions/question-marks";
import { SimilarQuestions } from "@/components/questions/similar-questions";
import { VersionDiff } from "@/components/questions/version-diff";
import { ProblemSummary } from "@/components/ui/form";
import { drawn } from "@/lib/entry/drawn";
import { type PageProps, readPage, readRefusedForm } from "@/lib/entry/page";
import { formatInstant } from "@/lib/format/dates";
import { languageNames } from "@/lib/format/languages";
import { loadKeptPicture, loadQuestionForm } from "@/lib/questions/loaders";
import { writtenLanguage } from "@/lib/questions/rules";
import { applyFields, questionFields, translationLanguages } from "@/lib/questions/schema";

type Props = PageProps<{ slug: string; id: string }>;

export async function generateMetadata(props: Props): Promise<Metadata> {
  const { t, language, params } = await readPage(props);
  const { question } = await loadQuestionForm(params.slug, params.id, language);
  return { title: t("bank.edit.title", { reference: question.reference }), robots: { index: false } };
}

export default async function EditQuestionPage(props: Props) {
  const page = await readPage(props);
  const { t, at, here, language, params, query } = page;
  const { actor, question, tags, documents, content, problems, similar } = await loadQuestionForm(
    params.slug,
    params.id,
    language,
  );
  const state = { t, here, refused: await readRefusedForm(page) };
  // What was typed stands in the form again; where somebody else saved meanwhile, what they saved is shown beside it.
  const kept = questionFields.safeParse(state.refused?.values ?? {});
  const shown =
    state.refused && kept.success ? applyFields(content, kept.data, () => crypto.randomUUID().slice(0, 8)) : content;
  const meanwhile = state.refused?.problems.some(({ key }) => key === "problem.question.changed-meanwhile") ?? false;
  const words = typeof query.words === "string" ? query.words : "";
  const picture = await loadKeptPicture(params.slug, query.picture);
  const text = translationLanguages.find((known) => known === query.text) ?? writtenLanguage;
  const address = at(`/organize/banks/${question.bank.slug}/questions/${question.id}`);
  const form = {
    page,
    state,
    bank: question.bank.slug,
    questionId: question.id,
    revision: question.draft?.revision ?? 0,
    content: shown,
  };
  return drawn(
    <div className="grid gap-10">
      <div className="grid gap-4">
        <p>
          <a className="inline-block py-1 small" href={address}>
            <bdi>{question.reference}</bdi>
          </a>
        </p>
        <h1>{t("bank.edit.title", { reference: question.reference })}</h1>
        {query.done === "saved" && !state.refused ? (
          <p className="notice affirm measure">{t("bank.done.saved")}</p>
        ) : null}
        <ProblemSummary state={state} />
        {meanwhile && question.draft ? (
          <section className="notice caution" aria-labelledby="meanwhile">
            <h2 id="meanwhile" className="text-base! font-sans!">
              {t("bank.edit.meanwhile", {
                name: question.draft.updatedBy,
                time: formatInstant(question.draft.updatedAt, language, actor.zone),
              })}
            </h2>
            <p className="small">{t("bank.edit.meanwhile.text")}</p>
            <VersionDiff t={t} before={question.draft.content} after={shown} />
          </section>
        ) : null}
        {question.draft ? (
          <p className="small muted">
            {t("bank.edit.saved-by", {
              name: question.draft.updatedBy,
              time: formatInstant(question.draft.updatedAt, language, actor.zone),
            })}
          </p>
        ) : (
          <p className="measure">{t("bank.edit.from-version", { number: question.versions[0]?.number ?? 0 })}</p>
        )}
        {question.draft?.note ? (
          <section className="notice caution measure" aria-labelledby="note">
            <h2 id="note" className="text-base! font-sans!">
              {t("bank.note")}
            </h2>
            <p className="whitespace-pre-line" dir="auto">
              {question.draft.note}
            </p>
          </section>
        ) : null}
        <SimilarQuestions page={page} slug={question.bank.slug} similar={similar} />
        <nav aria-label={t("bank.edit.languages")}>
          <ul className="flex flex-wrap gap-x-5 gap-y-1">
            {[writtenLanguage, ...translationLanguages].map((known) => (
              <li key={known}>
                <a
                  className="inline-block py-1"
                  href={known === writtenLanguage ? `${address}/edit` : `${address}/edit?text=${known}`}
                  aria-current={known === text ? "page" : undefined}
                >
                  <span lang={known}>{languageNames[known] ?? known}</span>
                  {content.layers.some((layer) => layer.language === known) ? null : (
                    <span className="muted small"> ({t("bank.edit.no-text")})</span>
                  )}
                </a>
              </li>
            ))}
          </ul>
        </nav>
      </div>
      {text === writtenLanguage ? (
        <QuestionForm {...form} tags={tags} documents={documents} />
      ) : (
        <TranslationForm {...form} language={text} />
      )}
      <PictureForm
        state={state}
        bank={question.bank.slug}
        questionId={question.id}
        kept={picture === null || words === "" ? null : { id: picture, words }}
      />
      {question.draft ? (
        <section aria-labelledby="missing" className="grid gap-3">
          <h2 id="missing">{t("bank.missing.title")}</h2>
          <DraftProblems t={t} problems={problems} />
        </section>
      ) : null}
    </div>,
  );
}
