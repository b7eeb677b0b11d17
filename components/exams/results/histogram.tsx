import type { Page } from "@/lib/entry/page";
import type { Bin } from "@/lib/exams/results/types";
import { formatNumber } from "@/lib/format/dates";

type Props = { readonly page: Pick<Page, "t" | "language">; readonly bins: readonly Bin[] };

/** How many learners scored how much, as a plot that is its own table. */
export function Histogram({ page: { t, language }, bins }: Props) {
  const most = Math.max(1, ...bins.map(({ count }) => count));
  return (
    <table className="plot">
      <caption>{t("results.histogram")}</caption>
      <thead>
        <tr>
          <th scope="col">{t("results.percent")}</th>
          <th scope="col">{t("results.learners")}</th>
          <td aria-hidden="true" />
        </tr>
      </thead>
      <tbody className="nums">
        {bins.map(({ from, to, count }) => (
          <tr key={from}>
            <th scope="row" className="whitespace-nowrap">
              {t(to === 100 ? "results.bin-last" : "results.bin", { from, to })}
            </th>
            <td>{formatNumber(count, language)}</td>
            <td aria-hidden="true">
              <svg
                viewBox={`0 0 ${most} 1`}
                preserveAspectRatio="none"
                aria-hidden="true"
                focusable="false"
                className="text-chancery rtl:-scale-x-100"
              >
                <rect width={count} height="1" fill="currentColor" />
              </svg>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
