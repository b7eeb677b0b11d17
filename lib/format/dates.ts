import { localeOf } from "./languages";

const formats = new Map<string, Intl.DateTimeFormat>();

function formatter(language: string, zone: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${language} ${zone} ${JSON.stringify(options)}`;
  let format = formats.get(key);
  if (!format) {
    format = new Intl.DateTimeFormat(localeOf(language), { timeZone: zone, ...options });
    formats.set(key, format);
  }
  return format;
}

/** "12 March 2027". */
export const formatDay = (instant: Date, language: string, zone: string): string =>
  formatter(language, zone, { day: "numeric", month: "long", year: "numeric" }).format(instant);

/** "14:00". */
export const formatTime = (instant: Date, language: string, zone: string): string =>
  formatter(language, zone, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" }).format(instant);

/** "14:03:22". */
export const formatSeconds = (instant: Date, language: string, zone: string): string =>
  formatter(language, zone, { hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23" }).format(
    instant,
  );

/** "UTC+4". */
export function formatOffset(instant: Date, zone: string): string {
  const part = formatter("en", zone, { timeZoneName: "shortOffset" })
    .formatToParts(instant)
    .find(({ type }) => type === "timeZoneName");
  // A hyphen would let a line break inside the offset.
  return (part?.value ?? "UTC").replace("GMT", "UTC").replace("-", "\u2212");
}

/** The place in a zone's name, for people: "Mauritius", "New York". */
export const zonePlace = (zone: string): string => (zone.split("/").at(-1) ?? zone).replaceAll("_", " ");

/** "12 March 2027, 14:00 Mauritius (UTC+4)": an instant in a zone, with its offset. */
export function formatInstant(instant: Date, language: string, zone: string): string {
  const place = zone === "UTC" ? "UTC" : `${zonePlace(zone)} (${formatOffset(instant, zone)})`;
  return joinParts([formatDay(instant, language, zone), `${formatTime(instant, language, zone)} ${place}`], language);
}

/** A whole number in the language's own grouping. */
export const formatNumber = (value: number, language: string): string =>
  new Intl.NumberFormat(localeOf(language)).format(value);

/** The comma of a language. */
export const commaOf = (language: string): string => (language === "ar" ? "،" : ",");

/** "A, B": parts that stand beside each other, with the comma of the language. */
export const joinParts = (parts: readonly string[], language: string): string => parts.join(`${commaOf(language)} `);

/** "A, B and C". */
export const formatList = (items: readonly string[], language: string): string =>
  new Intl.ListFormat(localeOf(language), { type: "conjunction" }).format(items);
