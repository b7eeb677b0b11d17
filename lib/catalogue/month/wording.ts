import { localeOf } from "@/lib/format/languages";

/** The day on which a week begins where a language is read: 1 for Monday to 7 for Sunday. */
export const firstDayOf = (language: string): number => (language === "ar" ? 6 : 1);

const formats = new Map<string, Intl.DateTimeFormat>();

function format(language: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${language} ${JSON.stringify(options)}`;
  let made = formats.get(key);
  if (!made) {
    made = new Intl.DateTimeFormat(localeOf(language), { timeZone: "UTC", ...options });
    formats.set(key, made);
  }
  return made;
}

/** The names of the days of a week, in a language's own order. */
export const weekdayNames = (language: string): string[] =>
  Array.from({ length: 7 }, (_, i) =>
    // The fifth of January 1970 was a Monday.
    format(language, { weekday: "long" }).format(new Date((4 + firstDayOf(language) - 1 + i) * 86_400_000)),
  );

/** "Friday 12 March", of "2027-03-12". */
export const formatWeekDay = (day: string, language: string): string =>
  format(language, { weekday: "long", day: "numeric", month: "long" }).format(new Date(`${day}T00:00:00Z`));
