import { createHash } from "node:crypto";
import { canonicalAddress } from "@/lib/format/addresses";
import { fold } from "@/lib/format/fold";
import { isLanguage, type Language, languageNames, languages } from "@/lib/format/languages";
import { NAME_LONGEST } from "../invitations/rules";
import type { Part } from "../nominations/types";
import { isStateCode, stateCodes, stateName } from "../states";
import type { ImportKind, Plan, PlannedRow, ReadRow, RowProblem, Table } from "./types";

const LONGEST_CELL = 200;

const stateByName = new Map(
  stateCodes.flatMap((code) => languages.map((language) => [fold(stateName(code, language)), code] as const)),
);

/** A State by its code or its short name in any of the interface languages; null for what is neither. */
export function stateOf(text: string): string | null {
  const code = text.trim().toUpperCase();
  return isStateCode(code) ? code : (stateByName.get(fold(text)) ?? null);
}

const languageByName = new Map<string, Language>([
  ...languages.map((language) => [fold(languageNames[language] ?? language), language] as const),
  ["french", "fr"],
  ["arabic", "ar"],
  ["anglais", "en"],
  ["arabe", "ar"],
]);

const languageOf = (text: string): Language | null => {
  const code = text.toLowerCase();
  return isLanguage(code) ? code : (languageByName.get(fold(text)) ?? null);
};

const partByName = new Map<string, Part>([
  ["diplomat", "diplomat"],
  ["diplomate", "diplomat"],
  ["دبلوماسي", "diplomat"],
  ["technical", "technical"],
  ["technical officer", "technical"],
  ["technique", "technical"],
  ["تقني", "technical"],
]);

type Ground = { readonly kind: ImportKind; readonly inPairs: boolean; readonly language: Language };

function readRow(
  { line, cells, short }: Table["rows"][number],
  { kind, inPairs, language: otherwise }: Ground,
): ReadRow {
  const problems: { problem: RowProblem; with?: string }[] = [];
  const wrong = (problem: RowProblem): void => void problems.push({ problem });
  if (short) wrong("short");
  const address = canonicalAddress(cells.address ?? "");
  if (!cells.address) wrong("address-missing");
  else if (!address) wrong("address");
  const fullName = cells.name ?? "";
  if (kind === "nominations" && !fullName) wrong("name-missing");
  if (fullName && !/\p{L}/u.test(fullName)) wrong("name-letters");
  if ([fullName, cells["native-name"] ?? ""].some((name) => [...name].length > NAME_LONGEST)) wrong("name-long");
  if ([cells.institution, cells.position, cells.pair].some((cell) => (cell ?? "").length > LONGEST_CELL))
    wrong("line-long");
  const stateCode = cells.state ? stateOf(cells.state) : null;
  if (cells.state && !stateCode) wrong("state");
  if (!cells.state && kind === "nominations") wrong("state-missing");
  const language = cells.language ? languageOf(cells.language) : otherwise;
  if (!language) wrong("language");
  const paired = kind === "nominations" && inPairs;
  const part = cells.part ? (partByName.get(fold(cells.part)) ?? null) : null;
  if (paired && !cells.part) wrong("part-missing");
  else if (paired && !part) wrong("part");
  if (paired && !cells.pair) wrong("pair-missing");
  return {
    line,
    address: address ?? cells.address ?? "",
    fullName,
    stateCode,
    pair: paired ? fold(cells.pair ?? "") : null,
    member:
      address && language
        ? {
            address,
            fullName,
            nativeName: cells["native-name"] || null,
            language,
            institution: cells.institution || null,
            position: cells.position || null,
            note: "",
            part: paired ? part : null,
          }
        : null,
    problems,
  };
}

const withProblem = (row: ReadRow, problem: RowProblem, other?: string): ReadRow => ({
  ...row,
  problems: [...row.problems, other === undefined ? { problem } : { problem, with: other }],
});

/** The people of a pair: exactly two lines of one label, one of each part, of one State. */
function pairProblemOf(row: ReadRow, others: readonly ReadRow[]): RowProblem | null {
  const [partner, ...more] = others;
  if (!partner) return "pair-of-one";
  if (more.length > 0) return "pair-of-more";
  if (partner.stateCode !== row.stateCode) return "pair-states";
  return partner.member?.part === row.member?.part ? "pair-same-part" : null;
}

/** Reads every line of a table; what is wrong in the file alone is found here. */
export function readRows(table: Table, ground: Ground): ReadRow[] {
  const first = new Map<string, number>();
  const rows = table.rows.map((given) => {
    const row = readRow(given, ground);
    const before = row.member ? first.get(row.address) : undefined;
    if (row.member && before === undefined) first.set(row.address, row.line);
    return before === undefined ? row : withProblem(row, "twice", String(before));
  });
  return rows.map((row) => {
    if (!row.pair) return row;
    const problem = pairProblemOf(
      row,
      rows.filter((other) => other !== row && other.pair === row.pair),
    );
    return problem ? withProblem(row, problem) : row;
  });
}

export const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");

/**
 * What would happen for each line, given who is there already. A pair is added whole or not at all: when one line of it is wrong,
 * or one of its people is there already, the other is wrong too.
 */
export function planRows(
  rows: readonly ReadRow[],
  there: ReadonlySet<string>,
  { kind, text }: { readonly kind: ImportKind; readonly text: string },
): Plan {
  const alone = rows.map(
    (row): PlannedRow => ({
      ...row,
      outcome: row.problems.length > 0 ? "wrong" : there.has(row.address) ? "there" : "add",
    }),
  );
  const planned = alone.map((row): PlannedRow => {
    if (!row.pair || row.outcome !== "add") return row;
    const partner = alone.find((other) => other.line !== row.line && other.pair === row.pair);
    return partner && partner.outcome !== "add"
      ? { ...withProblem(row, "pair-partner", String(partner.line)), outcome: "wrong" }
      : row;
  });
  const count = (outcome: PlannedRow["outcome"]): number => planned.filter((row) => row.outcome === outcome).length;
  const fileHash = sha256(text);
  return {
    rows: planned,
    counts: { add: count("add"), there: count("there"), wrong: count("wrong") },
    sha256: fileHash,
    digest: sha256(JSON.stringify([kind, fileHash, planned.map(({ line, outcome }) => [line, outcome])])),
  };
}
