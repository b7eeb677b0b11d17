import { SourceText } from "@/components/library/source-text";
import { standingOf } from "@/lib/catalogue/rules";
import type { EventCard } from "@/lib/catalogue/types";
import { formatDays } from "@/lib/catalogue/wording";
import type { Page } from "@/lib/entry/page";
import { StandingMark } from "./standing-mark";

type Props = {
  readonly page: Pick<Page, "t" | "at" | "language">;
  readonly event: EventCard;
  readonly now: Date;
  /** The heading that the list's place on its page asks for. */
  readonly heading: "h3" | "h4";
};

/** An event as a notice: its reference and how it stands in the margin, then what, by whom, when, how and where. */
export function EventNotice({ page: { t, at, language }, event, now, heading: Heading }: Props) {
  const { slug, reference, title, organizer, delivery, region, place, seats, zone, registration, run } = event;
  const notStated = <span className="muted">{t("common.not-stated")}</span>;
  const days = (window: typeof run) =>
    formatDays(window, language, zone) ?? <span className="muted">{t("common.to-be-announced")}</span>;
  return (
    <li className="margined">
      <div className="margin">
        <p className="reference">
          <bdi>{reference}</bdi>
        </p>
        <StandingMark t={t} standing={standingOf(event, now)} />
      </div>
      <div className="min-w-0">
        <Heading className="entry-title">
          <SourceText as="a" page={language} language={event.language} href={at(`/events/${slug}`)}>
            {title}
          </SourceText>
        </Heading>
        <p className="muted small mt-1">
          <bdi>{organizer}</bdi>
        </p>
        <dl className="brief">
          <div>
            <dt>{t("event.registration")}</dt>
            <dd>{event.admission === "invitation" ? t("admission.invitation") : days(registration)}</dd>
          </div>
          <div>
            <dt>{t("event.run")}</dt>
            <dd>{days(run)}</dd>
          </div>
          <div>
            <dt>{t("event.type")}</dt>
            <dd>{delivery ? t(`delivery.${delivery}`) : notStated}</dd>
          </div>
          <div>
            <dt>{t(place ? "event.place" : "event.region")}</dt>
            <dd>{place ? <bdi>{place}</bdi> : region ? t(`region.${region}`) : notStated}</dd>
          </div>
          <div>
            <dt>{t("event.seats")}</dt>
            <dd>{seats === null ? notStated : t("event.seats.total", { seats })}</dd>
          </div>
        </dl>
      </div>
    </li>
  );
}
