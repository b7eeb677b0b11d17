import { formatCode } from "@/lib/certificates/code";
import type { OpenCertificate, Step } from "@/lib/certificates/verification/types";
import type { MessageKey } from "@/lib/content/messages";
import type { Page } from "@/lib/entry/page";
import { formatDay, formatInstant } from "@/lib/format/dates";

/** A certificate's states with their dates, oldest first; what it replaced and what replaced it are links. */
export function CertificateHistory({
  page: { t, at, language },
  certificate: { history, zone },
}: {
  readonly page: Pick<Page, "t" | "at" | "language">;
  readonly certificate: OpenCertificate;
}) {
  const when = (step: Step): string =>
    step.what === "expired"
      ? formatDay(new Date(`${step.day}T00:00:00Z`), language, "UTC")
      : formatInstant(step.at, language, zone);
  const other = (code: string) => (
    <a href={at(`/verify/${code}`)}>
      <code dir="ltr">{formatCode(code)}</code>
    </a>
  );
  return (
    <ol className="rows measure">
      {history.map((step) => (
        <li key={step.what} className="py-3!">
          <strong>{t(`verify.step.${step.what}`)}</strong>
          <br />
          <span className="muted">{when(step)}</span>
          {step.what === "revoked" ? (
            <>
              <br />
              {t("verify.step.reason", {
                reason: t(`revocation-class.${step.reason ?? "issued-in-error"}` as MessageKey),
              })}
            </>
          ) : null}
          {step.what === "superseded" ? (
            <>
              <br />
              {t("verify.step.by")} {other(step.code)}
            </>
          ) : null}
          {step.what === "released" && step.code ? (
            <>
              <br />
              {t("verify.step.replaces")} {other(step.code)}
            </>
          ) : null}
        </li>
      ))}
    </ol>
  );
}
