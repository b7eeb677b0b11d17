import { Temporal } from "temporal-polyfill";
import { ok, type Result, refuse } from "@/lib/result";

/** Whether the name is an IANA time zone that this system knows. */
export function isZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone: name });
    return /^[A-Za-z_]+(\/[A-Za-z0-9_+-]+)*$/.test(name);
  } catch {
    return false;
  }
}

/**
 * The instant that a wall clock in a zone shows.
 * Units: `local` as a browser's datetime-local field writes it, "2027-03-12T14:00".
 * Errors: "not-a-time"; "skipped" for an hour that a clock change leaves out; "doubled" for one that it repeats.
 */
export function instantOf(local: string, zone: string): Result<Date, "not-a-time" | "skipped" | "doubled"> {
  // A browser writes no offset; what carries one, or a year of six digits, is not a wall clock.
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,3})?)?$/.test(local)) return refuse("not-a-time");
  let wall: Temporal.PlainDateTime;
  try {
    wall = Temporal.PlainDateTime.from(local);
  } catch {
    return refuse("not-a-time");
  }
  const earlier = wall.toZonedDateTime(zone, { disambiguation: "earlier" });
  const later = wall.toZonedDateTime(zone, { disambiguation: "later" });
  if (earlier.epochMilliseconds !== later.epochMilliseconds)
    return refuse(earlier.toPlainDateTime().equals(wall) ? "doubled" : "skipped");
  return ok(new Date(earlier.epochMilliseconds));
}

/** The wall clock of a zone at an instant, as a datetime-local field takes it. */
export function localOf(instant: Date, zone: string): string {
  return Temporal.Instant.fromEpochMilliseconds(instant.getTime())
    .toZonedDateTimeISO(zone)
    .toPlainDateTime()
    .toString({ smallestUnit: "minute" });
}

/** The calendar day in a zone at an instant, as "2027-03-12". */
export function dayIn(instant: Date, zone: string): string {
  return localOf(instant, zone).slice(0, 10);
}
