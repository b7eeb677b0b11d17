import "./norm-ring.css";
import type { Page } from "@/lib/entry/page";
import { directionOf } from "@/lib/format/languages";
import { ringPoint } from "@/lib/library/norms/rules";
import type { NormView } from "@/lib/library/norms/types";

type Props = { readonly page: Pick<Page, "t" | "language">; readonly norms: readonly NormView[] };

const outer = 190;
const inner = 74;

/**
 * The norms as a ring, the first at the top, in the direction in which the page reads. A wall stands before those that say what a
 * State holds back from. The table beside it says the same in words.
 */
export function NormRing({ page: { t, language }, norms }: Props) {
  const direction = directionOf(language);
  const parts = norms.length;
  const at = (place: number, radius: number): string => {
    const { x, y } = ringPoint(place, parts, radius, direction);
    return `${x} ${y}`;
  };
  const [out, back] = direction === "rtl" ? [0, 1] : [1, 0];
  const band = (i: number, from: number, to: number, gap = 0): string =>
    `M${at(i - 0.5 + gap, to)}A${to} ${to} 0 0 ${out} ${at(i + 0.5 - gap, to)}L${at(i + 0.5 - gap, from)}A${from} ${from} 0 0 ${back} ${at(i - 0.5 + gap, from)}Z`;
  const described = norms.map(
    ({ letter, word, kind }) => `(${letter}) ${word}, ${t(kind === "limit" ? "norms.kind.limit" : "norms.kind.duty")}`,
  );
  return (
    <figure className="norm-ring">
      <svg role="img" aria-labelledby="ring-title ring-text" viewBox="-200 -200 400 400" direction={direction}>
        <title id="ring-title">{t("norms.figure.title")}</title>
        <desc id="ring-text">{described.join("; ")}</desc>
        {norms.map(({ letter, word, kind }, i) => {
          const place = ringPoint(i, parts, 99, direction);
          const name = ringPoint(i, parts, 147, direction);
          return (
            <g key={letter} data-kind={kind}>
              <path className="part" d={band(i, inner, outer)} />
              {kind === "limit" ? <path className="wall" d={band(i, outer - 9, outer, 0.04)} /> : null}
              <text className="letter" x={place.x} y={place.y} dy="0.35em">
                {letter}
              </text>
              <text className="word" x={name.x} y={name.y} dy="0.35em">
                {word}
              </text>
            </g>
          );
        })}
        <text className="count" dy="0.1em">
          {parts}
        </text>
        <text className="word" y="30">
          {t("norms.figure.centre")}
        </text>
      </svg>
      <figcaption className="small muted measure">{t("norms.figure.device")}</figcaption>
    </figure>
  );
}
