import type { Page } from "@/lib/entry/page";
import { mostPeopleToPair } from "@/lib/exams/analysis/rules";
import type { EventAnalysis, NamedPerson, SharedWrongPair } from "@/lib/exams/analysis/types";
import { formatNumber } from "@/lib/format/dates";
import { formatDecimal } from "./figures";

/** Who shares unusually many identical wrong answers. It says first that it decides nothing, and how it can be wrong. */
export function SharedWrong({ page, report }: { readonly page: Page; readonly report: EventAnalysis["sharedWrong"] }) {
  const { t } = page;
  return (
    <>
      <p className="notice caution measure">
        <strong>{t("analysis.shared.informs")}</strong> {t("analysis.shared.limits")}
      </p>
      {report.ok ? (
        <>
          <p className="measure">
            {t(report.value.unusual.length === 0 ? "analysis.shared.none" : "analysis.shared.some", {
              pairs: report.value.pairs,
              count: report.value.unusual.length,
            })}
          </p>
          {report.value.unusual.length === 0 ? null : <Pairs page={page} pairs={report.value.unusual} />}
        </>
      ) : (
        <p>
          {t("analysis.not-computable", {
            reason: t(`analysis.shared.${report.reason}`, { most: mostPeopleToPair }),
          })}
        </p>
      )}
    </>
  );
}

function Pairs({ page: { t, language }, pairs }: { readonly page: Page; readonly pairs: readonly SharedWrongPair[] }) {
  return (
    <table className="table cards">
      <caption className="visually-hidden">{t("analysis.shared.caption")}</caption>
      <thead>
        <tr>
          <th scope="col">{t("analysis.shared.people")}</th>
          <th scope="col">{t("analysis.shared.asked")}</th>
          <th scope="col">{t("analysis.shared.both-wrong")}</th>
          <th scope="col">{t("analysis.shared.identical")}</th>
          <th scope="col">{t("analysis.shared.expected")}</th>
          <th scope="col">{t("analysis.shared.by-chance")}</th>
        </tr>
      </thead>
      <tbody>
        {pairs.map(({ people, asked, bothWrong, identical, expected, pairsByChance }) => (
          <tr key={people.map(({ fullName }) => fullName).join() + pairsByChance}>
            <th scope="row">
              <span className="grid gap-1">
                <Name person={people[0]} />
                <Name person={people[1]} />
              </span>
            </th>
            <td data-label={t("analysis.shared.asked")}>{formatNumber(asked, language)}</td>
            <td data-label={t("analysis.shared.both-wrong")}>{formatNumber(bothWrong, language)}</td>
            <td data-label={t("analysis.shared.identical")}>{formatNumber(identical, language)}</td>
            <td data-label={t("analysis.shared.expected")}>{formatDecimal(expected, language, 1)}</td>
            <td data-label={t("analysis.shared.by-chance")}>
              {pairsByChance < 0.001
                ? t("analysis.shared.less-than", { pairs: formatDecimal(0.001, language, 3) })
                : formatDecimal(pairsByChance, language, 3)}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Name({ person: { fullName, nativeName } }: { readonly person: NamedPerson }) {
  return (
    <span>
      <bdi>{fullName}</bdi>
      {nativeName ? (
        <span className="font-normal muted">
          {" "}
          <bdi>{nativeName}</bdi>
        </span>
      ) : null}
    </span>
  );
}
