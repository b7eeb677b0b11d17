import type { Window } from "@/lib/scheduling/windows";

/** Text of one record in the language it was found in, which may not be the language that was asked for. */
export type Layered = { readonly language: string; readonly reviewedAt: Date | null };

export const levels = ["introductory", "intermediate", "advanced"] as const;
export const deliveries = ["online-instructor-led", "face-to-face", "blended", "self-paced"] as const;
export const regions = ["world", "africa", "americas", "arab-states", "asia-pacific", "cis", "europe"] as const;
export type Level = (typeof levels)[number];
export type Delivery = (typeof deliveries)[number];
export type Region = (typeof regions)[number];
export type Admission = "open" | "application" | "nomination" | "invitation";
export type EventStoredState = "draft" | "in-review" | "published" | "closed" | "archived" | "cancelled";
export type CertificateKind = "itu-certificate" | "itu-badge" | "organization-certificate" | "attendance-letter";
export type PartnerRole = "content" | "delivery" | "funding" | "host";

export type Topic = { readonly slug: string; readonly name: string };
export type Organizer = { readonly slug: string; readonly name: string; readonly shortName: string };

/** What decides how an event stands now: its stored state, its two windows and how people get in. */
export type EventTimes = {
  readonly state: EventStoredState;
  readonly admission: Admission;
  readonly registration: Window;
  readonly run: Window;
  readonly zone: string;
};

/** An event as a list shows it. */
export type EventCard = EventTimes & {
  readonly slug: string;
  readonly reference: string;
  readonly language: string;
  readonly title: string;
  readonly organizer: string;
  readonly delivery: Delivery | null;
  readonly region: Region | null;
  readonly place: string | null;
  /** How many there are; how many are left stands on the event's own page only, because lists are kept longer. */
  readonly seats: number | null;
};

/** How an event stands, in one word. */
export type EventStanding =
  | "to-be-announced"
  | "registration-upcoming"
  | "registration-open"
  | "registration-closed"
  | "upcoming"
  | "running"
  | "past"
  | "closed"
  | "cancelled"
  | "not-published";

/** A month's events; the month as "2027-03" in each event's own zone, null for events that never had dates. */
export type EventMonth = { readonly month: string | null; readonly events: readonly EventCard[] };
export type EventGroups = {
  readonly current: readonly EventMonth[];
  readonly announced: readonly EventCard[];
  readonly past: readonly EventMonth[];
};

/** An exam's rule in numbers, whoever states it: a course by default, an event for itself. */
export type ExamRule = {
  readonly questions: number;
  readonly pointsPerQuestion: number;
  readonly timeLimitMinutes: number;
  readonly attemptsAllowed: number;
  readonly threshold: number;
  readonly strict: boolean;
};

export type EntryRequirement = { readonly text: string; readonly need: "required" | "advantage" };
export type Outcome = { readonly code: string; readonly text: string };

/** A course's own text in one language. */
export type CourseText = Layered & {
  readonly title: string;
  readonly summary: string;
  readonly description: string;
  readonly audience: readonly string[];
  readonly entryRequirements: readonly EntryRequirement[];
  readonly objectives: readonly string[];
  readonly outcomes: readonly Outcome[];
  readonly coverage: readonly string[];
};

export type OutlineLesson = Layered & { readonly keyQuestion: string; readonly title: string };
export type OutlineModule = {
  readonly language: string;
  readonly title: string;
  readonly summary: string;
  readonly objectives: readonly string[];
  readonly lessons: readonly OutlineLesson[];
};

/** An earlier course that another one requires or recommends. */
export type Prerequisite = {
  readonly slug: string;
  readonly language: string;
  readonly title: string;
  readonly kind: "required" | "recommended";
};

export type CoursePage = {
  readonly slug: string;
  readonly organizer: Organizer;
  readonly text: CourseText;
  readonly level: Level | null;
  readonly languages: readonly string[];
  readonly topics: readonly Topic[];
  readonly studyHours: number | null;
  readonly exam: ExamRule | null;
  readonly reviewedAt: Date | null;
  readonly prerequisites: readonly Prerequisite[];
  readonly outline: readonly OutlineModule[];
  readonly events: readonly EventCard[];
};

export type Contact = { readonly role: string; readonly email: string };
export type Partner = { readonly name: string; readonly role: PartnerRole };

/** An event with everything its page says; `organizationId` is what access is decided by. */
export type EventPage = EventTimes & {
  readonly id: string;
  readonly organizationId: string;
  readonly slug: string;
  readonly reference: string;
  readonly language: string;
  readonly reviewedAt: Date | null;
  readonly title: string;
  readonly notice: string;
  readonly organizer: Organizer;
  readonly delivery: Delivery | null;
  readonly region: Region | null;
  readonly place: string | null;
  readonly languages: readonly string[];
  readonly seats: number | null;
  readonly seatsTaken: number;
  /** Held for open offers and invitations. */
  readonly seatsHeld: number;
  readonly waitingList: boolean;
  /** Whether the number of seats is a limit, or what is recommended. */
  readonly seatsRule: "cap" | "recommended";
  readonly instructorPresence: "live-online" | "on-site" | "live-and-on-site" | "none" | null;
  /** Least share of the sessions attended; null without such a condition. */
  readonly attendancePercent: number | null;
  readonly contacts: readonly Contact[];
  readonly partners: readonly Partner[];
  readonly certificateKind: CertificateKind | null;
  readonly exam: ExamRule | null;
  /** Weighted parts of the total score; weights add up to 100. */
  readonly components: readonly { readonly kind: string; readonly weight: number }[];
  readonly course: {
    readonly slug: string;
    readonly level: Level | null;
    /** Of this event, where it has its own. */
    readonly studyHours: number | null;
    readonly reviewedAt: Date | null;
    readonly topics: readonly Topic[];
    readonly text: CourseText;
    readonly prerequisites: readonly Prerequisite[];
  };
};

/** Whether this person can join an event now, and if not, why. */
export type Joining =
  | "open"
  | "waiting-list-open"
  | "enrolled"
  | "waiting"
  | "not-published"
  | "cancelled"
  | "over"
  | "invitation"
  | "application"
  | "nomination"
  | "to-be-announced"
  | "upcoming"
  | "closed"
  | "full";

export const facetNames = ["topic", "level", "type", "language", "region", "organizer"] as const;
export type FacetName = (typeof facetNames)[number];
export type FacetValues = Readonly<Record<FacetName, readonly string[]>>;

/** A course as facets and search order see it. */
export type CourseEntry = {
  readonly id: string;
  readonly slug: string;
  readonly title: string;
  readonly organizer: string;
  readonly values: FacetValues;
};

/** One value a facet may take, and how many courses it would leave with the other facets as they are. */
export type FacetChoice = { readonly value: string; readonly count: number; readonly chosen: boolean };
export type Facets = Readonly<Record<FacetName, readonly FacetChoice[]>>;

/** What a person asked the catalogue for. */
export type CatalogueQuery = { readonly text: string; readonly chosen: FacetValues; readonly page: number };

/** A course as the catalogue lists it: what it is found by, what it says of itself, and its events that are not over. */
export type CourseCard = Omit<CourseEntry, "id"> & {
  readonly language: string;
  readonly summary: string;
  readonly events: readonly EventTimes[];
};

export type CataloguePage = {
  readonly query: CatalogueQuery;
  /** Whether what was typed has a word or number in it that can be looked for. */
  readonly searchable: boolean;
  readonly total: number;
  readonly pages: number;
  readonly cards: readonly CourseCard[];
  readonly facets: Facets;
  /** What the values of these two facets are called; the others have words of the interface. */
  readonly names: { readonly topic: ReadonlyMap<string, string>; readonly organizer: ReadonlyMap<string, string> };
};

/** A topic and how many courses have it. */
export type TopicCount = Topic & { readonly courses: number };
