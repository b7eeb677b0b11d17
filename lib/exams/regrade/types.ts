import type { Fraction } from "@/lib/grading/fraction";
import type { QuestionKind } from "@/lib/grading/mark-form";
import type { Repair } from "@/lib/grading/repair-slot";

export const repairKinds = ["void", "accept", "rekey"] as const satisfies readonly Repair["kind"][];
export type RepairKind = Repair["kind"];

/** Why a proposed repair cannot be, whatever it would change. */
export type RepairProblem = "does-not-fit" | "changes-nothing";

export type Score = { readonly earned: Fraction; readonly possible: number };
export type Judged = Score & { readonly passed: boolean };

/** Across the threshold and which way; null for who stays on their side. */
export type Side = "up" | "down" | null;

/** One closed attempt before and after a repair. */
export type Remark = {
  readonly attemptId: string;
  readonly enrolmentId: string;
  readonly personId: string;
  readonly fullName: string;
  readonly number: number;
  readonly eventId: string;
  readonly markNumber: number;
  readonly before: Judged;
  readonly after: Judged;
  readonly side: Side;
};

/** An event in which the version was drawn, with what a repair changes in it. */
export type RepairedEvent = {
  readonly id: string;
  readonly slug: string;
  readonly title: string;
  readonly language: string;
  readonly threshold: number;
  readonly strict: boolean;
  /** Attempts that still run: they are marked by the repair when they close. */
  readonly running: number;
  readonly remarks: readonly Remark[];
};

export type RepairCounts = {
  readonly affected: number;
  readonly changed: number;
  readonly up: number;
  readonly down: number;
};

/** What a repair would do; nothing of it is written. */
export type DryRun = RepairCounts & {
  readonly repair: Repair;
  readonly problem: RepairProblem | null;
  readonly events: readonly RepairedEvent[];
  readonly running: number;
  /** Over what it was computed from and what it gave: an application after something changed in between is refused. */
  readonly digest: string;
};

export type ApplyReason = "changed-meanwhile" | "own-attempt" | RepairProblem;

/** What applying a repair did. */
export type Applied = RepairCounts & {
  readonly repairId: string;
  readonly letters: number;
  /** The new version that later draws use, and what became of the question. */
  readonly newVersionId: string | null;
  readonly retired: boolean;
};

/** A version whose key may be repaired, as staff see it: with its key. */
export type RepairableVersion = {
  readonly id: string;
  readonly number: number;
  readonly isLatest: boolean;
  readonly kind: QuestionKind;
  readonly stem: string;
  readonly language: string;
  readonly options: readonly { readonly id: string; readonly text: string; readonly right: boolean }[];
  /** In how many forms it was drawn. */
  readonly drawn: number;
};

export type PastRepair = {
  readonly id: string;
  readonly kind: RepairKind;
  readonly keyIds: readonly string[];
  readonly reason: string;
  readonly madeBy: string;
  readonly madeAt: Date;
  readonly counts: RepairCounts;
};

/** Everything the repair page of a question shows. */
export type RepairView = {
  readonly bankSlug: string;
  readonly bankTitle: string;
  readonly questionId: string;
  readonly externalId: string;
  readonly retired: boolean;
  readonly version: RepairableVersion;
  readonly versions: readonly { readonly number: number; readonly drawn: number }[];
  readonly repairs: readonly PastRepair[];
};
