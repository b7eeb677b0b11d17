import type { Metadata } from "next";
import { Form } from "@/components/ui/form";
import { formatCode, parseCode } from "@/lib/certificates/code";
import { loadOwnCertificates } from "@/lib/certificates/loaders";
import type { MessageKey } from "@/lib/content/messages";
import { type PageProps, readPage } from "@/lib/entry/page";
import { env } from "@/lib/env";
import { commaOf, formatDay, joinParts } from "@/lib/format/dates";

export async function generateMetadata(props: PageProps): Promise<Metadata> {
  return { title: (await readPage(props)).t("certificates.title"), robots: { index: false } };
}

export default async function CertificatesPage(props: PageProps) {
  const { t, at, here, language, query } = await readPage(props);
  const certificates = await loadOwnCertificates();
  const shared = parseCode(typeof query.shared === "string" ? query.shared : "");
  const secret = typeof query.secret === "string" && /^[\w-]{24}$/.test(query.secret) ? query.secret : null;
  return (
    <div className="grid gap-6">
      <h1>{t("certificates.title")}</h1>
      {query.done === "unshared" ? <p className="notice affirm measure">{t("certificates.unshared")}</p> : null}
      {certificates.length === 0 ? (
        <p>
          {t("certificates.none")} <a href={at("/learn")}>{t("nav.learn")}</a>
        </p>
      ) : (
        <ul className="rows">
          {certificates.map((certificate) => (
            <li key={certificate.code} className="grid gap-3">
              <h2 dir="auto">{certificate.courseTitle}</h2>
              <p className="muted">
                <span className={`state ${certificate.state === "valid" ? "affirm" : "refuse"}`}>
                  {t(`certificate-state.${certificate.state}` as MessageKey)}
                </span>{" "}
                {joinParts(
                  [
                    t(`certificate-kind.${certificate.kind}` as MessageKey),
                    formatDay(new Date(`${certificate.releasedOn}T00:00:00Z`), language, "UTC"),
                  ],
                  language,
                )}
                {commaOf(language)} <code dir="ltr">{formatCode(certificate.code)}</code>
              </p>
              {certificate.specimen ? <p className="small">{t("verify.specimen")}</p> : null}
              {shared === certificate.code && secret ? (
                <p className="notice affirm">
                  {t("certificates.share-made")}
                  <br />
                  <code
                    className="break-all"
                    dir="ltr"
                  >{`${env().origin}/verify/${certificate.code}?share=${secret}`}</code>
                </p>
              ) : null}
              <div className="flex flex-wrap items-center gap-3">
                <a className="button" href={`/certificates/${certificate.code}.pdf`}>
                  {t("verify.pdf")}
                </a>
                <a className="button quiet" href={at(`/verify/${certificate.code}`)}>
                  {t("certificates.verify")}
                </a>
                <Form state={{ t, here, refused: null }} action="share-certificate" className="contents">
                  <input type="hidden" name="code" value={certificate.code} />
                  <button type="submit" className="button quiet">
                    {t("certificates.share")}
                  </button>
                </Form>
              </div>
              {certificate.shares.map(({ hash, createdAt }) => (
                <Form
                  key={hash}
                  state={{ t, here, refused: null }}
                  action="unshare-certificate"
                  className="flex flex-wrap items-baseline gap-3 small"
                >
                  <input type="hidden" name="code" value={certificate.code} />
                  <input type="hidden" name="hash" value={hash} />
                  <span>{t("certificates.share-since", { date: formatDay(createdAt, language, "UTC") })}</span>
                  <button type="submit" className="link-button">
                    {t("certificates.unshare")}
                  </button>
                </Form>
              ))}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
