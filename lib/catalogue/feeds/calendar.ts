import { addressOf, type FeedFrame, withoutControls } from "./texts";
import type { CalendarEntry } from "./types";

/**
 * A calendar file. Instants are written in UTC, so that no reader needs a zone's rules. The identifier of an entry stays the
 * same for ever and its sequence rises with what calendars show, so that a calendar which already has it moves it instead of
 * adding another; what is cancelled says so. A file that is all cancelled asks calendars to take its entries away; a calendar
 * that is subscribed to is published whatever it holds.
 * Source: RFC 5545; 3.1 for lines of at most 75 octets, 3.3.11 for text. RFC 5546; 3.2.5 for CANCEL.
 */
export function writeCalendar(
  entries: readonly CalendarEntry[],
  frame: FeedFrame,
  { name, subscribed }: { readonly name: string; readonly subscribed: boolean },
): string {
  const over = !subscribed && entries.length > 0 && entries.every(({ cancelled }) => cancelled);
  return [
    "BEGIN:VCALENDAR",
    "VERSION:2.0",
    "CALSCALE:GREGORIAN",
    "PRODID:-//Chancery//Events//EN",
    `METHOD:${over ? "CANCEL" : "PUBLISH"}`,
    `X-WR-CALNAME:${textOf(name)}`,
    "REFRESH-INTERVAL;VALUE=DURATION:PT1H",
    "X-PUBLISHED-TTL:PT1H",
    ...entries.flatMap((entry) => linesOf(entry, frame)),
    "END:VCALENDAR",
    "",
  ]
    .map(foldLine)
    .join("\r\n");
}

function linesOf(entry: CalendarEntry, frame: FeedFrame): string[] {
  const page = addressOf(frame, entry.path);
  const fills = entry.busy && !entry.cancelled;
  return [
    "BEGIN:VEVENT",
    `UID:${entry.uid}@${new URL(frame.origin).host}`,
    `SEQUENCE:${entry.sequence}`,
    `DTSTAMP:${instantOf(frame.now)}`,
    `DTSTART:${instantOf(entry.startsAt)}`,
    `DTEND:${instantOf(entry.endsAt)}`,
    `SUMMARY:${textOf(entry.title)}`,
    `DESCRIPTION:${textOf([...entry.description, frame.t("feeds.page", { address: page })].join("\n"))}`,
    ...(entry.place ? [`LOCATION:${textOf(entry.place)}`] : []),
    `URL:${page}`,
    `ORGANIZER;CN="${parameterOf(entry.organizer.name)}":mailto:${encodeURI(entry.organizer.email)}`,
    `STATUS:${entry.cancelled ? "CANCELLED" : "CONFIRMED"}`,
    `TRANSP:${fills ? "OPAQUE" : "TRANSPARENT"}`,
    `X-MICROSOFT-CDO-BUSYSTATUS:${fills ? "BUSY" : "FREE"}`,
    ...(entry.createdAt ? [`CREATED:${instantOf(entry.createdAt)}`] : []),
    "END:VEVENT",
  ];
}

/** "20270328T005959Z". */
const instantOf = (instant: Date): string => `${instant.toISOString().slice(0, 19).replace(/[-:]/g, "")}Z`;

const textOf = (text: string): string =>
  withoutControls(text)
    .replace(/[\\;,]/g, (sign) => `\\${sign}`)
    .replaceAll("\n", "\\n");

/** A parameter stands in quotation marks and has no way to hold one, or a line break. */
const parameterOf = (text: string): string => withoutControls(text).replaceAll('"', "'").replace(/\s+/g, " ");

/** A line broken into pieces of at most 75 octets, never within a character. */
function foldLine(line: string): string {
  const pieces: string[] = [];
  let piece = "";
  let octets = 0;
  for (const character of line) {
    const size = octetsOf(character.codePointAt(0) ?? 0);
    if (octets + size > 75) {
      pieces.push(piece);
      piece = "";
      // The space that begins a continued line counts too.
      octets = 1;
    }
    piece += character;
    octets += size;
  }
  return [...pieces, piece].join("\r\n ");
}

/** How many octets a character takes in UTF-8. */
const octetsOf = (point: number): number => (point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4);
