import { cleanName, fold } from "@/lib/format/fold";
import type { Criterion, InstitutionKind } from "../applications/types";
import { isStateCode, stateRegions } from "../states";
import type { Balance, BalanceCount, BalanceRow, BalanceSet, ListQuery, ListState } from "./types";

export const APPLICANTS_A_PAGE = 50;

export const listStates = [
  "submitted",
  "shortlisted",
  "undecided",
  "decided",
  "accepted",
  "waiting",
  "not-selected",
  "withdrawn",
] as const satisfies readonly ListState[];

const sorts = ["score", "name", "sent", "country"] as const satisfies readonly ListQuery["sort"][];

type RawQuery = Readonly<Record<string, string | string[] | undefined>>;

/** Reads what an address asks the list for. Anything can be typed into an address: what makes no sense is dropped. */
export function readListQuery(query: RawQuery, kinds: readonly InstitutionKind[]): ListQuery {
  const text = (name: string): string => (typeof query[name] === "string" ? query[name] : "");
  const country = text("country");
  return {
    state: listStates.find((state) => state === text("state")) ?? null,
    country: isStateCode(country) ? country : null,
    kind: kinds.find((kind) => kind === text("kind")) ?? null,
    least: /^(100|[1-9]?\d)$/.test(text("least")) ? Number(text("least")) : null,
    sort: sorts.find((sort) => sort === text("sort")) ?? "sent",
    page: /^[1-9]\d{0,4}$/.test(text("page")) ? Number(text("page")) : 1,
  };
}

/** The query of an address that asks for this list; what is not narrowed is left out. */
export function listAddress({ state, country, kind, least, sort, page }: ListQuery): string {
  const parameters = new URLSearchParams();
  if (state) parameters.set("state", state);
  if (country) parameters.set("country", country);
  if (kind) parameters.set("kind", kind);
  if (least !== null) parameters.set("least", String(least));
  if (sort !== "sent") parameters.set("sort", sort);
  if (page > 1) parameters.set("page", String(page));
  const text = parameters.toString();
  return text ? `?${text}` : "";
}

/** A reviewer's score in percent of the best: each criterion's share of its maximum, by weight. */
export function percentOf(criteria: readonly Criterion[], scores: Readonly<Record<string, number>>): number {
  const weights = criteria.reduce((sum, { weight }) => sum + weight, 0);
  const earned = criteria.reduce((sum, { id, maximum, weight }) => sum + (weight * (scores[id] ?? 0)) / maximum, 0);
  return weights === 0 ? 0 : (100 * earned) / weights;
}

/**
 * Whether somebody may see what others scored: reviewers once they have scored themselves, so that nobody leans on anybody;
 * organizers, who decide and need not score, also once as many have scored as the event asks for.
 */
export const maySeeScores = (viewer: {
  readonly scored: boolean;
  readonly organizes: boolean;
  readonly given: number;
  readonly needed: number;
}): boolean => viewer.scored || (viewer.organizes && viewer.given >= viewer.needed);

/** The sets an application counts in: by where it stands once that was told, and by what is noted until then. */
function setsOf({ state, decision }: BalanceRow): readonly BalanceSet[] {
  const stands = decision ?? state;
  if (stands === "accepted") return ["all", "shortlist", "accepted"];
  // Who waits was chosen too; who is noted as not selected stays on the shortlist until that is sent.
  return stands === "waiting" || state === "shortlisted" ? ["all", "shortlist"] : ["all"];
}

type Counting = Map<string | null, Record<BalanceSet, number>>;

const none = (): Record<BalanceSet, number> => ({ all: 0, shortlist: 0, accepted: 0 });

function add(counting: Counting, value: string | null, sets: readonly BalanceSet[]): void {
  const counts = counting.get(value) ?? none();
  for (const set of sets) counts[set]++;
  counting.set(value, counts);
}

/** Most first; who did not say comes last. */
const listed = (counting: Counting): BalanceCount[] =>
  [...counting]
    .map(([value, counts]) => ({ value, ...counts }))
    .sort(
      (a, b) =>
        Number(a.value === null) - Number(b.value === null) ||
        b.all - a.all ||
        ((a.value ?? "") < (b.value ?? "") ? -1 : 1),
    );

/**
 * Counts who applied, who is on the shortlist and who is to be accepted, by what they said. Every question's parts add up to the
 * whole. A gender is as people wrote it: words that differ in case or accents alone count together, under the first spelling.
 */
export function countBalance(rows: readonly BalanceRow[], quota: number | null): Balance {
  const totals = none();
  const countries: Counting = new Map();
  const regions: Counting = new Map(stateRegions.map((region) => [region, none()]));
  const genders: Counting = new Map();
  const kinds: Counting = new Map();
  const groups: Counting = new Map(["ldc", "lldc", "sids", "none"].map((group) => [group, none()]));
  const spellings = new Map<string, string>();
  for (const row of rows) {
    const sets = setsOf(row);
    for (const set of sets) totals[set]++;
    add(countries, row.stateCode, sets);
    add(regions, row.groups?.region ?? null, sets);
    add(kinds, row.institutionKind, sets);
    const written = cleanName(row.gender ?? "");
    const folded = fold(written) || written;
    if (written && !spellings.has(folded)) spellings.set(folded, written);
    add(genders, written ? (spellings.get(folded) ?? written) : null, sets);
    const within = (["ldc", "lldc", "sids"] as const).filter((group) => row.groups?.[group]);
    for (const group of within) add(groups, group, sets);
    if (within.length === 0) add(groups, row.groups ? "none" : null, sets);
  }
  return {
    totals,
    countries: listed(countries),
    regions: listed(regions),
    genders: listed(genders),
    kinds: listed(kinds),
    groups: [...groups].map(([value, counts]) => ({ value, ...counts })),
    overQuota:
      quota === null
        ? []
        : listed(countries).flatMap(({ value, accepted }) =>
            value !== null && accepted > quota ? [{ code: value, count: accepted }] : [],
          ),
  };
}
