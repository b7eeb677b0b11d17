import type { Metadata } from "next";
import { QuestionKey } from "@/components/questions/question-key";
import { QuestionStateMark } from "@/components/questions/question-marks";
import { QuestionPreview } from "@/components/questions/question-preview";
import { SimilarQuestions } from "@/components/questions/similar-questions";
import { Form, type FormState, ProblemSummary, TextField } from "@/components/ui/form";
import { drawn } from "@/lib/entry/drawn";
import { type Page, type PageProps, readPage, readRefusedForm } from "@/lib/entry/page";
import { formatDay, formatInstant, formatNumber } from "@/lib/format/dates";
import { languageNames } from "@/lib/format/languages";
import { citationPath } from "@/lib/library/rules";
import { loadQuestion } from "@/lib/questions/loaders";
import { stateOf } from "@/lib/questions/rules";
import type { QuestionPage, VersionView } from "@/lib/questions/types";

type Props = PageProps<{ slug: string; id: string }>;
type Common = {
  readonly page: Page;
  readonly state: FormState;
  readonly question: QuestionPage;
  readonly zone: string;
};

const announcements = [
  "sent",
  "returned",
  "published",
  "retire",
  "restore",
  "check-citations",
  "review-layer",
  "enemies",
] as const;

export async function generateMetadata(props: Props): Promise<Metadata> {
  const { language, params } = await readPage(props);
  return {
    title: (await loadQuestion(params.slug, params.id, language)).question.reference,
    robots: { index: false },
  };
}

export default async function BankQuestionPage(props: Props) {
  const page = await readPage(props);
  const { t, at, here, language, params, query } = page;
  const { actor, question, tags, similar } = await loadQuestion(params.slug, params.id, language);
  const state = { t, here, refused: await readRefusedForm(page) };
  const done = announcements.find((name) => name === query.done);
  const { bank, draft } = question;
  const [newest] = question.versions;
  const retired = question.retiredAt !== null;
  const holds = newest?.holds ?? [];
  const address = `/organize/banks/${bank.slug}/questions/${question.id}`;
  const common = { page, state, question, zone: actor.zone };
  return drawn(
    <div className="grid gap-10">
      <div className="grid gap-4">
        <p>
          <a className="inline-block py-1 small" href={at(`/organize/banks/${bank.slug}`)}>
            <bdi>{bank.title}</bdi>
          </a>
        </p>
        <h1>
          <bdi>{question.reference}</bdi>
        </h1>
        {done && !state.refused ? <p className="notice affirm measure">{t(`bank.done.${done}`)}</p> : null}
        <ProblemSummary state={state} />
        <QuestionStateMark
          t={t}
          state={stateOf({ version: newest?.number ?? null, retired, holds })}
          holds={holds}
          draft={draft ? (draft.inReview ? "in-review" : "draft") : "none"}
        />
        {draft?.note ? (
          <p className="notice caution measure whitespace-pre-line" dir="auto">
            {t("bank.note-is", { note: draft.note })}
          </p>
        ) : null}
        <ul className="flex flex-wrap gap-3" aria-label={t("organize.event.actions")}>
          {bank.mayEdit && !retired ? (
            <li>
              <a className="button quiet" href={at(`${address}/edit`)}>
                {t(draft ? "bank.edit" : "bank.new-version")}
              </a>
            </li>
          ) : null}
          {draft ? (
            <li>
              <a className="button quiet" href={at(`${address}/review`)}>
                {t("bank.see-draft")}
              </a>
            </li>
          ) : null}
          {question.versions.length > 0 ? (
            <li>
              <a className="button quiet" href={at(`${address}/history`)}>
                {t("bank.history")}
              </a>
            </li>
          ) : null}
          {newest ? (
            <li>
              <a className="button quiet" href={at(`/organize/analysis/versions/${newest.id}`)}>
                {t("analysis.title")}
              </a>
            </li>
          ) : null}
          {newest && bank.mayEdit ? (
            <li>
              <a className="button quiet" href={at(`${address}/repair`)}>
                {t("bank.repair")}
              </a>
            </li>
          ) : null}
        </ul>
        <SimilarQuestions page={page} slug={bank.slug} similar={similar} />
      </div>

      {newest ? (
        <>
          <section aria-labelledby="preview" className="grid gap-3">
            <h2 id="preview">{t("bank.preview")}</h2>
            <QuestionPreview page={page} zone={actor.zone} content={newest.content} textLanguage={language} />
          </section>
          <QuestionKey page={page} content={newest.content} tags={tags} textLanguage={language} />
          <Texts {...common} version={newest} />
          <Sources {...common} version={newest} />
          <Versions {...common} />
        </>
      ) : (
        <p>{t("bank.never-published")}</p>
      )}
      <Enemies {...common} />
      {bank.mayEdit && newest ? (
        <section aria-labelledby="retire" className="grid max-w-2xl gap-3 border-t border-rule pt-6">
          <h2 id="retire">{t(retired ? "bank.restore.title" : "bank.retire.title")}</h2>
          <p>{t(retired ? "bank.restore.text" : "bank.retire.text")}</p>
          <Form state={state} action="keep-question" summary={false}>
            <Subject question={question} />
            <p>
              <button
                type="submit"
                name="intent"
                value={retired ? "restore" : "retire"}
                className={retired ? "button" : "button danger"}
              >
                {t(retired ? "bank.restore" : "bank.retire")}
              </button>
            </p>
          </Form>
        </section>
      ) : null}
    </div>,
  );
}

function Subject({ question }: { readonly question: QuestionPage }) {
  return (
    <>
      <input type="hidden" name="bank" value={question.bank.slug} />
      <input type="hidden" name="question" value={question.id} />
    </>
  );
}

/** The languages of the newest version, and who reviewed each: only a reviewed translation is examined. */
function Texts({ page: { t, language }, state, question, zone, version }: Common & { readonly version: VersionView }) {
  return (
    <section aria-labelledby="texts" className="grid gap-3">
      <h2 id="texts">{t("bank.texts")}</h2>
      <ul className="rows">
        {version.layers.map((layer) => (
          <li key={layer.language} className="flex flex-wrap items-baseline gap-x-4 gap-y-2">
            <span lang={layer.language}>{languageNames[layer.language] ?? layer.language}</span>
            {layer.reviewedAt ? (
              <span className="small muted">
                {t("bank.texts.reviewed", {
                  name: layer.reviewedBy ?? t("common.not-stated"),
                  day: formatDay(layer.reviewedAt, language, zone),
                })}
              </span>
            ) : (
              <>
                <span className="state caution">{t("bank.texts.not-reviewed")}</span>
                <Form state={state} action="keep-question" summary={false} className="contents">
                  <Subject question={question} />
                  <input type="hidden" name="language" value={layer.language} />
                  <button type="submit" name="intent" value="review-layer" className="link-button py-1">
                    {t("bank.texts.review", { language: languageNames[layer.language] ?? layer.language })}
                  </button>
                </Form>
              </>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

function Sources({
  page: { t, at, language },
  state,
  question,
  zone,
  version,
}: Common & { readonly version: VersionView }) {
  const unchecked = version.citations.some(({ checkedOn }) => checkedOn === null);
  return (
    <section aria-labelledby="sources" className="grid gap-3">
      <h2 id="sources">{t("bank.form.sources")}</h2>
      <ul className="rows">
        {version.citations.map((citation, i) => (
          <li key={`${citation.symbol} ${i.toString()}`} className="grid gap-1">
            <span>
              <a href={at(citationPath(citation))}>
                <bdi>{[citation.symbol, citation.part, citation.locator].filter(Boolean).join(", ")}</bdi>
              </a>{" "}
              <span className="font-serif" lang={language === "en" ? undefined : "en"}>
                {citation.title}
              </span>
            </span>
            {citation.superseded ? (
              <span className="state caution">
                {citation.supersededBy
                  ? t("bank.superseded-by", { symbol: citation.supersededBy })
                  : t("bank.superseded")}
              </span>
            ) : null}
            <span className="small muted">
              {citation.checkedOn
                ? t("bank.sources.checked", { day: formatDay(citation.checkedOn, language, zone) })
                : t("bank.sources.not-checked")}
            </span>
          </li>
        ))}
      </ul>
      {unchecked ? (
        <Form state={state} action="keep-question" summary={false}>
          <Subject question={question} />
          <p className="grid justify-items-start gap-2">
            <span className="hint">{t("bank.sources.check.hint")}</span>
            <button type="submit" name="intent" value="check-citations" className="button quiet">
              {t("bank.sources.check")}
            </button>
          </p>
        </Form>
      ) : null}
    </section>
  );
}

function Versions({ page: { t, at, language }, question, zone }: Common) {
  const history = at(`/organize/banks/${question.bank.slug}/questions/${question.id}/history`);
  return (
    <section aria-labelledby="versions" className="grid gap-3">
      <h2 id="versions">{t("bank.versions")}</h2>
      <div className="table-scroll">
        <table className="table cards">
          <caption className="visually-hidden">{t("bank.versions")}</caption>
          <thead>
            <tr>
              <th scope="col">{t("bank.column.version")}</th>
              <th scope="col">{t("bank.column.published")}</th>
              <th scope="col">{t("bank.column.by")}</th>
              <th scope="col">{t("bank.column.exposed")}</th>
              <th scope="col" className="end">
                {t("bank.column.drawn")}
              </th>
              <th scope="col">{t("analysis.title")}</th>
            </tr>
          </thead>
          <tbody>
            {question.versions.map((version) => (
              <tr key={version.id}>
                <th scope="row" className="nums" data-label={t("bank.column.version")}>
                  <a className="inline-block py-1" href={`${history}#v${version.number.toString()}`}>
                    {t("bank.version", { number: version.number })}
                  </a>
                </th>
                <td data-label={t("bank.column.published")}>{formatInstant(version.createdAt, language, zone)}</td>
                <td data-label={t("bank.column.by")}>
                  <bdi>{version.publishedBy ?? t("bank.imported")}</bdi>
                </td>
                <td data-label={t("bank.column.exposed")}>
                  {version.exposedAt ? formatDay(version.exposedAt, language, zone) : t("bank.not-exposed")}
                </td>
                <td data-label={t("bank.column.drawn")} className="number-cell nums">
                  {formatNumber(version.drawn, language)}
                </td>
                <td>
                  <a className="inline-block py-1" href={at(`/organize/analysis/versions/${version.id}`)}>
                    {t("bank.version.analysis", { number: version.number })}
                  </a>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function Enemies({ page: { t, at, language }, state, question }: Common) {
  const { bank, enemies } = question;
  return (
    <section aria-labelledby="enemies" className="grid gap-3">
      <h2 id="enemies">{t("bank.enemies.title")}</h2>
      <p className="measure">{t(enemies.length === 0 ? "bank.enemies.none" : "bank.enemies.text")}</p>
      {enemies.length > 0 ? (
        <ul className="rows">
          {enemies.map(({ id, reference, stem }) => (
            <li key={id} className="grid gap-1">
              <span className="flex flex-wrap items-baseline gap-x-4">
                <a href={at(`/organize/banks/${bank.slug}/questions/${id}`)}>
                  <bdi>{reference}</bdi>
                </a>
                {bank.mayEdit ? (
                  <Form state={state} action="question-enemy" summary={false} className="contents">
                    <Subject question={question} />
                    <input type="hidden" name="remove" value={id} />
                    <button type="submit" className="link-button py-1">
                      {t("bank.enemies.remove", { reference })}
                    </button>
                  </Form>
                ) : null}
              </span>
              <span className="font-serif" lang={language === "en" ? undefined : "en"} dir="auto">
                {stem}
              </span>
            </li>
          ))}
        </ul>
      ) : null}
      {bank.mayEdit ? (
        <Form state={state} action="question-enemy" summary={false} className="grid max-w-sm gap-3">
          <Subject question={question} />
          <TextField
            state={state}
            name="reference"
            label={t("bank.enemies.reference")}
            hint={t("bank.enemies.reference.hint")}
            maxLength={100}
            dir="ltr"
          />
          <p>
            <button type="submit" className="button quiet">
              {t("bank.enemies.add")}
            </button>
          </p>
        </Form>
      ) : null}
    </section>
  );
}
