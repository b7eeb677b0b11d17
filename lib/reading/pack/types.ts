import type { LayerText, LessonPage } from "../types";

/** A page with its title, as a text that is read in one piece needs it. */
export type WholePage = { readonly number: number; readonly title: LayerText; readonly text: LessonPage };

/** A lesson with all of its pages. */
export type WholeLesson = {
  /** "2.3" */
  readonly number: string;
  readonly title: LayerText;
  readonly keyQuestion: LayerText;
  readonly pages: readonly WholePage[];
};

/** A module's text as a file to keep, and how large it is. */
export type PackSize = {
  readonly slug: string;
  readonly position: number;
  readonly title: LayerText;
  readonly bytes: number;
};
