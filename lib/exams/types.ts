import type { Verdict } from "@/lib/grading/verdict";

export type AttemptState = "in-progress" | "submitted" | "closed-by-time" | "voided";

/** A question as its learner sees it: no key, no rationale, and options in the order of this attempt. */
export type LearnerQuestion = {
  readonly position: number;
  readonly stem: string;
  readonly language: string;
  readonly kind: "single" | "multiple-all-or-nothing" | "multiple-right-minus-wrong";
  readonly points: number;
  readonly options: readonly { readonly id: string; readonly text: string }[];
};

export type SavedAnswer = {
  readonly position: number;
  readonly optionIds: readonly string[];
  readonly sequence: number;
  readonly savedAt: Date;
};

/** An attempt as its learner sees it. */
export type LearnerAttempt = {
  readonly id: string;
  readonly state: AttemptState;
  readonly number: number;
  readonly language: string;
  readonly startedAt: Date;
  readonly deadlineAt: Date;
  readonly serverTime: Date;
  readonly eventSlug: string;
  readonly eventTitle: string;
  readonly eventZone: string;
  readonly questions: readonly LearnerQuestion[];
  readonly answers: readonly SavedAnswer[];
  readonly flagged: readonly number[];
};

export type Submission = { readonly submittedAt: Date; readonly receipt: string; readonly state: AttemptState };

export type StartReason =
  | "not-enrolled"
  | "no-exam"
  | "not-open-yet"
  | "window-closed"
  | "no-attempt-left"
  | "not-drawable";
export type SaveReason = "newer-answer" | "closed" | "no-such-position" | "no-such-option";

export type AttemptResult = {
  readonly attemptId: string;
  readonly eventSlug: string;
  readonly eventTitle: string;
  readonly eventZone: string;
  readonly state: AttemptState;
  readonly startedAt: Date;
  readonly submittedAt: Date;
  readonly receipt: string;
  readonly answered: number;
  readonly questions: number;
  readonly components: readonly {
    readonly kind: string;
    readonly weight: number;
    readonly earned: number | null;
    readonly possible: number;
  }[];
  /** Of the exam alone. */
  readonly verdict: Verdict;
  /** Of the total; null while a component is open. */
  readonly passed: boolean | null;
  readonly certificateKind: string | null;
  readonly byModule: readonly {
    readonly module: string;
    readonly title: string;
    readonly earned: number;
    readonly possible: number;
  }[];
};

/** What the learner's event page says of its exam. */
export type ExamBoxView = {
  readonly eventSlug: string;
  readonly questions: number;
  readonly timeLimitMinutes: number;
  readonly threshold: number;
  readonly strict: boolean;
  readonly leastPoints: number | null;
  readonly possiblePoints: number;
  readonly attemptsAllowed: number;
  readonly attemptsUsed: number;
  readonly window: "to-be-announced" | "upcoming" | "open" | "past";
  readonly opensAt: Date | null;
  readonly closesAt: Date | null;
  readonly lastSafeStart: Date | null;
  readonly minutesIfStartedNow: number;
  readonly zone: string;
  readonly running: { readonly id: string; readonly deadlineAt: Date } | null;
  readonly finished: readonly {
    readonly id: string;
    readonly number: number;
    readonly state: AttemptState;
    readonly closedAt: Date;
  }[];
};
