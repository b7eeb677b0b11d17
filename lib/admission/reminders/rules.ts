import { translator } from "@/lib/content/messages";
import { formatInstant } from "@/lib/format/dates";
import type { Language } from "@/lib/format/languages";

/** What reminders are of, and how long before it they are written. Units: hours. */
export const reminderHours = { deadline: 72, session: 24, exam: 48, offer: 24, invitation: 72 } as const;
export type ReminderKind = keyof typeof reminderHours;

/** An instant in the event's zone and, where that is another, in the addressee's; each with its offset. */
export function inBothZones(
  instant: Date,
  eventZone: string,
  { language, zone }: { readonly language: Language; readonly zone: string },
): string {
  const there = formatInstant(instant, language, eventZone);
  if (zone === eventZone) return there;
  return translator(language)("reminder.both-zones", { there, here: formatInstant(instant, language, zone) });
}
