import type { QuestionKind } from "@/lib/grading/mark-form";

/** An option as its author holds it; its words stand in the layers. */
export type DraftOption = {
  readonly id: string;
  readonly right: boolean;
  /** For the kind "fractions": the share as it was typed, "1/2" or "-1/4". */
  readonly share: string;
};

export type DraftCitation = { readonly symbol: string; readonly part: string; readonly locator: string };

/** A question's words in one language. */
export type DraftLayer = {
  readonly language: string;
  readonly stem: string;
  readonly rationale: string;
  /** Option id to its text, and to why it is wrong. */
  readonly options: Readonly<Record<string, string>>;
  readonly reasons: Readonly<Record<string, string>>;
};

/** A question as its author is writing it: anything may still be missing. */
export type DraftContent = {
  readonly kind: QuestionKind;
  readonly module: string;
  readonly outcome: string;
  readonly norms: readonly string[];
  readonly cbms: readonly string[];
  readonly bloom: string;
  /** As it was typed: a whole number of percent, or nothing. */
  readonly ease: string;
  readonly options: readonly DraftOption[];
  readonly citations: readonly DraftCitation[];
  /** English first: it is the language in which questions are written; the others are translations. */
  readonly layers: readonly DraftLayer[];
  /** Who has written in this draft; none of them reviews it. */
  readonly authors: readonly string[];
};

/** What keeps a draft from being published. `option` counts from one. */
export type DraftProblem =
  | {
      readonly kind:
        | "no-module"
        | "no-outcome"
        | "few-options"
        | "same-options"
        | "one-key"
        | "no-key"
        | "no-distractor"
        | "two-options"
        | "shares-short"
        | "ease"
        | "no-citation";
    }
  | { readonly kind: "no-text" | "no-reason" | "share"; readonly option: number }
  | { readonly kind: "no-stem" | "no-rationale"; readonly language: string }
  | { readonly kind: "layer-option" | "layer-reason"; readonly language: string; readonly option: number }
  | { readonly kind: "picture-without-text" | "picture-from-elsewhere"; readonly language: string };

/** Why a question is not drawn although it is published. */
export type HoldReason = "exposed" | "voided" | "superseded";

export type QuestionState = "never-published" | "in-use" | "held" | "retired";

/** One line of a bank's list. */
export type BankQuestion = {
  readonly id: string;
  readonly reference: string;
  /** Of the newest version, or of the draft where nothing is published. */
  readonly stem: string;
  readonly language: string;
  readonly kind: QuestionKind;
  readonly module: string;
  readonly outcome: string;
  readonly norms: readonly string[];
  readonly cbms: readonly string[];
  readonly bloom: string | null;
  readonly easePercent: number | null;
  readonly version: number | null;
  readonly state: QuestionState;
  readonly holds: readonly HoldReason[];
  readonly draft: "none" | "draft" | "in-review";
  /** How many forms the newest version stands in. */
  readonly drawn: number;
};

export type BankFilterValues = Readonly<
  Record<"q" | "module" | "outcome" | "norm" | "cbm" | "bloom" | "ease" | "state", string>
>;

export type Named = { readonly value: string; readonly label: string; readonly language: string };

/** What questions of a bank can be about. */
export type BankTags = { readonly modules: readonly Named[]; readonly outcomes: readonly Named[] };

export type BankEntry = {
  readonly slug: string;
  readonly title: string;
  readonly organization: string;
  readonly questions: number;
  readonly inReview: number;
};

export type BankHead = {
  readonly slug: string;
  readonly title: string;
  readonly organization: string;
  readonly reviewRequired: boolean;
  readonly mayEdit: boolean;
};

/** A published version with everything its staff may see. */
export type VersionView = {
  readonly id: string;
  readonly number: number;
  readonly content: DraftContent;
  readonly createdAt: Date;
  readonly publishedBy: string | null;
  readonly drawn: number;
  readonly exposedAt: Date | null;
  readonly holds: readonly HoldReason[];
  readonly layers: readonly {
    readonly language: string;
    readonly reviewedAt: Date | null;
    readonly reviewedBy: string | null;
  }[];
  readonly citations: readonly {
    readonly symbol: string;
    readonly part: string | null;
    readonly locator: string | null;
    readonly title: string;
    readonly superseded: boolean;
    readonly supersededBy: string | null;
    readonly checkedOn: Date | null;
  }[];
};

export type DraftView = {
  readonly content: DraftContent;
  readonly revision: number;
  readonly inReview: boolean;
  readonly note: string | null;
  readonly updatedBy: string;
  readonly updatedAt: Date;
};

export type SimilarQuestion = {
  readonly id: string;
  readonly reference: string;
  readonly stem: string;
  readonly percent: number;
};

export type QuestionPage = {
  readonly id: string;
  readonly reference: string;
  readonly retiredAt: Date | null;
  readonly bank: BankHead;
  readonly draft: DraftView | null;
  /** Newest first. */
  readonly versions: readonly VersionView[];
  readonly enemies: readonly { readonly id: string; readonly reference: string; readonly stem: string }[];
};

export type SaveReason = "changed-meanwhile" | "retired";
export type PublishReason =
  | "changed-meanwhile"
  | "incomplete"
  | "unchanged"
  | "needs-review"
  | "not-in-review"
  | "own-work";
export type EnemyReason = "no-such-question" | "itself";
