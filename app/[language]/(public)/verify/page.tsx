import type { Metadata } from "next";
import { CodeForm } from "@/components/certificates/code-form";
import { FileForm } from "@/components/certificates/file-form";
import { FileReportView } from "@/components/certificates/file-report";
import { openReport } from "@/lib/certificates/verification/seal";
import { browserWords } from "@/lib/certificates/verification/words";
import { drawn } from "@/lib/entry/drawn";
import { type PageProps, readPage, readRefusedForm } from "@/lib/entry/page";

export async function generateMetadata(props: PageProps): Promise<Metadata> {
  return { title: (await readPage(props)).t("verify.title") };
}

export default async function VerifyPage(props: PageProps) {
  const page = await readPage(props);
  const { t } = page;
  const refused = await readRefusedForm(page);
  const sealed = refused?.values.report;
  const report = typeof sealed === "string" ? openReport(sealed) : null;
  // Two forms stand here: what was refused is shown at the one that was sent.
  const problems = refused && refused.problems.length > 0 ? refused : null;
  const ofFile = problems?.problems.some(({ field }) => field === "file") ?? false;
  return drawn(
    <div className="grid gap-8">
      <div className="measure grid gap-5">
        <h1>{t("verify.title")}</h1>
        <p className="lede">{t("verify.intro")}</p>
        <CodeForm page={page} refused={ofFile ? null : problems} />
        <p className="muted">{t("verify.privacy")}</p>
      </div>
      <section className="grid gap-4 border-t border-rule pt-6" aria-labelledby="check-file">
        <div className="measure grid gap-4">
          <h2 id="check-file">{t("verify.file-title")}</h2>
          <p>{t("verify.file-intro")}</p>
          <FileForm page={page} refused={ofFile ? problems : null} words={browserWords(t)} />
        </div>
        <div id="file-answer" role="status" className="grid max-w-[46rem] gap-4">
          {report ? (
            <div id="problems" className="grid gap-4">
              <FileReportView page={page} report={report} />
            </div>
          ) : null}
        </div>
      </section>
      <section className="grid gap-3 border-t border-rule pt-6" aria-labelledby="check-offline">
        <h2 id="check-offline">{t("verify.offline-title")}</h2>
        <p className="measure">{t("verify.offline-text")}</p>
        <p>
          <a href="/verify/offline.html" download>
            {t("verify.offline-link")}
          </a>
        </p>
        <p className="small muted">{t("verify.programs-text")}</p>
        <ul className="flex flex-wrap gap-x-5 gap-y-1 small">
          <li>
            <a className="inline-block py-1" href="/api/openapi.json">
              {t("verify.programs-link")}
            </a>
          </li>
          <li>
            <a className="inline-block py-1" href="/.well-known/did.json">
              {t("verify.keys-link")}
            </a>
          </li>
        </ul>
      </section>
      <script src="/scripts/verify.js" async />
    </div>,
  );
}
