import { z } from "zod";
import { authorize } from "@/lib/access/authorize";
import { getEventSubject } from "@/lib/catalogue/data";
import { slugSchema } from "@/lib/content/schema";
import { defineForm, type FormAnswer } from "@/lib/entry/define-form";
import { found } from "@/lib/errors";
import { reviewItems } from "../rules";
import type { StepReason } from "../types";
import { archiveEvent, cancelEvent, passReview, returnEvent } from "./mutations";

const refusal = (reason: StepReason | "changed-since-shown"): FormAnswer => ({
  refused: [{ field: null, key: `problem.event.${reason}` }],
});

const revision = z
  .string()
  .regex(/^\d{1,9}$/)
  .transform(Number);

/** A reviewer's judgement: passes with the whole checklist ticked, or goes back with notes. */
export const reviewEventForm = defineForm({
  schema: z.object({
    event: slugSchema,
    revision,
    verdict: z.enum(["pass", "return"]),
    items: z.array(z.enum(reviewItems)).max(reviewItems.length).default([]),
    notes: z.string().trim().max(4000).default(""),
  }),
  run: async ({ event: slug, revision: read, verdict, items, notes }, { actor, at }) => {
    const permit = authorize(actor, "event.review", found(await getEventSubject(slug), "event"));
    if (verdict === "pass" && items.length < reviewItems.length)
      return { refused: [{ field: "items", key: "problem.event.checklist" }] };
    if (verdict === "return" && !notes) return { refused: [{ field: "notes", key: "problem.event.notes-required" }] };
    const checklist = {
      objectives: items.includes("objectives"),
      "study-hours": items.includes("study-hours"),
      assessment: items.includes("assessment"),
      presence: items.includes("presence"),
      partners: items.includes("partners"),
    };
    const review = { revision: read, checklist, notes };
    const judged = await (verdict === "pass" ? passReview(permit, review) : returnEvent(permit, review));
    return judged.ok
      ? { to: at(`/organize/events/${slug}/review?done=${verdict === "pass" ? "passed" : "returned"}`) }
      : refusal(judged.reason);
  },
});

export const archiveEventForm = defineForm({
  schema: z.object({ event: slugSchema }),
  run: async ({ event: slug }, { actor, at }) => {
    const event = found(await getEventSubject(slug), "event");
    const archived = await archiveEvent(authorize(actor, "event.manage", event));
    return archived.ok ? { to: at(`/organize/events/${slug}?done=archived`) } : refusal(archived.reason);
  },
});

export const cancelEventForm = defineForm({
  schema: z.object({
    event: slugSchema,
    reason: z.string().trim().min(1, "problem.event.reason-required").max(1000),
    sure: z.literal("yes", "problem.event.sure"),
  }),
  run: async ({ event: slug, reason }, { actor, at }) => {
    const event = found(await getEventSubject(slug), "event");
    const cancelled = await cancelEvent(authorize(actor, "event.manage", event), reason);
    return cancelled.ok ? { to: at(`/organize/events/${slug}?done=cancelled`) } : refusal(cancelled.reason);
  },
});
