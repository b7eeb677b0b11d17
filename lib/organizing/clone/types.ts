import type { EventState, EventText } from "../types";

/** An event as the form for its next edition shows it. */
export type CloneView = {
  readonly slug: string;
  readonly state: EventState;
  readonly reference: string;
  /** In the language of the page first. */
  readonly texts: readonly EventText[];
  readonly edition: number;
  /** The newest edition of the course, to which the next event is bound. */
  readonly newestEdition: number;
};

/** What is new about the next edition of an event: its title in each language that the event has, and its reference. */
export type NextEdition = {
  readonly id: string;
  readonly titles: Readonly<Record<string, string>>;
  readonly reference: string;
};
