import type { Page } from "@/lib/entry/page";
import type { YearCount } from "@/lib/library/rules";

type Props = { readonly page: Pick<Page, "t" | "at">; readonly counts: readonly YearCount[] };

/**
 * Workshops a year as a plot that is its own table: every bar stands in its row beside year and number, so that it reads the
 * same by eye, by ear, at 320 pixels and from right to left.
 */
export function YearPlot({ page: { t, at }, counts }: Props) {
  const most = Math.max(1, ...counts.map(({ workshops }) => workshops));
  return (
    <table className="plot">
      <caption>{t("workshops.plot")}</caption>
      <thead>
        <tr>
          <th scope="col">{t("workshops.year")}</th>
          <th scope="col">{t("workshops.count-heading")}</th>
          <td aria-hidden="true" />
        </tr>
      </thead>
      <tbody>
        {counts.map(({ year, workshops }) => (
          <tr key={year}>
            <th scope="row">
              <a href={`${at("/workshops")}?year=${year}#entries`}>{year}</a>
            </th>
            <td>{workshops}</td>
            <td aria-hidden="true">
              <svg
                viewBox={`0 0 ${most} 1`}
                preserveAspectRatio="none"
                aria-hidden="true"
                focusable="false"
                className="text-chancery rtl:-scale-x-100"
              >
                <rect width={workshops} height="1" fill="currentColor" />
              </svg>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
