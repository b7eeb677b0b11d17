import type { EventSettings, EventState, StepReason } from "../types";

/** What a reviewer reads of an event, with the checklist's facts. */
export type ReviewView = {
  readonly slug: string;
  readonly state: EventState;
  readonly revision: number;
  readonly settings: EventSettings;
  readonly course: { readonly slug: string; readonly title: string; readonly language: string };
  readonly objectives: readonly string[];
  readonly objectivesLanguage: string;
  readonly outcomes: readonly string[];
  /** The event's own hours, else its course's. */
  readonly studyHours: number | null;
  readonly sessions: number;
  readonly sentBy: string | null;
  readonly sentAt: Date | null;
  /** Whoever asks sent it to review. */
  readonly sentByActor: boolean;
  readonly earlier: readonly {
    readonly verdict: string;
    readonly notes: string;
    readonly by: string;
    readonly at: Date;
  }[];
};

export type ReviewReason = StepReason | "changed-since-shown";

/** An event on the page that asks before it is cancelled. */
export type CancelView = {
  readonly slug: string;
  readonly title: string;
  readonly language: string;
  readonly state: EventState;
  readonly cancellable: boolean;
  readonly concerned: {
    readonly enrolled: number;
    readonly waiting: number;
    readonly applications: number;
    readonly nominations: number;
    readonly invitations: number;
    readonly running: number;
  };
};
