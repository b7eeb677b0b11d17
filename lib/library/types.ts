/** Why a citation needs somebody to look again: its document is superseded, nobody has read the place, or it is too long ago. */
export type StaleReason = "superseded" | "unread" | "old";

/** What readers are told about a citation, wherever it stands. */
export type Standing = {
  /** The day on which a reviewer read the place, as "2026-11-22"; null while nobody has. */
  readonly checkedOn: string | null;
  /** Null while there is nothing to look at again. */
  readonly stale: StaleReason | null;
  /** The document that took the place of the cited one. */
  readonly supersededBy: string | null;
};

/** One place in one document, and how it stands. */
export type CitationView = Standing & {
  readonly symbol: string;
  readonly part: string | null;
  readonly locator: string | null;
};

/** A source document as the library shows it, with how much leans on it. */
export type DocumentView = {
  readonly symbol: string;
  readonly title: string;
  readonly body: string;
  readonly dateText: string | null;
  readonly dateSort: string | null;
  readonly link: string;
  readonly status: string;
  readonly supersededBy: string | null;
  readonly note: string | null;
  /** How many places of current lessons and of the library's own entries cite it. */
  readonly citations: number;
};

/** Days from one to another, both included, as "2016-11-29". */
export type DayRange = { readonly from: string; readonly to: string };

/** A date as its source writes it, with the days it stands for. */
export type RangedDate = { readonly text: string; readonly ranges: readonly DayRange[] };

export type ProfileItem = {
  /** Its stable anchor on the profile's page. */
  readonly id: string;
  readonly title: string;
  readonly bodies: readonly string[];
  readonly summary: readonly string[];
  readonly sources: number;
  readonly date: RangedDate | null;
  /** Items about the same thing that differ in date or text. */
  readonly related: readonly string[];
  readonly note: string | null;
};

export type ProfileSection = {
  readonly slug: string;
  readonly title: string;
  /** `same` is an item that stands elsewhere in the profile: one record, shown in both places. */
  readonly groups: readonly {
    readonly title: string | null;
    readonly items: readonly (ProfileItem | { readonly same: string })[];
  }[];
};

export type ProfileView = {
  readonly slug: string;
  readonly title: string;
  readonly updatedText: string;
  readonly note: string | null;
  readonly sections: readonly ProfileSection[];
  /** What backs each item, by its id. */
  readonly citations: ReadonlyMap<string, readonly CitationView[]>;
};

/** A past workshop, or a milestone between them, numbered in the order of its source. */
export type WorkshopView = {
  readonly id: string;
  readonly number: number;
  readonly kind: string;
  readonly year: number;
  readonly title: string;
  readonly dates: string | null;
  readonly partners: readonly string[];
  readonly place: string | null;
  readonly region: string | null;
  readonly language: string;
  readonly link: string | null;
  readonly note: string | null;
};

export type PublicationView = {
  readonly id: string;
  readonly number: number;
  readonly title: string;
  readonly year: number | null;
  readonly link: string | null;
  readonly note: string | null;
};

/** A lesson as another page leads to it. */
export type LessonLink = {
  readonly module: string;
  readonly slug: string;
  readonly title: string;
  readonly language: string;
};

export type TermView = {
  readonly slug: string;
  readonly term: string;
  readonly abbreviation: string | null;
  readonly definition: string;
  readonly equivalents: readonly { readonly language: string; readonly text: string }[];
  /** The lessons that use it. */
  readonly lessons: readonly LessonLink[];
  readonly citations: readonly CitationView[];
};

/** A course that uses a module, and where in it. */
export type ModuleUse = {
  readonly slug: string;
  readonly title: string;
  readonly language: string;
  readonly position: number;
  readonly modules: number;
};

/** A module on the shelf: its text in one language, the courses that use it and the lessons it holds. */
export type ModuleView = {
  readonly slug: string;
  readonly language: string;
  readonly title: string;
  readonly summary: string;
  readonly objectives: readonly string[];
  readonly organization: string;
  readonly uses: readonly ModuleUse[];
  readonly lessons: number;
  /** False until a review of every course that uses it is recorded. */
  readonly reviewed: boolean;
};

export type ModuleLesson = {
  readonly slug: string;
  readonly language: string;
  readonly title: string;
  readonly keyQuestion: string;
  readonly pages: number;
};

export type ModuleDetail = ModuleView & { readonly contents: readonly ModuleLesson[] };

/** A profile as the library lists it. */
export type ProfileCard = Pick<ProfileView, "slug" | "title" | "updatedText"> & { readonly rows: number };

/** How much stands on each shelf of the library. */
export type Holdings = {
  readonly modules: number;
  readonly norms: number;
  readonly terms: number;
  readonly workshops: number;
  readonly milestones: number;
  readonly publications: number;
};
