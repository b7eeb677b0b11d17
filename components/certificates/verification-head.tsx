import { formatCode } from "@/lib/certificates/code";
import type { Found } from "@/lib/certificates/verification/types";
import type { MessageKey } from "@/lib/content/messages";
import type { Page } from "@/lib/entry/page";
import { formatInstant } from "@/lib/format/dates";

const tones: Readonly<Record<string, string>> = { valid: "affirm", expired: "caution", "cannot-be-checked": "caution" };

/** The answer in one word and one sentence, when and where it was given, and what weighs on it. */
export function VerificationHead({
  page: { t, at, language, query },
  found,
  zone,
  host,
}: {
  readonly page: Page;
  readonly found: Found;
  /** Of who reads; UTC for a visitor. */
  readonly zone: string;
  readonly host: string;
}) {
  const subject = found.kind === "certificate" ? found.certificate : found.transcript;
  const { code, outcome, specimen, revokedAt, revocationClass } = subject;
  const isTakenBack = found.kind === "transcript" && revocationClass === "holder-request";
  return (
    <header className="measure grid gap-3">
      <p className="eyebrow">{t("verify.title")}</p>
      <h1>
        <span className={`state text-[1.5rem]! ${tones[outcome] ?? "refuse"}`}>{t(`check.outcome.${outcome}`)}</span>
      </h1>
      <p>
        {t(
          outcome === "cannot-be-checked"
            ? "verify.transcript-says.unsigned"
            : (found.kind === "transcript" && outcome === "valid") || (isTakenBack && outcome === "revoked")
              ? `verify.transcript-says.${outcome}`
              : `verify.says.${outcome}`,
        )}
      </p>
      <p className="small muted">
        {t("verify.checked-at", { date: formatInstant(new Date(), language, zone) })}{" "}
        <code className="break-all" dir="ltr">
          {`${host}/verify/${code}`}
        </code>
      </p>
      {query.from === "pdf" ? <p className="notice">{t("verify.from-pdf")}</p> : null}
      {specimen ? <p className="notice caution">{t("verify.specimen")}</p> : null}
      {revokedAt ? (
        <p className="notice refuse">
          {isTakenBack
            ? t("verify.transcript-revoked", { date: formatInstant(revokedAt, language, subject.zone) })
            : t("verify.revoked", {
                date: formatInstant(revokedAt, language, subject.zone),
                reason: t(`revocation-class.${revocationClass ?? "issued-in-error"}` as MessageKey),
              })}
        </p>
      ) : null}
      {found.kind === "certificate" && found.certificate.supersededByCode ? (
        <p className="notice caution">
          {t("verify.superseded")}{" "}
          <a href={at(`/verify/${found.certificate.supersededByCode}`)}>
            <code dir="ltr">{formatCode(found.certificate.supersededByCode)}</code>
          </a>
        </p>
      ) : null}
    </header>
  );
}
