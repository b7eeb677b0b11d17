import { Form, type FormState, problemsOf, typed } from "@/components/ui/form";
import type { EventSeats, WaitingPerson } from "@/lib/admission/types";
import type { Page } from "@/lib/entry/page";
import { formatInstant } from "@/lib/format/dates";

type Props = {
  readonly page: Pick<Page, "t" | "language">;
  readonly people: readonly WaitingPerson[];
  readonly event: EventSeats;
  readonly state: FormState;
};

/** Who waits, in the order in which seats are offered, with what an organizer may do for each and must give a reason for. */
export function WaitingTable({ page: { t, language }, people, event, state }: Props) {
  return (
    <div className="table-scroll">
      <table className="table cards">
        <caption className="visually-hidden">{t("waiting.caption")}</caption>
        <thead>
          <tr>
            <th scope="col">{t("waiting.place")}</th>
            <th scope="col">{t("waiting.name")}</th>
            <th scope="col">{t("waiting.since")}</th>
            <th scope="col">{t("waiting.offer")}</th>
            <th scope="col">{t("waiting.change")}</th>
          </tr>
        </thead>
        <tbody>
          {people.map((person, i) => (
            <tr key={person.enrolmentId}>
              <td data-label={t("waiting.place")} className="nums">
                {i + 1}
              </td>
              <th scope="row">
                <span>
                  <bdi className="block">{person.fullName}</bdi>
                  {person.nativeName ? <bdi className="block font-normal muted">{person.nativeName}</bdi> : null}
                </span>
              </th>
              <td data-label={t("waiting.since")}>{formatInstant(person.waitingSince, language, event.zone)}</td>
              <td data-label={t("waiting.offer")}>
                {person.offerUntil
                  ? t("waiting.offer.until", { until: formatInstant(person.offerUntil, language, event.zone) })
                  : t("waiting.offer.none")}
              </td>
              <td data-label={t("waiting.change")}>
                <Change t={t} person={person} slug={event.slug} state={state} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Change({
  t,
  person,
  slug,
  state,
}: Pick<Page, "t"> & { readonly person: WaitingPerson; readonly slug: string; readonly state: FormState }) {
  const refused = typed(state, "enrolment") === person.enrolmentId;
  const own = refused ? state : { ...state, refused: null };
  const id = `reason-${person.enrolmentId}`;
  return (
    <details open={refused}>
      <summary>{t("waiting.change.open", { name: person.fullName })}</summary>
      <Form state={own} action="move-to-head" className="grid gap-3 mt-3">
        <input type="hidden" name="event" value={slug} />
        <input type="hidden" name="enrolment" value={person.enrolmentId} />
        <div className="field">
          <label htmlFor={id}>{t("waiting.reason")}</label>
          <p className="hint" id={`${id}-hint`}>
            {t("waiting.reason.hint")}
          </p>
          {problemsOf(own, "reason").map((problem) => (
            <p className="problem" key={problem} id={`${id}-problem`}>
              {problem}
            </p>
          ))}
          <textarea
            id={id}
            name="reason"
            rows={2}
            maxLength={500}
            defaultValue={typed(own, "reason")}
            aria-describedby={`${id}-hint`}
            aria-invalid={problemsOf(own, "reason").length > 0 ? true : undefined}
          />
        </div>
        <div className="flex flex-wrap gap-3">
          {person.offerUntil ? null : (
            <button type="submit" className="button quiet">
              {t("waiting.to-head")}
            </button>
          )}
          <button type="submit" className="button quiet" formAction="/forms/remove-from-event">
            {t("waiting.remove")}
          </button>
        </div>
      </Form>
    </details>
  );
}
