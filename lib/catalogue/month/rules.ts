import { Temporal } from "temporal-polyfill";
import { dayIn } from "@/lib/scheduling/zones";
import type { DayEntry, Month, MonthEvent } from "./types";

const FIRST = "2000-01";
const LAST = "2099-12";

/** The month in an address, as "2027-03"; null for what is none, or too far from any event. */
export function readMonth(value: string | string[] | undefined): string | null {
  if (typeof value !== "string" || !/^\d{4}-(?:0[1-9]|1[0-2])$/.test(value)) return null;
  return value >= FIRST && value <= LAST ? value : null;
}

const monthOf = (month: string): Temporal.PlainYearMonth => Temporal.PlainYearMonth.from(month);

/** The month so many months later, or earlier; null beyond the months that have a page. */
export const monthAfter = (month: string, months: number): string | null =>
  readMonth(monthOf(month).add({ months }).toString());

/** The instants between which the month lies in every zone there is. */
export function spanOf(month: string): { readonly from: Date; readonly to: Date } {
  const first = Date.parse(`${month}-01T00:00:00Z`);
  const days = monthOf(month).daysInMonth;
  // Zones are at most fourteen hours before UTC and twelve behind it.
  return { from: new Date(first - 14 * 3_600_000), to: new Date(first + (days * 24 + 12) * 3_600_000) };
}

/**
 * The weeks of a month, each of seven days as "2027-03-12", null where a day belongs to another month.
 * Units: `firstDay` from 1, Monday, to 7, Sunday.
 */
export function weeksOf(month: string, firstDay: number): (string | null)[][] {
  const { daysInMonth } = monthOf(month);
  const before = (monthOf(month).toPlainDate({ day: 1 }).dayOfWeek - firstDay + 7) % 7;
  const cells = Array.from({ length: Math.ceil((before + daysInMonth) / 7) * 7 }, (_, i) => {
    const day = i - before + 1;
    return day < 1 || day > daysInMonth ? null : `${month}-${String(day).padStart(2, "0")}`;
  });
  return Array.from({ length: cells.length / 7 }, (_, week) => cells.slice(week * 7, week * 7 + 7));
}

function entriesOf(event: MonthEvent): DayEntry[] {
  const { opensAt, closesAt, zone } = event;
  const entry = (kind: DayEntry["kind"], at: Date | null, until: Date | null = null): DayEntry[] =>
    at ? [{ kind, event, session: null, at, until }] : [];
  const oneDay = opensAt && closesAt && dayIn(opensAt, zone) === dayIn(closesAt, zone);
  return [
    // Nobody registers for an event by invitation.
    ...(event.admission === "invitation"
      ? []
      : [
          ...entry("registration-opens", event.registrationOpensAt),
          ...entry("registration-closes", event.registrationClosesAt),
        ]),
    ...(oneDay ? entry("begins", opensAt, closesAt) : [...entry("begins", opensAt), ...entry("ends", closesAt)]),
    ...event.sessions.map(
      (session): DayEntry => ({ kind: "session", event, session, at: session.startsAt, until: session.endsAt }),
    ),
  ];
}

/** What happens in a month, by days of each event's own zone. */
export function monthEntries(events: readonly MonthEvent[], month: string): Month {
  const days = new Map<string, DayEntry[]>();
  const entries = events.flatMap(entriesOf).sort((a, b) => a.at.getTime() - b.at.getTime());
  for (const entry of entries) {
    const day = dayIn(entry.at, entry.event.zone);
    if (!day.startsWith(month)) continue;
    const listed = days.get(day);
    if (listed) listed.push(entry);
    else days.set(day, [entry]);
  }
  const runs = ({ opensAt, closesAt, zone }: MonthEvent): boolean =>
    opensAt !== null &&
    closesAt !== null &&
    dayIn(opensAt, zone).slice(0, 7) < month &&
    dayIn(closesAt, zone).slice(0, 7) > month;
  return { days, running: events.filter(runs) };
}
