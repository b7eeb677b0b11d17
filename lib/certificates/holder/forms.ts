import { z } from "zod";
import { authorize } from "@/lib/access/authorize";
import type { Actor } from "@/lib/access/policy";
import { defineForm } from "@/lib/entry/define-form";
import { found } from "@/lib/errors";
import { parseCode } from "../code";
import { getWholeCertificate } from "../data";
import { createShare, revokeShare, setScoreShown } from "./mutations";

const codeField = z.string().transform((text, context) => {
  const code = parseCode(text);
  if (!code) context.addIssue({ code: "custom", message: "problem.code" });
  return code ?? z.NEVER;
});

/** To whom a certificate is shown, its holder alone decides. */
const showing = async (actor: Actor, code: string) =>
  authorize(actor, "certificate.show", found(await getWholeCertificate(code), "certificate"));

export const shareForm = defineForm({
  schema: z.object({ code: codeField }),
  run: async ({ code }, { actor, at }) => {
    const secret = await createShare(await showing(actor, code));
    return { to: `${at("/account/certificates")}?shared=${code}&secret=${secret}#${code}` };
  },
});

export const revokeShareForm = defineForm({
  schema: z.object({ code: codeField, hash: z.string().regex(/^[0-9a-f]{64}$/) }),
  run: async ({ code, hash }, { actor, at }) => {
    await revokeShare(await showing(actor, code), hash);
    return { to: `${at("/account/certificates")}?done=unshared` };
  },
});

export const showScoreForm = defineForm({
  schema: z.object({ code: codeField, shown: z.enum(["yes", "no"]) }),
  run: async ({ code, shown }, { actor, at }) => {
    await setScoreShown(await showing(actor, code), shown === "yes");
    return { to: `${at("/account/certificates")}?done=score-${shown === "yes" ? "shown" : "hidden"}` };
  },
});
