import type { Metadata } from "next";
import { Untranslated } from "@/components/library/untranslated";
import { WorkshopEntry } from "@/components/library/workshop-entry";
import { regionName, WorkshopFilterForm } from "@/components/library/workshop-filter";
import { CountPlot } from "@/components/ui/count-plot";
import type { Translate } from "@/lib/content/messages";
import { type PageProps, readPage } from "@/lib/entry/page";
import { loadWorkshops } from "@/lib/library/loaders";
import {
  countKinds,
  countPartners,
  countRegions,
  countYears,
  filterWorkshops,
  groupYears,
  parseWorkshopFilter,
  unnamed,
} from "@/lib/library/rules";
import type { WorkshopView } from "@/lib/library/types";

export async function generateMetadata(props: PageProps): Promise<Metadata> {
  return { title: (await readPage(props)).t("workshops.title") };
}

/** "42 workshops and 1 milestone"; milestones are named only where there are any. */
function inWords(t: Translate, entries: readonly WorkshopView[]): string {
  const counts = countKinds(entries);
  return t(counts.milestones > 0 ? "workshops.count-with-milestones" : "workshops.count", counts);
}

export default async function WorkshopsPage(props: PageProps) {
  const page = await readPage(props);
  const { t, at, query } = page;
  const entries = await loadWorkshops();
  const filter = parseWorkshopFilter(query, entries);
  const shown = filterWorkshops(entries, filter);
  const years = countYears(entries);
  const entriesOf = (name: string, value: string) =>
    `${at("/workshops")}?${new URLSearchParams({ [name]: value })}#entries`;
  return (
    <>
      <h1>{t("workshops.title")}</h1>
      <p className="lede measure mt-3">
        {t("workshops.lede", { first: String(years[0]?.year ?? ""), last: String(years.at(-1)?.year ?? "") })}
      </p>
      <div className="mt-8 grid items-start gap-x-16 gap-y-10 lg:grid-cols-[20rem_minmax(0,1fr)]">
        <WorkshopFilterForm page={page} entries={entries} filter={filter} />
        <CountPlot
          caption={t("workshops.plot")}
          language={page.language}
          headings={[t("workshops.year"), t("workshops.count-heading")]}
          rows={years.map(({ year, workshops }) => ({
            key: `${year}`,
            label: <a href={entriesOf("year", `${year}`)}>{year}</a>,
            count: workshops,
          }))}
        />
        <CountPlot
          caption={t("workshops.plot-regions")}
          language={page.language}
          headings={[t("workshops.region"), t("workshops.count-heading")]}
          rows={countRegions(entries).map(({ name, workshops }) => ({
            key: name,
            label: <a href={entriesOf("region", name)}>{regionName(t, name)}</a>,
            count: workshops,
          }))}
        />
        <CountPlot
          caption={t("workshops.plot-partners")}
          language={page.language}
          headings={[t("workshops.partner"), t("workshops.count-heading")]}
          rows={countPartners(entries).map(({ name, workshops }) => ({
            key: name,
            label: (
              <a href={entriesOf("partner", name)}>
                <bdi>{name === unnamed ? t("common.not-stated") : name}</bdi>
              </a>
            ),
            count: workshops,
          }))}
        />
      </div>
      <section id="entries" aria-labelledby="entries-title" className="mt-10">
        <h2 id="entries-title" className="visually-hidden">
          {t("workshops.entries")}
        </h2>
        {shown.length === 0 ? (
          <p className="notice">
            {t("workshops.none")} <a href={at("/workshops")}>{t("workshops.show-all")}</a>
          </p>
        ) : (
          <div className="grid gap-1">
            <p className="font-semibold">{inWords(t, shown)}</p>
            <p className="muted small">{t("workshops.numbers")}</p>
            <Untranslated page={page} />
          </div>
        )}
      </section>
      {groupYears(shown).map(({ year, entries: inYear }) => (
        <section key={year} className="mt-10" aria-labelledby={`year-${year}`}>
          <h2 id={`year-${year}`} className="pb-2">
            {year}{" "}
            <span className="ms-2 font-sans text-[0.86rem] font-normal text-ink-muted">{inWords(t, inYear)}</span>
          </h2>
          <ol className="rows">
            {inYear.map((entry) => (
              <WorkshopEntry key={entry.id} page={page} entry={entry} />
            ))}
          </ol>
        </section>
      ))}
    </>
  );
}
