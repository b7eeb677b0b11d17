import { createEvents, type EventAttributes } from "ics";
import { addressOf, describeEvent, type FeedFrame, withoutControls } from "./texts";
import type { DatedEvent, FeedEvent } from "./types";

/** Whether both ends of the event's window are known; without them it stands in no calendar. */
export const isDated = (event: FeedEvent): event is DatedEvent => event.opensAt !== null && event.closesAt !== null;

/**
 * A calendar file of the events whose windows are known. Instants are written in UTC, so that no reader needs a zone's rules.
 * The identifier of an event stays the same for ever and its sequence rises with every revision, so that a calendar
 * which already has the event moves it instead of adding another.
 * Errors: throws when an event cannot be written as a calendar entry.
 * Source: RFC 5545; 3.1 for lines of at most 75 octets.
 */
export function writeCalendar(events: readonly FeedEvent[], frame: FeedFrame): string {
  const { error, value } = createEvents(
    events.filter(isDated).map((event) => entryOf(event, frame)),
    { productId: "-//Chancery//Events//EN", method: "PUBLISH", calName: frame.t("feeds.title") },
  );
  if (error || value === null) throw error ?? new Error("the calendar has no text");
  return foldLines(value);
}

function entryOf(event: DatedEvent, frame: FeedFrame): EventAttributes {
  const page = addressOf(frame, `/events/${event.slug}`);
  return {
    uid: `${event.id}@${new URL(frame.origin).host}`,
    sequence: event.revision,
    title: withoutControls(event.title),
    start: event.opensAt.getTime(),
    startInputType: "utc",
    startOutputType: "utc",
    end: event.closesAt.getTime(),
    endInputType: "utc",
    endOutputType: "utc",
    description: withoutControls([...describeEvent(event, frame), frame.t("feeds.page", { address: page })].join("\n")),
    ...(event.place ? { location: withoutControls(event.place) } : {}),
    url: page,
    organizer: { name: parameterOf(event.organization), email: event.contact },
    status: "CONFIRMED",
    // An event runs for days or weeks; it does not fill a person's calendar.
    busyStatus: "FREE",
    transp: "TRANSPARENT",
    ...(event.publishedAt ? { created: event.publishedAt.getTime() } : {}),
  };
}

/** A parameter stands in quotation marks and has no way to hold one, or a line break. */
const parameterOf = (text: string): string => withoutControls(text).replaceAll('"', "'").replace(/\s+/g, " ");

/** Folds anew by octets: the library folds by characters, and a line of Arabic would be twice as long as readers must take. */
function foldLines(calendar: string): string {
  return calendar
    .replace(/\r\n[ \t]/g, "")
    .split("\r\n")
    .map((line) => {
      let folded = "";
      let octets = 0;
      for (const character of line) {
        const size = Buffer.byteLength(character);
        if (octets + size > 75) {
          folded += "\r\n ";
          octets = 1;
        }
        folded += character;
        octets += size;
      }
      return folded;
    })
    .join("\r\n");
}
