import { localeOf } from "@/lib/format/languages";
import type { Window } from "@/lib/scheduling/windows";

const dayFormats = new Map<string, Intl.DateTimeFormat>();
const monthFormats = new Map<string, Intl.DateTimeFormat>();
const languageFormats = new Map<string, Intl.DisplayNames>();

function kept<Format>(formats: Map<string, Format>, key: string, make: () => Format): Format {
  let format = formats.get(key);
  if (!format) {
    format = make();
    formats.set(key, format);
  }
  return format;
}

/** "14 November – 21 December 2026": a window in days of its own zone, for lists; null without both ends. */
export function formatDays({ opensAt, closesAt }: Window, language: string, zone: string): string | null {
  if (!opensAt || !closesAt) return null;
  const make = () =>
    new Intl.DateTimeFormat(localeOf(language), { timeZone: zone, day: "numeric", month: "long", year: "numeric" });
  return kept(dayFormats, `${language} ${zone}`, make).formatRange(opensAt, closesAt);
}

/** "November 2026", of "2026-11". */
export function formatMonth(month: string, language: string): string {
  const make = () => new Intl.DateTimeFormat(localeOf(language), { timeZone: "UTC", month: "long", year: "numeric" });
  return sentenceCase(kept(monthFormats, language, make).format(new Date(`${month}-01T00:00:00Z`)), language);
}

/** What a language is called in another, as it stands at the start of a line: "French", "Anglais". */
export function languageName(code: string, language: string): string {
  const make = () => new Intl.DisplayNames([localeOf(language)], { type: "language" });
  return sentenceCase(kept(languageFormats, language, make).of(code) ?? code, language);
}

const sentenceCase = (text: string, language: string): string =>
  text.charAt(0).toLocaleUpperCase(localeOf(language)) + text.slice(1);
