import { z } from "zod";
import { authorize } from "@/lib/access/authorize";
import { defineForm } from "@/lib/entry/define-form";
import { found } from "@/lib/errors";
import { parseCode } from "./code";
import { getWholeCertificate } from "./data";
import { revokeCertificate } from "./mutations";
import { getTranscript } from "./transcript/data";
import { revokeTranscript } from "./transcript/mutations";
import { revocationClasses } from "./types";

const codeField = z.string().transform((text, context) => {
  const code = parseCode(text);
  if (!code) context.addIssue({ code: "custom", message: "problem.code" });
  return code ?? z.NEVER;
});

export const revokeForm = defineForm({
  schema: z.object({
    code: codeField,
    class: z.enum(revocationClasses, "problem.revoke.class"),
    reason: z.string().trim().min(10, "problem.revoke.reason").max(2000),
  }),
  run: async ({ code, class: revocationClass, reason }, { actor, at }) => {
    const certificate = await getWholeCertificate(code);
    const held = certificate ?? found(await getTranscript(code), "certificate");
    const permit = authorize(actor, "certificate.revoke", held);
    const revoke = certificate ? revokeCertificate : revokeTranscript;
    const result = await revoke(permit, revocationClass, reason);
    if (!result.ok) return { refused: [{ field: null, key: "problem.revoke.not-valid" }] };
    return { to: `${at(`/verify/${code}`)}?done=revoked` };
  },
});
