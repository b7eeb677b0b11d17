import { z } from "zod";
import { verifyCode } from "@/lib/certificates/verification";
import { defineOpenRoute, json, problem } from "@/lib/entry/define-route";
import { getNetwork } from "@/lib/entry/request";

/** What anybody may know of a certificate by its code: validity, course, dates and issuer, never the name. */
export const GET = defineOpenRoute({ params: z.object({ code: z.string() }) }, async ({ params }) => {
  const result = await verifyCode(params.code, await getNetwork());
  if (!result.ok)
    return result.reason === "unknown"
      ? problem(404, "not-found", "There is nothing here.")
      : problem(429, "too-many", "Too many codes tried; wait ten minutes.");
  const { specimen, ...certificate } = result.value;
  return json({ ...certificate, ...(specimen ? { specimen: "SPECIMEN" } : {}) });
});
