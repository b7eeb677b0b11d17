/** An event as feeds tell of it: what anybody may read on its page. */
export type FeedEvent = {
  readonly id: string;
  readonly slug: string;
  readonly title: string;
  readonly reference: string;
  readonly organization: string;
  readonly contact: string;
  readonly opensAt: Date | null;
  readonly closesAt: Date | null;
  readonly registrationOpensAt: Date | null;
  readonly registrationClosesAt: Date | null;
  readonly zone: string;
  readonly delivery: string | null;
  readonly place: string | null;
  /** Raised whenever what calendars show changes. */
  readonly sequence: number;
  readonly publishedAt: Date | null;
  readonly cancelledAt: Date | null;
};

/** A time-tabled session as calendars tell of it; room and link are null for who is not admitted. */
export type FeedSession = {
  readonly id: string;
  readonly title: string;
  readonly startsAt: Date;
  readonly endsAt: Date;
  readonly sequence: number;
  readonly cancelledAt: Date | null;
  readonly room: string | null;
  readonly link: string | null;
};

/** One entry of a calendar file. */
export type CalendarEntry = {
  /** Stays the same for ever, whatever changes. */
  readonly uid: string;
  readonly sequence: number;
  readonly title: string;
  readonly startsAt: Date;
  readonly endsAt: Date;
  readonly description: readonly string[];
  readonly place: string | null;
  /** The page to read on. */
  readonly path: string;
  readonly organizer: { readonly name: string; readonly email: string };
  readonly cancelled: boolean;
  /** Whether it fills a person's time; an event that runs for weeks does not. */
  readonly busy: boolean;
  readonly createdAt: Date | null;
};

/** An event whose window is known, so that a calendar can hold it. */
export type DatedEvent = FeedEvent & { readonly opensAt: Date; readonly closesAt: Date };

/** Slugs of everything public that has a page of its own. */
export type PublicSlugs = {
  readonly courses: readonly string[];
  readonly events: readonly string[];
  readonly modules: readonly string[];
  readonly profiles: readonly string[];
  readonly documents: readonly string[];
};
