import type { Page } from "@/lib/entry/page";
import { formatInstant } from "@/lib/format/dates";
import type { NextStep, Windows } from "@/lib/organizing/types";

type Props = {
  readonly page: Pick<Page, "t" | "language">;
  readonly event: Windows & { readonly zone: string; readonly nextStep: NextStep };
};

/** What the organizer does next, or waits for, in one sentence. */
export function NextStepText({ page: { t, language }, event }: Props) {
  const instants: Partial<Record<NextStep, Date | null>> = {
    "registration-opens": event.registrationOpensAt,
    "registration-open": event.registrationClosesAt,
    "event-opens": event.opensAt,
    "event-open": event.closesAt,
  };
  const instant = instants[event.nextStep];
  return (
    <>
      {t(
        `organize.next.${event.nextStep}`,
        instant ? { time: formatInstant(instant, language, event.zone) } : undefined,
      )}
    </>
  );
}
