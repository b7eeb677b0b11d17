import type { Audience } from "./rules";

export type Announcement = {
  readonly id: string;
  readonly at: Date;
  readonly author: string;
  readonly audience: readonly Audience[];
  readonly language: string;
  readonly subject: string;
  readonly body: string;
  readonly recipients: number;
};

/** An event's announcements so far, and how many people each choice of audience reaches. */
export type AnnouncementsView = {
  readonly slug: string;
  readonly title: string;
  readonly language: string;
  readonly organization: string;
  readonly zone: string;
  readonly mayWrite: boolean;
  readonly everybody: number;
  readonly counts: Readonly<Partial<Record<Audience, number>>>;
  readonly past: readonly Announcement[];
};

export type AnnounceReason = "state" | "nobody";

/** What a link to unsubscribe is about: never whom. */
export type Subscription = {
  readonly digest: boolean;
  readonly event: { readonly title: string; readonly language: string } | null;
  readonly stopped: boolean;
};
