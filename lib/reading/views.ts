import type { Brief } from "./brief/types";
import type { PageNote } from "./notes/types";
import type { PackSize, WholeLesson } from "./pack/types";
import type { LinkedTerm } from "./terms/types";
import type { LessonPage, Progress, ReadingEvent, ReadPage, TitledOutline, TitledPlace } from "./types";

/** The first page of an event for those who read it. `preview` is for its staff: nothing of theirs is recorded. */
export type EventReading = {
  readonly event: ReadingEvent;
  readonly outline: TitledOutline;
  readonly reads: readonly ReadPage[];
  readonly progress: Progress;
  /** Where to go on; null only for an outline without pages. */
  readonly resume: TitledPlace | null;
  readonly started: boolean;
  readonly preview: boolean;
  /** Whether what is for the admitted alone is shown: to them and to organizers, not to moderators. */
  readonly insider: boolean;
  /** The reader's own time zone. */
  readonly zone: string;
  readonly packs: readonly PackSize[];
  /** Whether the lesson on the country brief is in the edition. */
  readonly hasBrief: boolean;
};

export type LessonReading = Omit<EventReading, "resume" | "started" | "insider" | "packs" | "hasBrief"> & {
  readonly place: TitledPlace;
  /** With the glossary's terms linked in its text. */
  readonly page: LessonPage;
  readonly terms: readonly LinkedTerm[];
  /** The reader's own notes on this page; null for a preview. */
  readonly notes: readonly PageNote[] | null;
  /** The event's country brief, in the lesson that explains it; null in every other. */
  readonly brief: Brief | null;
  /** A word that stands for the reader, by which a browser knows whose copies it keeps. */
  readonly reader: string;
  readonly isRead: boolean;
  readonly previous: TitledPlace | null;
  readonly next: TitledPlace | null;
};

/** A whole lesson on one page, to be printed. */
export type WholeReading = Pick<LessonReading, "event" | "outline" | "place" | "brief"> & {
  readonly lesson: WholeLesson;
};
