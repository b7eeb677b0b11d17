import { db } from "@/lib/db/client";
import { linkTerms, makeFinder, notesOf } from "./rules";
import type { LinkedTerm, Term } from "./types";

type Linked = { readonly html: string; readonly terms: readonly LinkedTerm[] };

/**
 * Terms are linked when a page is read and not when it is imported: pages are written once, and the glossary goes on. The glossary
 * is read once a minute, and what was linked is kept until it says something new.
 */
const FRESH_MS = 60_000;
const MAXIMUM_PAGES = 500;
let glossary: { readonly readAt: number; readonly text: string; readonly terms: readonly Term[] } | null = null;
const finders = new Map<string, ReturnType<typeof makeFinder>>();
const pages = new Map<string, Linked>();

async function readTerms(): Promise<readonly Term[]> {
  const now = Date.now();
  if (glossary && now - glossary.readAt < FRESH_MS) return glossary.terms;
  const rows = await db.glossaryTerm.findMany({
    orderBy: { slug: "asc" },
    select: { slug: true, term: true, abbreviation: true, definition: true, equivalents: true },
  });
  const text = JSON.stringify(rows);
  if (glossary?.text !== text) {
    finders.clear();
    pages.clear();
  }
  const terms = rows.map((row): Term => ({ ...row, equivalents: row.equivalents as Term["equivalents"] }));
  glossary = { readAt: now, text, terms };
  return terms;
}

/** A page of a lesson with the glossary's terms linked at their first use. */
export async function linkPage(
  versionId: string,
  number: number,
  { html, language }: { readonly html: string; readonly language: string },
): Promise<Linked> {
  const terms = await readTerms();
  const key = `${versionId} ${number} ${language}`;
  const known = pages.get(key);
  if (known) return known;
  let finder = finders.get(language);
  if (finder === undefined) {
    finder = makeFinder(terms, language);
    finders.set(language, finder);
  }
  const linked = linkTerms(html, finder);
  const page = { html: linked.html, terms: notesOf(terms, linked.used, language) };
  const oldest = pages.keys().next().value;
  if (pages.size >= MAXIMUM_PAGES && oldest !== undefined) pages.delete(oldest);
  pages.set(key, page);
  return page;
}
