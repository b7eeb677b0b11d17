import type { EventStanding } from "@/lib/catalogue/types";
import type { Page } from "@/lib/entry/page";

const looks: Readonly<Record<EventStanding, string>> = {
  "registration-open": "affirm",
  running: "affirm",
  "registration-upcoming": "",
  upcoming: "",
  "registration-closed": "caution",
  "to-be-announced": "muted",
  past: "muted",
  closed: "muted",
  cancelled: "refuse",
  "not-published": "caution",
};

/** How an event stands, in words beside a shape. */
export function StandingMark({ t, standing }: Pick<Page, "t"> & { readonly standing: EventStanding }) {
  return <span className={`state ${looks[standing]}`.trim()}>{t(`standing.${standing}`)}</span>;
}
