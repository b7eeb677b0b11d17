import { translator } from "@/lib/content/messages";
import { formatDay, formatInstant, formatOffset, formatTime, zonePlace } from "@/lib/format/dates";
import type { Language } from "@/lib/format/languages";
import { dayIn } from "@/lib/scheduling/zones";
import type { Times } from "./rules";

type Reader = { readonly language: Language; readonly zone: string; readonly eventZone: string };

/** "12 March 2027, 14:00 to 15:30 Mauritius (UTC+4)": a span in one zone. */
export function spanText({ startsAt, endsAt }: Times, language: Language, zone: string): string {
  const t = translator(language);
  if (dayIn(startsAt, zone) !== dayIn(endsAt, zone) || formatOffset(startsAt, zone) !== formatOffset(endsAt, zone))
    return t("sessions.span", {
      from: formatInstant(startsAt, language, zone),
      to: formatInstant(endsAt, language, zone),
    });
  return t("sessions.span-day", {
    day: formatDay(startsAt, language, zone),
    from: formatTime(startsAt, language, zone),
    to: formatTime(endsAt, language, zone),
    place: zone === "UTC" ? "UTC" : `${zonePlace(zone)} (${formatOffset(startsAt, zone)})`,
  });
}

/** When a session is, by the event's clock and by the reader's where that is another one. */
export function whenText(times: Times, { language, zone, eventZone }: Reader): string {
  const span = spanText(times, language, eventZone);
  if (zone === eventZone) return span;
  return `${span} (${translator(language)("common.your-time", { time: spanText(times, language, zone) })})`;
}

type Told = Times & { readonly room: string | null };

/** What an edit changed about when and where a session is, each with what was said before and what holds now. */
export function describeChange(before: Told, after: Told, reader: Reader): string {
  const t = translator(reader.language);
  const lines: string[] = [];
  if (before.startsAt.getTime() !== after.startsAt.getTime() || before.endsAt.getTime() !== after.endsAt.getTime())
    lines.push(t("letter.session-changed.time", { before: whenText(before, reader), after: whenText(after, reader) }));
  if (before.room !== after.room) {
    const none = t("common.not-stated");
    lines.push(t("letter.session-changed.room", { before: before.room ?? none, after: after.room ?? none }));
  }
  return lines.join("\n\n");
}
