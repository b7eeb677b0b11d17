import type { Verdict } from "@/lib/grading/verdict";
import type { ReviewedAnswer } from "../review/types";
import type { AttemptState } from "../types";

/** A learner's appeal with its answer, if it has one; both are kept as they were written. */
export type Appeal = {
  readonly id: string;
  readonly body: string;
  readonly madeAt: Date;
  readonly answer: {
    readonly upheld: boolean;
    readonly text: string;
    readonly by: string;
    readonly at: Date;
  } | null;
};

/** What a learner finds on the result page. */
export type OwnAppeals = { readonly appeals: readonly Appeal[]; readonly mayAppeal: boolean };

export type AppealReason = "already-open" | "too-late" | "not-closed";
export type AnswerReason = "already-answered";

/** One line of the organizers' list. */
export type ListedAppeal = Appeal & {
  readonly attemptId: string;
  readonly attemptNumber: number;
  readonly fullName: string;
};

/** Everything an appeal is decided from. */
export type AppealCase = ListedAppeal & {
  readonly state: AttemptState;
  readonly startedAt: Date;
  readonly closedAt: Date | null;
  readonly receipt: string;
  readonly verdict: Verdict | null;
  readonly marks: readonly {
    readonly number: number;
    readonly reason: string;
    readonly earned: number;
    readonly possible: number;
    readonly createdAt: Date;
  }[];
  readonly answers: readonly ReviewedAnswer[];
  readonly saved: readonly { readonly position: number; readonly sequence: number; readonly savedAt: Date }[];
  readonly lateEvidence: number;
  readonly log: readonly {
    readonly id: string;
    readonly at: Date;
    readonly kind: string;
    readonly position: number | null;
  }[];
};

export type AppealList = {
  readonly eventSlug: string;
  readonly eventTitle: string;
  readonly language: string;
  readonly zone: string;
  readonly appeals: readonly ListedAppeal[];
  /** The one that is being read; null for none. */
  readonly case: AppealCase | null;
};
