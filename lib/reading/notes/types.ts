import type { LayerText } from "../types";

/** A person's own note on a page; with a quote it is a highlight, and the body may then be empty. */
export type Note = {
  readonly id: string;
  readonly page: number;
  /** The language of the text in which it was made. */
  readonly language: string;
  readonly quote: string | null;
  readonly body: string;
  readonly createdAt: Date;
  readonly updatedAt: Date;
};

/** A note beside the page on which it was made; `earlier` when that was another version of the lesson. */
export type PageNote = Note & { readonly earlier: boolean };

/** Where a note was made, as the person reads it today; `slug` is null where they have no seat in an event with that lesson. */
export type NotePlace = {
  readonly slug: string | null;
  readonly event: LayerText | null;
  readonly module: string;
  readonly lesson: string;
  /** The lesson's number in that event's edition. */
  readonly number: string | null;
  readonly title: LayerText;
};
export type PlacedNote = Note & { readonly place: NotePlace };

/** Notes under the lessons of one event, or under none. */
export type NoteGroup = {
  readonly event: LayerText | null;
  readonly lessons: readonly { readonly place: NotePlace; readonly notes: readonly Note[] }[];
};

/** What is written down about one page. */
export type NoteDraft = {
  readonly versionId: string;
  readonly page: number;
  readonly language: string;
  readonly quote: string | null;
  readonly body: string;
};
export type NoteReason = "empty" | "too-many" | "not-here";
