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
  readonly revision: number;
  readonly publishedAt: Date | null;
};

/** An event whose window is known, so that a calendar can hold it. */
export type DatedEvent = FeedEvent & { readonly opensAt: Date; readonly closesAt: Date };

/** Slugs of everything public that has a page of its own. */
export type PublicSlugs = {
  readonly courses: readonly string[];
  readonly events: readonly string[];
  readonly modules: readonly string[];
  readonly profiles: readonly string[];
};
