import type { Eligibility } from "@/lib/certificates/types";
import type { Verdict } from "@/lib/grading/verdict";
import type { Blueprint, QuotaTag } from "@/lib/questions/draw-form";
import type { Attendance } from "@/lib/sessions/types";

export type EventState = "draft" | "in-review" | "published" | "closed" | "archived" | "cancelled";

export type Contact = { readonly role: string; readonly email: string };
export type Partner = { readonly name: string; readonly role: string };
/** Title and notice in one language. */
export type EventText = { readonly language: string; readonly title: string; readonly notice: string };
/** A weighted part of the total score. */
export type Weighted = { readonly kind: string; readonly weight: number };

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
  /** The same in every other language that has them. */
  readonly otherTexts: readonly EventText[];
  readonly reference: string;
  readonly zone: string;
  readonly delivery: string | null;
  readonly region: string | null;
  readonly place: string | null;
  readonly languages: readonly string[];
  readonly seats: number | null;
  /** "cap": seats is a limit; "recommended": it may be raised with a reason. */
  readonly seatsRule: string;
  readonly waitingList: boolean;
  readonly offerHours: number;
  readonly admission: string;
  readonly stateQuota: number | null;
  readonly inPairs: boolean;
  readonly contacts: readonly Contact[];
  readonly partners: readonly Partner[];
  readonly certificateKind: string | null;
  readonly signatory: string | null;
  /** Of this run; null takes the course's. */
  readonly studyHours: number | null;
  readonly instructorPresence: string | null;
  /** Least share of the sessions attended; null without such a condition. */
  readonly attendancePercent: number | null;
  readonly components: readonly Weighted[];
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
  readonly organizationName: string;
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

/** The fields of the form as they are typed: text by name, and lists of what is ticked. */
export type TypedFields = Readonly<Record<string, string | readonly string[]>>;

/** What somebody typed into the form of an event and did not save as the event's own. */
export type KeptDraft = { readonly revision: number; readonly savedAt: Date; readonly values: TypedFields };

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
  /** What the course declares; an event without its own takes these. */
  readonly courseHours: number | null;
  /** null for an event that is not made yet. */
  readonly event: {
    readonly slug: string;
    readonly state: EventState;
    readonly revision: number;
    readonly seatsTaken: number;
    readonly seatsHeld: number;
    readonly attempts: number;
    /** Sessions that take place: attendance can count only where there are some. */
    readonly sessions: number;
    /** Somebody came in by the way of admission that stands, so that it stays. */
    readonly admissionFixed: boolean;
    /** What the person typed earlier and did not save. */
    readonly draft: KeptDraft | null;
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
  /** Of the sessions held so far; null before the first one. */
  readonly attendance: Attendance | null;
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
  | {
      readonly kind:
        | "no-title"
        | "window-backwards"
        | "no-bank"
        | "certificate-without-exam"
        | "no-study-hours"
        | "attendance-without-sessions";
    }
  | { readonly kind: "too-few-study-hours"; readonly hours: number }
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

/** What leads an event from one state to another. */
export type Step = "send-to-review" | "pass" | "return" | "publish" | "close" | "archive" | "cancel";

/** Another run of the same event, an edition earlier or later. */
export type OtherEdition = { readonly slug: string; readonly title: string; readonly language: string };

/** What a reviewer said last. */
export type LastReview = {
  readonly verdict: "passed" | "returned";
  readonly notes: string;
  readonly by: string;
  readonly at: Date;
};

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
  readonly cancelledAt: Date | null;
  readonly cancelReason: string | null;
  readonly archivedAt: Date | null;
  readonly earlierEdition: OtherEdition | null;
  readonly laterEditions: readonly OtherEdition[];
  readonly lastReview: LastReview | null;
  /** Whose study hours count: the event's own, or the course's. */
  readonly studyHours: number | null;
  readonly seatsRule: string;
};

export type EditReason =
  | "changed-meanwhile"
  | "not-editable"
  | "seats-below-taken"
  | "seats-reason-required"
  | "exam-fixed"
  | "attempts-lowered"
  | "admission-fixed"
  | "breaks-publishing";
export type CreateReason = "no-edition";
/** Why a step is not taken: the state, or a condition of the step. */
export type StepReason =
  | "not-a-draft"
  | "not-in-review"
  | "not-published"
  | "not-closed"
  | "not-cancellable"
  | "not-ready"
  | "review-first"
  | "reviewed-by-sender"
  | "attempts-running"
  | "appeals-open"
  | "release-open";
export type PublishReason = StepReason | "changed-since-shown";
