import type { CitationView, LessonLink } from "../types";

/** A norm's or measure's text, by language as content/library/norms.yaml has it. */
export type NormText = {
  readonly word: string;
  readonly title: string;
  readonly plain: string;
  readonly csirt: readonly string[];
};

export type Progress = { readonly read: number; readonly total: number };

/** A lesson that teaches a norm; for who may read it, the address in their own event and how many of its pages they have read. */
export type NormLesson = LessonLink & {
  readonly pages: number;
  readonly own: { readonly path: string; readonly read: number } | null;
};

/** One of the eleven norms, with what teaches it. */
export type NormView = NormText & {
  readonly letter: string;
  readonly kind: "limit" | "duty";
  readonly language: string;
  readonly citations: readonly CitationView[];
  readonly lessons: readonly NormLesson[];
};

/** A numbered confidence-building measure. */
export type MeasureView = {
  readonly set: "osce" | "global";
  readonly number: number;
  readonly title: string;
  readonly language: string;
  readonly citations: readonly CitationView[];
};

export type NormsView = { readonly norms: readonly NormView[]; readonly measures: readonly MeasureView[] };
