import type { Metadata } from "next";
import { DryRunReport } from "@/components/exams/regrade/dry-run-report";
import { PastRepairs } from "@/components/exams/regrade/past-repairs";
import { LayerText } from "@/components/reading/layer-text";
import { Form, ProblemSummary, TextArea } from "@/components/ui/form";
import { drawn } from "@/lib/entry/drawn";
import { type PageProps, readPage, readRefusedForm } from "@/lib/entry/page";
import { loadRepair } from "@/lib/exams/regrade/loaders";
import { repairsOf } from "@/lib/grading/repair-slot";

type Props = PageProps<{ slug: string; id: string }>;

export async function generateMetadata(props: Props): Promise<Metadata> {
  return { title: (await readPage(props)).t("repair.title"), robots: { index: false } };
}

export default async function RepairPage(props: Props) {
  const page = await readPage(props);
  const { t, at, here, language, params, query } = page;
  const view = await loadRepair(params.slug, params.id, query, language);
  const { version, dry, repairs } = view;
  const state = { t, here, refused: await readRefusedForm(page) };
  const address = at(`/organize/banks/${view.bankSlug}/questions/${view.questionId}/repair`);
  const done = repairs.find(({ id }) => id === query.done);
  const chosen = dry?.repair ?? { kind: repairsOf(version.kind)[0] ?? "void", keyIds: [] };
  return drawn(
    <div className="grid gap-10">
      <header className="grid gap-4">
        <p>
          <a
            className="inline-block py-1 small"
            href={at(`/organize/banks/${view.bankSlug}/questions/${view.questionId}`)}
          >
            {t("repair.back")}
          </a>
        </p>
        <p className="eyebrow flex flex-wrap gap-x-4">
          <bdi>{view.bankTitle}</bdi>
          <bdi>{view.externalId}</bdi>
          <span>{t("repair.version", { number: version.number })}</span>
        </p>
        <h1>{t("repair.title")}</h1>
        <p className="lede measure">{t("repair.lede")}</p>
        {done ? (
          <p className="notice affirm measure">
            {t("repair.done", { affected: done.counts.affected, up: done.counts.up, down: done.counts.down })}
          </p>
        ) : null}
        {version.isLatest ? null : <p className="notice caution measure">{t("repair.not-latest")}</p>}
        {view.retired ? <p className="notice measure">{t("repair.retired")}</p> : null}
        <ProblemSummary state={state} />
      </header>

      <section className="grid gap-3" aria-labelledby="question">
        <h2 id="question">{t("repair.question")}</h2>
        <p className="measure font-serif">
          <LayerText layer={{ text: version.stem, language: version.language }} language={language} />
        </p>
        <p className="small muted">{t("repair.drawn", { count: version.drawn })}</p>
        {view.versions.length > 1 ? (
          <ul className="flex flex-wrap gap-x-6 small" aria-label={t("repair.versions")}>
            {view.versions.map(({ number }) => (
              <li key={number}>
                <a
                  className="inline-block py-1"
                  href={`${address}?version=${number}`}
                  {...(number === version.number ? { "aria-current": "page" as const } : {})}
                >
                  {t("repair.version", { number })}
                </a>
              </li>
            ))}
          </ul>
        ) : null}
      </section>

      <form method="get" action={address} className="grid gap-5 measure">
        <input type="hidden" name="version" value={version.number} />
        <fieldset className="grid gap-1">
          <legend className="legend">{t("repair.kind")}</legend>
          {repairsOf(version.kind).map((kind) => (
            <label key={kind} className="choice">
              <input type="radio" name="kind" value={kind} defaultChecked={chosen.kind === kind} />
              <span>{t(`repair.kind.${kind}`)}</span>
            </label>
          ))}
        </fieldset>
        <fieldset className="grid gap-1">
          <legend className="legend">{t("repair.options")}</legend>
          <p className="hint">{t("repair.options-hint")}</p>
          {version.options.map(({ id, text, right }) => (
            <label key={id} className="choice">
              <input type="checkbox" name="key" value={id} defaultChecked={chosen.keyIds.includes(id)} />
              <span className="flex flex-wrap items-baseline gap-x-3">
                <span>
                  <LayerText layer={{ text, language: version.language }} language={language} />
                </span>
                {right ? <span className="state affirm">{t("repair.key")}</span> : null}
              </span>
            </label>
          ))}
        </fieldset>
        <p>
          <button type="submit" className="button quiet">
            {t("repair.look")}
          </button>
        </p>
      </form>

      {dry ? (
        <section className="grid gap-5" aria-labelledby="dry-run" id="dry">
          <h2 id="dry-run">{t("repair.dry")}</h2>
          {dry.problem ? (
            <p className="notice refuse measure">{t(`problem.repair.${dry.problem}`)}</p>
          ) : (
            <>
              <DryRunReport page={page} dry={dry} />
              <Form state={state} action="repair-key" className="grid gap-5 measure" summary={false}>
                <input type="hidden" name="bank" value={view.bankSlug} />
                <input type="hidden" name="question" value={view.questionId} />
                <input type="hidden" name="version" value={version.id} />
                <input type="hidden" name="kind" value={dry.repair.kind} />
                <input type="hidden" name="digest" value={dry.digest} />
                {dry.repair.keyIds.map((id) => (
                  <input key={id} type="hidden" name="keys[]" value={id} />
                ))}
                <TextArea
                  state={state}
                  name="reason"
                  label={t("repair.reason")}
                  hint={t("repair.reason-hint")}
                  rows={3}
                />
                <p className="small">{t(`repair.later.${version.isLatest ? dry.repair.kind : "not-latest"}`)}</p>
                <p>
                  <button type="submit" className="button">
                    {t("repair.apply", { count: dry.affected })}
                  </button>
                </p>
              </Form>
            </>
          )}
        </section>
      ) : null}

      <PastRepairs page={page} version={version} repairs={repairs} zone={view.zone} />
    </div>,
  );
}
