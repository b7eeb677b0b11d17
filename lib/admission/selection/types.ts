import type {
  AnswerFile,
  ApplicationState,
  AskedQuestion,
  Criterion,
  Draft,
  EarlierCourse,
  InstitutionKind,
  LayerText,
} from "../applications/types";
import type { StateGroups } from "../states";

export type Decision = "accepted" | "waiting" | "not-selected";

/** What a list of applications is narrowed to, and in which order. */
export type ListQuery = {
  readonly state: ListState | null;
  readonly country: string | null;
  readonly kind: InstitutionKind | null;
  /** Least mean score, in whole percent. */
  readonly least: number | null;
  readonly sort: "score" | "name" | "sent" | "country";
  readonly page: number;
};
/** A stored state, or where the organizers stand with a decision that is not sent. */
export type ListState = Exclude<ApplicationState, "drafted"> | "decided" | "undecided";

/** An event as those see it who select for it. */
export type SelectionEvent = {
  readonly id: string;
  readonly slug: string;
  readonly title: LayerText;
  readonly reference: string;
  readonly zone: string;
  readonly state: string;
  readonly seats: number | null;
  readonly seatsTaken: number;
  readonly seatsHeld: number;
  readonly seatsRule: string;
  readonly stateQuota: number | null;
  readonly reviewersNeeded: number;
  readonly criteria: readonly Criterion[];
};

/** One line of the list. Scores are as the asking person may see them. */
export type ListedApplicant = {
  readonly id: string;
  readonly fullName: string;
  readonly nativeName: string | null;
  /** It is the asking person's own: they see that it is there, and nothing of it. */
  readonly own: boolean;
  readonly state: Exclude<ApplicationState, "drafted">;
  readonly stateCode: string | null;
  readonly institution: string | null;
  readonly institutionKind: InstitutionKind | null;
  readonly submittedAt: Date;
  readonly decision: Decision | null;
  readonly sentAt: Date | null;
  readonly given: number;
  readonly mine: boolean;
  /** Mean of the reviewers' scores in percent; null while none is given, or the asking person may not see it. */
  readonly mean: number | null;
};

/** How many applications stand where, and what there is to narrow a list to. */
export type SelectionCounts = {
  readonly drafted: number;
  readonly states: Readonly<Partial<Record<ListState, number>>>;
  readonly countries: readonly { readonly code: string; readonly count: number }[];
  readonly kinds: Readonly<Partial<Record<InstitutionKind, number>>>;
  /** Decided and not sent yet. */
  readonly open: Readonly<Record<Decision, number>>;
};

export type SelectionList = {
  readonly event: SelectionEvent;
  readonly applicants: readonly ListedApplicant[];
  readonly total: number;
  readonly page: number;
  readonly pages: number;
  readonly counts: SelectionCounts;
};

export type GivenScore = {
  readonly reviewer: string;
  readonly own: boolean;
  readonly scores: Readonly<Record<string, number>>;
  readonly comment: string;
  readonly percent: number;
  readonly savedAt: Date;
};

/** One application with everything that was answered, as reviewers and organizers read it. */
export type ApplicantView = {
  readonly event: SelectionEvent;
  readonly id: string;
  readonly fullName: string;
  readonly nativeName: string | null;
  readonly state: Exclude<ApplicationState, "drafted">;
  readonly submittedAt: Date;
  readonly draft: Draft;
  readonly groups: StateGroups | null;
  readonly questions: readonly AskedQuestion[];
  readonly files: readonly AnswerFile[];
  readonly courses: readonly EarlierCourse[];
  readonly mine: GivenScore | null;
  /** The others' scores; null while the asking person may not see them. */
  readonly others: readonly GivenScore[] | null;
  readonly given: number;
  /** Of the organizers alone. */
  readonly decision: {
    readonly decision: Decision;
    readonly reason: string;
    readonly by: string;
    readonly at: Date;
    readonly sentAt: Date | null;
  } | null;
};

/** What the balance view counts of one application. */
export type BalanceRow = {
  readonly state: string;
  /** Noted and not sent yet. */
  readonly decision: string | null;
  readonly stateCode: string | null;
  readonly groups: StateGroups | null;
  readonly gender: string | null;
  readonly institutionKind: string | null;
};

/** Which applications are compared: everybody's, the shortlist, and those who are to be accepted. */
export type BalanceSet = "all" | "shortlist" | "accepted";
/** One value of one question, and how many of each set have it; null for who did not say. */
export type BalanceCount = { readonly value: string | null } & Readonly<Record<BalanceSet, number>>;
export type Balance = {
  readonly totals: Readonly<Record<BalanceSet, number>>;
  readonly countries: readonly BalanceCount[];
  readonly regions: readonly BalanceCount[];
  readonly genders: readonly BalanceCount[];
  readonly kinds: readonly BalanceCount[];
  /** Those in each of three groups that overlap, and those in none of them. */
  readonly groups: readonly BalanceCount[];
  /** States with more accepted than the quota. */
  readonly overQuota: readonly { readonly code: string; readonly count: number }[];
};

export type ReviewingEvent = {
  readonly slug: string;
  readonly title: LayerText;
  readonly reference: string;
  readonly applications: number;
  /** How many the asking person has not scored yet. */
  readonly unscored: number;
};

export type ScoreReason = "no-rubric" | "sent" | "not-open" | "event-over";
export type DecideReason = "not-open" | "event-over";
/** `over` says by how many accepted people the seats are too few. */
export type SendReason = { readonly reason: "event-over" } | { readonly reason: "too-many"; readonly over: number };
