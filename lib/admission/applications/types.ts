import type { Language } from "@/lib/format/languages";

/** Text in the language it is really in, which may be another than the page's. */
export type LayerText = { readonly text: string; readonly language: string };
export type QuestionKind = "short" | "long" | "one" | "several" | "file" | "consent";
export type InstitutionKind =
  | "foreign-ministry"
  | "other-ministry"
  | "csirt"
  | "regulator"
  | "academia"
  | "civil-society"
  | "international"
  | "private"
  | "other";
export type QuestionLayer = { readonly label: string; readonly help: string };
/** One of a question's choices; its id stays when its wording in other languages changes. */
export type Choice = { readonly id: string; readonly labels: Readonly<Partial<Record<Language, string>>> };

/** One question of an event's form, as its organizers composed it. */
export type Question = {
  readonly id: string;
  readonly kind: QuestionKind;
  readonly layers: Readonly<Partial<Record<Language, QuestionLayer>>>;
  readonly required: boolean;
  /** The longest answer in characters; null where the kind has no text. */
  readonly maximum: number | null;
  readonly choices: readonly Choice[];
  /** No longer asked; what was answered stays. */
  readonly hidden: boolean;
};

/** What applicants to one event are asked beside what everybody is asked. */
export type ApplicationForm = {
  /** Raised by every change, so that of two who compose at once the second is told. */
  readonly revision: number;
  /** Numbers of questions are never used twice: kept answers of a removed one fit no other. */
  readonly nextNumber: number;
  readonly questions: readonly Question[];
};

/** A question in one language, as an applicant or a reviewer reads it. */
export type AskedQuestion = Pick<Question, "id" | "kind" | "required" | "maximum" | "hidden"> & {
  readonly label: LayerText;
  readonly help: string;
  readonly choices: readonly { readonly id: string; readonly label: string }[];
};

export type Answer = string | readonly string[];
/** Answers by the question's id. */
export type Answers = Readonly<Record<string, Answer>>;

/** What everybody is asked. */
export type FixedAnswers = {
  readonly stateCode: string | null;
  readonly institution: string;
  readonly institutionKind: InstitutionKind | null;
  readonly position: string;
  readonly gender: string;
  readonly declaredCourses: readonly string[];
};
export type Draft = FixedAnswers & { readonly answers: Answers };

/** An earlier course that the event's course builds on, as it stands with one person. */
export type EarlierCourse = {
  readonly slug: string;
  readonly title: LayerText;
  readonly kind: "required" | "recommended";
  /** They have a certificate or a passed exam of it here. */
  readonly passedHere: boolean;
};

/** What keeps an application from being complete: which field, and why. */
export type Shortcoming = {
  readonly field: string;
  readonly why: "missing" | "too-long" | "course";
  /** How many characters too long. */
  readonly over: number;
};

export type ApplicationState =
  | "drafted"
  | "submitted"
  | "shortlisted"
  | "accepted"
  | "waiting"
  | "not-selected"
  | "withdrawn";

/**
 * Where an application stands as its applicant is told: whether they are on a shortlist is the reviewers' own business, because
 * it would read as a promise.
 */
export type ToldState = Exclude<ApplicationState, "shortlisted">;

/** A file that answers a question. */
export type AnswerFile = {
  readonly questionId: string;
  readonly uploadId: string;
  readonly name: string;
  readonly bytes: number;
};

/** A person's own application to one event, in short. */
export type MyApplication = {
  readonly state: ToldState;
  readonly submittedAt: Date | null;
  readonly sentAt: Date | null;
};

/** A person's own application in a list of several. */
export type ListedApplication = MyApplication & {
  readonly slug: string;
  readonly reference: string;
  readonly title: LayerText;
  readonly zone: string;
  readonly closesAt: Date | null;
};

/** Everything of the page on which a person applies. */
export type ApplyView = {
  readonly event: {
    readonly slug: string;
    readonly title: LayerText;
    readonly reference: string;
    readonly zone: string;
    readonly opensAt: Date | null;
    readonly closesAt: Date | null;
    readonly published: boolean;
  };
  readonly questions: readonly AskedQuestion[];
  readonly courses: readonly EarlierCourse[];
  readonly application:
    | (MyApplication & {
        readonly revision: number;
        readonly savedAt: Date;
        readonly draft: Draft;
        readonly files: readonly AnswerFile[];
        /** Nobody has scored or decided it, so that it may be taken back and sent again. */
        readonly untouched: boolean;
      })
    | null;
  /** Their place in the event, when they have one already. */
  readonly place: "enrolled" | "waiting" | null;
};

/** What reviewers score by. */
export type Criterion = {
  readonly id: string;
  readonly label: string;
  /** The best score; the worst is 0. */
  readonly maximum: number;
  readonly weight: number;
};
export type Rubric = {
  readonly revision: number;
  readonly nextNumber: number;
  readonly criteria: readonly Criterion[];
};

/** Everything of the page on which organizers compose. */
export type ComposerView = {
  readonly slug: string;
  readonly title: LayerText;
  readonly state: string;
  readonly admission: string;
  readonly form: ApplicationForm;
  /** Somebody has sent the form in. */
  readonly answered: boolean;
  readonly rubric: Rubric;
  /** Somebody has scored by the rubric. */
  readonly scored: boolean;
  readonly reviewersNeeded: number;
};

export type ComposeReason = "changed-meanwhile" | "answered" | "required-later" | "no-such-question" | "too-many";
export type RubricReason = "changed-meanwhile" | "scored";
export type DraftReason = "changed-meanwhile" | "already-sent" | "not-taking";
export type SubmitReason =
  | "incomplete"
  | "not-open-yet"
  | "window-closed"
  | "not-taking"
  | "no-draft"
  | "changed-meanwhile";
export type WithdrawApplicationReason = "no-application" | "exam-begun" | "event-over";
