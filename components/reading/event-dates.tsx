import type { Page } from "@/lib/entry/page";
import { formatInstant } from "@/lib/format/dates";
import type { EventWindow } from "@/lib/reading/types";

type Props = { readonly page: Pick<Page, "t" | "language">; readonly window: EventWindow; readonly zone: string };

/** When an event runs, by its own clock and, where that is another one, by the reader's. */
export function EventDates({ page: { t, language }, window: { opensAt, closesAt, zone: eventZone }, zone }: Props) {
  if (!opensAt || !closesAt) return <p>{t("common.to-be-announced")}</p>;
  const span = (inZone: string): string =>
    t("learn.from-to", {
      from: formatInstant(opensAt, language, inZone),
      to: formatInstant(closesAt, language, inZone),
    });
  return (
    <>
      <p className="nums">{span(eventZone)}</p>
      {zone === eventZone ? null : <p className="nums muted">{t("common.your-time", { time: span(zone) })}</p>}
    </>
  );
}
