import { LayerText } from "@/components/reading/layer-text";
import type { ModeratedEvent } from "@/lib/comments/moderation/types";
import type { Page } from "@/lib/entry/page";

type Props = { readonly page: Page; readonly events: readonly ModeratedEvent[] };

/** The events whose comments somebody moderates without organizing them, each with how much waits. */
export function ModeratedList({ page: { t, at, language }, events }: Props) {
  if (events.length === 0) return null;
  return (
    <section aria-labelledby="moderated" className="grid gap-2">
      <h2 id="moderated">{t("room.moderated")}</h2>
      <ul className="rows">
        {events.map(({ slug, title, reference, waiting }) => (
          <li key={slug} className="grid gap-1">
            <p className="eyebrow">
              <bdi>{reference}</bdi>
            </p>
            <h3>
              <a href={at(`/organize/events/${slug}/room`)}>
                <LayerText layer={title} language={language} />
              </a>
            </h3>
            <p>{t("room.moderated-waiting", { count: waiting })}</p>
          </li>
        ))}
      </ul>
    </section>
  );
}
