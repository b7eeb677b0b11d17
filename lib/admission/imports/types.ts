import type { Member } from "../nominations/types";

export type ImportKind = "participants" | "nominations";

/** Why a file cannot be read as a table at all. */
export type FileProblem =
  | "empty"
  | "too-large"
  | "too-many-lines"
  | "encoding"
  | "cut-off"
  | "not-text"
  | "quotes"
  | "no-header"
  | "column-twice"
  | "no-address-column"
  | "no-name-column"
  | "no-state-column";

export const columns = [
  "address",
  "name",
  "native-name",
  "state",
  "language",
  "institution",
  "position",
  "part",
  "pair",
] as const;
export type Column = (typeof columns)[number];

/** A file as rows of named cells; lines are counted as a text editor counts them, the header's included. */
export type Table = {
  readonly separator: "," | ";" | "\t";
  readonly known: readonly Column[];
  /** Headings that mean nothing here; what stands under them is left out. */
  readonly unknown: readonly string[];
  readonly rows: readonly {
    readonly line: number;
    readonly cells: Partial<Record<Column, string>>;
    readonly short: boolean;
  }[];
};

/** What is wrong with one line, or why nothing happens for it. */
export type RowProblem =
  | "short"
  | "address-missing"
  | "address"
  | "name-missing"
  | "name-letters"
  | "name-long"
  | "line-long"
  | "state-missing"
  | "state"
  | "language"
  | "part-missing"
  | "part"
  | "pair-missing"
  | "pair-of-one"
  | "pair-of-more"
  | "pair-same-part"
  | "pair-states"
  | "pair-partner"
  | "twice";

export type ReadRow = {
  readonly line: number;
  readonly address: string;
  readonly fullName: string;
  readonly stateCode: string | null;
  readonly member: Member | null;
  readonly pair: string | null;
  readonly problems: readonly { readonly problem: RowProblem; readonly with?: string }[];
};

/** "add": somebody is invited or nominated; "there": they are invited, nominated or have a seat already. */
export type Outcome = "add" | "there" | "wrong";
export type PlannedRow = ReadRow & { readonly outcome: Outcome };

export type Plan = {
  readonly rows: readonly PlannedRow[];
  readonly counts: Readonly<Record<Outcome, number>>;
  /** Stands for the file and for what would happen; an application that brings another one is refused. */
  readonly digest: string;
  readonly sha256: string;
};

export type ImportReport =
  | { readonly ok: false; readonly problem: FileProblem; readonly line: number | null }
  | {
      readonly ok: true;
      readonly table: Pick<Table, "separator" | "known" | "unknown">;
      readonly plan: Plan;
      readonly importedAt: Date | null;
    };

export type ImportPage = {
  readonly slug: string;
  readonly title: string;
  readonly language: string;
  readonly state: string;
  readonly zone: string;
  readonly admission: string;
  readonly inPairs: boolean;
  readonly seatsFree: number | null;
  readonly batches: readonly {
    readonly kind: string;
    readonly rows: number;
    readonly by: string;
    readonly createdAt: Date;
  }[];
};

export type ImportReason =
  | "unreadable"
  | "imported-already"
  | "changed-meanwhile"
  | "wrong-lines"
  | "nothing"
  | "full"
  | "not-published"
  | "event-over"
  | "not-by-nomination";
