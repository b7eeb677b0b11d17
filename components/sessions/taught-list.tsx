import { LayerText } from "@/components/reading/layer-text";
import type { Page } from "@/lib/entry/page";

type Props = {
  readonly page: Page;
  readonly events: readonly { readonly slug: string; readonly title: string; readonly language: string }[];
};

/** The events that somebody teaches without organizing them, each with its sessions and their rolls. */
export function TaughtList({ page: { t, at, language }, events }: Props) {
  if (events.length === 0) return null;
  return (
    <section aria-labelledby="taught" className="grid gap-3">
      <h2 id="taught">{t("sessions.teach.title")}</h2>
      <ul className="grid gap-1">
        {events.map((event) => (
          <li key={event.slug}>
            <a className="inline-block py-1" href={at(`/organize/events/${event.slug}/sessions`)}>
              <LayerText layer={{ text: event.title, language: event.language }} language={language} />
            </a>
          </li>
        ))}
      </ul>
    </section>
  );
}
