import type { BalanceCount, BalanceSet } from "@/lib/admission/selection/types";
import type { Page } from "@/lib/entry/page";
import { formatNumber } from "@/lib/format/dates";

const sets = ["all", "shortlist", "accepted"] as const satisfies readonly BalanceSet[];
/** Lines of a long question that are shown before the rest is asked for. */
const SHOWN = 15;

type Props = {
  readonly page: Page;
  readonly id: string;
  readonly title: string;
  readonly heading: string;
  readonly rows: readonly BalanceCount[];
  readonly totals: Readonly<Record<BalanceSet, number>>;
  readonly name: (value: string | null) => string;
  readonly note?: string;
};

/** One question of the balance: a plot that is its own table, each share as a bar of one hue with its number. */
export function BalanceTable({ page, id, title, heading, rows, totals, name, note }: Props) {
  const { t } = page;
  const rest = rows.slice(SHOWN);
  const part = (some: readonly BalanceCount[], caption: string) => (
    <Part page={page} caption={caption} heading={heading} rows={some} totals={totals} name={name} />
  );
  return (
    <section aria-labelledby={id} className="grid gap-3">
      <h2 id={id}>{title}</h2>
      {note ? <p className="measure">{note}</p> : null}
      {part(rows.slice(0, SHOWN), title)}
      {rest.length > 0 ? (
        <details className="in-print">
          <summary className="font-semibold">{t("balance.more", { count: rest.length })}</summary>
          {part(rest, t("balance.more", { count: rest.length }))}
        </details>
      ) : null}
    </section>
  );
}

function Part({
  page: { t, language },
  caption,
  heading,
  rows,
  totals,
  name,
}: Omit<Props, "id" | "title" | "note"> & { readonly caption: string }) {
  return (
    <div className="table-scroll">
      <table className="table cards">
        <caption className="visually-hidden">{caption}</caption>
        <thead>
          <tr>
            <th scope="col">{heading}</th>
            {sets.map((set) => (
              <th key={set} scope="col">
                {t(`balance.set.${set}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.value ?? ""}>
              <th scope="row" className="font-normal!">
                <bdi>{name(row.value)}</bdi>
              </th>
              {sets.map((set) => (
                <td key={set} data-label={t(`balance.set.${set}`)}>
                  {totals[set] === 0 ? (
                    "–"
                  ) : (
                    <span className="flex items-center gap-3">
                      <Bar part={row[set]} whole={totals[set]} />
                      <span className="nums whitespace-nowrap">
                        {t("balance.share", {
                          count: row[set],
                          percent: formatNumber(Math.round((100 * row[set]) / totals[set]), language),
                        })}
                      </span>
                    </span>
                  )}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Bar({ part, whole }: { readonly part: number; readonly whole: number }) {
  return (
    <svg
      viewBox="0 0 100 10"
      preserveAspectRatio="none"
      className="block h-3 w-16 flex-none text-chancery rtl:-scale-x-100 md:w-20"
      aria-hidden="true"
    >
      <rect
        width="100"
        height="10"
        fill="none"
        stroke="currentColor"
        strokeWidth="1"
        vectorEffect="non-scaling-stroke"
      />
      <rect width={whole === 0 ? 0 : (100 * part) / whole} height="10" fill="currentColor" />
    </svg>
  );
}
