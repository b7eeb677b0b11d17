import { fold } from "@/lib/format/fold";
import type { ProfileItem, ProfileSection, RangedDate, WorkshopView } from "./types";

/**
 * The anchor of a document on the library page, so that a citation can link to `/library#A-70-174`.
 * What an address cannot carry plainly becomes a hyphen; dots stay.
 */
export const documentAnchor = (symbol: string): string => symbol.replace(/[^A-Za-z0-9.]+/g, "-");

/** The stable address of a document's own page: its symbol in lower case. */
export const documentSlug = (symbol: string): string =>
  symbol
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-|-$/g, "");

type Place = { readonly part: string | null; readonly locator: string | null };

/** The anchor of a place on its document's page; "measure 7" and "CBM 7" are one place. Null for a document as a whole. */
export function placeAnchor({ part, locator }: Place): string | null {
  const words = [part, locator].filter((word) => word !== null).join(" ");
  if (words === "") return null;
  const plain = words.toLowerCase().replace(/\bmeasure(s?)\b/g, "cbm$1");
  return plain.replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "");
}

/** Where a citation opens: its document's page, at the place that is cited. */
export function citationPath({ symbol, ...place }: Place & { readonly symbol: string }): string {
  const anchor = placeAnchor(place);
  return `/library/${documentSlug(symbol)}${anchor ? `#${anchor}` : ""}`;
}

/** Where an entry of the library stands that citations name: "norm/h", "measure/osce-3", "profile/itu/study-group-17". */
export function shelfPath(entry: string): string {
  const [kind = "", name = "", item = ""] = entry.split("/");
  if (kind === "profile") return `/library/${name}#${item}`;
  return kind === "norm" ? `/norms#norm-${name}` : `/norms#${name}`;
}

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

/** An item where it is shown. A record that stands in several sections keeps one number, and `repeated` marks the later ones. */
export type NumberedItem = Omit<ProfileItem, "related"> & {
  readonly number: number;
  readonly repeated: boolean;
  /** The other sections in which the same record stands. */
  readonly alsoIn: readonly { readonly title: string; readonly anchor: string }[];
  /** Other records about the same thing. */
  readonly related: readonly {
    readonly id: string;
    readonly number: number;
    readonly title: string;
    readonly date: string | null;
  }[];
};
export type ShownSection = {
  readonly slug: string;
  readonly title: string;
  readonly groups: readonly {
    readonly title: string | null;
    readonly items: readonly (NumberedItem & { readonly anchor: string })[];
  }[];
};

/**
 * A profile's sections as they are shown: each group newest first, and records numbered through the whole profile from one.
 * A record has one number, and its id as anchor where it stands first; elsewhere the section's name follows the id.
 */
export function numberSections(sections: readonly ProfileSection[]): ShownSection[] {
  const records = new Map<string, ProfileItem>();
  for (const { groups } of sections)
    for (const { items } of groups) for (const item of items) if ("id" in item) records.set(item.id, item);
  const numbers = new Map<string, number>();
  const placed = sections.map(({ slug, title, groups }) => ({
    slug,
    title,
    groups: groups.map((group) => ({
      title: group.title,
      items: newestFirst(group.items.flatMap((item) => ("id" in item ? [item] : (records.get(item.same) ?? [])))).map(
        (item) => {
          const repeated = numbers.has(item.id);
          if (!repeated) numbers.set(item.id, numbers.size + 1);
          return { item, repeated, anchor: repeated ? `${item.id}-${slug}` : item.id };
        },
      ),
    })),
  }));
  const places = placed.flatMap(({ title, groups }) =>
    groups.flatMap(({ items }) => items.map(({ item, anchor }) => ({ id: item.id, title, anchor }))),
  );
  return placed.map(({ slug, title, groups }) => ({
    slug,
    title,
    groups: groups.map((group) => ({
      title: group.title,
      items: group.items.map(({ item, repeated, anchor }) => ({
        ...item,
        anchor,
        repeated,
        number: numbers.get(item.id) ?? 0,
        alsoIn: places.flatMap((place) =>
          place.id === item.id && place.anchor !== anchor ? [{ title: place.title, anchor: place.anchor }] : [],
        ),
        related: item.related.flatMap((id) => {
          const other = records.get(id);
          return other
            ? [{ id, number: numbers.get(id) ?? 0, title: other.title, date: other.date?.text ?? null }]
            : [];
        }),
      })),
    })),
  }));
}

/** How many rows a profile shows, and how many records they are. */
export function countRows(sections: readonly ProfileSection[]): { rows: number; records: number } {
  const items = sections.flatMap(({ groups }) => groups.flatMap((group) => group.items));
  return { rows: items.length, records: items.filter((item) => "id" in item).length };
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

/** The region or partner of entries that name none, in the address of the page. */
export const unnamed = "not-stated";

export type WorkshopFilter = {
  readonly year: number | null;
  readonly region: string | null;
  readonly partner: string | null;
};

type Asked = Readonly<Record<string, string | readonly string[] | undefined>>;
type Filed = Pick<WorkshopView, "year" | "region" | "partners">;

const regionsOf = ({ region }: Pick<Filed, "region">): readonly string[] => [region ?? unnamed];
const partnersOf = ({ partners }: Pick<Filed, "partners">): readonly string[] =>
  partners.length > 0 ? partners : [unnamed];

/** The filter that an address asks for; what no entry has is no filter. */
export function parseWorkshopFilter(asked: Asked, entries: readonly Filed[]): WorkshopFilter {
  const find = (names: (entry: Filed) => readonly string[], wanted: Asked[string]): string | null =>
    entries.flatMap(names).find((name) => name === wanted) ?? null;
  return {
    year: entries.find((entry) => String(entry.year) === asked.year)?.year ?? null,
    region: find(regionsOf, asked.region),
    partner: find(partnersOf, asked.partner),
  };
}

/** The entries that a filter lets through. */
export function filterWorkshops<Entry extends Filed>(
  entries: readonly Entry[],
  { year, region, partner }: WorkshopFilter,
): Entry[] {
  return entries.filter(
    (entry) =>
      (year === null || entry.year === year) &&
      (region === null || regionsOf(entry).includes(region)) &&
      (partner === null || partnersOf(entry).includes(partner)),
  );
}

type Count = { readonly name: string; readonly workshops: number };

function countNames(
  entries: readonly (Filed & Pick<WorkshopView, "kind">)[],
  names: (entry: Filed) => readonly string[],
): Count[] {
  const counts = new Map<string, number>();
  for (const entry of entries)
    for (const name of names(entry)) counts.set(name, (counts.get(name) ?? 0) + Number(entry.kind === "workshop"));
  const alphabetical = new Intl.Collator("en");
  return [...counts]
    .map(([name, workshops]) => ({ name, workshops }))
    .sort(
      (a, b) =>
        Number(a.name === unnamed) - Number(b.name === unnamed) ||
        b.workshops - a.workshops ||
        alphabetical.compare(a.name, b.name),
    );
}

/** Workshops a region and a partner, most first and the unnamed last; one with two partners counts for each. */
export const countRegions = (entries: readonly (Filed & Pick<WorkshopView, "kind">)[]): Count[] =>
  countNames(entries, regionsOf);
export const countPartners = (entries: readonly (Filed & Pick<WorkshopView, "kind">)[]): Count[] =>
  countNames(entries, partnersOf);

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
