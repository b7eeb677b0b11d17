import type { AttemptState } from "../types";

/** How somebody stands on exam day. "over" has run out and waits for the sweep that closes it. */
export type Standing = "not-started" | "working" | "over" | "on-paper" | "submitted" | "closed-by-time";

export type BoardAttempt = {
  readonly id: string;
  readonly number: number;
  readonly state: AttemptState;
  readonly onPaper: boolean;
  readonly startedAt: Date;
  readonly deadlineAt: Date;
  readonly closedAt: Date | null;
  /** Granted to this attempt alone, on top of the person's. */
  readonly extraTimeSeconds: number;
  /** The last sign of life: a page that spoke, or an answer saved. */
  readonly contactAt: Date | null;
  readonly answered: number;
  readonly questions: number;
  readonly evidence: number;
  readonly decisionOpen: boolean;
};

export type BoardRow = {
  readonly enrolmentId: string;
  readonly personId: string;
  readonly fullName: string;
  readonly nativeName: string | null;
  readonly extraTimeSeconds: number;
  readonly extraAttempts: number;
  readonly attempts: number;
  readonly standing: Standing;
  /** The latest that is not voided. */
  readonly attempt: BoardAttempt | null;
};

export type EventHead = {
  readonly id: string;
  readonly slug: string;
  readonly title: string;
  readonly language: string;
  readonly zone: string;
  readonly state: string;
  readonly opensAt: Date | null;
  readonly closesAt: Date | null;
  readonly hasExam: boolean;
};

export type Board = {
  readonly event: EventHead;
  /** The database's clock when the board was read. */
  readonly readAt: Date;
  readonly rows: readonly BoardRow[];
};

/** One person's allowances, as their page shows them. */
export type AllowanceView = {
  readonly event: EventHead & { readonly timeLimitSeconds: number; readonly attemptsAllowed: number };
  readonly row: BoardRow;
  readonly readAt: Date;
  /** The attempts there were, oldest first. */
  readonly attempts: readonly { readonly id: string; readonly number: number; readonly state: AttemptState }[];
  /** What was changed before, newest first. */
  readonly changes: readonly {
    readonly at: Date;
    readonly by: string;
    readonly extraTimeSeconds: number;
    readonly extraAttempts: number;
    readonly reason: string;
  }[];
};

export type Allowance = {
  readonly enrolmentId: string;
  readonly extraTimeSeconds: number;
  readonly extraAttempts: number;
  readonly reason: string;
};
export type AllowanceReason = "own-place" | "no-exam" | "event-over" | "ends-in-the-past";

export type Outage = {
  /** Chosen by the form, so that pressing twice extends once. */
  readonly id: string;
  readonly seconds: number;
  readonly reason: string;
};
export type OutageReason = "nobody-running" | "no-exam";

export type LogEntry = {
  readonly id: string;
  readonly at: Date;
  readonly kind: string;
  readonly position: number | null;
  /** Letters of the options in this attempt's order; empty where an answer was taken back. */
  readonly letters: readonly string[] | null;
  readonly language: string | null;
  readonly flagged: boolean | null;
  readonly bySeconds: number | null;
  readonly deadlineAt: Date | null;
  /** What a decision or a sheet of paper came to. */
  readonly step: string | null;
};

export type TimelineAnswer = {
  readonly position: number;
  readonly letters: readonly string[];
  readonly sequence: number;
  readonly at: Date;
};

export type Timeline = {
  readonly event: EventHead;
  readonly readAt: Date;
  readonly id: string;
  readonly enrolmentId: string;
  readonly fullName: string;
  readonly nativeName: string | null;
  readonly number: number;
  readonly state: AttemptState;
  readonly onPaper: boolean;
  readonly language: string;
  readonly startedAt: Date;
  readonly deadlineAt: Date;
  readonly closedAt: Date | null;
  readonly questions: number;
  readonly receipt: string | null;
  /** Whether the stored answers still give the stored receipt; null while there is none. */
  readonly receiptMatches: boolean | null;
  readonly log: readonly LogEntry[];
  readonly answers: readonly TimelineAnswer[];
  /** What came too late, with what stands in its place. */
  readonly evidence: readonly (TimelineAnswer & { readonly stored: readonly string[]; readonly accepted: boolean })[];
  readonly marks: readonly {
    readonly number: number;
    readonly current: boolean;
    readonly reason: string;
    readonly earned: number;
    readonly possible: number;
    readonly createdAt: Date;
  }[];
};
