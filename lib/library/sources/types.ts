import type { Standing } from "../types";

/** What leans on a document: a lesson, a question of a bank, a term of the glossary, or another entry of the library. */
export const leaningKinds = ["lesson", "question", "term", "entry"] as const;
export type LeaningKind = (typeof leaningKinds)[number];

/** One citation with what it backs. */
export type LeaningRow = {
  readonly citationId: string;
  readonly symbol: string;
  readonly part: string | null;
  readonly locator: string | null;
  readonly checkedOn: string | null;
  readonly kind: LeaningKind;
  readonly title: string;
  readonly language: string;
  /** Where it stands, without language. Versions of one lesson stand at one address. */
  readonly path: string;
};

/** What leans on one place, each once. */
export type Leaning = Pick<LeaningRow, "kind" | "title" | "language" | "path">;

/** A place of a document, with what leans on it; as checked as the least checked of its citations. */
export type SourcePlace = Standing & {
  /** Null for the document as a whole. */
  readonly anchor: string | null;
  readonly part: string | null;
  readonly locator: string | null;
  /** Any citation of the place: what a form names it by. */
  readonly citationId: string;
  readonly leaning: readonly Leaning[];
};

export type DocumentHead = {
  readonly symbol: string;
  readonly title: string;
  /** The rule by which its text is addressed. */
  readonly link: string;
  readonly status: string;
  readonly supersededBy: string | null;
};

/** A document as its own page shows it. */
export type DocumentPage = DocumentHead & {
  readonly body: string;
  readonly dateText: string | null;
  readonly note: string | null;
  /** Documents whose place it took. */
  readonly replaces: readonly string[];
  readonly places: readonly SourcePlace[];
  /** For staff, how many questions of their banks cite it; null for everybody else. */
  readonly questions: number | null;
};

/** A document in the list of an editor: its places that a filter leaves, and how many of them wait. */
export type SourceDocument = DocumentHead & {
  readonly places: readonly SourcePlace[];
  readonly due: number;
};

export type CheckReason = "day-ahead" | "day-old";
