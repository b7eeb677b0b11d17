import { LayerText } from "@/components/reading/layer-text";
import type { ReviewingEvent } from "@/lib/admission/selection/types";
import type { Page } from "@/lib/entry/page";

type Props = { readonly page: Page; readonly events: readonly ReviewingEvent[] };

/** The events whose applications a reviewer is asked to score. */
export function ReviewingList({ page: { t, at, language }, events }: Props) {
  if (events.length === 0) return null;
  return (
    <section aria-labelledby="reviewing" className="grid gap-2">
      <h2 id="reviewing">{t("reviewing.title")}</h2>
      <ul className="rows">
        {events.map(({ slug, title, reference, applications, unscored }) => (
          <li key={slug} className="grid gap-1">
            <p className="eyebrow">
              <bdi>{reference}</bdi>
            </p>
            <h3>
              <a href={at(`/organize/events/${slug}/applications`)}>
                <LayerText layer={title} language={language} />
              </a>
            </h3>
            <p>{t("reviewing.counts", { applications, unscored })}</p>
          </li>
        ))}
      </ul>
    </section>
  );
}
