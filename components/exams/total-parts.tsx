import { AttendanceLine } from "@/components/sessions/attendance-line";
import type { MessageKey } from "@/lib/content/messages";
import type { Page } from "@/lib/entry/page";
import type { AttemptResult } from "@/lib/exams/types";
import { formatNumber } from "@/lib/format/dates";

type Props = { readonly page: Page; readonly result: Pick<AttemptResult, "components" | "attendance"> };

/** What was earned in each weighted part of the total, and what the event asks for besides. */
export function TotalParts({ page, result: { components, attendance } }: Props) {
  const { t, language } = page;
  return (
    <section className="measure grid gap-3" aria-labelledby="parts">
      <h2 id="parts">{t("result.parts")}</h2>
      <table className="table">
        <caption className="visually-hidden">{t("result.parts-caption")}</caption>
        <thead>
          <tr>
            <th scope="col">{t("result.part")}</th>
            <th scope="col">{t("result.weight")}</th>
            <th scope="col">{t("result.earned")}</th>
          </tr>
        </thead>
        <tbody>
          {components.map(({ kind, weight, earned, possible }) => (
            <tr key={kind}>
              <th scope="row">{t(`result.part.${kind}` as MessageKey)}</th>
              <td className="nums">{t("result.weight-value", { weight })}</td>
              <td className="nums">
                {earned === null ? (
                  t(attendance.closed ? "result.part-nothing" : "result.part-open")
                ) : (
                  <bdi>
                    {formatNumber(earned, language)} / {formatNumber(possible, language)}
                  </bdi>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {attendance.held > 0 || attendance.percent !== null ? (
        <AttendanceLine page={page} attendance={attendance} percent={attendance.percent} closed={attendance.closed} />
      ) : null}
    </section>
  );
}
