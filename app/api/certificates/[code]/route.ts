import { codeParams, verificationCall } from "@/lib/certificates/call-schema";
import { verifyCode } from "@/lib/certificates/verification/open";
import { defineOpenRoute, problem } from "@/lib/entry/define-route";
import { getNetwork } from "@/lib/entry/request";

const door = {
  summary:
    "What anybody may know of a certificate by its code: whether it holds, what was proved, dates, issuer and history, never the name.",
  params: codeParams,
  answers: { 200: verificationCall },
  refusals: { 429: ["too-many"] },
};

export const GET = defineOpenRoute(door, async ({ params }) => {
  // Whoever asks is answered like anybody: a session opens nothing here.
  const claim = { actor: null, share: null, name: null, network: await getNetwork() };
  const result = await verifyCode(params.code, claim);
  if (!result.ok && result.reason === "too-many")
    return problem(429, "too-many", "Too many codes tried; wait ten minutes.");
  if (!result.ok || result.value.kind !== "certificate") return problem(404, "not-found", "There is nothing here.");
  const { specimen, ...certificate } = result.value.certificate;
  return Response.json(
    { ...certificate, ...(specimen ? { specimen: "SPECIMEN" } : {}) },
    { headers: { "cache-control": "no-store", "x-robots-tag": "noindex" } },
  );
});
