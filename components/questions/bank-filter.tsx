import type { Page } from "@/lib/entry/page";
import { easeBands } from "@/lib/questions/draw-form";
import { bankStates } from "@/lib/questions/rules";
import { blooms, measures, norms } from "@/lib/questions/schema";
import type { BankFilterValues, BankTags } from "@/lib/questions/types";

type Props = {
  readonly page: Page;
  readonly slug: string;
  readonly tags: BankTags;
  readonly filter: BankFilterValues;
};

/** Narrows a bank by words, tags and state: a plain form whose choice stands in the address. */
export function BankFilter({ page: { t, at }, slug, tags, filter }: Props) {
  const action = at(`/organize/banks/${slug}`);
  const narrowed = Object.values(filter).some((value) => value !== "");
  const none = { value: "none", label: t("common.not-stated") };
  const selects = [
    {
      name: "module",
      label: t("bank.field.module"),
      options: tags.modules.map(({ value, label }) => ({ value, label })),
    },
    {
      name: "outcome",
      label: t("bank.field.outcome"),
      options: tags.outcomes.map(({ value, label }) => ({ value, label: `${value}: ${label}` })),
    },
    { name: "norm", label: t("bank.field.norm"), options: norms.map((value) => ({ value, label: value })) },
    { name: "cbm", label: t("bank.field.cbm"), options: measures.map((value) => ({ value, label: value })) },
    {
      name: "bloom",
      label: t("bank.field.bloom"),
      options: [...blooms.map((value) => ({ value: value as string, label: t(`bank.bloom.${value}`) })), none],
    },
    {
      name: "ease",
      label: t("bank.field.band"),
      options: [...easeBands.map((value) => ({ value: value as string, label: t(`bank.ease.${value}`) })), none],
    },
    {
      name: "state",
      label: t("bank.field.state"),
      options: bankStates.map((value) => ({ value, label: t(`bank.filter.${value}`) })),
    },
  ] as const;
  return (
    <form method="get" action={`${action}#questions`} className="grid gap-4 border-y border-rule py-4">
      <div className="field max-w-xl">
        <label htmlFor="q">{t("bank.search")}</label>
        <input className="input" type="search" id="q" name="q" defaultValue={filter.q} maxLength={200} dir="auto" />
      </div>
      <div className="grid gap-4 sm:grid-cols-2 lg:grid-cols-4">
        {selects.map(({ name, label, options }) => (
          <div key={name} className="field">
            <label htmlFor={name}>{label}</label>
            <select className="input" id={name} name={name} defaultValue={filter[name]}>
              <option value="">{t("bank.any")}</option>
              {options.map((option) => (
                <option key={option.value} value={option.value}>
                  {option.label}
                </option>
              ))}
            </select>
          </div>
        ))}
      </div>
      <p className="flex flex-wrap items-center gap-x-5 gap-y-2">
        <button type="submit" className="button quiet">
          {t("bank.narrow")}
        </button>
        {narrowed ? (
          <a className="inline-block py-1" href={action}>
            {t("bank.show-all")}
          </a>
        ) : null}
      </p>
    </form>
  );
}
