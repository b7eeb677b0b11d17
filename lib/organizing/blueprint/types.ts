import type { Blueprint, QuotaTag } from "@/lib/questions/draw-form";
import type { BankTags } from "@/lib/questions/types";
import type { EventState, PublishProblem } from "../types";

/** What the blueprint's page decides about an event's exam. */
export type ExamPlan = {
  readonly blueprint: Blueprint;
  readonly attemptsAllowed: number;
  readonly resitWaitHours: number;
  readonly reviewRule: ReviewRule;
  /** Everybody gets the same form. */
  readonly commonForm: boolean;
};

export type ReviewRule = "never" | "after-window" | "after-release";

/** What a bank makes of a blueprint. */
export type Judgement = {
  readonly problems: readonly PublishProblem[];
  /** How many of the trial draws gave a form. */
  readonly drawn: number;
  readonly trials: number;
  /** The expected score over the trial draws in questions; null where no difficulty is known. */
  readonly expected: { readonly mean: number; readonly deviation: number; readonly knownPercent: number } | null;
  /** Outcomes and norms on which the bank has no question that can be drawn. */
  readonly uncovered: { readonly outcomes: readonly string[]; readonly norms: readonly string[] };
};

/** How many questions that can be drawn carry each value of each tag. */
export type Supply = readonly { readonly tag: QuotaTag; readonly value: string; readonly questions: number }[];

export type PlanView = {
  readonly slug: string;
  readonly title: string;
  readonly language: string;
  readonly state: EventState;
  readonly revision: number;
  readonly certificateKind: string | null;
  readonly attempts: number;
  readonly plan: ExamPlan;
  readonly poolSize: number;
  readonly supply: Supply;
  readonly tags: BankTags;
};

export type PlanReason = "changed-meanwhile" | "exam-begun" | "not-editable" | "itu-questions" | "not-drawable";
