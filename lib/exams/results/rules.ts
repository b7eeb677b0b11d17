import type { Bin, EventResults, ListedAttempt, ListedLearner, Totals } from "./types";

const counting = (learner: ListedLearner): ListedAttempt | undefined => learner.attempts.find(({ counts }) => counts);

/** How many scores, in tenths of a percent, fall into each tenth of the scale. */
export function binsOf(tenths: readonly number[]): Bin[] {
  const counts = Array.from({ length: 10 }, () => 0);
  for (const share of tenths) {
    const bin = Math.min(9, Math.floor(share / 100));
    counts[bin] = (counts[bin] ?? 0) + 1;
  }
  return counts.map((count, i) => ({ from: i * 10, to: (i + 1) * 10, count }));
}

/** An event's results in numbers: each learner once, by the attempt that counts. */
export function totalsOf(learners: readonly ListedLearner[]): Totals {
  const tenths: number[] = [];
  let passed = 0;
  for (const learner of learners) {
    const verdict = counting(learner)?.verdict;
    if (!verdict) continue;
    if (verdict.passed) passed++;
    tenths.push(verdict.percent?.tenths ?? 0);
  }
  tenths.sort((a, b) => a - b);
  const [low, high] = [tenths[Math.floor((tenths.length - 1) / 2)], tenths[Math.floor(tenths.length / 2)]];
  return {
    learners: learners.length,
    sat: tenths.length,
    running: learners.filter(({ attempts }) => attempts.some(({ state }) => state === "in-progress")).length,
    passed,
    notPassed: tenths.length - passed,
    medianTenths: low === undefined || high === undefined ? null : Math.floor((low + high) / 2),
    bins: binsOf(tenths),
  };
}

/** The columns of the export, in order; the page documents each by its name. */
export const exportColumns = [
  "full_name",
  "native_name",
  "attempt",
  "state",
  "counts",
  "language",
  "on_paper",
  "started_at",
  "closed_at",
  "extra_seconds",
  "answered",
  "questions",
  "earned_points",
  "possible_points",
  "percent",
  "threshold_percent",
  "strict",
  "passed",
  "times_marked",
  "open_appeals",
  "receipt",
  "attempt_id",
] as const;
export type ExportColumn = (typeof exportColumns)[number];

type Cell = string | number | boolean | Date | null;

/**
 * A cell of a spreadsheet file: quoted where it must be, and harmless: what a spreadsheet would take for a formula begins with
 * an apostrophe, also behind spaces that it would skip. Numbers of our own are left as numbers.
 * Source: RFC 4180, section 2; the list of openings is =, +, -, @, tab and carriage return, and their full-width forms.
 */
export function csvCell(value: Cell): string {
  if (value === null) return "";
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  if (value instanceof Date) return value.toISOString();
  const text = /^\s*[=+\-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20]/u.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

const line = (cells: readonly Cell[]): string => `${cells.map(csvCell).join(",")}\r\n`;

/**
 * The results of an event as a file for spreadsheets: UTF-8 with a byte order mark, without which some of them misread Arabic,
 * commas, lines ended by CR LF. One line for each attempt, and one for each learner without any.
 */
export function resultsCsv({ learners, threshold, strict }: EventResults): string {
  const lines = [line(exportColumns)];
  for (const { fullName, nativeName, attempts } of learners) {
    if (attempts.length === 0)
      lines.push(line([fullName, nativeName, null, "not-started", ...exportColumns.slice(4).map(() => null)]));
    for (const attempt of attempts) {
      const { verdict } = attempt;
      const cells: Readonly<Record<ExportColumn, Cell>> = {
        full_name: fullName,
        native_name: nativeName,
        attempt: attempt.number,
        state: attempt.state,
        counts: attempt.counts,
        language: attempt.language,
        on_paper: attempt.onPaper,
        started_at: attempt.startedAt,
        closed_at: attempt.closedAt,
        extra_seconds: attempt.extraTimeSeconds,
        answered: attempt.answered,
        questions: attempt.questions,
        earned_points: verdict && verdict.earned.numerator / verdict.earned.denominator,
        possible_points: verdict?.possible ?? null,
        percent: verdict?.percent ? verdict.percent.tenths / 10 : null,
        threshold_percent: threshold,
        strict,
        passed: verdict?.passed ?? null,
        times_marked: attempt.marks,
        open_appeals: attempt.openAppeals,
        receipt: attempt.receipt,
        attempt_id: attempt.id,
      };
      lines.push(line(exportColumns.map((column) => cells[column])));
    }
  }
  return `\uFEFF${lines.join("")}`;
}
