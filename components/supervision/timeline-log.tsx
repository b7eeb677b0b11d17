import type { MessageKey } from "@/lib/content/messages";
import type { Page } from "@/lib/entry/page";
import type { LogEntry } from "@/lib/exams/supervision/types";
import { formatDay, formatOffset, formatSeconds, zonePlace } from "@/lib/format/dates";
import { languageNames } from "@/lib/format/languages";

type Props = { readonly page: Page; readonly log: readonly LogEntry[]; readonly zone: string };

const known = [
  "started",
  "answered",
  "flagged",
  "left",
  "returned",
  "looked",
  "submitted",
  "closed",
  "extended",
  "decision",
  "paper",
] as const;

/** An attempt's log as it was written, a heading for each day, to the second in the event's zone. */
export function TimelineLog({ page, log, zone }: Props) {
  const { language } = page;
  const days: { readonly day: string; readonly entries: LogEntry[] }[] = [];
  for (const entry of log) {
    // A change of clocks inside a day begins a new heading, which names the new offset.
    const day = `${formatDay(entry.at, language, zone)}, ${zonePlace(zone)} (${formatOffset(entry.at, zone)})`;
    if (days.at(-1)?.day !== day) days.push({ day, entries: [] });
    days.at(-1)?.entries.push(entry);
  }
  return (
    <div className="grid gap-5">
      {days.map(({ day, entries }) => (
        <div key={day}>
          <h3 className="text-base! font-sans!">{day}</h3>
          <ol className="mt-1">
            {entries.map((entry) => (
              <li key={entry.id} className="flex gap-x-5 border-t border-rule py-1">
                <time className="nums muted flex-none" dateTime={entry.at.toISOString()}>
                  {formatSeconds(entry.at, language, zone)}
                </time>
                <span>{sentence(page, entry, zone)}</span>
              </li>
            ))}
          </ol>
        </div>
      ))}
    </div>
  );
}

function sentence({ t, language }: Page, entry: LogEntry, zone: string): string {
  const kind = known.find((name) => name === entry.kind);
  const number = entry.position ?? 0;
  switch (kind) {
    case "answered":
      return entry.letters && entry.letters.length > 0
        ? t("timeline.answered", { number, letters: entry.letters.join(", ") })
        : t("timeline.answer-removed", { number });
    case "flagged":
      return t(entry.flagged === false ? "timeline.unflagged" : "timeline.flagged", { number });
    case "looked":
      return t("timeline.looked", { number, language: languageNames[entry.language ?? ""] ?? entry.language ?? "" });
    case "extended":
      return t("timeline.extended", {
        minutes: Math.round(Math.abs(entry.bySeconds ?? 0) / 60),
        way: (entry.bySeconds ?? 0) < 0 ? "less" : "more",
        ends: entry.deadlineAt ? formatSeconds(entry.deadlineAt, language, zone) : "",
      });
    case "decision":
    case "paper":
      return entry.step ? t(`timeline.${kind}.${entry.step}` as MessageKey) : t(`timeline.${kind}`);
    case undefined:
      return entry.kind;
    default:
      return t(`timeline.${kind}`);
  }
}
