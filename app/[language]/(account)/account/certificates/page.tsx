import type { Metadata } from "next";
import { HeldCertificateItem } from "@/components/certificates/held-certificate";
import { loadHeldCertificates } from "@/lib/certificates/holder/loaders";
import { madeLink } from "@/lib/certificates/holder/made-link";
import type { MessageKey } from "@/lib/content/messages";
import { drawn } from "@/lib/entry/drawn";
import { type PageProps, readPage } from "@/lib/entry/page";

const done: Readonly<Record<string, MessageKey>> = {
  unshared: "certificates.unshared",
  "score-shown": "certificates.score-shown",
  "score-hidden": "certificates.score-hidden",
};

export async function generateMetadata(props: PageProps): Promise<Metadata> {
  return { title: (await readPage(props)).t("certificates.title"), robots: { index: false } };
}

export default async function CertificatesPage(props: PageProps) {
  const page = await readPage(props);
  const { t, at, query } = page;
  const { certificates, zone } = await loadHeldCertificates();
  const note = typeof query.done === "string" && Object.hasOwn(done, query.done) ? done[query.done] : undefined;
  return drawn(
    <div className="grid gap-6">
      <h1>{t("certificates.title")}</h1>
      {note ? <p className="notice affirm measure">{t(note)}</p> : null}
      {certificates.length === 0 ? (
        <p>
          {t("certificates.none")} <a href={at("/learn")}>{t("nav.learn")}</a>
        </p>
      ) : (
        <>
          <ul className="rows">
            {certificates.map((certificate) => (
              <HeldCertificateItem
                key={certificate.code}
                page={page}
                certificate={certificate}
                zone={zone}
                made={madeLink(query, certificate.code)}
              />
            ))}
          </ul>
          <p className="measure">
            {t("certificates.offline")}{" "}
            <a href="/verify/offline.html" download>
              {t("certificates.offline-link")}
            </a>
          </p>
        </>
      )}
      <p>
        <a href={at("/account/transcript")}>{t("transcript.link")}</a>
      </p>
    </div>,
  );
}
