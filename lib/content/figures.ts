import { parse } from "yaml";
import { z } from "zod";
import { escapeHtml } from "@/lib/format/escape-html";

/*
 * The figures of lessons: a fenced block ```figure with YAML inside, drawn once, at import, as SVG without script or
 * inline style, and followed by the same content in words. Columns are centred, and a grid is mirrored for a script
 * written from right to left, so that a figure reads in either direction. content/README.md says how to write one.
 */

const shortText = z.string().trim().min(1).max(160);

const figureSchema = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("timeline"),
    title: shortText,
    points: z
      .array(z.strictObject({ date: z.string().min(1).max(40), text: shortText }))
      .min(2)
      .max(12),
  }),
  z.strictObject({
    kind: z.literal("flow"),
    title: shortText,
    steps: z
      .array(z.strictObject({ text: shortText, note: shortText.optional() }))
      .min(2)
      .max(9),
  }),
  z
    .strictObject({
      kind: z.literal("grid"),
      title: shortText,
      columns: z.array(shortText).min(1).max(5),
      rows: z
        .array(z.strictObject({ label: shortText, cells: z.array(shortText).min(1) }))
        .min(1)
        .max(16),
    })
    .refine(({ columns, rows }) => rows.every(({ cells }) => cells.length === columns.length), {
      message: "every row of a grid has a cell for each column",
    }),
]);

type Figure = z.infer<typeof figureSchema>;
type Grid = Extract<Figure, { kind: "grid" }>;

/** What a figure says of itself, in the language of its lesson; others fall back to English. */
const words: Readonly<Record<string, { readonly inWords: string; readonly yes: string; readonly no: string }>> = {
  en: { inWords: "This figure in words", yes: "yes", no: "no" },
  fr: { inWords: "Cette figure en toutes lettres", yes: "oui", no: "non" },
  ar: { inWords: "هذا الشكل كتابةً", yes: "نعم", no: "لا" },
};
const wordsIn = (language: string) => words[language] ?? { inWords: "This figure in words", yes: "yes", no: "no" };

const fontSize = 15;
const noteSize = 13;
const leading = 1.3;

/** Breaks a text into lines that fit; a letter is taken as a little over half as wide as the font is high. */
function wrap(text: string, width: number, size: number): string[] {
  const most = Math.max(4, Math.floor(width / (size * 0.55)));
  const lines: string[] = [];
  for (const word of text.split(/\s+/)) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= most) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}

type Look = "figure-text" | "figure-strong" | "figure-note";

/** A block of lines that begins at `top`, centred unless they begin at `x`. */
function drawText(
  lines: readonly string[],
  x: number,
  top: number,
  look: Look,
  anchor: "start" | "middle" = "middle",
): string {
  const size = look === "figure-note" ? noteSize : fontSize;
  return lines
    .map(
      (line, i) =>
        `<text class="${look}" x="${x}" y="${Math.round(top + size + i * size * leading)}" text-anchor="${anchor}">${escapeHtml(line)}</text>`,
    )
    .join("");
}

const heightOf = (lines: readonly string[], size: number): number => Math.ceil(lines.length * size * leading);

type Drawing = { readonly width: number; readonly height: number; readonly shapes: string };

const columnWidth = 340;
const middle = columnWidth / 2;

function drawTimeline({ points }: Extract<Figure, { kind: "timeline" }>): Drawing {
  let y = 4;
  let shapes = "";
  for (const [i, { date, text }] of points.entries()) {
    if (i > 0) {
      shapes += `<line class="figure-line" x1="${middle}" y1="${y}" x2="${middle}" y2="${y + 18}"/>`;
      y += 24;
    }
    shapes += `<circle class="figure-dot" cx="${middle}" cy="${y + 5}" r="5"/>`;
    y += 12;
    const dates = wrap(date, columnWidth - 20, fontSize);
    const lines = wrap(text, columnWidth - 20, fontSize);
    shapes += drawText(dates, middle, y, "figure-strong");
    y += heightOf(dates, fontSize);
    shapes += drawText(lines, middle, y, "figure-text");
    y += heightOf(lines, fontSize) + 8;
  }
  return { width: columnWidth, height: y, shapes };
}

function drawFlow({ steps }: Extract<Figure, { kind: "flow" }>): Drawing {
  const inset = 12;
  let y = 2;
  let shapes = "";
  for (const [i, { text, note }] of steps.entries()) {
    if (i > 0) {
      shapes += `<path class="figure-line" d="M${middle} ${y}v20m-5 -6l5 6l5 -6"/>`;
      y += 24;
    }
    const lines = wrap(text, columnWidth - 4 - 2 * inset, fontSize);
    const notes = note ? wrap(note, columnWidth - 4 - 2 * inset, noteSize) : [];
    const height = heightOf(lines, fontSize) + heightOf(notes, noteSize) + 16;
    shapes += `<rect class="figure-box" x="2" y="${y}" width="${columnWidth - 4}" height="${height}" rx="3"/>`;
    shapes += drawText(lines, middle, y + 6, "figure-strong");
    shapes += drawText(notes, middle, y + 8 + heightOf(lines, fontSize), "figure-note");
    y += height;
  }
  return { width: columnWidth, height: y + 2, shapes };
}

function drawGrid({ columns, rows }: Grid, isRightToLeft: boolean): Drawing {
  // Up to three columns of marks fit a narrow screen; words need more room.
  const isMarks =
    columns.length <= 3 && rows.every(({ cells }) => cells.every((cell) => cell === "yes" || cell === "no"));
  const cellWidth = isMarks ? 66 : 116;
  const labelWidth = isMarks ? columnWidth - columns.length * cellWidth : 150;
  const width = labelWidth + columns.length * cellWidth;
  const centreOf = (column: number): number => {
    const x = labelWidth + (column + 0.5) * cellWidth;
    return isRightToLeft ? width - x : x;
  };
  const edge = isRightToLeft ? width : 0;
  const heads = columns.map((column) => wrap(column, cellWidth - 10, noteSize));
  let y = Math.max(...heads.map((lines) => heightOf(lines, noteSize))) + 12;
  let shapes = heads.map((lines, i) => drawText(lines, centreOf(i), 2, "figure-note")).join("");
  for (const { label, cells } of rows) {
    shapes += `<line class="figure-line" x1="0" y1="${y}" x2="${width}" y2="${y}"/>`;
    const labels = wrap(label, labelWidth - 10, fontSize);
    const texts = cells.map((cell) => wrap(cell, cellWidth - 10, noteSize));
    const height = Math.max(heightOf(labels, fontSize), ...texts.map((lines) => heightOf(lines, noteSize))) + 12;
    shapes += drawText(labels, edge, y + 4, "figure-text", "start");
    for (const [i, cell] of cells.entries()) {
      const at = centreOf(i);
      if (cell === "yes") shapes += `<circle class="figure-dot" cx="${at}" cy="${y + 15}" r="6"/>`;
      else if (cell === "no")
        shapes += `<line class="figure-line" x1="${at - 5}" y1="${y + 15}" x2="${at + 5}" y2="${y + 15}"/>`;
      else shapes += drawText(texts[i] ?? [], at, y + 5, "figure-note");
    }
    y += height;
  }
  return { width, height: y + 2, shapes };
}

/** The same content as a list or a table, for who does not see the drawing or wants to copy it. */
function inWords(figure: Figure, language: string): string {
  if (figure.kind === "timeline")
    return `<ol>${figure.points.map(({ date, text }) => `<li>${escapeHtml(`${date}: ${text}`)}</li>`).join("")}</ol>`;
  if (figure.kind === "flow")
    return `<ol>${figure.steps.map(({ text, note }) => `<li>${escapeHtml(note ? `${text}: ${note}` : text)}</li>`).join("")}</ol>`;
  const { yes, no } = wordsIn(language);
  const cell = (text: string): string => escapeHtml(text === "yes" ? yes : text === "no" ? no : text);
  const head = figure.columns.map((column) => `<th scope="col">${escapeHtml(column)}</th>`).join("");
  const body = figure.rows
    .map(
      ({ label, cells }) =>
        `<tr><th scope="row">${escapeHtml(label)}</th>${cells.map((text) => `<td>${cell(text)}</td>`).join("")}</tr>`,
    )
    .join("");
  return `<div class="table-scroll" tabindex="0"><table><thead><tr><td></td>${head}</tr></thead><tbody>${body}</tbody></table></div>`;
}

function describe(figure: Figure, language: string): string {
  if (figure.kind === "timeline") return figure.points.map(({ date, text }) => `${date}: ${text}`).join("; ");
  if (figure.kind === "flow") return figure.steps.map(({ text }) => text).join(" → ");
  const { yes, no } = wordsIn(language);
  return figure.rows
    .map(
      ({ label, cells }) =>
        `${label}: ${cells.map((cell, i) => `${figure.columns[i]} ${cell === "yes" ? yes : cell === "no" ? no : cell}`).join(", ")}`,
    )
    .join("; ");
}

/**
 * One figure as HTML: a caption, an SVG that voices read by its title and description, and its content in words.
 * `id` is unique on the page. Errors: throws an Error that says what is wrong in the YAML.
 */
export function renderFigure(yaml: string, id: string, language: string): string {
  const parsed = figureSchema.safeParse(parse(yaml));
  if (!parsed.success) throw new Error(`a figure: ${z.prettifyError(parsed.error)}`);
  const figure = parsed.data;
  const { width, height, shapes } =
    figure.kind === "timeline"
      ? drawTimeline(figure)
      : figure.kind === "flow"
        ? drawFlow(figure)
        : drawGrid(figure, language === "ar");
  const names = `aria-labelledby="${id}-title ${id}-desc"`;
  const labels = `<title id="${id}-title">${escapeHtml(figure.title)}</title><desc id="${id}-desc">${escapeHtml(describe(figure, language))}</desc>`;
  // Where a line starts depends on the direction; what surrounds the figure may have another.
  const direction = language === "ar" ? "rtl" : "ltr";
  const drawing = `<svg role="img" ${names} direction="${direction}" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">${labels}${shapes}</svg>`;
  // A column fits the narrowest screen; what is wider keeps its size and scrolls in its own box.
  const boxed = width > columnWidth ? `<div class="table-scroll" tabindex="0">${drawing}</div>` : drawing;
  return `<figure class="figure"><figcaption>${escapeHtml(figure.title)}</figcaption>${boxed}<details><summary>${wordsIn(language).inWords}</summary>${inWords(figure, language)}</details></figure>\n`;
}
