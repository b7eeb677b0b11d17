import { z } from "zod";
import { authorize } from "@/lib/access/authorize";
import { defineForm } from "@/lib/entry/define-form";
import { found } from "@/lib/errors";
import { nameSchema } from "@/lib/people/schema";
import { parseCode } from "../code";
import { getCorrectionSubject } from "./data";
import { correctCertificate } from "./mutations";

export const correctForm = defineForm({
  schema: nameSchema.extend({
    code: z.string().max(60),
    reason: z.string().trim().min(10, "problem.correct.reason").max(2000),
  }),
  run: async ({ code: typed, fullName, nativeName, reason }, { actor, at }) => {
    const code = found(parseCode(typed), "certificate");
    const subject = found(await getCorrectionSubject(code, actor), "certificate");
    const permit = authorize(actor, "certificate.correct", subject);
    const result = await correctCertificate(permit, code, { holderName: fullName, nativeName, reason });
    if (!result.ok) return { refused: [{ field: null, key: `problem.correct.${result.reason}` }] };
    return { to: at(`/admin/certificates/${result.value.code}?done=corrected`) };
  },
});
