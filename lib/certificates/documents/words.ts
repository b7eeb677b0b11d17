import type { DocumentLanguage } from "../types";
import { arabic } from "./words/arabic";
import { english } from "./words/english";
import { french } from "./words/french";
import { spanish } from "./words/spanish";
import type { DocumentWords } from "./words/types";

/** The words of documents, in every language in which documents are written. */
export const documentWords: Readonly<Record<DocumentLanguage, DocumentWords>> = {
  en: english,
  fr: french,
  es: spanish,
  ar: arabic,
};
