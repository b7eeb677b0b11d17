import type { LayerText } from "../types";

/** A term of the glossary, as pages look for it. */
export type Term = {
  readonly slug: string;
  readonly term: string;
  readonly abbreviation: string | null;
  readonly definition: string;
  /** What it is called in other languages. */
  readonly equivalents: Readonly<Record<string, string>>;
};

/** A term that a page uses: what the note beside its first use says. Definitions are in English. */
export type LinkedTerm = {
  readonly slug: string;
  readonly title: LayerText;
  /** The English term, where the title is in another language. */
  readonly english: string | null;
  readonly abbreviation: string | null;
  readonly definition: string;
};
