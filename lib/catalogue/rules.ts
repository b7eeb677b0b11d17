import { fold } from "@/lib/format/fold";
import { localeOf } from "@/lib/format/languages";
import { nextChange, windowState } from "@/lib/scheduling/windows";
import { dayIn } from "@/lib/scheduling/zones";
import {
  type CatalogueQuery,
  type CourseEntry,
  type EventCard,
  type EventGroups,
  type EventMonth,
  type EventPage,
  type EventStanding,
  type EventStoredState,
  type EventTimes,
  type FacetChoice,
  type FacetName,
  type Facets,
  type FacetValues,
  facetNames,
  type Joining,
} from "./types";

export const CARDS_PER_PAGE = 20;
export const NOTICES_PER_PAGE = 40;

/** What is typed beyond this is not looked for: no title is longer, and every word costs a comparison with every course. */
export const MAXIMUM_TEXT = 200;
const MAXIMUM_WORDS = 12;
const MAXIMUM_CHOSEN = 40;

type RawQuery = Readonly<Record<string, string | string[] | undefined>>;

const isSlug = (text: string): boolean => text.length <= 120 && /^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(text);

/** The slug in an address; null for what cannot be one. */
export const readSlug = (text: string): string | null => (isSlug(text) ? text : null);

const listOf = (value: string | string[] | undefined): readonly string[] =>
  Array.isArray(value) ? value : value === undefined ? [] : [value];

/** Picks one value for every facet. */
export const eachFacet = <Value>(pick: (name: FacetName) => Value): Readonly<Record<FacetName, Value>> =>
  Object.fromEntries(facetNames.map((name) => [name, pick(name)])) as Record<FacetName, Value>;

/** The page number in an address; 1 for what is not one. */
export function readPageNumber(value: string | string[] | undefined): number {
  const [text = ""] = listOf(value);
  return /^[1-9]\d{0,5}$/.test(text) ? Number(text) : 1;
}

/** Reads what an address asks the catalogue for. Anything can be typed into an address: what makes no sense is dropped. */
export function readCatalogueQuery(query: RawQuery): CatalogueQuery {
  const [typed = ""] = listOf(query.q);
  const text = Array.from(
    typed
      .toWellFormed()
      .replace(/\p{Cc}/gu, " ")
      .trim(),
  )
    .slice(0, MAXIMUM_TEXT)
    .join("");
  return {
    text,
    chosen: eachFacet((name) => [...new Set(listOf(query[name]).filter(isSlug))].slice(0, MAXIMUM_CHOSEN)),
    page: readPageNumber(query.page),
  };
}

/** The address at which the catalogue answers this query: the same query always has the same address. */
export function catalogueAddress({ text, chosen, page }: CatalogueQuery): string {
  const parameters = new URLSearchParams();
  if (text) parameters.set("q", text);
  for (const name of facetNames) for (const value of chosen[name]) parameters.append(name, value);
  if (page > 1) parameters.set("page", String(page));
  const search = parameters.toString();
  return search ? `/courses?${search}` : "/courses";
}

/** The query without one chosen value, from its first page. */
export const withoutChoice = (query: CatalogueQuery, name: FacetName, value: string): CatalogueQuery => ({
  ...query,
  chosen: { ...query.chosen, [name]: query.chosen[name].filter((other) => other !== value) },
  page: 1,
});

/** The words that are looked for, as search text is written. */
export const searchWords = (text: string): readonly string[] =>
  [...new Set(fold(text).split(" "))].filter(Boolean).slice(0, MAXIMUM_WORDS);

/** A pattern that matches a text with this word in it: nothing in the word is a wildcard. */
export const likePattern = (word: string): string => `%${word.replace(/[\\%_]/g, "\\$&")}%`;

/** The query with only values that exist; the rest of an address somebody mistyped or kept is ignored. */
export const keepKnown = (query: CatalogueQuery, known: FacetValues): CatalogueQuery => ({
  ...query,
  chosen: eachFacet((name) => query.chosen[name].filter((value) => known[name].includes(value))),
});

const hasAny = (values: readonly string[], wanted: readonly string[]): boolean =>
  wanted.length === 0 || wanted.some((value) => values.includes(value));

/** Whether a course has one of the chosen values in every facet where something is chosen. */
export const matchesChosen = ({ values }: Pick<CourseEntry, "values">, chosen: FacetValues): boolean =>
  facetNames.every((name) => hasAny(values[name], chosen[name]));

/**
 * Counts, for every known value of every facet, the courses that have it and pass all the other facets: what choosing it
 * would leave if nothing else of its facet were chosen. A value that no course has is left out, unless it is chosen.
 */
export function countFacets(
  entries: readonly Pick<CourseEntry, "values">[],
  chosen: FacetValues,
  known: FacetValues,
): Facets {
  const counts = eachFacet(() => new Map<string, number>());
  for (const { values } of entries) {
    const failed = facetNames.filter((name) => !hasAny(values[name], chosen[name]));
    if (failed.length > 1) continue;
    // A course that fails one facet counts in that one only: there, its values would bring it in.
    for (const name of failed.length === 1 ? failed : facetNames)
      for (const value of new Set(values[name])) counts[name].set(value, (counts[name].get(value) ?? 0) + 1);
  }
  return eachFacet((name) =>
    known[name]
      .map(
        (value): FacetChoice => ({ value, count: counts[name].get(value) ?? 0, chosen: chosen[name].includes(value) }),
      )
      .filter((choice) => choice.count > 0 || choice.chosen),
  );
}

/** Orders courses for reading: those with every word in the title first, then by title. */
export function orderEntries<Entry extends Pick<CourseEntry, "title">>(
  entries: readonly Entry[],
  words: readonly string[],
  language: string,
): Entry[] {
  const { compare } = new Intl.Collator(localeOf(language), { numeric: true });
  const titled = (title: string): number => {
    if (words.length === 0) return 0;
    const folded = fold(title);
    return words.every((word) => folded.includes(word)) ? 0 : 1;
  };
  return entries
    .map((entry) => ({ entry, rank: titled(entry.title) }))
    .sort((a, b) => a.rank - b.rank || compare(a.entry.title, b.entry.title))
    .map(({ entry }) => entry);
}

export type Slice<Item> = { readonly items: readonly Item[]; readonly page: number; readonly pages: number };

/** One page of a list; a page after the last is the last. */
export function pageOf<Item>(items: readonly Item[], page: number, size: number): Slice<Item> {
  const pages = Math.max(1, Math.ceil(items.length / size));
  const shown = Math.min(Math.max(1, page), pages);
  return { items: items.slice((shown - 1) * size, shown * size), page: shown, pages };
}

/** Whether everybody may see an event in this state; before, only its organizers may. */
export const isPublic = (state: EventStoredState): boolean => state !== "draft" && state !== "in-review";

/** How an event stands now, in the one word that matters most to a person who might join. */
export function standingOf({ state, admission, registration, run }: EventTimes, now: Date): EventStanding {
  if (!isPublic(state)) return "not-published";
  if (state === "cancelled") return "cancelled";
  if (state !== "published") return "closed";
  const running = windowState(run, now);
  if (running === "past") return "past";
  // Nobody registers for an event by invitation, so only its own dates say how it stands.
  const registering = admission === "invitation" ? "to-be-announced" : windowState(registration, now);
  if (registering === "open") return "registration-open";
  if (registering === "upcoming") return "registration-upcoming";
  if (running === "open") return "running";
  if (registering === "past") return "registration-closed";
  return running;
}

type JoinSubject = EventTimes & Pick<EventPage, "seats" | "seatsTaken" | "seatsHeld" | "waitingList">;

/** Whether somebody can join an event now, and if not, the reason to give. What counts in the end is asked again under the lock. */
export function joiningOf(event: JoinSubject, enrolment: string | null, now: Date): Joining {
  const standing = standingOf(event, now);
  if (standing === "not-published" || standing === "cancelled") return standing;
  if (enrolment === "enrolled") return "enrolled";
  if (standing === "closed" || standing === "past") return "over";
  if (enrolment === "waiting") return "waiting";
  if (event.admission !== "open") return event.admission;
  const registering = windowState(event.registration, now);
  if (registering === "to-be-announced" || registering === "upcoming") return registering;
  if (registering === "past") return "closed";
  if (event.seats === null || event.seatsTaken + event.seatsHeld < event.seats) return "open";
  return event.waitingList ? "waiting-list-open" : "full";
}

/** Seats that are neither taken nor held for somebody; null where their number is not stated. */
export const seatsLeft = ({
  seats,
  seatsTaken,
  seatsHeld,
}: Pick<EventPage, "seats" | "seatsTaken" | "seatsHeld">): number | null =>
  seats === null ? null : Math.max(0, seats - seatsTaken - seatsHeld);

/** The instant until which a page that shows these events stays true; null when nothing on it will change by itself. */
export const goodUntil = (events: readonly Pick<EventTimes, "registration" | "run">[], now: Date): Date | null =>
  nextChange(
    events.flatMap(({ registration, run }) => [registration, run]),
    now,
  );

const beginsAt = ({ run, registration }: EventTimes): Date | null => run.opensAt ?? registration.opensAt;

const byBeginning = (a: EventCard, b: EventCard): number =>
  (beginsAt(a)?.getTime() ?? Number.POSITIVE_INFINITY) - (beginsAt(b)?.getTime() ?? Number.POSITIVE_INFINITY) ||
  (a.reference < b.reference ? -1 : 1);

/** Months in the order of their first event: near midnight, zones disagree on the month of neighbours. */
function byMonth(events: readonly EventCard[]): EventMonth[] {
  const months = new Map<string | null, EventCard[]>();
  for (const event of events) {
    const begins = beginsAt(event);
    const month = begins ? dayIn(begins, event.zone).slice(0, 7) : null;
    const listed = months.get(month);
    if (listed) listed.push(event);
    else months.set(month, [event]);
  }
  return [...months].map(([month, listed]) => ({ month, events: listed }));
}

type SortedEvents = {
  readonly current: readonly EventCard[];
  readonly announced: readonly EventCard[];
  readonly past: readonly EventCard[];
};

/** Sorts events for a list: open and upcoming ones from the earliest, then those to be announced, then past ones from the latest. */
export function sortEvents(events: readonly EventCard[], now: Date): SortedEvents {
  const current: EventCard[] = [];
  const announced: EventCard[] = [];
  const past: EventCard[] = [];
  for (const event of [...events].sort(byBeginning)) {
    const standing = standingOf(event, now);
    if (standing === "to-be-announced") announced.push(event);
    else if (standing === "past" || standing === "closed" || standing === "cancelled") past.push(event);
    else current.push(event);
  }
  return {
    current,
    announced,
    past: [...past.filter(beginsAt).reverse(), ...past.filter((event) => !beginsAt(event))],
  };
}

/** The events of one page of the list, in its three parts, the dated ones by month. */
export function groupEvents(events: readonly EventCard[], now: Date): EventGroups {
  const { current, announced, past } = sortEvents(events, now);
  return { current: byMonth(current), announced, past: byMonth(past) };
}

/** The events to point a newcomer to: those that can be joined now, then what comes next, then what is to be announced. */
export function nextEvents(events: readonly EventCard[], count: number, now: Date): EventCard[] {
  const { current, announced } = sortEvents(events, now);
  const open = (event: EventCard): boolean => standingOf(event, now) === "registration-open";
  return [...current.filter(open), ...current.filter((event) => !open(event)), ...announced].slice(0, count);
}
