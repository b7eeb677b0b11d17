import type { Page } from "@/lib/entry/page";
import type { Times } from "@/lib/sessions/rules";
import { spanText } from "@/lib/sessions/texts";

type Props = {
  readonly page: Pick<Page, "t" | "language">;
  readonly times: Times;
  readonly zone: string;
  /** The reader's own zone, where one is known. */
  readonly ownZone: string | null;
};

/** When a session is, by the event's clock and, where that is another one, by the reader's. */
export function SessionTime({ page: { t, language }, times, zone, ownZone }: Props) {
  return (
    <>
      <span className="nums block">{spanText(times, language, zone)}</span>
      {ownZone && ownZone !== zone ? (
        <span className="nums muted small block">
          {t("common.your-time", { time: spanText(times, language, ownZone) })}
        </span>
      ) : null}
    </>
  );
}
