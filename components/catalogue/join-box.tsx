import { Form, type FormState, ProblemSummary } from "@/components/ui/form";
import { seatsLeft } from "@/lib/catalogue/rules";
import type { EventPage, Joining } from "@/lib/catalogue/types";
import type { Page } from "@/lib/entry/page";
import { formatInstant } from "@/lib/format/dates";

/** Where the number of seats left may change what a person does. */
const seatsMatter: ReadonlySet<Joining> = new Set(["open", "upcoming", "to-be-announced"]);

type Props = {
  readonly page: Pick<Page, "t" | "at" | "language">;
  readonly event: EventPage;
  readonly joining: Joining;
  readonly signedIn: boolean;
  readonly state: FormState;
};

/** The way in, or in one sentence why there is none now and what to do instead. */
export function JoinBox({ page, event, joining, signedIn, state }: Props) {
  const { t, at } = page;
  const open = joining === "open" || joining === "waiting-list-open";
  // Somebody who pressed the button as a visitor comes back signed in: there is nothing to mend, only to press it again.
  const returned = signedIn && (state.refused?.problems ?? []).some(({ key }) => key === "problem.signed-out");
  const shown = returned ? { ...state, refused: null } : state;
  const left = seatsLeft(event);
  return (
    <section aria-labelledby="take-part" className="join-box">
      <h2 id="take-part">{t("joining.title")}</h2>
      {open ? null : <ProblemSummary state={shown} />}
      {returned && open ? <p className="notice affirm">{t("joining.signed-in")}</p> : null}
      <p>{sentence(page, event, joining)}</p>
      {event.seats !== null && left !== null && seatsMatter.has(joining) ? (
        <p className="nums">{t("event.seats.left", { left, seats: event.seats })}</p>
      ) : null}
      {open ? (
        <Form state={shown} action="join-event" className="grid gap-3">
          <input type="hidden" name="event" value={event.slug} />
          <button type="submit" className="button">
            {t(joining === "open" ? "joining.submit" : "joining.submit.waiting")}
          </button>
          {signedIn ? null : <p className="hint">{t("joining.sign-in")}</p>}
        </Form>
      ) : null}
      {joining === "enrolled" ? (
        <p>
          <a className="button" href={at(`/learn/${event.slug}`)}>
            {t("joining.enrolled.go")}
          </a>
        </p>
      ) : null}
      {joining === "over" || joining === "cancelled" || joining === "closed" || joining === "full" ? (
        <p>
          <a className="inline-block py-1" href={at("/events")}>
            {t("joining.elsewhere")}
          </a>
        </p>
      ) : null}
    </section>
  );
}

function sentence(
  { t, language }: Pick<Page, "t" | "language">,
  { registration, zone }: EventPage,
  joining: Joining,
): string {
  const at = (instant: Date | null): string =>
    instant ? formatInstant(instant, language, zone) : t("common.to-be-announced");
  switch (joining) {
    case "open":
      return t("joining.open", { until: at(registration.closesAt) });
    case "upcoming":
      return t("joining.upcoming", { opens: at(registration.opensAt) });
    case "closed":
      return t("joining.closed", { closed: at(registration.closesAt) });
    default:
      return t(`joining.${joining}`);
  }
}
