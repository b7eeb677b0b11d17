import { z } from "zod";
import { codeParams, verificationCall } from "@/lib/certificates/call-schema";
import { transcriptVerificationCall } from "@/lib/certificates/transcript/call-schema";
import { verifyCode } from "@/lib/certificates/verification/open";
import { defineOpenRoute, problem } from "@/lib/entry/define-route";
import { getNetwork } from "@/lib/entry/request";

const door = {
  summary:
    "What anybody may know of a certificate by its code: whether it holds, what was proved, dates, issuer and history, never the name; of a transcript, whether it holds, its day and its issuer.",
  params: codeParams,
  answers: { 200: z.union([verificationCall, transcriptVerificationCall]) },
  refusals: { 429: ["too-many"] },
};

export const GET = defineOpenRoute(door, async ({ params }) => {
  // Whoever asks is answered like anybody: a session opens nothing here.
  const claim = { actor: null, share: null, name: null, network: await getNetwork() };
  const result = await verifyCode(params.code, claim);
  if (!result.ok && result.reason === "too-many")
    return problem(429, "too-many", "Too many codes tried; wait ten minutes.");
  if (!result.ok) return problem(404, "not-found", "There is nothing here.");
  const { specimen, ...known } =
    result.value.kind === "certificate"
      ? result.value.certificate
      : { type: "transcript" as const, ...result.value.transcript };
  return Response.json(
    { ...known, ...(specimen ? { specimen: "SPECIMEN" } : {}) },
    { headers: { "cache-control": "no-store", "x-robots-tag": "noindex" } },
  );
});
