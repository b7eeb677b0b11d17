import { Form } from "@/components/ui/form";
import { formatCode } from "@/lib/certificates/code";
import type { HeldCertificate } from "@/lib/certificates/holder/types";
import type { MessageKey } from "@/lib/content/messages";
import type { Page } from "@/lib/entry/page";
import { formatDay, joinParts } from "@/lib/format/dates";
import { ShareLinks } from "./share-links";

const tones: Readonly<Record<string, string>> = { valid: "affirm", expired: "caution" };
const files = ["json", "png", "svg"] as const;

type Props = {
  readonly page: Page;
  readonly certificate: HeldCertificate;
  readonly zone: string;
  /** The link that was just made: it is told once. */
  readonly made: string | null;
};

/** One of a holder's certificates: where it stands, its documents, who sees it whole, and whom to write to. */
export function HeldCertificateItem({ page, certificate, zone, made }: Props) {
  const { t, at, language } = page;
  const { code, outcome, courseTitle, supersededByCode, validUntil } = certificate;
  const day = (text: string): string => formatDay(new Date(`${text}T00:00:00Z`), language, "UTC");
  return (
    <li id={code} className="grid gap-4 py-6!">
      <div className="grid gap-1">
        <h2 id={`held-${code}`}>
          <bdi lang={certificate.language === language ? undefined : certificate.language}>{courseTitle}</bdi>
        </h2>
        <p>
          <span className={`state ${tones[outcome] ?? "refuse"}`}>{t(`check.outcome.${outcome}`)}</span>
        </p>
        <p className="muted">
          {joinParts(
            [
              t(`certificate-kind.${certificate.kind}` as MessageKey),
              day(certificate.releasedOn),
              ...(validUntil ? [t("certificates.until", { date: day(validUntil) })] : []),
            ],
            language,
          )}
          <br />
          <code dir="ltr">{formatCode(code)}</code>
        </p>
        {supersededByCode ? (
          <p>
            {t("certificates.replaced-by")}{" "}
            <a href={`#${supersededByCode}`}>
              <code dir="ltr">{formatCode(supersededByCode)}</code>
            </a>
          </p>
        ) : null}
        {certificate.specimen ? <p className="small">{t("verify.specimen")}</p> : null}
      </div>
      <ul className="flex flex-wrap gap-x-5 gap-y-1">
        <li>
          <a className="inline-block py-1" href={`/certificates/${code}.pdf`}>
            {t("verify.pdf")}
          </a>
        </li>
        {files.map((format) => (
          <li key={format}>
            <a className="inline-block py-1" href={`/certificates/${code}.${format}`} download>
              {t(`certificates.${format}`)}
            </a>
          </li>
        ))}
        <li>
          <a className="inline-block py-1" href={at(`/verify/${code}`)}>
            {t("certificates.verify")}
          </a>
        </li>
      </ul>
      <ScoreChoice page={page} certificate={certificate} />
      <ShareLinks page={page} held={certificate} zone={zone} made={made} heading="h3" describedBy={`held-${code}`} />
      <details open={certificate.state === "revoked"}>
        <summary>{t(certificate.state === "revoked" ? "certificates.appeal" : "certificates.contact")}</summary>
        <p className="measure mt-2">
          {t(certificate.state === "revoked" ? "certificates.appeal-text" : "certificates.contact-text")}
        </p>
        <ul className="mt-2 flex flex-wrap gap-x-5 gap-y-1">
          {certificate.contacts.map((address) => (
            <li key={address}>
              <a className="inline-block py-1" href={`mailto:${address}?subject=${formatCode(code)}`} dir="ltr">
                {address}
              </a>
            </li>
          ))}
          <li>
            <a className="inline-block py-1" href={at(`/learn/${certificate.eventSlug}`)}>
              {t("certificates.contact-event")}
            </a>
          </li>
        </ul>
      </details>
    </li>
  );
}

/** Whether the score stands on documents; nothing is asked where there is none, or the document certifies nothing any more. */
function ScoreChoice({
  page: { t, here },
  certificate: { code, state, score, scoreShown },
}: Pick<Props, "page" | "certificate">) {
  if (score === null || state !== "valid") return null;
  return (
    <Form
      state={{ t, here, refused: null }}
      action="show-score"
      className="flex flex-wrap items-baseline gap-x-3 gap-y-1"
    >
      <input type="hidden" name="code" value={code} />
      <span>{t(scoreShown ? "certificates.score-is-shown" : "certificates.score-is-hidden", { score })}</span>
      <button type="submit" name="shown" value={scoreShown ? "no" : "yes"} className="link-button">
        {t(scoreShown ? "certificates.score-hide" : "certificates.score-show")}
      </button>
    </Form>
  );
}
