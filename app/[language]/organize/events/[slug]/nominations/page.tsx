import type { Metadata } from "next";
import { EventHead } from "@/components/admission/event-head";
import { DecisionPanel } from "@/components/admission/nominations/decision-panel";
import { FocalPoints } from "@/components/admission/nominations/focal-points";
import { NominatedPeople, StandingMark } from "@/components/admission/nominations/nominated-people";
import { Form, type FormState, ProblemSummary, TextField } from "@/components/ui/form";
import { INVITATION_DAYS, LONGEST_INVITATION_DAYS } from "@/lib/admission/invitations/rules";
import { loadNominations } from "@/lib/admission/nominations/loaders";
import type { NominationsPage, NominationUnit } from "@/lib/admission/nominations/types";
import { stateName } from "@/lib/admission/states";
import type { MessageKey } from "@/lib/content/messages";
import { drawn } from "@/lib/entry/drawn";
import { type Page, type PageProps, readPage, readRefusedForm } from "@/lib/entry/page";

type Props = PageProps<{ slug: string }>;

export async function generateMetadata(props: Props): Promise<Metadata> {
  return { title: (await readPage(props)).t("nominations.title"), robots: { index: false } };
}

const announcements = ["named", "removed", "decided", "sent", "taken-back"] as const;

export default async function OrganizerNominationsPage(props: Props) {
  const page = await readPage(props);
  const { t, at, here, language, params, query } = page;
  const event = await loadNominations(params.slug, language);
  const state = { t, here, refused: await readRefusedForm(page) };
  const done = announcements.find((name) => name === query.done);
  return drawn(
    <div className="grid gap-10">
      <div className="grid gap-4">
        <EventHead page={page} event={event} title={t("nominations.title")}>
          {t("nominations.lede")}
        </EventHead>
        {done && !state.refused ? (
          <p className="notice affirm measure">{t(`nominations.done.${done}` satisfies MessageKey)}</p>
        ) : null}
        {event.admission === "nomination" ? null : (
          <p className="notice caution measure">{t("nominations.other-admission")}</p>
        )}
        <ProblemSummary state={state} />
        <p className="nums">
          {event.seats === null
            ? t("admission.seats-unlimited")
            : t("admission.seats-free", {
                free: event.seats - event.seatsTaken - event.seatsHeld,
                seats: event.seats,
              })}{" "}
          {event.stateQuota === null ? null : t("nominations.quota", { quota: event.stateQuota })}
        </p>
        {event.inPairs ? <p className="measure">{t("nominations.pairs")}</p> : null}
        <p className="measure">{t("nominations.waiting-note")}</p>
      </div>
      {event.decided.units > 0 ? <SendPanel page={page} state={state} event={event} /> : null}
      <section aria-labelledby="by-state" className="grid gap-6">
        <h2 id="by-state">{t("nominations.by-state")}</h2>
        {event.states.length === 0 ? (
          <p>
            {t("nominations.none")}{" "}
            <a className="inline-block py-1" href={at(`/organize/events/${event.slug}/import`)}>
              {t("invitations.import")}
            </a>
          </p>
        ) : (
          [...event.states]
            .map((own) => ({ ...own, name: stateName(own.stateCode, language) }))
            .sort((one, other) => one.name.localeCompare(other.name, language))
            .map(({ stateCode, name, units, seats }) => (
              <section key={stateCode} aria-labelledby={`state-${stateCode}`} className="grid gap-2">
                <h3 id={`state-${stateCode}`} className="flex flex-wrap items-baseline gap-x-4">
                  {name}
                  <span className="small font-normal nums">
                    {event.stateQuota === null
                      ? t("nominations.state-seats", { seats })
                      : t("nominations.state-seats-of", { seats, quota: event.stateQuota })}
                  </span>
                </h3>
                <ol className="rows">
                  {units.map((unit, index) => (
                    <Unit key={unit.id} page={page} state={state} event={event} unit={unit} number={index + 1} />
                  ))}
                </ol>
              </section>
            ))
        )}
      </section>
      <FocalPoints page={page} state={state} event={event} />
    </div>,
  );
}

type UnitProps = {
  readonly page: Page;
  readonly state: FormState;
  readonly event: NominationsPage;
  readonly unit: NominationUnit;
  readonly number: number;
};

function Unit({ page, state, event, unit, number }: UnitProps) {
  const { t } = page;
  const offers = unit.people.some(({ invitedUntil, keptUntil }) => invitedUntil || keptUntil);
  return (
    <li id={`nomination-${unit.id}`} className="numbered">
      <span className="number nums">{number}.</span>
      <div className="grid gap-3">
        <p className="flex flex-wrap items-baseline gap-x-4">
          <StandingMark page={page} state={unit.standing} />
          {unit.decision ? (
            <span className="small">{t(`nominations.decided.${unit.decision}` satisfies MessageKey)}</span>
          ) : null}
          <span className="small muted">{t("nominations.by", { name: unit.nominatedBy })}</span>
        </p>
        <NominatedPeople page={page} zone={event.zone} unit={unit} />
        {unit.standing === "not-selected" && unit.reason ? (
          <p className="small measure" dir="auto">
            {unit.reason}
          </p>
        ) : null}
        {unit.standing === "half" ? <Half page={page} state={state} event={event} unit={unit} /> : null}
        <DecisionPanel t={t} state={state} slug={event.slug} unit={unit} />
        {offers ? (
          <details>
            <summary className="py-1 small">{t("nominations.take-back")}</summary>
            <Form state={state} action="take-back-nomination" className="mt-2 grid gap-3" summary={false}>
              <input type="hidden" name="event" value={event.slug} />
              <input type="hidden" name="nomination" value={unit.id} />
              <p className="small measure">{t("nominations.take-back-note")}</p>
              <p>
                <button type="submit" className="button danger">
                  {t("nominations.take-back-confirm")}
                </button>
              </p>
            </Form>
          </details>
        ) : null}
      </div>
    </li>
  );
}

/** Of a pair one has a seat and the other's is lost: they stay until the organizer decides otherwise. */
function Half({ page: { t, at }, event, unit }: Omit<UnitProps, "number">) {
  const seated = unit.people.find(({ enrolmentId }) => enrolmentId);
  if (!seated) return null;
  return (
    <p className="notice caution measure">
      {t("nominations.half", { name: seated.fullName })}{" "}
      <a href={at(`/organize/events/${event.slug}#people`)}>{t("nominations.half-link")}</a>
    </p>
  );
}

function SendPanel({ page: { t }, state, event }: Pick<UnitProps, "page" | "state" | "event">) {
  return (
    <section aria-labelledby="send" className="notice measure grid gap-3">
      <h2 id="send" className="text-base! font-sans!">
        {t("nominations.send-title", { count: event.decided.units })}
      </h2>
      <p>{t("nominations.send-note", { seats: event.decided.seats })}</p>
      <Form state={state} action="send-nominations" className="grid gap-3" summary={false}>
        <input type="hidden" name="event" value={event.slug} />
        <TextField
          state={state}
          name="days"
          label={t("invitations.days")}
          hint={t("invitations.days.hint", { maximum: LONGEST_INVITATION_DAYS })}
          value={String(INVITATION_DAYS)}
          inputMode="numeric"
          maxLength={3}
        />
        <p>
          <button type="submit" className="button">
            {t("nominations.send")}
          </button>
        </p>
      </Form>
    </section>
  );
}
