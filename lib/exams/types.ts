import type { QuestionKind } from "@/lib/grading/mark-form";
import type { Verdict } from "@/lib/grading/verdict";
import type { Attendance } from "@/lib/sessions/types";

export type AttemptState = "in-progress" | "submitted" | "closed-by-time" | "voided";

/** A question as its learner sees it: no key, no rationale, and options in the order of this attempt. */
export type LearnerQuestion = {
  readonly position: number;
  readonly stem: string;
  readonly language: string;
  readonly kind: QuestionKind;
  readonly points: number;
  readonly options: readonly { readonly id: string; readonly text: string }[];
  /** Other languages in which a reviewed text of this question may be looked at. */
  readonly otherLanguages: readonly string[];
};

/** A question's text in another language than the attempt's, for whoever asked to see it. */
export type QuestionLook = {
  readonly position: number;
  readonly language: string;
  readonly stem: string;
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
  readonly onPaper: boolean;
};

export type Submission = { readonly submittedAt: Date; readonly receipt: string; readonly state: AttemptState };

/** What was saved of a closed attempt and when, with the hash over it. */
export type Receipt = {
  readonly attemptId: string;
  readonly event: string;
  readonly person: string;
  readonly startedAt: Date;
  readonly closedAt: Date;
  readonly state: Exclude<AttemptState, "in-progress">;
  readonly answers: readonly SavedAnswer[];
  readonly receipt: string;
  /** The text whose SHA-256 the receipt is. */
  readonly hashed: string;
};

export type StartReason =
  | "not-enrolled"
  | "no-exam"
  | "not-open-yet"
  | "window-closed"
  | "no-attempt-left"
  | "not-drawable"
  | "too-soon"
  | "language-not-offered";
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
  /** Of the sessions held so far, with the condition of its own, where there is one. */
  readonly attendance: Attendance & { readonly percent: number | null; readonly closed: boolean };
  readonly certificateKind: string | null;
  readonly byModule: readonly {
    readonly module: string;
    readonly title: string;
    readonly earned: number;
    readonly possible: number;
  }[];
  readonly byOutcome: readonly (TagScore & { readonly title: string; readonly language: string })[];
  readonly byNorm: readonly TagScore[];
  /** Every mark, oldest first; the last one counts. */
  readonly marks: readonly {
    readonly number: number;
    readonly reason: string;
    readonly earned: number;
    readonly possible: number;
    readonly createdAt: Date;
  }[];
  readonly resit: Resit;
};

/** Where a learner stands with further attempts. */
export type Resit = {
  readonly attempts: number;
  readonly allowed: number;
  /** When the next one may start; null at once, or where none may. */
  readonly nextStartAt: Date | null;
  readonly mayStart: boolean;
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
  /** When the waiting time after the last attempt ends; null when there is none. */
  readonly nextStartAt: Date | null;
  /** Languages in which the exam may be sat. */
  readonly languages: readonly string[];
  readonly zone: string;
  readonly running: { readonly id: string; readonly deadlineAt: Date } | null;
  readonly finished: readonly {
    readonly id: string;
    readonly number: number;
    readonly state: AttemptState;
    readonly closedAt: Date;
  }[];
};

/** Points of the questions that carry one tag: an outcome, a norm. */
export type TagScore = { readonly tag: string; readonly earned: number; readonly possible: number };
