import { ok, type Result, refuse } from "@/lib/result";
import { dayIn, instantOf } from "@/lib/scheduling/zones";

/**
 * The instant at which a room's last day is over by the event's clock; null without a day.
 * Errors: "not-a-day" for what the calendar does not have.
 */
export function purgeInstant(day: string, zone: string): Result<Date | null, "not-a-day"> {
  if (day === "") return ok(null);
  // Where the clocks leave the last minute out or repeat it, the day ends after either.
  const end = instantOf(`${day}T23:59`, zone, "second");
  if (end.ok) return ok(new Date(end.value.getTime() + 60_000));
  const noon = instantOf(`${day}T12:00`, zone, "second");
  return noon.ok ? ok(new Date(noon.value.getTime() + 12 * 3_600_000)) : refuse("not-a-day");
}

/** The last day of a room's comments, as its form shows it. */
export const purgeDayOf = (purgeAt: Date | null, zone: string): string =>
  purgeAt === null ? "" : dayIn(new Date(purgeAt.getTime() - 60_000), zone);

/**
 * Whether a room's last day may be set: not one that is over, and, once somebody has written under a promise, none that keeps it
 * longer. Returns why not, or null.
 */
export function checkPurge(
  before: Date | null,
  after: Date | null,
  { written, now }: { readonly written: boolean; readonly now: Date },
): "purge-past" | "purge-later" | null {
  if (before?.getTime() === after?.getTime()) return null;
  if (after !== null && after <= now) return "purge-past";
  return written && before !== null && (after === null || after > before) ? "purge-later" : null;
}
