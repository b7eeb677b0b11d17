import { sentenceOf } from "@/lib/certificates/check/words";
import { formatCode } from "@/lib/certificates/code";
import type { FileReport } from "@/lib/certificates/verification/types";
import type { MessageKey } from "@/lib/content/messages";
import type { Page } from "@/lib/entry/page";
import { formatInstant } from "@/lib/format/dates";
import { VerdictMark } from "./verdict-mark";

const tones: Readonly<Record<string, string>> = {
  valid: "affirm",
  "cannot-be-checked": "caution",
  "unknown-issuer": "caution",
};

/** What was found in a file that was sent to be checked. */
export function FileReportView({
  page: { t, at, language },
  report,
}: {
  readonly page: Pick<Page, "t" | "at" | "language">;
  readonly report: FileReport;
}) {
  const { outcome, checks, says } = report;
  const instant = (text: string): string => {
    const date = new Date(text);
    return Number.isNaN(date.getTime()) ? text : formatInstant(date, language, "UTC");
  };
  const signed = checks.some(({ name, verdict }) => name === "signature" && verdict === "passed");
  const facts: readonly (readonly [MessageKey, string | null | undefined])[] = [
    ["offline.certificate", says?.title],
    ["offline.issuer", [says?.issuer, says?.issuerId].filter(Boolean).join(", ") || null],
    ["offline.from", says?.validFrom && instant(says.validFrom)],
    ["offline.until", says?.validUntil && instant(says.validUntil)],
    ["offline.code", says?.code && formatCode(says.code)],
  ];
  return (
    <>
      <div className={`notice ${tones[outcome] ?? "refuse"}`}>
        <h2>{t(`check.outcome.${outcome}`)}</h2>
        <p>{t(`check.says.${outcome}`)}</p>
      </div>
      <h2>{t("offline.checks")}</h2>
      <table className="table cards" aria-label={t("offline.checks")}>
        <tbody>
          {checks.map((check) => {
            const { key, detail, date } = sentenceOf(check);
            return (
              <tr key={check.name}>
                <th scope="row">{t(`check.name.${check.name}`)}</th>
                <td>
                  <VerdictMark t={t} verdict={check.verdict} />
                </td>
                <td>{t(key, { detail, date: date === null ? "?" : instant(date) })}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
      <h2>{t("offline.says")}</h2>
      {signed ? null : (
        <p>
          <span className="state refuse">{t("offline.unproven")}</span>
        </p>
      )}
      <dl className="facts">
        {facts.map(([key, value]) =>
          value ? (
            <div key={key}>
              <dt>{t(key)}</dt>
              <dd>
                <bdi>{value}</bdi>
              </dd>
            </div>
          ) : null,
        )}
      </dl>
      {says?.code ? (
        <p>
          <a href={at(`/verify/${says.code}`)}>{t("verify.file-register")}</a>
        </p>
      ) : null}
    </>
  );
}
