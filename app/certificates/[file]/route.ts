import type { z } from "zod";
import { certificateFileParams, certificateQuery, credentialCall } from "@/lib/certificates/call-schema";
import { bakePng, bakeSvg } from "@/lib/certificates/credential/bake";
import { loadCredential } from "@/lib/certificates/credential/mutations";
import { drawBadge, drawBadgePng } from "@/lib/certificates/documents/badge";
import { renderCertificatePdf } from "@/lib/certificates/documents/certificate-pdf";
import { readPicturesOf } from "@/lib/certificates/documents/data";
import { renderTranscriptPdf } from "@/lib/certificates/transcript/pdf";
import type { TranscriptRecord } from "@/lib/certificates/transcript/types";
import type { WholeCertificate } from "@/lib/certificates/types";
import { openWhole } from "@/lib/certificates/verification/open";
import { defineOpenRoute, json, problem } from "@/lib/entry/define-route";
import { getNetwork } from "@/lib/entry/request";
import { env } from "@/lib/env";

const door = {
  summary:
    "A whole certificate or transcript as its signed Open Badges 3.0 credential or as a document, and a certificate as a picture of a badge with that credential in it, for whoever has a right to it; 404 for everybody else.",
  params: certificateFileParams,
  query: certificateQuery,
  answers: { 200: credentialCall },
  refusals: { 429: ["too-many"] },
};

type Format = z.infer<typeof certificateFileParams>["file"]["format"];

const verifyUrlOf = (code: string): string => `${env().origin}/verify/${code}`;

/** A file that only whoever asked for it keeps, and that does nothing where a browser shows it. */
const file = (content: string | Uint8Array, type: string, name: string): Response =>
  new Response(typeof content === "string" ? content : Buffer.from(content), {
    headers: {
      "content-type": type,
      "content-disposition": `inline; filename="${name}"`,
      "cache-control": "private, no-store",
      "x-robots-tag": "noindex",
      ...(type.startsWith("image/")
        ? {
            "content-security-policy": "default-src 'none'; style-src 'unsafe-inline'; sandbox; frame-ancestors 'none'",
            "x-content-type-options": "nosniff",
          }
        : {}),
    },
  });

async function certificateAs(format: Format, certificate: WholeCertificate): Promise<Response> {
  const { code, snapshot, kind, state, specimen, scoreShown } = certificate;
  if (format === "json") return json(await loadCredential(certificate.id));
  if (format === "svg") {
    const baked = bakeSvg(drawBadge({ snapshot, kind, specimen }), await loadCredential(certificate.id));
    return file(baked, "image/svg+xml", `badge-${code}.svg`);
  }
  if (format === "png") {
    const picture = await drawBadgePng({ snapshot, kind, specimen });
    return file(bakePng(picture, await loadCredential(certificate.id)), "image/png", `badge-${code}.png`);
  }
  const pictures = await readPicturesOf(snapshot);
  const verifyUrl = verifyUrlOf(code);
  const pdf = renderCertificatePdf({ snapshot, code, kind, state, specimen, scoreShown, verifyUrl, pictures });
  return file(pdf, "application/pdf", `certificate-${code}.pdf`);
}

function transcriptAs(format: Format, transcript: TranscriptRecord): Response {
  if (format === "json" && transcript.credential) return json(transcript.credential);
  if (format !== "pdf") return problem(404, "not-found", "There is nothing here.");
  const pdf = renderTranscriptPdf({ ...transcript, verifyUrl: verifyUrlOf(transcript.code) });
  return file(pdf, "application/pdf", `transcript-${transcript.code}.pdf`);
}

export const GET = defineOpenRoute(door, async ({ actor, params, query }) => {
  const { code, format } = params.file;
  const claim = { actor, share: query.share ?? null, name: query.name ?? null, network: await getNetwork() };
  const opened = await openWhole(code, claim);
  if (opened === null) return problem(404, "not-found", "There is nothing here.");
  return opened.kind === "certificate"
    ? certificateAs(format, opened.certificate)
    : transcriptAs(format, opened.transcript);
});
