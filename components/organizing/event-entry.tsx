import { LayerText } from "@/components/reading/layer-text";
import type { Page } from "@/lib/entry/page";
import type { NextStep, OrganizedEvent } from "@/lib/organizing/types";
import { EventStateMark } from "./event-state";
import { NextStepText } from "./next-step";

type Props = { readonly page: Page; readonly event: OrganizedEvent & { readonly nextStep: NextStep } };

/** One event in its organizer's list: title, state, seats and the next step. */
export function EventEntry({ page, event }: Props) {
  const { t, at, language } = page;
  const { slug, title, reference, organization, state, seats, seatsTaken, running } = event;
  return (
    <li className="grid gap-1">
      <p className="flex flex-wrap gap-x-4 small muted">
        <EventStateMark t={t} state={state} />
        <bdi>{organization}</bdi>
        <bdi>{reference}</bdi>
      </p>
      <h4 className="entry-title">
        <a href={at(`/organize/events/${slug}`)}>
          <LayerText layer={{ text: title, language: event.language }} language={language} />
        </a>
      </h4>
      <p>
        <NextStepText page={page} event={event} />
      </p>
      <p className="small muted">
        {seats === null
          ? t("organize.joined-count", { taken: seatsTaken })
          : t("organize.seats-taken", { taken: seatsTaken, seats })}
        {running > 0 ? `. ${t("organize.running", { count: running })}` : ""}
      </p>
    </li>
  );
}
