import type { FeedEvent, FeedSession } from "../feeds/types";

/** A person's seat in an event, as their own calendar tells of it. */
export type OwnSeat = {
  readonly enrolmentId: string;
  readonly event: FeedEvent;
  readonly sessions: readonly FeedSession[];
  /** Null where there is no exam, or no attempt left to begin. */
  readonly exam: { readonly timeLimitSeconds: number; readonly extraTimeSeconds: number } | null;
};

/** A seat that is held for the person until they answer. */
export type OwnOffer = { readonly id: string; readonly event: FeedEvent; readonly expiresAt: Date };

/** All that a person's own calendar holds: what is theirs and nothing of anybody else. */
export type OwnCalendar = {
  readonly language: string;
  readonly seats: readonly OwnSeat[];
  readonly offers: readonly OwnOffer[];
};
