/*
 * Which lessons use which terms of the glossary, found once at import. A term is looked for as it is written, or as a plural;
 * its short form only in its own letters, so that "AS" is not the word "as".
 */

type Term = { readonly slug: string; readonly term: string; readonly abbreviation: string | null };
type Lesson = { readonly address: string; readonly text: string };

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&").replaceAll(" ", "\\s+");

/** Whether a text uses a term or its short form, as words of their own. */
export function usesTerm(text: string, { term, abbreviation }: Omit<Term, "slug">): boolean {
  const whole = (words: string, flags: string) =>
    new RegExp(`(?<![\\p{L}\\p{N}-])${escaped(words)}(?:e?s)?(?![\\p{L}\\p{N}-])`, flags).test(text);
  return whole(term, "iu") || (abbreviation !== null && whole(abbreviation, "u"));
}

/** Terms by slug, each with the addresses of the lessons that use it, in the order given. */
export function findTermUses(terms: readonly Term[], lessons: readonly Lesson[]): ReadonlyMap<string, string[]> {
  return new Map(
    terms.map((term) => [term.slug, lessons.filter(({ text }) => usesTerm(text, term)).map(({ address }) => address)]),
  );
}
