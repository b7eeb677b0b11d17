import type { Metadata } from "next";
import { Histogram } from "@/components/exams/results/histogram";
import { ResultsTable } from "@/components/exams/results/results-table";
import { LayerText } from "@/components/reading/layer-text";
import type { MessageKey } from "@/lib/content/messages";
import { drawn } from "@/lib/entry/drawn";
import { type PageProps, readPage } from "@/lib/entry/page";
import { loadEventResults } from "@/lib/exams/results/loaders";
import { exportColumns } from "@/lib/exams/results/rules";
import { formatNumber } from "@/lib/format/dates";

type Props = PageProps<{ slug: string }>;

const A_PAGE = 100;

export async function generateMetadata(props: Props): Promise<Metadata> {
  return { title: (await readPage(props)).t("results.title"), robots: { index: false } };
}

export default async function ResultsPage(props: Props) {
  const page = await readPage(props);
  const { t, at, language, params, query } = page;
  const results = await loadEventResults(params.slug, language);
  const { totals, learners } = results;
  const pages = Math.max(1, Math.ceil(learners.length / A_PAGE));
  const asked = typeof query.page === "string" && /^[1-9]\d{0,4}$/.test(query.page) ? Number(query.page) : 1;
  const current = Math.min(asked, pages);
  const here = at(`/organize/events/${results.slug}/results`);
  const counts: readonly (readonly [MessageKey, string])[] = [
    ["results.joined", formatNumber(totals.learners, language)],
    ["results.sat", formatNumber(totals.sat, language)],
    ["results.running", formatNumber(totals.running, language)],
    ["results.passed-count", formatNumber(totals.passed, language)],
    ["results.not-passed-count", formatNumber(totals.notPassed, language)],
    [
      "results.median",
      totals.medianTenths === null
        ? t("results.nobody")
        : t("results.percent-value", { percent: formatNumber(totals.medianTenths / 10, language) }),
    ],
  ];
  return drawn(
    <div className="grid gap-10">
      <header className="grid gap-4">
        <p>
          <a className="inline-block py-1 small" href={at(`/organize/events/${results.slug}`)}>
            {t("results.back")}
          </a>
        </p>
        <p className="eyebrow">
          <bdi>{results.reference}</bdi>
        </p>
        <h1>{t("results.title")}</h1>
        <p className="lede measure">
          <LayerText layer={{ text: results.title, language: results.language }} language={language} />
        </p>
        <p className="flex flex-wrap gap-3">
          <a className="button quiet" href={`/api/events/${results.slug}/results.csv`} download>
            {t("results.export")}
          </a>
          <a className="button quiet" href={`${here}/appeals`}>
            {results.openAppeals > 0 ? t("appeals.open", { count: results.openAppeals }) : t("appeals.title")}
          </a>
        </p>
      </header>
      <section className="grid gap-4" aria-labelledby="totals">
        <h2 id="totals">{t("results.totals")}</h2>
        <p className="measure">
          {t(results.strict ? "results.rule-more" : "results.rule-least", { threshold: results.threshold })}{" "}
          {t("results.highest")}
        </p>
        <dl className="particulars text-base! nums">
          {counts.map(([key, value]) => (
            <div key={key}>
              <dt>{t(key)}</dt>
              <dd className="font-serif text-[1.42rem]">{value}</dd>
            </div>
          ))}
        </dl>
        {totals.sat > 0 ? <Histogram page={page} bins={totals.bins} /> : null}
      </section>
      <section className="grid gap-2" aria-labelledby="learners">
        <h2 id="learners">{t("results.people")}</h2>
        {learners.length === 0 ? (
          <p>{t("results.none")}</p>
        ) : (
          <ResultsTable
            page={page}
            learners={learners.slice((current - 1) * A_PAGE, current * A_PAGE)}
            zone={results.zone}
          />
        )}
        {pages > 1 ? (
          <nav className="flex flex-wrap gap-x-6" aria-label={t("results.pages")}>
            {current > 1 ? <a href={`${here}?page=${current - 1}#learners`}>{t("results.previous")}</a> : null}
            <span>{t("results.page", { page: current, pages })}</span>
            {current < pages ? <a href={`${here}?page=${current + 1}#learners`}>{t("results.next")}</a> : null}
          </nav>
        ) : null}
      </section>
      <section className="grid gap-3" aria-labelledby="columns">
        <h2 id="columns">{t("results.columns")}</h2>
        <p className="measure">{t("results.columns-note")}</p>
        <details>
          <summary className="font-semibold">{t("results.columns-show")}</summary>
          <dl className="facts measure mt-3">
            {exportColumns.map((column) => (
              <div key={column}>
                <dt>
                  <code dir="ltr">{column}</code>
                </dt>
                <dd>{t(`results.column.${column}`)}</dd>
              </div>
            ))}
          </dl>
        </details>
      </section>
    </div>,
  );
}
