import type { Eligibility } from "@/lib/certificates/types";
import type { Verdict } from "@/lib/grading/verdict";
import type { Blueprint, QuotaTag } from "@/lib/questions/draw-form";

export type EventState = "draft" | "in-review" | "published" | "closed" | "archived" | "cancelled";

export type Contact = { readonly role: string; readonly email: string };
export type Partner = { readonly name: string; readonly role: string };

export type ExamSettings = {
  readonly blueprint: Blueprint;
  readonly timeLimitSeconds: number;
  readonly attemptsAllowed: number;
  readonly thresholdPercent: number;
  readonly strict: boolean;
};

/** The four instants of an event's two windows; a window without both is to be announced. */
export type Windows = {
  readonly registrationOpensAt: Date | null;
  readonly registrationClosesAt: Date | null;
  readonly opensAt: Date | null;
  readonly closesAt: Date | null;
};

/** What an organizer decides about an event, checked. */
export type EventSettings = Windows & {
  /** The language in which title and notice are written. */
  readonly textLanguage: string;
  readonly title: string;
  readonly notice: string;
  readonly reference: string;
  readonly zone: string;
  readonly delivery: string | null;
  readonly region: string | null;
  readonly place: string | null;
  readonly languages: readonly string[];
  readonly seats: number | null;
  readonly admission: string;
  readonly contacts: readonly Contact[];
  readonly partners: readonly Partner[];
  readonly certificateKind: string | null;
  readonly signatory: string | null;
  /** null for an event without an exam. */
  readonly exam: ExamSettings | null;
};

/** One line of an organizer's list. */
export type OrganizedEvent = Windows & {
  readonly slug: string;
  readonly language: string;
  readonly title: string;
  readonly reference: string;
  readonly organization: string;
  readonly state: EventState;
  readonly zone: string;
  readonly admission: string;
  readonly seats: number | null;
  readonly seatsTaken: number;
  readonly running: number;
  readonly certificateKind: string | null;
};

/** A course from which the person may make an event. */
export type CourseChoice = {
  readonly slug: string;
  readonly language: string;
  readonly title: string;
  readonly organization: string;
  readonly hasExam: boolean;
  readonly events: number;
};

/** How many questions the bank has, in all and by tag: what a blueprint can ask for. */
export type BankSupply = {
  readonly questions: number;
  readonly modules: readonly { readonly slug: string; readonly title: string; readonly questions: number }[];
  readonly norms: readonly { readonly norm: string; readonly questions: number }[];
};

/** What the form for an event shows at first. */
export type EventFormView = {
  readonly course: {
    readonly slug: string;
    readonly title: string;
    readonly language: string;
    readonly organization: string;
  };
  readonly settings: EventSettings;
  readonly supply: BankSupply | null;
  /** null for an event that is not made yet. */
  readonly event: {
    readonly slug: string;
    readonly state: EventState;
    readonly revision: number;
    readonly seatsTaken: number;
    readonly attempts: number;
    /** The latest changes, newest first, so that somebody who was too late sees what they missed. */
    readonly changes: readonly {
      readonly revision: number;
      readonly at: Date;
      readonly by: string;
      readonly fields: readonly string[];
    }[];
  } | null;
};

export type AttemptState = "in-progress" | "submitted" | "closed-by-time" | "voided";

/** A person who joined, and how far they came. */
export type Participant = {
  readonly enrolmentId: string;
  readonly fullName: string;
  readonly nativeName: string | null;
  readonly joinedAt: Date;
  readonly pagesRead: number;
  /** The state of the attempt that counts, or of the last; null for somebody who has not begun. */
  readonly attemptState: AttemptState | null;
  readonly attempts: number;
  /** Of the best attempt. */
  readonly verdict: Verdict | null;
  /** Whether the person may be given the event's certificate, by the same decision as an admin sees. */
  readonly eligibility: Eligibility;
};

export type RunningAttempt = {
  readonly id: string;
  readonly fullName: string;
  readonly startedAt: Date;
  readonly deadlineAt: Date;
};

export type PublishProblem =
  | { readonly kind: "no-title" | "window-backwards" | "no-bank" | "certificate-without-exam" }
  | { readonly kind: "weights-not-100"; readonly sum: number }
  | { readonly kind: "worthless-component"; readonly component: string }
  | { readonly kind: "too-few-questions"; readonly wanted: number; readonly have: number }
  | { readonly kind: "too-few-in-module"; readonly module: string; readonly wanted: number; readonly have: number }
  | { readonly kind: "no-question-on-norm"; readonly norm: string }
  | {
      readonly kind: "too-few-with-tag";
      readonly tag: QuotaTag;
      readonly value: string;
      readonly wanted: number;
      readonly have: number;
    }
  | { readonly kind: "itu-questions"; readonly questions: number }
  | { readonly kind: "modules-want-more"; readonly wanted: number; readonly questions: number }
  | { readonly kind: "not-always-drawable" };

export type NextStep =
  | "publish"
  | "send-to-review"
  | "await-review"
  | "announce-dates"
  | "registration-opens"
  | "registration-open"
  | "event-opens"
  | "event-open"
  | "close"
  | "release"
  | "release-none"
  | "none";

/** Everything an organizer sees of one event. */
export type EventDashboard = OrganizedEvent & {
  readonly id: string;
  readonly course: { readonly slug: string; readonly title: string; readonly language: string };
  readonly edition: number;
  readonly reviewRequired: boolean;
  /** Who sent the draft to review, for the rule that somebody else publishes it. */
  readonly sentToReviewById: string | null;
  readonly publishProblems: readonly PublishProblem[];
  readonly components: readonly { readonly kind: string; readonly weight: number }[];
  readonly exam: ExamSettings | null;
  readonly possiblePoints: number;
  readonly leastPoints: number | null;
  readonly pages: number;
  readonly numbers: {
    readonly joined: number;
    readonly begun: number;
    readonly finished: number;
    readonly passed: number;
  };
  readonly participants: readonly Participant[];
  readonly runningAttempts: readonly RunningAttempt[];
  readonly revision: number;
  readonly closedAt: Date | null;
  readonly closedBy: string | null;
  readonly closingReport: string | null;
  readonly certificates: number;
};

export type EditReason = "changed-meanwhile" | "not-editable" | "seats-below-taken" | "exam-fixed" | "attempts-lowered";
export type CreateReason = "no-edition";
export type PublishReason = "not-ready" | "not-a-draft" | "review-first" | "reviewed-by-sender" | "changed-since-shown";
export type CloseReason = "attempts-running" | "not-published";
