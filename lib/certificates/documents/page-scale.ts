import type { Run } from "./types";

/*
 * How large a certificate's page is set, without measuring it: laying a page out to measure it costs as much as drawing it. What
 * is guessed here is more than the page will take; what does not fit by the guess is measured by the template.
 */

/** What takes room on the page, as the template gets it. */
type PageContents = {
  readonly language: string;
  readonly holder: Run;
  readonly heading: Run;
  readonly logo: unknown;
  readonly partner: { readonly logo: unknown } | null;
  readonly replaces: string | null;
  readonly notices: readonly unknown[];
  readonly native: Run | null;
  readonly nativeNote: string | null;
  readonly statement: Run;
  readonly course: Run;
  readonly event: Run | null;
  readonly outcomes: { readonly items: readonly Run[]; readonly more: string | null } | null;
  readonly facts: readonly { readonly label: string; readonly value: Run }[];
};

// Points, as in certificate.typ.
const ROOM = 380;
const SEAL = 119;
const BESIDE_SEAL = 541;
const OUTCOME = 310;
const COLUMNS = [187, 144, 173, 130] as const;
const SCALES = [1, 0.92, 0.84, 0.76] as const;
/** A line's height for its letters' size, and what Arabic is set larger by. */
const LINE = 1.3;
const ARABIC = 1.18;

/** A letter's width for its size, a little more than it has in the widest of the page's faces. */
function letterWidth(letter: string): number {
  if (letter === " ") return 0.28;
  if (/[ijlI.,:;'’|!()-]/.test(letter)) return 0.37;
  if (/[frts]/.test(letter)) return 0.5;
  if (/[mwMW@%—]/.test(letter)) return 0.98;
  if (letter >= "\u1100") return 1.02;
  return /[A-Z\u0250-\u10ff]/.test(letter) ? 0.74 : 0.62;
}

const widthOf = ({ text }: Pick<Run, "text">): number => {
  let width = 0;
  for (const letter of text) width += letterWidth(letter);
  return width;
};

const sized = (language: string, size: number): number => (language === "ar" ? ARABIC * size : size);

/** The height of a run at a size. */
function heightOf(run: Run, size: number, width: number): number {
  const letters = sized(run.language, size);
  const length = widthOf(run) * letters;
  // Of lines that break, each ends before a word for which there was no room.
  const lines = length <= width ? 1 : Math.ceil(length / (0.85 * width));
  return lines * letters * LINE;
}

/** A name stands in one line, or in two of at most 0.7 of its size. */
function nameHeight(run: Run, size: number): number {
  const letters = sized(run.language, size);
  return letters * LINE * (widthOf(run) * letters <= BESIDE_SEAL ? 1 : 1.4);
}

function above(contents: PageContents, scale: number): number {
  const { language, holder, logo, partner, replaces, notices, native, nativeNote, statement, course, event } = contents;
  const line = (size: number): number => sized(language, size) * LINE;
  const named =
    line(25 * scale) +
    line(9.5) +
    1 +
    (partner ? line(9.5) + (partner.logo ? 29 : 0) : 0) +
    (replaces === null ? 0 : line(9.5));
  const opening = Math.max(named, logo ? 46 : 0) + notices.length * (8 * scale + 8 + line(11));
  return (
    opening +
    16 * scale +
    line(12 * scale) +
    nameHeight(holder, 40 * scale) +
    (native ? nameHeight(native, 22 * scale) : 0) +
    (nativeNote === null ? 0 : line(9.5)) +
    18 * scale +
    heightOf(statement, 12 * scale, BESIDE_SEAL) +
    heightOf(course, 19 * scale, BESIDE_SEAL) +
    (event ? 3 * scale + heightOf(event, Math.max(11.5 * scale, 8), BESIDE_SEAL) : 0)
  );
}

/** Rows of a grid, each as high as its highest cell. */
function rowsOf(heights: readonly number[], columns: number, gap: number): number {
  let height = 0;
  for (let at = 0; at < heights.length; at += columns) height += Math.max(...heights.slice(at, at + columns)) + gap;
  return height;
}

function below({ language, outcomes, facts }: PageContents, scale: number): number {
  const label = sized(language, 7.5) * LINE;
  const size = Math.max(9 * scale, 6.5);
  const listed = outcomes
    ? 11 * scale +
      label +
      rowsOf(
        outcomes.items.map((item) => heightOf(item, size, OUTCOME)),
        2,
        2.5 * scale,
      ) +
      (outcomes.more === null ? 0 : sized(language, size) * LINE)
    : 0;
  const values = facts.map(
    ({ value }, at) => label + heightOf(value, Math.max(9.5 * scale, 7), COLUMNS[at % COLUMNS.length] ?? 130),
  );
  return listed + 18 * scale + rowsOf(values, COLUMNS.length, 7 * scale);
}

/** The scale at which a page surely has room for its contents; null where that has to be measured. */
export const pageScale = (contents: PageContents): number | null =>
  SCALES.find((scale) => Math.max(above(contents, scale), SEAL) + below(contents, scale) <= ROOM) ?? null;
