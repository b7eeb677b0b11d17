import "./plot.css";
import type { ReactNode } from "react";
import { formatNumber } from "@/lib/format/dates";
import type { Language } from "@/lib/format/languages";

type Props = {
  readonly language: Language;
  readonly caption: string;
  readonly headings: readonly [string, string];
  readonly rows: readonly { readonly key: string; readonly label: ReactNode; readonly count: number }[];
};

/** How many people there are of each kind, as a plot that is its own table. */
export function CountPlot({ language, caption, headings, rows }: Props) {
  const most = Math.max(1, ...rows.map(({ count }) => count));
  return (
    <table className="plot">
      <caption>{caption}</caption>
      <thead>
        <tr>
          <th scope="col">{headings[0]}</th>
          <th scope="col">{headings[1]}</th>
          <td aria-hidden="true" />
        </tr>
      </thead>
      <tbody className="nums">
        {rows.map(({ key, label, count }) => (
          <tr key={key}>
            <th scope="row" className="min-w-36 py-1 leading-snug">
              {label}
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
