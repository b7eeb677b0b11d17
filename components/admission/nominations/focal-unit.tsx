import { Form, type FormState } from "@/components/ui/form";
import type { FocalPage, NominatedPerson, NominationUnit } from "@/lib/admission/nominations/types";
import type { Page } from "@/lib/entry/page";
import { NominatedPeople, StandingMark } from "./nominated-people";

type Props = {
  readonly page: Page;
  readonly state: FormState;
  readonly event: FocalPage;
  readonly unit: NominationUnit;
  readonly number: number;
  readonly first: boolean;
  readonly last: boolean;
};

/** A nominated person or pair as their focal point sees it, with what can still be changed. */
export function FocalUnit({ page, state, event, unit, number, first, last }: Props) {
  const { t, at } = page;
  const undecided = event.mayNominate && unit.decision === null;
  const ranked = undecided && unit.standing === "nominated";
  const begun = event.opensAt !== null && event.opensAt <= new Date();
  const names = unit.people.map(({ fullName }) => fullName).join(" + ");
  const link = (person: NominatedPerson) => {
    const query = ranked ? "edit" : person.mayBeReplaced && !begun && event.state === "published" ? "replace" : null;
    return query ? (
      <p>
        <a className="inline-block py-1 small" href={`${at(`/nominate/${event.slug}`)}?${query}=${person.id}#form`}>
          {t(query === "edit" ? "nominate.edit" : "nominate.replace", { name: person.fullName })}
        </a>
      </p>
    ) : null;
  };
  return (
    <li className="numbered">
      <span className="number nums">{number}.</span>
      <div className="grid gap-3">
        <p>
          <StandingMark page={page} state={unit.standing} />
        </p>
        <NominatedPeople page={page} zone={event.zone} unit={unit} actions={link} />
        {unit.standing === "not-selected" && unit.reason ? (
          <p className="small measure" dir="auto">
            {unit.reason}
          </p>
        ) : null}
        {unit.decision && event.mayNominate ? <p className="small muted">{t("nominate.being-decided")}</p> : null}
        {ranked || (undecided && unit.standing === "waiting") ? (
          <Form state={state} action="move-nomination" className="flex flex-wrap gap-3" summary={false}>
            <input type="hidden" name="event" value={event.slug} />
            <input type="hidden" name="nomination" value={unit.id} />
            {ranked && !first ? (
              <button
                type="submit"
                className="button quiet"
                name="intent"
                value="up"
                aria-label={t("nominate.up-name", { name: names })}
              >
                {t("nominate.up")}
              </button>
            ) : null}
            {ranked && !last ? (
              <button
                type="submit"
                className="button quiet"
                name="intent"
                value="down"
                aria-label={t("nominate.down-name", { name: names })}
              >
                {t("nominate.down")}
              </button>
            ) : null}
            <button
              type="submit"
              className="button danger"
              name="intent"
              value="withdraw"
              aria-label={t("nominate.withdraw-name", { name: names })}
            >
              {t("nominate.withdraw")}
            </button>
          </Form>
        ) : null}
      </div>
    </li>
  );
}
