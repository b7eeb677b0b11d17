import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { CertificateView } from "@/components/certificates/certificate-view";
import { NameCheck } from "@/components/certificates/name-check";
import { RevokeForm } from "@/components/certificates/revoke-form";
import { TranscriptView } from "@/components/certificates/transcript-view";
import { VerificationHead } from "@/components/certificates/verification-head";
import { loadVerification } from "@/lib/certificates/verification/loaders";
import { drawn } from "@/lib/entry/drawn";
import { type PageProps, readPage, readRefusedForm } from "@/lib/entry/page";
import { env } from "@/lib/env";

type Props = PageProps<{ code: string }>;

const word = (value: string | string[] | undefined): string | null =>
  typeof value === "string" && value.trim() ? value.slice(0, 200) : null;

/** The same for every code: no name, no course, nothing that a search engine or a list of tabs could keep. */
export async function generateMetadata(props: Props): Promise<Metadata> {
  return { title: (await readPage(props)).t("verify.title"), robots: { index: false, follow: false } };
}

export default async function VerificationPage(props: Props) {
  const page = await readPage(props);
  const { t, at, query, params, here } = page;
  const claim = { share: word(query.share), name: word(query.name) };
  const result = await loadVerification(params.code, claim);
  if (!result.ok) {
    if (result.reason === "unknown") notFound();
    return (
      <div className="measure grid gap-4">
        <h1>{t("verify.title")}</h1>
        <p className="notice caution">{t("problem.too-many-codes")}</p>
      </div>
    );
  }
  const { found, isHolder, isAdmin, zone } = result.value;
  const { code, state } = found.kind === "certificate" ? found.certificate : found.transcript;
  const isOpen = (found.kind === "certificate" ? found.holder : found.whole) !== null;
  const isSigned = found.kind === "certificate" || found.transcript.outcome !== "cannot-be-checked";
  const [right] = Object.entries(claim).filter(([, value]) => value !== null);
  const access = right ? `?${new URLSearchParams({ [right[0]]: right[1] ?? "" })}` : "";
  const whose = isOpen ? (
    <p className="no-print flex flex-wrap gap-3">
      <a className="button" href={`/certificates/${code}.pdf${access}`}>
        {t("verify.pdf")}
      </a>
      {isSigned ? (
        <a className="button quiet" href={`/certificates/${code}.json${access}`}>
          {t("verify.json")}
        </a>
      ) : null}
      {isHolder ? (
        <a
          className="button quiet"
          href={at(found.kind === "certificate" ? "/account/certificates" : "/account/transcript")}
        >
          {t(found.kind === "certificate" ? "verify.share" : "verify.own-transcript")}
        </a>
      ) : null}
    </p>
  ) : found.kind === "transcript" && state !== "valid" ? null : (
    <NameCheck t={t} wrong={right !== undefined} typed={claim.name} />
  );
  return drawn(
    <div className="grid gap-8">
      <VerificationHead page={page} found={found} zone={zone} host={new URL(env().origin).host} />
      {found.kind === "certificate" ? (
        <CertificateView page={page} certificate={found.certificate} holder={found.holder}>
          {whose}
        </CertificateView>
      ) : (
        <TranscriptView page={page} transcript={found.transcript} whole={found.whole}>
          {whose}
        </TranscriptView>
      )}
      {isAdmin && !isHolder && state === "valid" ? (
        <RevokeForm
          state={{ t, here, refused: await readRefusedForm(page) }}
          code={code}
          correctAddress={found.kind === "certificate" ? at(`/admin/certificates/${code}`) : null}
        />
      ) : null}
    </div>,
  );
}
