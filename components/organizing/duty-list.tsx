import { LayerText } from "@/components/reading/layer-text";
import type { Page } from "@/lib/entry/page";
import type { LayerText as Layer } from "@/lib/reading/types";

/** The events in which somebody has a duty without organizing them, each with the way to the desk where it is done. */
export function DutyList({
  page: { at, language },
  id,
  title,
  desk,
  events,
}: {
  readonly page: Page;
  readonly id: string;
  readonly title: string;
  /** The last word of the desk's address under an event. */
  readonly desk: "applications" | "room" | "sessions";
  readonly events: readonly {
    readonly slug: string;
    readonly reference: string;
    readonly title: Layer;
    /** How much waits there; null where nothing is counted. */
    readonly waits: string | null;
  }[];
}) {
  if (events.length === 0) return null;
  return (
    <section aria-labelledby={id} className="grid gap-2">
      <h2 id={id}>{title}</h2>
      <ul className="rows">
        {events.map((event) => (
          <li key={event.slug} className="grid gap-1">
            <p className="eyebrow">
              <bdi>{event.reference}</bdi>
            </p>
            <h3>
              <a href={at(`/organize/events/${event.slug}/${desk}`)}>
                <LayerText layer={event.title} language={language} />
              </a>
            </h3>
            {event.waits === null ? null : <p>{event.waits}</p>}
          </li>
        ))}
      </ul>
    </section>
  );
}
