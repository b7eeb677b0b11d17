import type { Page } from "@/lib/entry/page";
import { formatInstant } from "@/lib/format/dates";
import type { RunningAttempt } from "@/lib/organizing/types";

type Props = { readonly page: Page; readonly attempts: readonly RunningAttempt[]; readonly zone: string };

/** Who sits the exam now, and by when each attempt ends. */
export function RunningTable({ page: { t, language }, attempts, zone }: Props) {
  return (
    <div className="table-scroll">
      <table className="table cards">
        <caption className="visually-hidden">{t("organize.running.caption")}</caption>
        <thead>
          <tr>
            <th scope="col">{t("organize.people.name")}</th>
            <th scope="col">{t("organize.running.started")}</th>
            <th scope="col">{t("organize.running.deadline")}</th>
          </tr>
        </thead>
        <tbody>
          {attempts.map(({ id, fullName, startedAt, deadlineAt }) => (
            <tr key={id}>
              <th scope="row">
                <bdi>{fullName}</bdi>
              </th>
              <td data-label={t("organize.running.started")}>{formatInstant(startedAt, language, zone)}</td>
              <td data-label={t("organize.running.deadline")}>{formatInstant(deadlineAt, language, zone)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
