import { readFileSync } from "node:fs";
import path from "node:path";
import { zonePlace } from "../../../lib/format/dates";
import { languageNames, localeOf } from "../../../lib/format/languages";
import { askOwner } from "./answers";

/*
 * Every text that stands in a record, so that a test can tell content from interface: a piece of a page is content when it is
 * such a text, or consists of such texts with the signs of a list between them.
 */

export type KnownTexts = { readonly explain: (piece: string, language: string) => boolean };

const flat = (text: string): string => text.replace(/\s+/g, " ").trim();

const entities: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', "#39": "'" };

/** The text nodes of HTML that was made at import. */
const textsOfHtml = (html: string): string[] =>
  html
    .split(/<[^>]*>/)
    .map((text) => text.replace(/&(amp|lt|gt|quot|#39);/g, (_, name: string) => entities[name] ?? ""));

function* strings(value: unknown): Generator<string> {
  if (typeof value === "string") yield value;
  else if (Array.isArray(value)) for (const inner of value) yield* strings(inner);
  else if (value && typeof value === "object" && !(value instanceof Date))
    for (const inner of Object.values(value)) yield* strings(inner);
}

/** Reads all text of all tables. */
export async function knownTexts(adminUrl: string): Promise<KnownTexts> {
  const tables = await askOwner<{ name: string }>(
    adminUrl,
    "SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public' AND table_type = 'BASE TABLE'",
  );
  // The fields of the country brief stand in no table: pages have them from content/ itself.
  const known = new Set<string>([...strings(readJson("content/briefs/country-brief.json"))].map(flat));
  const long: string[] = [];
  for (const { name } of tables)
    for (const row of await askOwner(adminUrl, `SELECT * FROM "${name}"`))
      for (const text of strings(row)) {
        const isHtml = /<\w+[^>]*>/.test(text);
        // A state, a kind or another word of the program stands in records too, and is no content; "annex" of a source is, and
        // a word of the glossary.
        if (
          !isHtml &&
          name !== "citation" &&
          name !== "glossary_term" &&
          /^[a-z][a-z0-9]*(?:[-_.][a-z0-9]+)*$/.test(text)
        )
          continue;
        // Emphasis in a text that was written with marks is an element of its own on a page.
        const pieces = isHtml ? textsOfHtml(text) : [text, ...text.split("\n"), ...text.split(/[*`]+/)];
        for (const piece of pieces) known.add(flat(piece));
        if (text.length > 60) long.push(...pieces.map(flat));
      }
  const whole = long.join("\n");

  const isKnown = (text: string, language: string): boolean =>
    !/\p{L}\p{L}/u.test(text) ||
    known.has(text) ||
    isName(text, language) ||
    isDate(text, language) ||
    // A letter is cut where its links are.
    (text.length > 24 && whole.includes(text));
  const explain = (piece: string, language: string): boolean => {
    // The number of a norm or a measure, the sign of a list that goes on, and brackets around a whole are no words.
    const text = flat(piece)
      .replace(/(?:^| )- Chancery$/, "")
      .replace(/^(?:\d+\.|\([a-z]\)) /, "")
      .replace(/[,،]$| \($/, "")
      .replace(/^\(([^()]+)\)$/, "$1");
    if (isKnown(text, language)) return true;
    // A list, or a number and a title: every part is known by itself.
    for (const { index, 0: sign } of text.matchAll(/[,،;:.] | [·–—-](?: |$)|(?<=\d) | (?:and|et) | و/gu))
      if (
        (index > 0 || sign.trim() !== "") &&
        isKnown(text.slice(0, index), language) &&
        explain(text.slice(index + sign.length), language)
      )
        return true;
    return false;
  };
  return { explain };
}

const names = new Map<string, ReadonlySet<string>>();

const root = path.resolve(import.meta.dirname, "../../..");
const readJson = (file: string): unknown => JSON.parse(readFileSync(path.join(root, file), "utf8"));

/** The names of States, from where lib/admission/states.ts has them. */
function namesOfStates(language: string): string[] {
  const { countries } = readJson(`node_modules/i18n-iso-countries/langs/${language}.json`) as {
    countries: Record<string, string | string[]>;
  };
  const { names: own } = readJson("content/library/country-groups.json") as {
    names: Record<string, Record<string, string>>;
  };
  return [...Object.values(countries).flat(), ...Object.values(own).map((name) => name[language] ?? "")];
}

/** What has a name of its own in every language or in this one: the product, languages, places of zones, States, addresses. */
function isName(text: string, language: string): boolean {
  let known = names.get(language);
  if (!known) {
    const inLanguage = new Intl.DisplayNames([localeOf(language)], { type: "language" });
    known = new Set(
      [
        "Chancery",
        ...Object.entries(languageNames).flatMap(([code, own]) => [own, inLanguage.of(code) ?? ""]),
        ...Intl.supportedValuesOf("timeZone").map(zonePlace),
        ...namesOfStates(language),
      ].map((name) => name.toLowerCase()),
    );
    names.set(language, known);
  }
  return (
    known.has(text.toLowerCase()) || /^(?:https?:\/\/)?(?:localhost:\d+|[\w-]+(?:\.[\w-]+)+)(?:\/\S*)?$/.test(text)
  );
}

const dateWords = new Map<string, ReadonlySet<string>>();

/** Whether a text has no other words than a day, a time and its zone have in a language. */
function isDate(text: string, language: string): boolean {
  let known = dateWords.get(language);
  if (!known) {
    const format = new Intl.DateTimeFormat(localeOf(language), { month: "long", timeZone: "UTC" });
    const weekday = new Intl.DateTimeFormat(localeOf(language), { weekday: "long", timeZone: "UTC" });
    known = new Set(
      [
        ...Array.from({ length: 12 }, (_, month) => format.format(new Date(Date.UTC(2027, month, 1)))),
        ...Array.from({ length: 7 }, (_, day) => weekday.format(new Date(Date.UTC(2027, 0, 1 + day)))),
        ...Intl.supportedValuesOf("timeZone").flatMap((zone) => zonePlace(zone).split(" ")),
        "UTC",
        "er",
      ].map((word) => word.toLowerCase()),
    );
    dateWords.set(language, known);
  }
  const words = known;
  if (words.has(text.toLowerCase())) return true; // a weekday or a month alone heads a column
  return /\d/.test(text) && (text.match(/\p{L}[\p{L}\p{M}.-]*/gu) ?? []).every((word) => words.has(word.toLowerCase()));
}
