import { Form, type FormState } from "@/components/ui/form";
import { listAddress } from "@/lib/admission/selection/rules";
import type { ListedApplicant, ListQuery, SelectionEvent } from "@/lib/admission/selection/types";
import { stateName } from "@/lib/admission/states";
import type { Page } from "@/lib/entry/page";
import { formatDay, formatNumber } from "@/lib/format/dates";
import { DecisionFields } from "./decision-fields";
import { StateMark } from "./state-mark";

type Props = {
  readonly page: Page;
  readonly state: FormState;
  readonly event: SelectionEvent;
  readonly applicants: readonly ListedApplicant[];
  readonly query: ListQuery;
  /** An organizer ticks people and decides on them; reviewers read. */
  readonly organizes: boolean;
};

/** A page of applicants; for organizers with the boxes to decide on several at once. */
export function ApplicantsTable({ page, state, event, applicants, query, organizes }: Props) {
  const { t } = page;
  const table = (
    <Table page={page} state={state} event={event} applicants={applicants} query={query} organizes={organizes} />
  );
  if (!organizes || event.state !== "published") return table;
  return (
    <Form state={state} action="decide-applications" className="grid gap-6" summary={false}>
      <input type="hidden" name="event" value={event.slug} />
      <input type="hidden" name="query" value={listAddress(query)} />
      {table}
      <section aria-labelledby="decide" className="grid gap-4 border-t border-rule pt-4">
        <h3 id="decide">{t("selection.decide.several")}</h3>
        <DecisionFields state={state} decided={false} />
      </section>
    </Form>
  );
}

const mayTick = ({ own, state }: ListedApplicant): boolean =>
  !own && (state === "submitted" || state === "shortlisted");

function Table({ page, state, event, applicants, organizes }: Props) {
  const { t, at, language } = page;
  const typed = state.refused?.values.applications;
  const ticked = Array.isArray(typed) ? typed : [];
  const ticking = organizes && event.state === "published";
  const score = ({ mean, given, own }: ListedApplicant): string =>
    mean === null || own
      ? t("selection.given", { given, needed: event.reviewersNeeded })
      : t("selection.mean", { percent: formatNumber(Math.round(mean), language), given });
  return (
    <div className="table-scroll">
      <table className="table cards">
        <caption className="visually-hidden">{t("selection.title")}</caption>
        <thead>
          <tr>
            {ticking ? <th scope="col">{t("selection.tick")}</th> : null}
            <th scope="col">{t("selection.name")}</th>
            <th scope="col">{t("apply.field.state")}</th>
            <th scope="col">{t("apply.field.institution")}</th>
            <th scope="col">{t("selection.sent")}</th>
            <th scope="col">{t("selection.score")}</th>
            <th scope="col">{t("selection.state")}</th>
          </tr>
        </thead>
        <tbody>
          {applicants.map((applicant) => (
            <tr key={applicant.id}>
              {ticking ? (
                <td data-label={t("selection.tick")}>
                  {mayTick(applicant) ? (
                    <input
                      type="checkbox"
                      name="applications[]"
                      value={applicant.id}
                      className="size-6 accent-chancery"
                      aria-label={t("selection.tick.one", { name: applicant.fullName })}
                      defaultChecked={ticked.includes(applicant.id)}
                    />
                  ) : (
                    "–"
                  )}
                </td>
              ) : null}
              <th scope="row">
                <span>
                  {applicant.own ? (
                    <>
                      <bdi>{applicant.fullName}</bdi>
                      <span className="block font-normal muted">{t("selection.own")}</span>
                    </>
                  ) : (
                    <a
                      className="inline-block py-1 -my-1"
                      href={at(`/organize/events/${event.slug}/applications/${applicant.id}`)}
                    >
                      <bdi>{applicant.fullName}</bdi>
                    </a>
                  )}
                  {applicant.nativeName ? (
                    <span className="block font-normal muted">
                      <bdi>{applicant.nativeName}</bdi>
                    </span>
                  ) : null}
                </span>
              </th>
              <td data-label={t("apply.field.state")}>
                {applicant.stateCode ? stateName(applicant.stateCode, language) : t("common.not-stated")}
              </td>
              <td data-label={t("apply.field.institution")}>
                <span>
                  <bdi>{applicant.institution ?? t("common.not-stated")}</bdi>
                  {applicant.institutionKind ? (
                    <span className="block small muted">{t(`institution-kind.${applicant.institutionKind}`)}</span>
                  ) : null}
                </span>
              </td>
              <td data-label={t("selection.sent")} className="nums">
                {formatDay(applicant.submittedAt, language, event.zone)}
              </td>
              <td data-label={t("selection.score")} className="nums">
                <span>
                  {score(applicant)}
                  {applicant.mine ? <span className="block small muted">{t("selection.mine")}</span> : null}
                </span>
              </td>
              <td data-label={t("selection.state")}>
                <StateMark t={t} applicant={applicant} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
