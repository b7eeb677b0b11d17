import { Form, type FormState, ProblemSummary } from "@/components/ui/form";
import type { MyApplication } from "@/lib/admission/applications/types";
import type { MyPlace } from "@/lib/admission/types";
import { seatsLeft } from "@/lib/catalogue/rules";
import type { EventPage, Joining } from "@/lib/catalogue/types";
import type { Page } from "@/lib/entry/page";
import { formatInstant } from "@/lib/format/dates";

/** Where the number of seats left may change what a person does. */
const seatsMatter: ReadonlySet<Joining> = new Set(["open", "upcoming", "to-be-announced", "application", "nomination"]);
const elsewhere: ReadonlySet<Joining> = new Set(["over", "cancelled", "closed", "full"]);

type Props = {
  readonly page: Pick<Page, "t" | "at" | "language" | "query">;
  readonly event: EventPage;
  readonly joining: Joining;
  /** The person's own place; null for a visitor, and for who has none. */
  readonly place: MyPlace | null;
  readonly application: MyApplication | null;
  readonly viewerZone: string | null;
  readonly state: FormState;
};

/** The way in, or in one sentence why there is none now and what to do instead; for who is in, the way on and the way out. */
export function JoinBox({ page, event, joining, place, application, viewerZone, state }: Props) {
  const { t, at, query } = page;
  const signedIn = viewerZone !== null;
  const open = joining === "open" || joining === "waiting-list-open";
  // Somebody who pressed the button as a visitor comes back signed in: there is nothing to mend, only to press it again.
  const returned = signedIn && (state.refused?.problems ?? []).some(({ key }) => key === "problem.signed-out");
  const shown = returned ? { ...state, refused: null } : state;
  const left = seatsLeft(event);
  const offered = place?.offerUntil ?? null;
  return (
    <section aria-labelledby="take-part" className="join-box">
      <h2 id="take-part">{t("joining.title")}</h2>
      {query.done === "waiting" && place?.state === "waiting" ? (
        <p className="notice affirm">{t("joining.done.waiting")}</p>
      ) : null}
      {query.done === "withdrawn" && place?.state !== "enrolled" ? (
        <p className="notice affirm">{t("joining.done.withdrawn")}</p>
      ) : null}
      <ProblemSummary state={shown} />
      {returned && open ? <p className="notice affirm">{t("joining.signed-in")}</p> : null}
      {offered ? (
        <Offer page={page} event={event} until={offered} viewerZone={viewerZone} state={shown} />
      ) : (
        <p>{sentence(page, event, joining)}</p>
      )}
      {place?.before !== null && place?.before !== undefined ? (
        <p className="nums">{t("joining.waiting.before", { count: place.before })}</p>
      ) : null}
      {event.seats !== null && left !== null && seatsMatter.has(joining) ? (
        <p className="nums">{t("event.seats.left", { left, seats: event.seats })}</p>
      ) : null}
      {open ? (
        <Form state={shown} action="join-event" className="grid gap-3" summary={false}>
          <input type="hidden" name="event" value={event.slug} />
          <button type="submit" className="button">
            {t(joining === "open" ? "joining.submit" : "joining.submit.waiting")}
          </button>
          {signedIn ? null : <p className="hint">{t("joining.sign-in")}</p>}
        </Form>
      ) : null}
      {application ? (
        <p>{t("joining.application.state", { state: t(`application-state.${application.state}`) })}</p>
      ) : null}
      {joining === "application" ? (
        <p>
          <a className="button" href={at(`/events/${event.slug}/apply`)}>
            {t(application ? "joining.application.see" : "joining.application.go")}
          </a>
        </p>
      ) : null}
      {joining === "enrolled" ? (
        <p>
          <a className="button" href={at(`/learn/${event.slug}`)}>
            {t("joining.enrolled.go")}
          </a>
        </p>
      ) : null}
      {elsewhere.has(joining) ? (
        <p>
          <a className="inline-block py-1" href={at("/events")}>
            {t("joining.elsewhere")}
          </a>
        </p>
      ) : null}
      {place?.mayWithdraw && (place.state === "enrolled" || (place.state === "waiting" && !offered)) ? (
        <Withdraw page={page} event={event} place={place} state={shown} />
      ) : null}
    </section>
  );
}

function Offer({
  page: { t, language },
  event,
  until,
  viewerZone,
  state,
}: Pick<Props, "page" | "event" | "viewerZone" | "state"> & { readonly until: Date }) {
  const here = formatInstant(until, language, event.zone);
  return (
    <>
      <p>
        <strong>{t("joining.offer", { until: here })}</strong>
        {viewerZone && viewerZone !== event.zone ? (
          <> {t("joining.offer.own-time", { until: formatInstant(until, language, viewerZone) })}</>
        ) : null}
      </p>
      <Form state={state} action="claim-offer" className="grid gap-3" summary={false}>
        <input type="hidden" name="event" value={event.slug} />
        <button type="submit" className="button">
          {t("joining.offer.claim")}
        </button>
      </Form>
      <Form state={state} action="decline-offer" className="grid gap-3" summary={false}>
        <input type="hidden" name="event" value={event.slug} />
        <button type="submit" className="button quiet">
          {t("joining.offer.decline")}
        </button>
        <p className="hint">{t("joining.offer.decline.hint")}</p>
      </Form>
    </>
  );
}

function Withdraw({
  page: { t },
  event,
  place,
  state,
}: Pick<Props, "page" | "event" | "state"> & { readonly place: MyPlace }) {
  const waiting = place.state === "waiting";
  return (
    <details className="mt-2">
      <summary>{t(waiting ? "joining.leave" : "joining.withdraw")}</summary>
      <Form state={state} action="withdraw" className="grid gap-3 mt-3" summary={false}>
        <input type="hidden" name="event" value={event.slug} />
        <label className="choice">
          <input type="checkbox" name="sure" id="sure" value="yes" required />
          <span>{t(waiting ? "joining.leave.sure" : "joining.withdraw.sure")}</span>
        </label>
        <button type="submit" className="button quiet">
          {t(waiting ? "joining.leave" : "joining.withdraw")}
        </button>
      </Form>
    </details>
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
