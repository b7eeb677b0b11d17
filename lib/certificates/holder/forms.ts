import { z } from "zod";
import { authorize } from "@/lib/access/authorize";
import type { Actor } from "@/lib/access/policy";
import { defineForm } from "@/lib/entry/define-form";
import { found } from "@/lib/errors";
import { parseCode } from "../code";
import { getWholeCertificate } from "../data";
import { getTranscript } from "../transcript/data";
import { createShare, revokeShare, setScoreShown } from "./mutations";

const codeField = z.string().transform((text, context) => {
  const code = parseCode(text);
  if (!code) context.addIssue({ code: "custom", message: "problem.code" });
  return code ?? z.NEVER;
});

/** What is held under a code, and the page on which its holder decides who sees it; of a transcript that ended nobody is shown more. */
async function showing(actor: Actor, code: string) {
  const certificate = await getWholeCertificate(code);
  const transcript = certificate ? null : await getTranscript(code);
  const held = found(transcript?.state === "revoked" ? null : (certificate ?? transcript), "certificate");
  return {
    permit: authorize(actor, "certificate.show", held),
    of: certificate ? ("certificate" as const) : ("transcript" as const),
    page: certificate ? "/account/certificates" : "/account/transcript",
  };
}

export const shareForm = defineForm({
  schema: z.object({ code: codeField }),
  run: async ({ code }, { actor, at }) => {
    const { permit, of, page } = await showing(actor, code);
    const secret = await createShare(permit, of);
    return { to: `${at(page)}?shared=${code}&secret=${secret}#${code}` };
  },
});

export const revokeShareForm = defineForm({
  schema: z.object({ code: codeField, hash: z.string().regex(/^[0-9a-f]{64}$/) }),
  run: async ({ code, hash }, { actor, at }) => {
    const { permit, page } = await showing(actor, code);
    await revokeShare(permit, hash);
    return { to: `${at(page)}?done=unshared` };
  },
});

export const showScoreForm = defineForm({
  schema: z.object({ code: codeField, shown: z.enum(["yes", "no"]) }),
  run: async ({ code, shown }, { actor, at }) => {
    const certificate = found(await getWholeCertificate(code), "certificate");
    await setScoreShown(authorize(actor, "certificate.show", certificate), shown === "yes");
    return { to: `${at("/account/certificates")}?done=score-${shown === "yes" ? "shown" : "hidden"}` };
  },
});
