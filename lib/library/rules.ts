import { fold } from "@/lib/format/fold";
import type { ProfileItem, RangedDate, WorkshopView } from "./types";

/**
 * The anchor of a document on the library page, so that a citation can link to `/library#A-70-174`.
 * What an address cannot carry plainly becomes a hyphen; dots stay.
 */
export const documentAnchor = (symbol: string): string => symbol.replace(/[^A-Za-z0-9.]+/g, "-");

/**
 * The address of a document, or null when no link is given. `rule` is the document's own: "un" composes the address from
 * the symbol; every other document has none, because no address is composed from memory.
 * Source: the docs.un.org rule, https://docs.un.org/en/<symbol>.
 */
export function documentAddress(symbol: string, rule: string): string | null {
  return rule === "un" ? `https://docs.un.org/en/${symbol.split("/").map(encodeURIComponent).join("/")}` : null;
}

/**
 * The host of an address, for people to see where a link leads; null for what is no web address.
 */
export function hostOf(address: string): string | null {
  if (!URL.canParse(address)) return null;
  const { protocol, host } = new URL(address);
  return protocol === "https:" || protocol === "http:" ? host : null;
}

/**
 * The last day that a date stands for, over all its ranges in whatever order they are written; null without a date.
 * Units: an ISO day.
 */
export function latestDay(date: RangedDate | null): string | null {
  return (date?.ranges ?? []).reduce<string | null>(
    (latest, { to }) => (latest === null || to > latest ? to : latest),
    null,
  );
}

/** The items, newest first by the latest day of any range and undated ones last; equals keep their order. */
export function newestFirst<Item extends { readonly date: RangedDate | null }>(items: readonly Item[]): Item[] {
  return [...items].sort((a, b) => compareDays(latestDay(b.date), latestDay(a.date)));
}

/** ISO days compare as text; no day comes before every day. */
function compareDays(a: string | null, b: string | null): number {
  if (a === b) return 0;
  if (a === null) return -1;
  if (b === null) return 1;
  return a < b ? -1 : 1;
}

export type NumberedItem = ProfileItem & { readonly number: number };
export type ShownSection = {
  readonly slug: string;
  readonly title: string;
  readonly groups: readonly { readonly title: string | null; readonly items: readonly NumberedItem[] }[];
};

type Sections = readonly {
  readonly slug: string;
  readonly title: string;
  readonly groups: readonly { readonly title: string | null; readonly items: readonly ProfileItem[] }[];
}[];

/** A profile's sections as they are shown: each group newest first, and items numbered through the whole profile from one. */
export function numberSections(sections: Sections): ShownSection[] {
  let number = 0;
  return sections.map(({ slug, title, groups }) => ({
    slug,
    title,
    groups: groups.map((group) => ({
      title: group.title,
      items: newestFirst(group.items).map((item) => ({ ...item, number: ++number })),
    })),
  }));
}

/** How many of the entries are workshops and how many are milestones. */
export function countKinds(entries: readonly Pick<WorkshopView, "kind">[]): { workshops: number; milestones: number } {
  const milestones = entries.filter(({ kind }) => kind === "milestone").length;
  return { workshops: entries.length - milestones, milestones };
}

export type YearCount = { readonly year: number; readonly workshops: number };

/** Workshops a year, from the first year to the last, a year without any included; milestones are not workshops. */
export function countYears(entries: readonly Pick<WorkshopView, "kind" | "year">[]): YearCount[] {
  const years = entries.map(({ year }) => year);
  const first = Math.min(...years);
  const counts: YearCount[] = [];
  for (let year = first; year <= Math.max(...years); year++)
    counts.push({
      year,
      workshops: entries.filter((entry) => entry.year === year && entry.kind !== "milestone").length,
    });
  return counts;
}

/** The entries of each year, newest year first; inside a year they keep their order. */
export function groupYears<Entry extends { readonly year: number }>(
  entries: readonly Entry[],
): { year: number; entries: Entry[] }[] {
  const years = [...new Set(entries.map(({ year }) => year))].sort((a, b) => b - a);
  return years.map((year) => ({ year, entries: entries.filter((entry) => entry.year === year) }));
}

/** The region of entries that name none, in the address of the page. */
export const noRegion = "not-stated";

export type WorkshopFilter = { readonly year: number | null; readonly region: string | null };

type Asked = Readonly<Record<string, string | readonly string[] | undefined>>;

/** The filter that an address asks for; what no entry has is no filter. */
export function parseWorkshopFilter(
  asked: Asked,
  entries: readonly Pick<WorkshopView, "year" | "region">[],
): WorkshopFilter {
  const year = entries.find((entry) => String(entry.year) === asked.year)?.year ?? null;
  const region = entries.find((entry) => (entry.region ?? noRegion) === asked.region);
  return { year, region: region ? (region.region ?? noRegion) : null };
}

/** The entries that a filter lets through. */
export function filterWorkshops<Entry extends Pick<WorkshopView, "year" | "region">>(
  entries: readonly Entry[],
  { year, region }: WorkshopFilter,
): Entry[] {
  return entries.filter(
    (entry) => (year === null || entry.year === year) && (region === null || (entry.region ?? noRegion) === region),
  );
}

/** Terms under their first letters, in the alphabet's order; the terms come sorted, whatever order they were in. */
export function groupLetters<Term extends { readonly term: string }>(
  terms: readonly Term[],
): { letter: string; terms: Term[] }[] {
  const alphabetical = new Intl.Collator("en");
  const letters = new Map<string, Term[]>();
  for (const term of [...terms].sort((a, b) => alphabetical.compare(a.term, b.term))) {
    const letter = (fold(term.term)[0] ?? "#").toUpperCase();
    const under = letters.get(letter);
    if (under) under.push(term);
    else letters.set(letter, [term]);
  }
  return [...letters].map(([letter, under]) => ({ letter, terms: under }));
}

/** Documents by the body that issued them: the body with most documents first, each body's newest first and undated last. */
export function groupBodies<
  Item extends { readonly body: string; readonly dateSort: string | null; readonly symbol: string },
>(documents: readonly Item[]): { body: string; documents: Item[] }[] {
  const alphabetical = new Intl.Collator("en", { numeric: true });
  const bodies = new Map<string, Item[]>();
  for (const document of documents) bodies.set(document.body, [...(bodies.get(document.body) ?? []), document]);
  return [...bodies]
    .map(([body, under]) => ({
      body,
      documents: under.sort((a, b) => compareDays(b.dateSort, a.dateSort) || alphabetical.compare(a.symbol, b.symbol)),
    }))
    .sort((a, b) => b.documents.length - a.documents.length || alphabetical.compare(a.body, b.body));
}
