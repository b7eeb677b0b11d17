import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { QuestionKey } from "@/components/questions/question-key";
import { DraftProblems } from "@/components/questions/question-marks";
import { QuestionPreview } from "@/components/questions/question-preview";
import { SimilarQuestions } from "@/components/questions/similar-questions";
import { VersionDiff } from "@/components/questions/version-diff";
import { CheckGroup } from "@/components/ui/check-group";
import { Form, type FormState, ProblemSummary, TextArea } from "@/components/ui/form";
import { drawn } from "@/lib/entry/drawn";
import { type Page, type PageProps, readPage, readRefusedForm } from "@/lib/entry/page";
import { formatInstant } from "@/lib/format/dates";
import { languageNames } from "@/lib/format/languages";
import { loadQuestion } from "@/lib/questions/loaders";

type Props = PageProps<{ slug: string; id: string }>;
type Loaded = Awaited<ReturnType<typeof loadQuestion>>;

export async function generateMetadata(props: Props): Promise<Metadata> {
  const { t, language, params } = await readPage(props);
  const { question } = await loadQuestion(params.slug, params.id, language);
  return { title: t("bank.review.title", { reference: question.reference }), robots: { index: false } };
}

export default async function ReviewQuestionPage(props: Props) {
  const page = await readPage(props);
  const { t, at, here, language, params, query } = page;
  const loaded = await loadQuestion(params.slug, params.id, language);
  const { actor, question, tags, draftProblems, similar } = loaded;
  const { draft } = question;
  if (!draft) notFound();
  const state = { t, here, refused: await readRefusedForm(page) };
  const address = at(`/organize/banks/${question.bank.slug}/questions/${question.id}`);
  const texts = draft.content.layers.map((layer) => layer.language);
  const text = texts.find((known) => known === query.text) ?? texts[0] ?? "en";
  return drawn(
    <div className="grid gap-10">
      <div className="grid gap-4">
        <p>
          <a className="inline-block py-1 small" href={address}>
            <bdi>{question.reference}</bdi>
          </a>
        </p>
        <h1>{t("bank.review.title", { reference: question.reference })}</h1>
        <ProblemSummary state={state} />
        <p className="flex flex-wrap items-baseline gap-x-4">
          <span className={`state ${draft.inReview ? "caution" : ""}`}>
            {t(`bank.draft.${draft.inReview ? "in-review" : "draft"}`)}
          </span>
          <span className="small muted">
            {t("bank.edit.saved-by", {
              name: draft.updatedBy,
              time: formatInstant(draft.updatedAt, language, actor.zone),
            })}
          </span>
        </p>
        <SimilarQuestions page={page} slug={question.bank.slug} similar={similar} />
      </div>

      <section aria-labelledby="preview" className="grid gap-3">
        <h2 id="preview">{t("bank.preview")}</h2>
        {texts.length > 1 ? (
          <ul className="flex flex-wrap gap-x-5" aria-label={t("bank.edit.languages")}>
            {texts.map((known) => (
              <li key={known}>
                <a
                  className="inline-block py-1"
                  href={`${address}/review?text=${known}#preview`}
                  aria-current={known === text ? "page" : undefined}
                >
                  <span lang={known}>{languageNames[known] ?? known}</span>
                </a>
              </li>
            ))}
          </ul>
        ) : null}
        <QuestionPreview page={page} zone={actor.zone} content={draft.content} textLanguage={text} />
      </section>
      <QuestionKey page={page} content={draft.content} tags={tags} textLanguage={text} />

      <section aria-labelledby="changes" className="grid gap-3">
        <h2 id="changes">{t("bank.review.changes")}</h2>
        {question.versions[0] ? (
          <VersionDiff t={t} before={question.versions[0].content} after={draft.content} />
        ) : (
          <p>{t("bank.review.first")}</p>
        )}
      </section>

      <section aria-labelledby="missing" className="grid gap-3">
        <h2 id="missing">{t("bank.missing.title")}</h2>
        <DraftProblems t={t} problems={draftProblems} />
      </section>

      <section aria-labelledby="decide" className="grid max-w-2xl gap-6 border-t border-rule pt-6">
        <h2 id="decide">{t("bank.review.decide")}</h2>
        <Decisions page={page} state={state} loaded={loaded} />
      </section>
    </div>,
  );
}

/** What this person may do with the draft: send it, review it, publish it, throw it away. */
function Decisions({
  page: { t, at },
  state,
  loaded,
}: {
  readonly page: Page;
  readonly state: FormState;
  readonly loaded: Loaded;
}) {
  const { question, wroteDraft, draftProblems } = loaded;
  const { draft, bank } = question;
  if (!draft) return null;
  const complete = draftProblems.length === 0;
  const mayPublishAlone = wroteDraft && !bank.reviewRequired;
  const reviews = !wroteDraft && draft.inReview;
  const hidden = (
    <>
      <input type="hidden" name="bank" value={bank.slug} />
      <input type="hidden" name="question" value={question.id} />
      <input type="hidden" name="revision" value={draft.revision} />
    </>
  );
  return (
    <>
      {reviews ? (
        <Form state={state} action="move-question" summary={false}>
          {hidden}
          <p>{t("bank.review.reviewer")}</p>
          <CheckGroup
            state={state}
            name="languages"
            legend={t("bank.review.languages")}
            hint={t("bank.review.languages.hint")}
            options={draft.content.layers.map(({ language }) => ({
              value: language,
              label: languageNames[language] ?? language,
            }))}
            chosen={[]}
          />
          <label className="choice">
            <input type="checkbox" name="citations" value="1" />
            <span>{t("bank.review.citations")}</span>
          </label>
          <p>
            <button type="submit" name="intent" value="publish" className="button" disabled={!complete}>
              {t("bank.review.publish")}
            </button>
          </p>
          <TextArea state={state} name="note" label={t("bank.review.note")} rows={3} />
          <p>
            <button type="submit" name="intent" value="return" className="button quiet">
              {t("bank.review.return")}
            </button>
          </p>
        </Form>
      ) : null}
      {bank.mayEdit ? (
        <>
          {wroteDraft && draft.inReview && bank.reviewRequired ? <p>{t("bank.review.wait")}</p> : null}
          {complete ? null : <p>{t("bank.review.incomplete")}</p>}
          <Form state={state} action="move-question" summary={false} className="flex flex-wrap gap-3">
            {hidden}
            {complete && mayPublishAlone ? (
              <button type="submit" name="intent" value="publish" className="button">
                {t("bank.review.publish-alone")}
              </button>
            ) : null}
            {complete && !draft.inReview ? (
              <button type="submit" name="intent" value="send" className="button quiet">
                {t("bank.review.send")}
              </button>
            ) : null}
            <a className="button quiet" href={at(`/organize/banks/${bank.slug}/questions/${question.id}/edit`)}>
              {t("bank.edit")}
            </a>
            <button type="submit" name="intent" value="discard" className="button danger">
              {t("bank.review.discard")}
            </button>
          </Form>
        </>
      ) : null}
    </>
  );
}
