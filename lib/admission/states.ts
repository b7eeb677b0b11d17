import countries from "i18n-iso-countries/index.js";
import arabic from "i18n-iso-countries/langs/ar.json";
import english from "i18n-iso-countries/langs/en.json";
import french from "i18n-iso-countries/langs/fr.json";
import groups from "@/content/library/country-groups.json";
import { isLanguage, type Language } from "@/lib/format/languages";

/*
 * The States that people represent: the members of the United Nations, its two observer States, and the Cook Islands and Niue.
 * Groups change: what is asked of a day is stored with whoever was asked about, and never computed again.
 */

for (const names of [english, french, arabic]) countries.registerLocale(names);

export type StateRegion = keyof typeof groups.regions;
/** What a State belongs to on a day; the region is the ITU's, null where it has none. */
export type StateGroups = {
  readonly ldc: boolean;
  readonly lldc: boolean;
  readonly sids: boolean;
  readonly region: StateRegion | null;
};

export const stateRegions = Object.keys(groups.regions) as readonly StateRegion[];

const regionOf = new Map<string, StateRegion>(
  stateRegions.flatMap((region) => groups.regions[region].map((code) => [code, region] as const)),
);

/** ISO 3166 alpha-2 codes. */
export const stateCodes: readonly string[] = [...regionOf.keys(), ...groups.noRegion].sort();

const known = new Set(stateCodes);
export const isStateCode = (code: string): boolean => known.has(code);

const shortNames: Readonly<Record<string, Readonly<Record<Language, string>>>> = groups.names;

/** The short name that the United Nations uses; the code itself where it is not a State's. */
export function stateName(code: string, language: string): string {
  const spoken = isLanguage(language) ? language : "en";
  return shortNames[code]?.[spoken] ?? countries.getName(code, spoken) ?? code;
}

const lists = new Map<Language, readonly { readonly code: string; readonly name: string }[]>();

/** Every State by name, in the order of the language. */
export function listStates(language: Language): readonly { readonly code: string; readonly name: string }[] {
  let list = lists.get(language);
  if (!list) {
    const { compare } = new Intl.Collator(language);
    list = stateCodes
      .map((code) => ({ code, name: stateName(code, language) }))
      .sort((one, other) => compare(one.name, other.name));
    lists.set(language, list);
  }
  return list;
}

const leaves: Readonly<Record<string, string>> = groups.ldcUntil;

/** The groups of a State on a day; who graduates on a day is no longer of the group on it (UTC). */
export function groupsOf(code: string, on: Date): StateGroups {
  const until = leaves[code];
  return {
    ldc: groups.ldc.includes(code) && (until === undefined || on < new Date(until)),
    lldc: groups.lldc.includes(code),
    sids: groups.sids.includes(code),
    region: regionOf.get(code) ?? null,
  };
}
