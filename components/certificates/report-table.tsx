import { formatCode } from "@/lib/certificates/code";
import type { ReportedPerson } from "@/lib/certificates/report/types";
import type { MessageKey } from "@/lib/content/messages";
import type { Page } from "@/lib/entry/page";
import { commaOf, formatNumber } from "@/lib/format/dates";

type Props = { readonly page: Page; readonly people: readonly ReportedPerson[]; readonly hasSessions: boolean };

/** Everybody who took part, with what became of them. */
export function ReportTable({ page: { t, at, language }, people, hasSessions }: Props) {
  return (
    <section className="table-scroll" tabIndex={0} aria-label={t("report.people")}>
      <table className="table cards">
        <caption className="visually-hidden">{t("report.people")}</caption>
        <thead>
          <tr>
            <th scope="col">{t("release.person")}</th>
            <th scope="col">{t("report.state")}</th>
            {hasSessions ? <th scope="col">{t("report.attendance")}</th> : null}
            <th scope="col">{t("report.exam")}</th>
            <th scope="col">{t("report.total")}</th>
            <th scope="col">{t("report.verdict")}</th>
            <th scope="col">{t("report.certificate")}</th>
          </tr>
        </thead>
        <tbody>
          {people.map(
            ({ personId, fullName, nativeName, stateName, attendance, best, total, eligibility, certificate }) => (
              <tr key={personId}>
                <th scope="row">
                  <span>
                    <bdi>{fullName}</bdi>
                    {nativeName ? (
                      <>
                        {" "}
                        <bdi className="muted font-normal">{nativeName}</bdi>
                      </>
                    ) : null}
                  </span>
                </th>
                <td data-label={t("report.state")}>{stateName ?? t("common.not-stated")}</td>
                {hasSessions ? (
                  <td className="nums" data-label={t("report.attendance")}>
                    {attendance ? t("organize.people.attendance-value", attendance) : "–"}
                  </td>
                ) : null}
                <td className="nums" data-label={t("report.exam")}>
                  {best ? <bdi>{`${formatNumber(best.earned, language)} / ${best.possible}`}</bdi> : "–"}
                </td>
                <td className="nums" data-label={t("report.total")}>
                  {total ? t("results.percent-value", { percent: formatNumber(total.tenths / 10, language) }) : "–"}
                </td>
                <td data-label={t("report.verdict")}>
                  <span className={`state ${eligibility.standing === "eligible" ? "affirm" : "caution"}`}>
                    {t(
                      eligibility.standing === "eligible"
                        ? "standing.eligible"
                        : (`standing.${eligibility.reason}` as MessageKey),
                    )}
                  </span>
                </td>
                <td data-label={t("report.certificate")}>
                  {certificate ? (
                    <a href={at(`/verify/${certificate.code}`)}>
                      <code dir="ltr">{formatCode(certificate.code)}</code>
                      {certificate.state === "valid"
                        ? null
                        : `${commaOf(language)} ${t(`certificate-state.${certificate.state}` as MessageKey)}`}
                    </a>
                  ) : (
                    "–"
                  )}
                </td>
              </tr>
            ),
          )}
        </tbody>
      </table>
    </section>
  );
}
