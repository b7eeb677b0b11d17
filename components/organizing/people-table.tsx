import type { MessageKey, Translate } from "@/lib/content/messages";
import type { Page } from "@/lib/entry/page";
import { formatDay, formatNumber } from "@/lib/format/dates";
import type { Participant } from "@/lib/organizing/types";

type Props = {
  readonly page: Page;
  readonly people: readonly Participant[];
  readonly pages: number;
  readonly hasExam: boolean;
  readonly zone: string;
};

/** Who joined, how far they read and how they did in the exam. */
export function PeopleTable({ page: { t, language }, people, pages, hasExam, zone }: Props) {
  const attended = people.some(({ attendance }) => attendance !== null);
  return (
    <div className="table-scroll">
      <table className="table cards">
        <caption className="visually-hidden">{t("organize.people.caption")}</caption>
        <thead>
          <tr>
            <th scope="col">{t("organize.people.name")}</th>
            <th scope="col">{t("organize.people.joined-at")}</th>
            <th scope="col">{t("organize.people.progress")}</th>
            {attended ? <th scope="col">{t("organize.people.attendance")}</th> : null}
            {hasExam ? (
              <>
                <th scope="col">{t("organize.people.attempt")}</th>
                <th scope="col">{t("organize.people.points")}</th>
                <th scope="col">{t("organize.people.result")}</th>
              </>
            ) : null}
          </tr>
        </thead>
        <tbody>
          {people.map((person) => (
            <tr key={person.enrolmentId}>
              <th scope="row">
                <span>
                  <span className="block">
                    <bdi>{person.fullName}</bdi>
                  </span>
                  {person.nativeName ? (
                    <span className="block font-normal muted">
                      <bdi>{person.nativeName}</bdi>
                    </span>
                  ) : null}
                </span>
              </th>
              <td data-label={t("organize.people.joined-at")}>{formatDay(person.joinedAt, language, zone)}</td>
              <td data-label={t("organize.people.progress")}>
                {pages === 0
                  ? t("common.not-stated")
                  : t("organize.people.pages", { read: person.pagesRead, total: pages })}
              </td>
              {attended ? (
                <td data-label={t("organize.people.attendance")}>
                  {person.attendance ? t("organize.people.attendance-value", person.attendance) : "–"}
                </td>
              ) : null}
              {hasExam ? (
                <>
                  <td data-label={t("organize.people.attempt")}>{attemptText(t, person)}</td>
                  <td data-label={t("organize.people.points")}>{pointsText(t, language, person)}</td>
                  <td data-label={t("organize.people.result")}>
                    <Result t={t} person={person} />
                  </td>
                </>
              ) : null}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function attemptText(t: Translate, { attemptState, attempts }: Participant): string {
  if (!attemptState) return t("organize.people.not-begun");
  const state = t(`attempt-state.${attemptState}`);
  return attempts > 1 ? `${state} (${t("organize.people.attempts", { count: attempts })})` : state;
}

function pointsText(t: Translate, language: string, { verdict }: Participant): string {
  if (!verdict?.percent) return "–";
  const { earned, possible, percent } = verdict;
  return t(percent.exact ? "organize.people.points-value" : "organize.people.points-over", {
    earned: formatNumber(earned.numerator / earned.denominator, language),
    possible,
    percent: formatNumber(percent.tenths / 10, language),
  });
}

function Result({ t, person: { eligibility } }: { readonly t: Translate; readonly person: Participant }) {
  if (eligibility.standing === "eligible")
    return <span className="state affirm">{t("organize.people.passed-one")}</span>;
  const text = t(`standing.${eligibility.reason}` as MessageKey);
  return eligibility.reason === "not-passed" ? (
    <span className="state refuse">{text}</span>
  ) : (
    <span className="muted">{text}</span>
  );
}
