import { renderCertificatePdf } from "@/lib/certificates/pdf";
import { openCertificate } from "@/lib/certificates/verification";
import { answerError, json, problem } from "@/lib/entry/define-route";
import { getActor, getNetwork } from "@/lib/entry/request";
import { env } from "@/lib/env";

/** A whole certificate as a document or as data, for whoever has a right to it; 404 for everybody else. */
export async function GET(request: Request, context: { params: Promise<{ file: string }> }): Promise<Response> {
  try {
    const [, code, format] = /^([^.]{1,60})\.(pdf|json)$/.exec((await context.params).file) ?? [];
    const query = new URL(request.url).searchParams;
    const certificate =
      code &&
      (await openCertificate(code, {
        actor: await getActor(),
        share: query.get("share"),
        name: query.get("name")?.slice(0, 200) ?? null,
        network: await getNetwork(),
      }));
    if (!certificate) return problem(404, "not-found", "There is nothing here.");
    const { snapshot, kind, state, specimen } = certificate;
    const verifyUrl = `${env().origin}/verify/${certificate.code}`;
    if (format === "json") {
      const { revokedAt, revocationClass, supersededByCode } = certificate;
      return json({
        code: certificate.code,
        kind,
        state,
        ...(specimen ? { specimen: "SPECIMEN" } : {}),
        verify: verifyUrl,
        revokedAt,
        revocationClass,
        supersededByCode,
        ...snapshot,
      });
    }
    const pdf = await renderCertificatePdf({ snapshot, code: certificate.code, kind, state, specimen, verifyUrl });
    return new Response(Buffer.from(pdf), {
      headers: {
        "content-type": "application/pdf",
        "content-disposition": `inline; filename="certificate-${certificate.code}.pdf"`,
        "cache-control": "private, no-store",
        "x-robots-tag": "noindex",
      },
    });
  } catch (error) {
    return answerError(error);
  }
}
