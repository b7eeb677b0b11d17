import { type Translate, translator } from "@/lib/content/messages";
import { formatInstant } from "@/lib/format/dates";
import type { Language } from "@/lib/format/languages";
import type { Windows } from "../types";

/** When and where an event takes place. */
type Setting = Windows & { readonly zone: string; readonly place: string | null };

type Reader = { readonly language: Language; readonly zone: string | null };

const sameInstant = (a: Date | null, b: Date | null): boolean => a?.getTime() === b?.getTime();

/** A window by the event's clock, and by the reader's where that is another one. */
function windowText(
  t: Translate,
  { opensAt, closesAt }: { readonly opensAt: Date | null; readonly closesAt: Date | null },
  zone: string,
  { language, zone: ownZone }: Reader,
): string {
  if (!opensAt || !closesAt) return t("common.to-be-announced");
  const span = (inZone: string): string =>
    t("organize.event.from-to", {
      from: formatInstant(opensAt, language, inZone),
      to: formatInstant(closesAt, language, inZone),
    });
  return ownZone && ownZone !== zone ? `${span(zone)} (${t("common.your-time", { time: span(ownZone) })})` : span(zone);
}

/**
 * What an edit changed about when and where an event takes place, each with what was said before and what holds now; times by
 * the event's clock and by the reader's.
 */
export function describeMove(before: Setting, after: Setting, reader: Reader): string {
  const t = translator(reader.language);
  const rezoned = before.zone !== after.zone;
  const windows = [
    ["letter.event-moved.registration", "registrationOpensAt", "registrationClosesAt"],
    ["letter.event-moved.run", "opensAt", "closesAt"],
  ] as const;
  const lines = windows.flatMap(([key, opens, closes]) => {
    const announced = before[opens] || after[opens];
    const same = sameInstant(before[opens], after[opens]) && sameInstant(before[closes], after[closes]);
    if (same && !(rezoned && announced)) return [];
    const span = (setting: Setting): string =>
      windowText(t, { opensAt: setting[opens], closesAt: setting[closes] }, setting.zone, reader);
    return t(key, { before: span(before), after: span(after) });
  });
  if (before.place !== after.place) {
    const place = (setting: Setting): string => setting.place ?? t("common.not-stated");
    lines.push(t("letter.event-moved.place", { before: place(before), after: place(after) }));
  }
  if (lines.length === 0 && rezoned)
    lines.push(t("letter.event-moved.zone", { before: before.zone, after: after.zone }));
  return lines.join("\n\n");
}
