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

/** Which of the two times that a wall clock shows an hour when the clocks go back. */
export type Pass = "first" | "second";

/**
 * The instant that a wall clock in a zone shows.
 * Units: `local` as a browser's datetime-local field writes it, "2027-03-12T14:00".
 * Errors: "not-a-time", also for a year before 1900 or after 2199; "skipped" for an hour that a clock change leaves out;
 * "doubled" for one that it repeats, unless `pass` says which of the two is meant.
 */
export function instantOf(
  local: string,
  zone: string,
  pass: Pass | null = null,
): Result<Date, "not-a-time" | "skipped" | "doubled"> {
  // A browser writes no offset; what carries one, or a year of six digits, is not a wall clock.
  if (!/^(?:19|20|21)\d\d-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,3})?)?$/.test(local)) return refuse("not-a-time");
  let wall: Temporal.PlainDateTime;
  try {
    wall = Temporal.PlainDateTime.from(local);
  } catch {
    return refuse("not-a-time");
  }
  const earlier = wall.toZonedDateTime(zone, { disambiguation: "earlier" });
  const later = wall.toZonedDateTime(zone, { disambiguation: "later" });
  if (earlier.epochMilliseconds !== later.epochMilliseconds) {
    if (!earlier.toPlainDateTime().equals(wall)) return refuse("skipped");
    if (!pass) return refuse("doubled");
  }
  return ok(new Date((pass === "second" ? later : earlier).epochMilliseconds));
}

/** Which pass through a doubled hour an instant is in; null where the wall clock shows its time once. */
export function passOf(instant: Date, zone: string): Pass | null {
  const local = localOf(instant, zone);
  const [first, second] = [instantOf(local, zone, "first"), instantOf(local, zone, "second")];
  if (!first.ok || !second.ok || first.value.getTime() === second.value.getTime()) return null;
  return instant < second.value ? "first" : "second";
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
