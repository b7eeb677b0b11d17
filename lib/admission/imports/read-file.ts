import { CsvError, parse } from "csv-parse/sync";
import { cleanName, fold } from "@/lib/format/fold";
import { ok, type Result, refuse } from "@/lib/result";
import type { Column, FileProblem, Table } from "./types";

export const MOST_BYTES = 1_000_000;
export const MOST_ROWS = 2000;

const decode = (encoding: string, bytes: Uint8Array): string | null => {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
};

/** Whether everything is UTF-8 but for a last character that is not whole. */
function endsWithinCharacter(bytes: Uint8Array): boolean {
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(bytes, { stream: true });
    return true;
  } catch {
    return false;
  }
}

/** Which of the two kinds of UTF-16 a file without a mark is, by where its zero bytes stand; null for neither. */
function unmarkedUtf16(bytes: Uint8Array): "utf-16le" | "utf-16be" | null {
  let even = 0;
  let odd = 0;
  for (let at = 0; at < bytes.length; at++) if (bytes[at] === 0) at % 2 ? odd++ : even++;
  // Separators and line ends alone make some zeros on one side, and none on the other.
  if (even > 0 === odd > 0) return null;
  return odd > 0 ? "utf-16le" : "utf-16be";
}

/**
 * The text of a file: UTF-8 with or without its mark, or UTF-16. Anything else is refused rather than guessed at, because a wrong
 * guess spoils names in silence. A file that ends within a character was cut off.
 */
export function decodeFile(
  bytes: Uint8Array,
): Result<string, Extract<FileProblem, "empty" | "too-large" | "encoding" | "cut-off" | "not-text">> {
  if (bytes.length === 0) return refuse("empty");
  if (bytes.length > MOST_BYTES) return refuse("too-large");
  const [first, second, third, fourth] = bytes;
  // A spreadsheet's own file, or another archive.
  if (first === 0x50 && second === 0x4b && third === 3 && fourth === 4) return refuse("not-text");
  const marked = first === 0xff && second === 0xfe ? "utf-16le" : first === 0xfe && second === 0xff ? "utf-16be" : null;
  const wide = marked ?? (bytes.includes(0) ? unmarkedUtf16(bytes) : null);
  if (wide) {
    if (bytes.length % 2 === 1) return refuse("cut-off");
    const text = decode(wide, bytes);
    return text === null ? refuse("encoding") : checked(text);
  }
  const text = decode("utf-8", bytes);
  if (text !== null) return checked(text);
  return refuse(endsWithinCharacter(bytes) ? "cut-off" : "encoding");
}

function checked(text: string): Result<string, "not-text"> {
  return /[\u0000-\u0008\u000b\u000c\u000e-\u001f]/.test(text) ? refuse("not-text") : ok(text);
}

/** What the columns may be called, folded; the first of each is what the page says. */
const headings: Readonly<Record<Column, readonly string[]>> = {
  address: [
    "address",
    "email",
    "e mail",
    "mail",
    "email address",
    "e mail address",
    "mail address",
    "adresse",
    "adresse electronique",
    "courriel",
    "البريد الالكتروني",
    "عنوان البريد الالكتروني",
    "العنوان",
  ],
  name: ["name", "full name", "nom", "nom complet", "الاسم", "الاسم الكامل"],
  "native-name": [
    "native name",
    "name in own script",
    "nom en ecriture d origine",
    "الاسم بالكتابه الاصليه",
    "الاسم بالكتابة الاصلية",
  ],
  state: ["state", "country", "etat", "pays", "الدوله", "الدولة", "البلد"],
  language: ["language", "langue", "اللغه", "اللغة"],
  institution: ["institution", "organization", "organisation", "المؤسسه", "المؤسسة"],
  position: ["position", "function", "fonction", "poste", "المنصب", "الوظيفه", "الوظيفة"],
  part: ["part", "volet", "الدور"],
  pair: ["pair", "binome", "paire", "الثنائي"],
};

const columnOf = new Map(
  (Object.entries(headings) as [Column, readonly string[]][]).flatMap(([column, names]) =>
    names.map((name) => [fold(name), column] as const),
  ),
);

/** The separator of the heading line: whichever of the three stands in it most often outside quotation marks. */
function separatorOf(header: string): Table["separator"] {
  const bare = header.replace(/"[^"]*"/g, "");
  const count = (sign: string): number => bare.split(sign).length - 1;
  return (["\t", ";", ","] as const).reduce((best, sign) => (count(sign) > count(best) ? sign : best), ",");
}

export type Unreadable = { readonly ok: false; readonly problem: FileProblem; readonly line: number | null };

/** Reads text as a table with a heading line. Every cell is cleaned of control and direction characters. */
export function readTable(text: string): { readonly ok: true; readonly table: Table } | Unreadable {
  const unreadable = (problem: FileProblem, line: number | null = null): Unreadable => ({ ok: false, problem, line });
  const plain = text.replace(/^\ufeff/, "");
  if (plain.trim() === "") return unreadable("empty");
  if (Buffer.byteLength(plain) > MOST_BYTES) return unreadable("too-large");
  const lines = plain.split(/\r\n?|\n/);
  // Cells may hold line breaks, but not so many; what would be refused after long reading is refused before it.
  if (lines.length > 10 * MOST_ROWS) return unreadable("too-many-lines");
  const header = lines.find((line) => line.trim() !== "") ?? "";
  const separator = separatorOf(header);
  let records: readonly { readonly info: { readonly lines: number }; readonly record: readonly string[] }[];
  try {
    records = parse(plain, {
      delimiter: separator,
      relax_column_count: true,
      skip_empty_lines: true,
      info: true,
      record_delimiter: ["\r\n", "\n", "\r"],
    }) as unknown as typeof records;
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const line = typeof error.lines === "number" ? error.lines : null;
    // A quotation that never ends runs to the end of the file: its line would say nothing.
    return error.code === "CSV_QUOTE_NOT_CLOSED" ? unreadable("cut-off") : unreadable("quotes", line);
  }
  const [first, ...rest] = records;
  if (!first) return unreadable("empty");
  const filled = rest.filter(({ record }) => record.some((cell) => cell.trim() !== ""));
  if (filled.length > MOST_ROWS) return unreadable("too-many-lines");
  const named = first.record.map((heading) => columnOf.get(fold(heading)) ?? null);
  const known = named.filter((column) => column !== null);
  if (known.length === 0) return unreadable("no-header", 1);
  if (new Set(known).size < known.length) return unreadable("column-twice", 1);
  if (!known.includes("address")) return unreadable("no-address-column", 1);
  return {
    ok: true,
    table: {
      separator,
      known,
      unknown: first.record.flatMap((heading, at) => (named[at] || heading.trim() === "" ? [] : cleanName(heading))),
      rows: filled.map(({ record, info }) => ({
        line: info.lines,
        cells: Object.fromEntries(
          named.flatMap((column, at) => (column ? [[column, cleanName(record[at] ?? "")]] : [])),
        ),
        // A line of fewer cells than headings was cut off, or a separator is missing in it.
        short: record.length < first.record.length,
      })),
    },
  };
}
