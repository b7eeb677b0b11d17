import { institutionKinds } from "@/lib/admission/applications/schema";
import { listStates } from "@/lib/admission/selection/rules";
import type { ListQuery, SelectionCounts } from "@/lib/admission/selection/types";
import { stateName } from "@/lib/admission/states";
import type { Page } from "@/lib/entry/page";

type Props = {
  readonly page: Page;
  readonly slug: string;
  readonly query: ListQuery;
  readonly counts: SelectionCounts;
  readonly organizes: boolean;
};

/** What the list is narrowed to, and its order. */
export function ApplicantsFilter({ page: { t, at, language }, slug, query, counts, organizes }: Props) {
  const { compare } = new Intl.Collator(language);
  const countries = counts.countries
    .map(({ code, count }) => ({
      value: code,
      label: t("selection.filter.counted", { label: stateName(code, language), count }),
    }))
    .sort((a, b) => compare(a.label, b.label));
  const states = listStates
    .filter((state) => (counts.states[state] ?? 0) > 0 && (organizes || !/decided$/.test(state)))
    .map((state) => ({
      value: state,
      label: t("selection.filter.counted", {
        label: t(`application-state.${state}`),
        count: counts.states[state] ?? 0,
      }),
    }));
  const kinds = institutionKinds
    .filter((kind) => (counts.kinds[kind] ?? 0) > 0)
    .map((kind) => ({
      value: kind,
      label: t("selection.filter.counted", { label: t(`institution-kind.${kind}`), count: counts.kinds[kind] ?? 0 }),
    }));
  const select = (
    name: string,
    label: string,
    chosen: string,
    options: readonly { value: string; label: string }[],
  ) => (
    <div className="field">
      <label htmlFor={`filter-${name}`}>{label}</label>
      <select id={`filter-${name}`} name={name} className="input" defaultValue={chosen}>
        {options.map(({ value, label: text }) => (
          <option key={value} value={value}>
            {text}
          </option>
        ))}
      </select>
    </div>
  );
  const all = { value: "", label: t("selection.filter.all") };
  return (
    <form
      action={at(`/organize/events/${slug}/applications`)}
      method="get"
      className="grid items-end gap-4 sm:grid-cols-2 lg:grid-cols-3"
      aria-label={t("selection.filter")}
    >
      {select("state", t("selection.filter.state"), query.state ?? "", [all, ...states])}
      {select("country", t("apply.field.state"), query.country ?? "", [all, ...countries])}
      {select("kind", t("apply.field.institution-kind"), query.kind ?? "", [all, ...kinds])}
      <div className="field">
        <label htmlFor="filter-least">{t("selection.filter.least")}</label>
        <input
          id="filter-least"
          name="least"
          className="input"
          inputMode="numeric"
          maxLength={3}
          autoComplete="off"
          defaultValue={query.least ?? ""}
        />
      </div>
      {select("sort", t("selection.filter.sort"), query.sort, [
        { value: "sent", label: t("selection.sort.sent") },
        { value: "score", label: t("selection.sort.score") },
        { value: "name", label: t("selection.sort.name") },
        { value: "country", label: t("selection.sort.country") },
      ])}
      <p className="flex flex-wrap items-center gap-4">
        <button type="submit" className="button quiet">
          {t("selection.filter.submit")}
        </button>
        <a className="inline-block py-1" href={at(`/organize/events/${slug}/applications`)}>
          {t("selection.filter.clear")}
        </a>
      </p>
    </form>
  );
}
