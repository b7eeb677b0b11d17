import { z } from "zod";
import { authorize, can } from "@/lib/access/authorize";
import { getEventSubject } from "@/lib/catalogue/data";
import type { MessageKey } from "@/lib/content/messages";
import { slugSchema } from "@/lib/content/schema";
import { defineForm, type FormAnswer, fileField } from "@/lib/entry/define-form";
import { found } from "@/lib/errors";
import { readClosing } from "../closing/data";
import { releaseCertificates, releaseOwnDocuments } from "../release/mutations";
import { getReleaseSubject } from "./data";
import { decideOwnRelease, decideRelease, handIn, returnDossier } from "./mutations";
import { closingSchema } from "./schema";
import { decisionCauses, verdicts } from "./types";

const refusal = (key: string, field: string | null = null): FormAnswer => ({
  refused: [{ field, key: key as MessageKey }],
});

/** The page on which a form stood, without what it said the last time. */
const pathOf = (page: string): string => page.split("?", 1)[0] ?? page;

const people = z.array(z.uuid()).max(10_000).default([]);

export const releaseForm = defineForm({
  schema: z.object({
    event: slugSchema,
    people,
    all: z.string().optional(),
    letters: z.string().optional(),
  }),
  run: async ({ event, people: chosen, all, letters }, { actor, page }) => {
    if (!all && chosen.length === 0) return refusal("problem.release.nobody-chosen", "people");
    const subject = found(await getReleaseSubject(event, actor), "closed event");
    const ask = { letters: letters !== undefined };
    const named = all ? ("all" as const) : chosen;
    // Whoever may release everything does; an organizer what the organization gives in its own name.
    const result = can(actor, "certificate.release-own", subject)
      ? await releaseOwnDocuments(authorize(actor, "certificate.release-own", subject), named, ask)
      : await releaseCertificates(authorize(actor, "certificate.release", subject), named, ask);
    if (!result.ok) return refusal(`problem.release.${result.reason}`);
    const { total, released } = result.value;
    return { to: `${pathOf(page)}?done=${released > 0 ? "released" : "begun"}&count=${released || total}` };
  },
});

export const decideReleaseForm = defineForm({
  schema: z.object({
    event: slugSchema,
    people,
    all: z.string().optional(),
    cause: z.enum(decisionCauses),
    verdict: z.enum(verdicts, "problem.release.verdict"),
    reason: z.string().trim().min(10, "problem.release.reason").max(2000),
  }),
  run: async ({ event, people: chosen, all, ...rest }, { actor, page }) => {
    if (!all && chosen.length === 0) return refusal("problem.release.nobody-chosen", "people");
    const subject = found(await getReleaseSubject(event, actor), "closed event");
    const choice = { ...rest, people: all ? ("all" as const) : chosen };
    const result = can(actor, "certificate.release-own", subject)
      ? await decideOwnRelease(authorize(actor, "certificate.release-own", subject), choice)
      : await decideRelease(authorize(actor, "certificate.release", subject), choice);
    if (!result.ok) return refusal(`problem.release.${result.reason}`);
    return { to: `${pathOf(page)}?done=decided&count=${result.value.decided}` };
  },
});

export const returnDossierForm = defineForm({
  schema: z.object({ event: slugSchema, reason: z.string().trim().min(10, "problem.release.reason").max(4000) }),
  run: async ({ event, reason }, { actor, page }) => {
    const subject = found(await getReleaseSubject(event, actor), "closed event");
    const permit = can(actor, "certificate.release-own", subject)
      ? authorize(actor, "certificate.release-own", subject)
      : authorize(actor, "certificate.release", subject);
    const result = await returnDossier(permit, reason);
    return result.ok ? { to: `${pathOf(page)}?done=returned` } : refusal(`problem.release.${result.reason}`);
  },
});

export const handInForm = defineForm({
  schema: z.intersection(
    z.object({
      event: slugSchema,
      report: z.string().trim().min(1, "problem.event.report-required").max(10_000),
      logo: fileField,
    }),
    closingSchema,
  ),
  run: async ({ event: slug, report, logo, ...fields }, { actor, at }) => {
    const permit = authorize(actor, "event.manage", found(await getEventSubject(slug), "event"));
    const read = await readClosing(permit, fields, logo);
    if ("problems" in read) return { refused: read.problems };
    const result = await handIn(permit, report, read.ready);
    return result.ok ? { to: at(`/organize/events/${slug}?done=handed-in`) } : refusal("problem.dossier.not-returned");
  },
});
