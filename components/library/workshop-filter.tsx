import type { MessageKey } from "@/lib/content/messages";
import type { Page } from "@/lib/entry/page";
import { countPartners, countRegions, countYears, unnamed, type WorkshopFilter } from "@/lib/library/rules";
import type { WorkshopView } from "@/lib/library/types";

type Props = {
  readonly page: Pick<Page, "t" | "at" | "language">;
  readonly entries: readonly WorkshopView[];
  readonly filter: WorkshopFilter;
};
type Choice = { readonly value: string; readonly label: string; readonly count: number };

/** What a region is called; "not stated" where an entry names none. */
export const regionName = (t: Page["t"], region: string): string =>
  region === unnamed ? t("common.not-stated") : t(`region.${region}` as MessageKey);

/** Narrows the archive by year, region and partner: a plain form whose choice stands in the address. */
export function WorkshopFilterForm({ page: { t, at, language }, entries, filter }: Props) {
  const years = countYears(entries)
    .map(
      ({ year }): Choice => ({
        value: `${year}`,
        label: `${year}`,
        count: entries.filter((entry) => entry.year === year).length,
      }),
    )
    .reverse();
  const regions = countRegions(entries)
    .map(
      ({ name }): Choice => ({
        value: name,
        label: regionName(t, name),
        count: entries.filter(({ region }) => (region ?? unnamed) === name).length,
      }),
    )
    .sort(
      (a, b) => Number(a.value === unnamed) - Number(b.value === unnamed) || a.label.localeCompare(b.label, language),
    );
  const partners = countPartners(entries).map(
    ({ name }): Choice => ({
      value: name,
      label: name === unnamed ? t("common.not-stated") : name,
      count: entries.filter((entry) => (name === unnamed ? entry.partners.length === 0 : entry.partners.includes(name)))
        .length,
    }),
  );
  const select = (name: "year" | "region" | "partner", label: string, every: string, choices: readonly Choice[]) => (
    <div className="field">
      <label htmlFor={name}>{label}</label>
      <select className="input" id={name} name={name} defaultValue={`${filter[name] ?? ""}`}>
        <option value="">{every}</option>
        {choices.map(({ value, label: shown, count }) => (
          <option key={value} value={value}>
            {t("workshops.choice", { label: shown, count })}
          </option>
        ))}
      </select>
    </div>
  );
  return (
    <form method="get" action={`${at("/workshops")}#entries`} className="grid max-w-sm content-start gap-4">
      {select("year", t("workshops.year"), t("workshops.every-year"), years)}
      {select("region", t("workshops.region"), t("workshops.every-region"), regions)}
      {select("partner", t("workshops.partner"), t("workshops.every-partner"), partners)}
      <p className="flex flex-wrap items-center gap-x-5 gap-y-2">
        <button type="submit" className="button">
          {t("workshops.filter")}
        </button>
        {filter.year !== null || filter.region !== null || filter.partner !== null ? (
          <a className="inline-block py-1" href={at("/workshops")}>
            {t("workshops.show-all")}
          </a>
        ) : null}
      </p>
    </form>
  );
}
