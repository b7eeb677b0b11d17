import { z } from "zod";
import { authorize } from "@/lib/access/authorize";
import type { MessageKey } from "@/lib/content/messages";
import { slugSchema } from "@/lib/content/schema";
import { defineForm, defineOpenForm } from "@/lib/entry/define-form";
import { found } from "@/lib/errors";
import { parseCode } from "./code";
import { getReleaseSubject, getWholeCertificate } from "./data";
import { createShare, releaseCertificates, revokeCertificate, revokeShare } from "./mutations";
import { revocationClasses } from "./types";

export const verifyForm = defineOpenForm({
  schema: z.object({ code: z.string().trim().min(1, "problem.code-required").max(60, "problem.code") }),
  run: async ({ code: typed }, { at }) => {
    const code = parseCode(typed);
    return code ? { to: at(`/verify/${code}`) } : { refused: [{ field: "code", key: "problem.code" }] };
  },
});

export const releaseForm = defineForm({
  schema: z.object({
    event: slugSchema,
    people: z.array(z.uuid()).max(10_000).default([]),
    all: z.string().optional(),
  }),
  run: async ({ event, people, all }, { actor, at }) => {
    if (!all && people.length === 0) return { refused: [{ field: "people", key: "problem.release.nobody-chosen" }] };
    const subject = found(await getReleaseSubject(event, actor), "closed event");
    const result = await releaseCertificates(authorize(actor, "certificate.release", subject), all ? "all" : people);
    if (!result.ok) return { refused: [{ field: null, key: `problem.release.${result.reason}` as MessageKey }] };
    return { to: `${at(`/admin/events/${event}`)}?done=released&count=${result.value.released}` };
  },
});

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
    const certificate = found(await getWholeCertificate(code), "certificate");
    const result = await revokeCertificate(
      authorize(actor, "certificate.revoke", certificate),
      revocationClass,
      reason,
    );
    if (!result.ok) return { refused: [{ field: null, key: "problem.revoke.not-valid" }] };
    return { to: `${at(`/verify/${code}`)}?done=revoked` };
  },
});

export const shareForm = defineForm({
  schema: z.object({ code: codeField }),
  run: async ({ code }, { actor, at }) => {
    const certificate = found(await getWholeCertificate(code), "certificate");
    const secret = await createShare(authorize(actor, "certificate.see-whole", certificate));
    return { to: `${at("/account/certificates")}?shared=${code}&secret=${secret}` };
  },
});

export const revokeShareForm = defineForm({
  schema: z.object({ code: codeField, hash: z.string().regex(/^[0-9a-f]{64}$/) }),
  run: async ({ code, hash }, { actor, at }) => {
    const certificate = found(await getWholeCertificate(code), "certificate");
    await revokeShare(authorize(actor, "certificate.see-whole", certificate), hash);
    return { to: `${at("/account/certificates")}?done=unshared` };
  },
});
