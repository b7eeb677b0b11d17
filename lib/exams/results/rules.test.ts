import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fraction } from "@/lib/grading/fraction";
import { explainVerdict } from "@/lib/grading/verdict";
import { csvCell, exportColumns, resultsCsv, totalsOf } from "./rules";
import type { EventResults, ListedAttempt, ListedLearner } from "./types";

const buildAttempt = (earned: number | null, fields: Partial<ListedAttempt> = {}): ListedAttempt => ({
  id: "0b0e8a4e-3f5c-4f0e-9f4e-000000000000",
  number: 1,
  state: earned === null ? "in-progress" : "submitted",
  onPaper: false,
  language: "en",
  startedAt: new Date("2027-03-12T10:00:00.000Z"),
  closedAt: earned === null ? null : new Date("2027-03-12T11:00:00.000Z"),
  receipt: "abc",
  extraTimeSeconds: 0,
  answered: 30,
  questions: 30,
  verdict:
    earned === null ? null : explainVerdict({ earned: fraction(earned), possible: 30, threshold: 70, strict: true }),
  marks: 1,
  openAppeals: 0,
  counts: true,
  ...fields,
});

const buildLearner = (attempts: readonly ListedAttempt[], fields: Partial<ListedLearner> = {}): ListedLearner => ({
  personId: "person",
  fullName: "Ana Maria",
  nativeName: null,
  attempts,
  ...fields,
});

const buildResults = (learners: readonly ListedLearner[]): EventResults => ({
  eventId: "event",
  slug: "norms",
  title: "Norms",
  language: "en",
  reference: "N-1",
  zone: "UTC",
  threshold: 70,
  strict: true,
  reviewRule: "never",
  learners,
  openAppeals: 0,
});

describe("csvCell", () => {
  it.each([
    { value: "=1+1", cell: "'=1+1" },
    { value: "+33 1", cell: "'+33 1" },
    { value: "-2", cell: "'-2" },
    { value: "@SUM(A1)", cell: "'@SUM(A1)" },
    { value: "\tx", cell: "'\tx" },
    { value: "\rx", cell: '"\'\rx"' },
    { value: "  =1", cell: "'  =1" },
    { value: "＝1", cell: "'＝1" },
    { value: '=HYPERLINK("http://x","y")', cell: '"\'=HYPERLINK(""http://x"",""y"")"' },
    { value: "a,b", cell: '"a,b"' },
    { value: 'say "so"', cell: '"say ""so"""' },
    { value: "two\nlines", cell: '"two\nlines"' },
    { value: "أحمد بن علي", cell: "أحمد بن علي" },
    { value: "Ana-Maria", cell: "Ana-Maria" },
    { value: -2, cell: "-2" },
    { value: null, cell: "" },
  ])("writes $value as $cell", ({ value, cell }) => {
    expect(csvCell(value)).toBe(cell);
  });
});

/** A reader of RFC 4180, as far as it goes. */
function parseCsv(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let cell = "";
  let quoted = false;
  for (let i = 0; i < text.length; i++) {
    const character = text[i] as string;
    if (quoted && character === '"' && text[i + 1] === '"') {
      cell += '"';
      i++;
    } else if (character === '"') quoted = !quoted;
    else if (quoted) cell += character;
    else if (character === ",") {
      row.push(cell);
      cell = "";
    } else if (character === "\r" && text[i + 1] === "\n") {
      rows.push([...row, cell]);
      row = [];
      cell = "";
      i++;
    } else cell += character;
  }
  return rows;
}

describe("resultsCsv", () => {
  it("begins with a byte order mark and its columns, and ends every line by CR LF", () => {
    const csv = resultsCsv(buildResults([buildLearner([buildAttempt(22)])]));
    expect(csv.startsWith(`\uFEFF${exportColumns.join(",")}\r\n`)).toBe(true);
    expect(csv.endsWith("\r\n")).toBe(true);
    const [, row] = parseCsv(csv.slice(1));
    expect(Object.fromEntries(exportColumns.map((column, i) => [column, row?.[i]]))).toMatchObject({
      full_name: "Ana Maria",
      state: "submitted",
      counts: "true",
      started_at: "2027-03-12T10:00:00.000Z",
      earned_points: "22",
      possible_points: "30",
      percent: "73.3",
      passed: "true",
    });
  });

  it("has a line for somebody who has not begun, as wide as the others", () => {
    const csv = resultsCsv(buildResults([buildLearner([])]));
    expect(parseCsv(csv.slice(1))[1]).toHaveLength(exportColumns.length);
  });

  it("gives back every name that it was given, and lets none open a formula", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", maxLength: 40 }), (name) => {
        const csv = resultsCsv(buildResults([buildLearner([buildAttempt(1)], { fullName: name })]));
        const cell = parseCsv(csv.slice(1))[1]?.[0] ?? "";
        expect(cell.replace(/^'/, "")).toBe(name.replace(/^'/, ""));
        expect(cell).not.toMatch(/^\s*[=+\-@]/);
      }),
    );
  });
});

describe("totalsOf", () => {
  it("counts each learner once, by the attempt that counts", () => {
    const totals = totalsOf([
      buildLearner([buildAttempt(15, { counts: false }), buildAttempt(22, { number: 2 })]),
      buildLearner([buildAttempt(21)]),
      buildLearner([buildAttempt(30)]),
      buildLearner([buildAttempt(null, { counts: false })]),
      buildLearner([]),
    ]);
    expect(totals).toMatchObject({ learners: 5, sat: 3, running: 1, passed: 2, notPassed: 1, medianTenths: 733 });
    expect(totals.bins.map(({ count }) => count)).toEqual([0, 0, 0, 0, 0, 0, 0, 2, 0, 1]);
  });

  it("has no median of nobody", () => {
    expect(totalsOf([])).toMatchObject({ learners: 0, sat: 0, medianTenths: null });
  });
});
