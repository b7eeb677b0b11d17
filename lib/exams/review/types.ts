import type { QuestionKind } from "@/lib/grading/mark-form";
import type { CitationView } from "@/lib/library/types";

/** One of a learner's own answers once the review rule is open: what was asked, chosen and right, and why. */
export type ReviewedAnswer = {
  readonly position: number;
  readonly kind: QuestionKind;
  readonly language: string;
  readonly stem: string;
  readonly points: number;
  /** null where the question was voided. */
  readonly earned: number | null;
  readonly options: readonly {
    readonly id: string;
    readonly text: string;
    readonly chosen: boolean;
    /** By the key as it stands, repairs included. */
    readonly right: boolean;
    /** Why it is wrong, where the author says so. */
    readonly why: string | null;
  }[];
  readonly rationale: string;
  readonly citations: readonly CitationView[];
};

/** How the review of an attempt stands. */
export type Review = {
  readonly rule: "never" | "after-window" | "after-release";
  /** null while the rule is not open. */
  readonly answers: readonly ReviewedAnswer[] | null;
};
