import type { Page } from "@/lib/entry/page";
import { formatDay, formatInstant, formatOffset, formatTime } from "@/lib/format/dates";
import type { Window } from "@/lib/scheduling/windows";

type Props = {
  readonly page: Pick<Page, "t" | "language">;
  readonly window: Window;
  readonly zone: string;
  /** The zone of who reads; null for a visitor, whose zone nobody knows. */
  readonly viewerZone: string | null;
};

/** A window to the minute, by the event's clock and, where that is another, by the reader's. */
export function WindowText({ page: { t, language }, window: { opensAt, closesAt }, zone, viewerZone }: Props) {
  if (!opensAt || !closesAt) return <span className="muted">{t("common.to-be-announced")}</span>;
  const span = (inZone: string): string => {
    // One place and offset serve both ends, unless a clock change lies between them.
    const shared = formatOffset(opensAt, inZone) === formatOffset(closesAt, inZone);
    const from = shared
      ? `${formatDay(opensAt, language, inZone)}, ${formatTime(opensAt, language, inZone)}`
      : formatInstant(opensAt, language, inZone);
    return t("event.window", { from, to: formatInstant(closesAt, language, inZone) });
  };
  return (
    <>
      <span className="nums">{span(zone)}</span>
      {viewerZone === null || viewerZone === zone ? null : (
        <span className="nums muted small block">{t("common.your-time", { time: span(viewerZone) })}</span>
      )}
    </>
  );
}
