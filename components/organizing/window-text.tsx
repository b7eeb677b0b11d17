import type { Page } from "@/lib/entry/page";
import { formatInstant } from "@/lib/format/dates";

type Props = {
  readonly page: Pick<Page, "t" | "language">;
  readonly opensAt: Date | null;
  readonly closesAt: Date | null;
  readonly zone: string;
  /** The reader's own zone. */
  readonly ownZone: string;
};

/** A window by the event's clock and, where that is another one, by the reader's. */
export function WindowText({ page: { t, language }, opensAt, closesAt, zone, ownZone }: Props) {
  if (!opensAt || !closesAt) return <>{t("common.to-be-announced")}</>;
  const span = (inZone: string): string =>
    t("organize.event.from-to", {
      from: formatInstant(opensAt, language, inZone),
      to: formatInstant(closesAt, language, inZone),
    });
  return (
    <>
      <span className="nums block">{span(zone)}</span>
      {zone === ownZone ? null : (
        <span className="nums muted small block">{t("common.your-time", { time: span(ownZone) })}</span>
      )}
    </>
  );
}
