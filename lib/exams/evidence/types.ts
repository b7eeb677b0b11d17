/** What staff may decide on a closed attempt: that all late answers count, or that some minutes were lost to an outage. */
export const decisionKinds = ["accept-evidence", "grant-time"] as const;
export type DecisionKind = (typeof decisionKinds)[number];

export type Decision = {
  readonly id: string;
  readonly kind: DecisionKind;
  readonly extraSeconds: number | null;
  readonly reason: string;
  readonly proposedBy: string;
  readonly proposedById: string;
  readonly proposedAt: Date;
  readonly confirmed: boolean | null;
  readonly decidedBy: string | null;
  readonly decidedAt: Date | null;
  /** How many late answers it makes count instead of what is stored. */
  readonly changes: number;
};

/** A proposal that waits for a second person. */
export type WaitingDecision = {
  readonly id: string;
  readonly attemptId: string;
  readonly fullName: string;
  readonly proposedBy: string;
  readonly proposedAt: Date;
  readonly event: { readonly slug: string; readonly title: string; readonly language: string };
};

export type Proposal = { readonly kind: DecisionKind; readonly extraSeconds: number | null; readonly reason: string };

export type ProposeReason =
  | "still-running"
  | "voided"
  | "no-evidence"
  | "not-closed-by-time"
  | "has-certificate"
  | "already-proposed";
export type DecideReason = "already-decided" | "same-person" | "has-certificate";

export type CountedAnswer = { readonly position: number; readonly optionIds: readonly string[] };
