import type { MessageKey } from "@/lib/content/messages";
import type { Page } from "@/lib/entry/page";
import { countYears, noRegion, type WorkshopFilter } from "@/lib/library/rules";
import type { WorkshopView } from "@/lib/library/types";

type Props = {
  readonly page: Pick<Page, "t" | "at" | "language">;
  readonly entries: readonly WorkshopView[];
  readonly filter: WorkshopFilter;
};

/** Narrows the archive by year and region: a plain form whose choice stands in the address. */
export function WorkshopFilterForm({ page: { t, at, language }, entries, filter }: Props) {
  const years = countYears(entries)
    .map(({ year }) => year)
    .reverse();
  const regions = [...new Set(entries.map(({ region }) => region ?? noRegion))]
    .map((region) => ({
      region,
      label: region === noRegion ? t("common.not-stated") : t(`region.${region}` as MessageKey),
    }))
    .sort(
      (a, b) =>
        Number(a.region === noRegion) - Number(b.region === noRegion) || a.label.localeCompare(b.label, language),
    );
  const counted = (label: string | number, has: (entry: WorkshopView) => boolean) =>
    t("workshops.choice", { label: String(label), count: entries.filter(has).length });
  return (
    <form method="get" action={`${at("/workshops")}#entries`} className="grid max-w-sm content-start gap-4">
      <div className="field">
        <label htmlFor="year">{t("workshops.year")}</label>
        <select className="input" id="year" name="year" defaultValue={filter.year === null ? "" : String(filter.year)}>
          <option value="">{t("workshops.every-year")}</option>
          {years.map((year) => (
            <option key={year} value={year}>
              {counted(year, (entry) => entry.year === year)}
            </option>
          ))}
        </select>
      </div>
      <div className="field">
        <label htmlFor="region">{t("workshops.region")}</label>
        <select className="input" id="region" name="region" defaultValue={filter.region ?? ""}>
          <option value="">{t("workshops.every-region")}</option>
          {regions.map(({ region, label }) => (
            <option key={region} value={region}>
              {counted(label, (entry) => (entry.region ?? noRegion) === region)}
            </option>
          ))}
        </select>
      </div>
      <p className="flex flex-wrap items-center gap-x-5 gap-y-2">
        <button type="submit" className="button">
          {t("workshops.filter")}
        </button>
        {filter.year !== null || filter.region !== null ? (
          <a className="inline-block py-1" href={at("/workshops")}>
            {t("workshops.show-all")}
          </a>
        ) : null}
      </p>
    </form>
  );
}
