import type { ReactNode } from "react";
import type { Holder, OpenCertificate } from "@/lib/certificates/verification/types";
import type { Page } from "@/lib/entry/page";
import { CertificateFacts } from "./certificate-facts";
import { CertificateHistory } from "./certificate-history";
import { CheckedSection } from "./checked-section";
import { ProvedFacts } from "./proved-facts";

/** What was proved, what was checked just now, and a certificate's life so far. */
export function CertificateView({
  page,
  certificate,
  holder,
  children,
}: {
  readonly page: Page;
  readonly certificate: OpenCertificate;
  readonly holder: Holder | null;
  /** What stands between what it is and what it proves: documents, or how to see whose it is. */
  readonly children: ReactNode;
}) {
  const { t } = page;
  return (
    <>
      <section className="grid gap-3" aria-labelledby="what">
        <h2 id="what">{t("verify.what-title")}</h2>
        <CertificateFacts page={page} certificate={certificate} holder={holder} />
      </section>
      {children}
      <section className="grid gap-3" aria-labelledby="proved">
        <h2 id="proved">{t("verify.proved-title")}</h2>
        <ProvedFacts page={page} certificate={certificate} score={holder?.score ?? null} />
      </section>
      <CheckedSection page={page} checked={certificate} />
      <section className="grid gap-3" aria-labelledby="history">
        <h2 id="history">{t("verify.history-title")}</h2>
        <CertificateHistory page={page} certificate={certificate} />
      </section>
    </>
  );
}
