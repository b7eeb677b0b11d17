import { placeAnchor } from "../rules";
import type { StaleReason, Standing } from "../types";
import {
  type DocumentHead,
  type Leaning,
  type LeaningKind,
  type LeaningRow,
  leaningKinds,
  type SourceDocument,
  type SourcePlace,
} from "./types";

/** The same day a year later; what was read on a leap day is a year old on 1 March. Units: ISO days. */
const yearAfter = (day: string): string => `${Number(day.slice(0, 4)) + 1}${day.slice(4)}`;

/**
 * Why a citation needs somebody to look again, or null: its document is superseded, nobody has read the place, or that was
 * more than a year ago. Units: `checkedOn` and `today` are ISO days.
 */
export function staleReason(
  { checkedOn }: Pick<Standing, "checkedOn">,
  { status }: Pick<DocumentHead, "status">,
  today: string,
): StaleReason | null {
  if (status === "superseded") return "superseded";
  if (checkedOn === null) return "unread";
  return yearAfter(checkedOn) < today ? "old" : null;
}

/** What readers are told of a citation. Units: `checkedOn` is null or the ISO day on which the place was read. */
export function standingOf(
  checkedOn: string | null,
  document: Pick<DocumentHead, "status" | "supersededBy">,
  today: string,
): Standing {
  const superseded = document.status === "superseded";
  return {
    checkedOn,
    stale: staleReason({ checkedOn }, document, today),
    supersededBy: superseded ? document.supersededBy : null,
  };
}

/** The day of an instant by Greenwich, as "2026-11-22". */
export const isoDay = (instant: Date): string => instant.toISOString().slice(0, 10);

/** The day of a date column. */
export const dayOf = (date: Date | null): string | null => (date === null ? null : isoDay(date));

/**
 * Until when a page that says this of its citations may be kept: at midnight by Greenwich a reading may turn a year old. Null
 * while none was read.
 */
export function keepUntil(standings: readonly Standing[], now: Date): Date | null {
  const mayAge = standings.some(({ checkedOn, stale }) => checkedOn !== null && stale === null);
  return mayAge ? new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate() + 1)) : null;
}

const leastChecked = (days: readonly (string | null)[]): string | null =>
  days.includes(null) ? null : ([...days].sort()[0] ?? null);

const inOrder = new Intl.Collator("en", { numeric: true });
const placeText = ({ part, locator }: Pick<LeaningRow, "part" | "locator">): string =>
  [part, locator].filter((word) => word !== null).join(" ");

function leaningOf(rows: readonly LeaningRow[]): Leaning[] {
  const seen = new Map(rows.map(({ kind, title, language, path }) => [path, { kind, title, language, path }]));
  return [...seen.values()].sort(
    (a, b) =>
      leaningKinds.indexOf(a.kind) - leaningKinds.indexOf(b.kind) ||
      inOrder.compare(a.title, b.title) ||
      inOrder.compare(a.path, b.path),
  );
}

/** The places of one document in their order, the document as a whole first; each with what leans on it. */
export function groupPlaces(
  rows: readonly LeaningRow[],
  document: Pick<DocumentHead, "status" | "supersededBy">,
  today: string,
): SourcePlace[] {
  const places = new Map<string | null, LeaningRow[]>();
  for (const row of rows) {
    const anchor = placeAnchor(row);
    places.set(anchor, [...(places.get(anchor) ?? []), row]);
  }
  return [...places]
    .flatMap(([anchor, leaning]): SourcePlace[] => {
      const [first] = leaning;
      if (!first) return [];
      const { part, locator, citationId } = first;
      return [
        {
          anchor,
          part,
          locator,
          citationId,
          ...standingOf(leastChecked(leaning.map(({ checkedOn }) => checkedOn)), document, today),
          leaning: leaningOf(leaning),
        },
      ];
    })
    .sort((a, b) => inOrder.compare(placeText(a), placeText(b)));
}

export const sourceStates = ["due", "superseded", "unread", "old", "checked", "every"] as const;
export type SourceFilter = { readonly kind: LeaningKind | null; readonly state: (typeof sourceStates)[number] };

type Asked = Readonly<Record<string, string | readonly string[] | undefined>>;

/** What an address narrows the list to: what waits, unless it asks for something else. */
export function readSourceFilter({ kind, state }: Asked): SourceFilter {
  return {
    kind: leaningKinds.find((name) => name === kind) ?? null,
    state: sourceStates.find((name) => name === state) ?? "due",
  };
}

/** Whether a place is what a filter asks for. */
function fits({ stale, leaning }: SourcePlace, { kind, state }: SourceFilter): boolean {
  if (kind !== null && !leaning.some((one) => one.kind === kind)) return false;
  if (state === "every") return true;
  if (state === "due") return stale !== null;
  return state === "checked" ? stale === null : stale === state;
}

/**
 * The documents on which the rows lean, each with the places that a filter leaves and the number of all that wait; those
 * without such a place are left out, and most waiting come first.
 */
export function groupDocuments(
  rows: readonly LeaningRow[],
  documents: readonly DocumentHead[],
  filter: SourceFilter,
  today: string,
): SourceDocument[] {
  const bySymbol = new Map<string, LeaningRow[]>();
  for (const row of rows) bySymbol.set(row.symbol, [...(bySymbol.get(row.symbol) ?? []), row]);
  return documents
    .flatMap((document): SourceDocument[] => {
      const all = groupPlaces(bySymbol.get(document.symbol) ?? [], document, today);
      const places = all.filter((place) => fits(place, filter));
      return places.length > 0 ? [{ ...document, places, due: all.filter(({ stale }) => stale !== null).length }] : [];
    })
    .sort((a, b) => b.due - a.due || inOrder.compare(a.symbol, b.symbol));
}

/**
 * Whether a day can be recorded as the one on which a place was read; null when it can. Nobody has read it tomorrow, and what
 * was read more than a year ago would have to be read again. Units: ISO days.
 */
export function refuseDay(day: string, today: string): "day-ahead" | "day-old" | null {
  if (day > today) return "day-ahead";
  return yearAfter(day) < today ? "day-old" : null;
}
