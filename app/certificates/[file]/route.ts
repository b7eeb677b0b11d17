import { certificateFileParams, certificateQuery, credentialCall } from "@/lib/certificates/call-schema";
import { loadCredential } from "@/lib/certificates/credential/mutations";
import { renderCertificatePdf } from "@/lib/certificates/pdf";
import { openCertificate } from "@/lib/certificates/verification";
import { defineOpenRoute, json, problem } from "@/lib/entry/define-route";
import { getNetwork } from "@/lib/entry/request";
import { env } from "@/lib/env";

const door = {
  summary:
    "A whole certificate as its signed Open Badges 3.0 credential or as a document, for whoever has a right to it; 404 for everybody else.",
  params: certificateFileParams,
  query: certificateQuery,
  answers: { 200: credentialCall },
  refusals: { 429: ["too-many"] },
};

export const GET = defineOpenRoute(door, async ({ actor, params: { file }, query: { share, name } }) => {
  const certificate = await openCertificate(file.code, {
    actor,
    share: share ?? null,
    name: name ?? null,
    network: await getNetwork(),
  });
  if (!certificate) return problem(404, "not-found", "There is nothing here.");
  if (file.format === "json") return json(await loadCredential(certificate.id));
  const { snapshot, kind, state, specimen } = certificate;
  const verifyUrl = `${env().origin}/verify/${certificate.code}`;
  const pdf = await renderCertificatePdf({ snapshot, code: certificate.code, kind, state, specimen, verifyUrl });
  return new Response(Buffer.from(pdf), {
    headers: {
      "content-type": "application/pdf",
      "content-disposition": `inline; filename="certificate-${certificate.code}.pdf"`,
      "cache-control": "private, no-store",
      "x-robots-tag": "noindex",
    },
  });
});
