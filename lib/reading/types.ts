import type { CitationView } from "@/lib/library/types";

/** Text in the language it is really in, which may be another than the page's. */
export type LayerText = { readonly text: string; readonly language: string };

/** What progress and turning pages need of a lesson; a version's pages never change. */
export type OutlineLesson = {
  readonly position: number;
  readonly slug: string;
  readonly versionId: string;
  readonly pageCount: number;
};
export type OutlineModule<Lesson extends OutlineLesson = OutlineLesson> = {
  readonly position: number;
  readonly slug: string;
  readonly lessons: readonly Lesson[];
};
/** Modules and lessons of an edition, in order. */
export type Outline<
  Lesson extends OutlineLesson = OutlineLesson,
  Module extends OutlineModule<Lesson> = OutlineModule<Lesson>,
> = {
  readonly modules: readonly Module[];
};

export type TitledPage = { readonly number: number; readonly title: LayerText; readonly words: number };
export type TitledLesson = OutlineLesson & {
  readonly title: LayerText;
  readonly keyQuestion: LayerText;
  readonly pages: readonly TitledPage[];
};
export type TitledModule = OutlineModule<TitledLesson> & { readonly title: LayerText };
export type TitledOutline = Outline<TitledLesson, TitledModule>;

/** A page of an outline: where it stands, and in which lesson. */
export type Place<
  Lesson extends OutlineLesson = OutlineLesson,
  Module extends OutlineModule<Lesson> = OutlineModule<Lesson>,
> = {
  readonly module: Module;
  readonly lesson: Lesson;
  readonly page: number;
};
export type TitledPlace = Place<TitledLesson, TitledModule>;

/** A page that somebody marked as read, of a lesson's version. */
export type ReadPage = { readonly versionId: string; readonly page: number };
export type Progress = { readonly read: number; readonly total: number };

/** Where somebody last read, by positions in the edition. */
export type ResumeMark = { readonly module: number; readonly lesson: number; readonly page: number };

export type EventWindow = { readonly opensAt: Date | null; readonly closesAt: Date | null; readonly zone: string };

/** A person's own enrolment in the event being read. */
export type ReaderEnrolment = {
  readonly id: string;
  readonly state: "enrolled" | "waiting" | "withdrawn";
  readonly resume: ResumeMark | null;
  readonly reads: readonly ReadPage[];
};

/** An event as its reading room knows it, with the asking person's own enrolment. */
export type ReadingEvent = EventWindow & {
  readonly id: string;
  readonly slug: string;
  readonly organizationId: string;
  readonly editionId: string;
  readonly state: string;
  readonly reference: string;
  readonly title: LayerText;
  readonly courseTitle: LayerText;
  readonly courseSlug: string;
  /** Whether an admin recorded a review of the course. */
  readonly reviewed: boolean;
  /** Whether people write comments under its lessons. */
  readonly hasRoom: boolean;
  readonly enrolment: ReaderEnrolment | null;
};

/** A film, and what there is to know of it before any of it is loaded. */
export type LessonVideo = {
  /** A path of this installation, which is played here, or an address elsewhere. */
  readonly url: string;
  readonly seconds: number;
  readonly megabytes: number;
  readonly captions: readonly { readonly language: string; readonly url: string }[];
  readonly transcript: string;
};
export type LessonResource = {
  readonly title: string;
  readonly kind: "document" | "page" | "video" | "exercise";
  readonly symbol: string | null;
  readonly video: LessonVideo | null;
};
export type LessonCitation = CitationView & { readonly number: number; readonly documentTitle: string };

/** A question to check oneself with; `why` says why an option is wrong. */
export type PracticeQuestion = {
  readonly stem: string;
  readonly options: readonly { readonly text: string; readonly right: boolean; readonly why: string | null }[];
  readonly rationale: string;
};

/** One page's text, as it was made at import, with what its lesson refers to. */
export type LessonPage = {
  readonly language: string;
  readonly html: string;
  readonly words: number;
  readonly translationReviewed: boolean;
  /** Whether it deals with a contested matter, on which views are attributed. */
  readonly contested: boolean;
  /** On the lesson's last page, in the page's language; none elsewhere. */
  readonly practice: readonly PracticeQuestion[];
  readonly resources: readonly LessonResource[];
  readonly citations: readonly LessonCitation[];
};

/** One line of a person's own learning. */
export type LearningItem = EventWindow & {
  readonly slug: string;
  readonly reference: string;
  readonly title: LayerText;
  readonly state: string;
  readonly enrolment: "enrolled" | "waiting";
  readonly progress: Progress;
  /** Where to go on, or null before the first page was opened and for an outline without pages. */
  readonly resume: { readonly path: string; readonly lesson: string; readonly page: number } | null;
  readonly hasExam: boolean;
  readonly attempts: readonly { readonly id: string; readonly number: number; readonly state: string }[];
  readonly certificates: readonly { readonly code: string; readonly kind: string; readonly state: string }[];
};
