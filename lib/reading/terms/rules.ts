import { escapeHtml } from "@/lib/format/escape-html";
import type { LinkedTerm, Term } from "./types";

/** In these no word becomes a button: they lead elsewhere, are not running text, or are read out as a whole. */
const closedTo = new Set([
  "a",
  "h1",
  "h2",
  "h3",
  "h4",
  "h5",
  "h6",
  "code",
  "pre",
  "figure",
  "th",
  "summary",
  "button",
  "sup",
]);

const escapePattern = (text: string): string => text.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&");

type Finder = {
  readonly pattern: RegExp;
  /** Names of terms in lower case; `exact` holds an abbreviation, which is one only as it is written. */
  readonly names: ReadonlyMap<string, { readonly slug: string; readonly exact: string | null }>;
};

/** What finds the terms of a glossary in text of one language; null where the glossary has no name in it. */
export function makeFinder(terms: readonly Term[], language: string): Finder | null {
  const names = new Map<string, { slug: string; exact: string | null }>();
  const add = (name: string, slug: string, exact: string | null): void => {
    // A name that explains itself in brackets stands like that in no sentence.
    if (name && !/[()]/.test(name) && !names.has(name.toLowerCase())) names.set(name.toLowerCase(), { slug, exact });
  };
  for (const { slug, term, equivalents } of terms)
    add(language === "en" ? term : (equivalents[language] ?? ""), slug, null);
  for (const { slug, abbreviation } of terms) if (abbreviation) add(abbreviation, slug, abbreviation);
  if (names.size === 0) return null;
  const longestFirst = [...names.keys()].sort((a, b) => b.length - a.length);
  const words = longestFirst.map((name) => escapePattern(escapeHtml(name))).join("|");
  // English adds an s for more than one; a word that goes on, or a symbol such as A/70/174, is no term.
  const pattern = new RegExp(
    `(?<![\\p{L}\\p{M}\\p{N}_/:-])(${words})(${language === "en" ? "s?" : ""})(?![\\p{L}\\p{M}\\p{N}_/:-])`,
    "giu",
  );
  return { pattern, names };
}

/** A page's HTML with the first use of each term as a button that opens its note; the slugs in the order of their first use. */
export function linkTerms(
  html: string,
  finder: Finder | null,
): { readonly html: string; readonly used: readonly string[] } {
  if (!finder) return { html, used: [] };
  const used = new Set<string>();
  let closed = 0;
  const parts = html.split(/(<[^>]*>)/).map((part, at) => {
    if (at % 2 === 1) {
      const [, slash, name = ""] = /^<(\/?)([a-z][a-z0-9]*)/.exec(part) ?? [];
      if (closedTo.has(name)) closed += slash ? -1 : 1;
      return part;
    }
    if (closed > 0 || part.trim() === "") return part;
    return part.replace(finder.pattern, (whole: string, name: string) => {
      const found = finder.names.get(name.toLowerCase().replaceAll("&amp;", "&"));
      if (!found || used.has(found.slug) || (found.exact !== null && found.exact !== name)) return whole;
      used.add(found.slug);
      return `<button type="button" class="term" popovertarget="term-${found.slug}">${whole}</button>`;
    });
  });
  return { html: parts.join(""), used: [...used] };
}

/** What the notes of a page's terms say, in the order of their first use. */
export const notesOf = (terms: readonly Term[], used: readonly string[], language: string): LinkedTerm[] =>
  used.flatMap((slug): LinkedTerm[] => {
    const term = terms.find((one) => one.slug === slug);
    if (!term) return [];
    const own = language === "en" ? undefined : term.equivalents[language];
    return [
      {
        slug,
        title: own ? { text: own, language } : { text: term.term, language: "en" },
        english: own ? term.term : null,
        abbreviation: term.abbreviation,
        definition: term.definition,
      },
    ];
  });
