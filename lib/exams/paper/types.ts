import type { EventHead } from "../supervision/types";

/** What one person keyed in from a sheet: position to the ids of the options marked on it; none for an empty row. */
export type KeyedAnswers = Readonly<Record<string, readonly string[]>>;

/** Where a sheet stands: no or one keying stored, two that differ, or done. */
export type SheetStanding = "prepared" | "keyed-once" | "differs" | "marked" | "withdrawn";

export type SheetRow = {
  readonly attemptId: string;
  readonly fullName: string;
  readonly nativeName: string | null;
  readonly code: string;
  readonly standing: SheetStanding;
  readonly preparedAt: Date;
};

export type PaperView = {
  readonly event: EventHead;
  readonly sheets: readonly SheetRow[];
  /** Who may be given a form: enrolled, nothing running, an attempt left. */
  readonly candidates: readonly {
    readonly enrolmentId: string;
    readonly fullName: string;
    readonly nativeName: string | null;
  }[];
  readonly languages: readonly string[];
  readonly mayPrepare: boolean;
};

/** A form as it is printed: never a key. */
export type PrintedForm = {
  readonly attemptId: string;
  readonly code: string;
  readonly fullName: string;
  readonly nativeName: string | null;
  readonly language: string;
  /** The person's own time limit, extra time with it. */
  readonly minutes: number;
  readonly questions: readonly {
    readonly position: number;
    readonly kind: string;
    readonly stem: string;
    readonly language: string;
    readonly options: readonly { readonly letter: string; readonly text: string }[];
  }[];
};

export type KeyingSlot = {
  readonly position: number;
  readonly takesOne: boolean;
  readonly options: readonly { readonly id: string; readonly letter: string }[];
};

/** The keying screen: a first or second time without seeing the other, or the rows on which the two differ. */
export type KeyingView = {
  readonly event: EventHead;
  readonly attemptId: string;
  readonly code: string;
  readonly fullName: string;
  readonly standing: SheetStanding;
  readonly slots: readonly KeyingSlot[];
  readonly differences: readonly {
    readonly position: number;
    readonly first: readonly string[];
    readonly second: readonly string[];
  }[];
};

export type PrepareReason =
  | "own-place"
  | "no-exam"
  | "not-enrolled"
  | "window-closed"
  | "running"
  | "no-attempt-left"
  | "too-soon"
  | "language-not-offered"
  | "not-drawable";
export type KeyReason = "not-open" | "already-keyed" | "no-such-option" | "one-only" | "differences-left";
