import type { Verdict } from "@/lib/grading/verdict";
import type { AttemptState } from "../types";

/** One attempt as organizers list and export it. */
export type ListedAttempt = {
  readonly id: string;
  readonly number: number;
  readonly state: AttemptState;
  readonly onPaper: boolean;
  readonly language: string;
  readonly startedAt: Date;
  readonly closedAt: Date | null;
  readonly receipt: string;
  readonly extraTimeSeconds: number;
  readonly answered: number;
  readonly questions: number;
  /** Of its current mark; null while it runs. */
  readonly verdict: Verdict | null;
  /** How often it was marked: more than once after a repair or a decision. */
  readonly marks: number;
  readonly openAppeals: number;
  /** Whether it is the attempt that counts. */
  readonly counts: boolean;
};

export type ListedLearner = {
  readonly personId: string;
  readonly fullName: string;
  readonly nativeName: string | null;
  readonly attempts: readonly ListedAttempt[];
};

/** Scores from `from` to below `to` percent; the last bin includes its end. */
export type Bin = { readonly from: number; readonly to: number; readonly count: number };

export type EventResults = {
  readonly eventId: string;
  readonly slug: string;
  readonly title: string;
  readonly language: string;
  readonly reference: string;
  readonly zone: string;
  readonly threshold: number;
  readonly strict: boolean;
  readonly reviewRule: string;
  readonly learners: readonly ListedLearner[];
  readonly openAppeals: number;
};

export type Totals = {
  readonly learners: number;
  readonly sat: number;
  readonly running: number;
  readonly passed: number;
  readonly notPassed: number;
  /** Of the counting attempts, rounded down to tenths of a percent; null for nobody. */
  readonly medianTenths: number | null;
  readonly bins: readonly Bin[];
};
