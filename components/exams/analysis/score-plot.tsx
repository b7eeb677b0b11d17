import type { MessageValues } from "@/lib/content/messages";
import type { Page } from "@/lib/entry/page";
import type { ScoreBin, ScoreSpread } from "@/lib/exams/analysis/types";
import { formatNumber } from "@/lib/format/dates";
import { directionOf } from "@/lib/format/languages";

/* In units of the drawing, which is as wide as a phone: letters keep their size there and grow a little beside a table. */
const wide = 344;
const edge = 10;
const roof = 36;
const floor = 156;
const tall = 174;

/** Scores as a histogram, its numbers on the columns, and the same numbers as a table that opens below it. */
export function ScorePlot({ page: { t, language }, scores }: { readonly page: Page; readonly scores: ScoreSpread }) {
  const { unit, top, bins, passesFrom, people, passed, broken } = scores;
  const mirrored = directionOf(language) === "rtl";
  const most = Math.max(1, ...bins.map((bin) => bin.people));
  const step = (wide - 2 * edge) / (top + 1);
  const across = (score: number): number => (mirrored ? wide - edge - score * step : edge + score * step);
  const rise = (count: number): number => ((floor - roof) * count) / most;
  const everyTick = [1, 2, 5, 10, 20, 25, 50].find((size) => top / size <= 10) ?? 100;
  const ticks = Array.from({ length: Math.floor(top / everyTick) + 1 }, (_, i) => i * everyTick);
  const crowded = bins.length > 12 && most > 99;
  const label = t("analysis.scores.plot");
  return (
    <figure className="grid max-w-[31rem] gap-2">
      <svg
        viewBox={`0 0 ${wide} ${tall}`}
        role="img"
        aria-label={t("analysis.scores.plot-text", { label, passed, people })}
        className="block h-auto w-full text-ink"
        fontSize="10"
        textAnchor="middle"
      >
        {passesFrom === null ? null : (
          <g className="text-ink">
            <line
              x1={across(passesFrom)}
              x2={across(passesFrom)}
              y1="4"
              y2={floor}
              stroke="currentColor"
              strokeWidth="1"
              strokeDasharray="3 3"
            />
            <text
              fill="currentColor"
              textAnchor={passesFrom > top / 2 ? "end" : "start"}
              x={across(passesFrom) + (passesFrom > top / 2 === mirrored ? 5 : -5)}
              y="14"
            >
              {t(unit === "points" ? "analysis.scores.passes" : "analysis.scores.passes-percent", {
                from: formatNumber(passesFrom, language),
              })}
            </text>
          </g>
        )}
        {bins.map((bin) =>
          bin.people === 0 ? null : (
            <g key={bin.from}>
              <rect
                className="text-chancery"
                fill="currentColor"
                fillOpacity={passesFrom !== null && bin.from >= passesFrom ? 1 : 0.5}
                x={Math.min(across(bin.from), across(bin.to)) + 0.5}
                width={(bin.to - bin.from) * step - 1}
                y={floor - rise(bin.people)}
                height={rise(bin.people)}
              />
              {crowded && bin.people < most ? null : (
                <text
                  fill="currentColor"
                  className="stroke-paper"
                  strokeWidth="2.5"
                  paintOrder="stroke"
                  fontSize={bins.length > 20 ? 8 : 10}
                  x={(across(bin.from) + across(bin.to)) / 2}
                  y={floor - rise(bin.people) - 3}
                >
                  {formatNumber(bin.people, language)}
                </text>
              )}
            </g>
          ),
        )}
        <line x1={edge} x2={wide - edge} y1={floor} y2={floor} stroke="currentColor" strokeWidth="1" />
        {ticks.map((tick) => (
          <text key={tick} className="text-ink-muted" fill="currentColor" x={across(tick + 0.5)} y={floor + 14}>
            {formatNumber(tick, language)}
          </text>
        ))}
      </svg>
      <figcaption className="small muted">
        {label}. {t(unit === "points" ? "analysis.scores.points-axis" : "analysis.scores.percent-axis", { top })}
        {broken ? ` ${t("analysis.scores.broken")}` : null}
      </figcaption>
      <details className="in-print">
        <summary className="small">{t("analysis.scores.table")}</summary>
        <table className="table mt-2">
          <caption className="small muted text-start">
            {label}. {t("analysis.scores.nobody")}
          </caption>
          <thead>
            <tr>
              <th scope="col">{t(unit === "points" ? "analysis.scores.points" : "analysis.scores.percent")}</th>
              <th scope="col" className="number-cell">
                {t("analysis.scores.people")}
              </th>
            </tr>
          </thead>
          <tbody>
            {bins
              .filter((bin) => bin.people > 0)
              .map((bin) => (
                <tr key={bin.from}>
                  <th scope="row" className="font-normal!">
                    {nameBin(t, language, bin)}
                  </th>
                  <td className="number-cell">{formatNumber(bin.people, language)}</td>
                </tr>
              ))}
          </tbody>
        </table>
      </details>
    </figure>
  );
}

function nameBin(
  t: (key: "analysis.scores.range", values: MessageValues) => string,
  language: string,
  { from, to }: ScoreBin,
): string {
  return to - from === 1 ? formatNumber(from, language) : t("analysis.scores.range", { from, to: to - 1 });
}
