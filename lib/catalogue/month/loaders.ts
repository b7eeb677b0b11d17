import { defineOpenLoader } from "@/lib/entry/define-loader";
import type { Language } from "@/lib/format/languages";
import { dayIn } from "@/lib/scheduling/zones";
import { findEventDate, listMonthEvents } from "./data";
import { monthAfter, monthEntries, readMonth, spanOf } from "./rules";

/** One month of the calendar; where nothing is in it, the nearest month that has something, later or else earlier. */
export const loadMonth = defineOpenLoader(async (actor, language: Language, asked: string | string[] | undefined) => {
  const today = dayIn(new Date(), actor?.zone ?? "UTC");
  const month = readMonth(asked) ?? today.slice(0, 7);
  const { from, to } = spanOf(month);
  const shown = monthEntries(await listMonthEvents(from, to, language), month);
  const empty = shown.days.size === 0 && shown.running.length === 0;
  const next = empty ? await findEventDate(to, "from") : null;
  const last = empty && !next ? await findEventDate(from, "before") : null;
  const monthIn = (date: typeof next): string | null => date && readMonth(dayIn(date.at, date.zone).slice(0, 7));
  return {
    ...shown,
    month,
    today,
    empty,
    nextWith: monthIn(next),
    lastWith: monthIn(last),
    previous: monthAfter(month, -1),
    next: monthAfter(month, 1),
    viewerZone: actor?.zone ?? null,
  };
});
