import { codeParams, verificationCall } from "@/lib/certificates/call-schema";
import { verifyCode } from "@/lib/certificates/verification";
import { defineOpenRoute, json, problem } from "@/lib/entry/define-route";
import { getNetwork } from "@/lib/entry/request";

const door = {
  summary: "What anybody may know of a certificate by its code: validity, course, dates and issuer, never the name.",
  params: codeParams,
  answers: { 200: verificationCall },
  refusals: { 429: ["too-many"] },
};

export const GET = defineOpenRoute(door, async ({ params }) => {
  const result = await verifyCode(params.code, await getNetwork());
  if (!result.ok)
    return result.reason === "unknown"
      ? problem(404, "not-found", "There is nothing here.")
      : problem(429, "too-many", "Too many codes tried; wait ten minutes.");
  const { specimen, ...certificate } = result.value;
  return json({ ...certificate, ...(specimen ? { specimen: "SPECIMEN" } : {}) });
});
