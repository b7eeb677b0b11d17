import { z } from "zod";
import { authorize } from "@/lib/access/authorize";
import { getEventSubject } from "@/lib/catalogue/data";
import { slugSchema } from "@/lib/content/schema";
import { defineRoute, json, problem } from "@/lib/entry/define-route";
import { found } from "@/lib/errors";
import { keepDraftCall, keptDraftCall } from "@/lib/organizing/drafts/call-schema";
import { keepDraft } from "@/lib/organizing/drafts/mutations";

const door = {
  summary: "Keeps what an organizer has typed into an event's form, for them alone, until they save or drop it.",
  params: z.object({ slug: slugSchema }),
  body: keepDraftCall,
  answers: { 200: keptDraftCall },
  refusals: { 409: ["not-editable"] },
};

export const PUT = defineRoute(door, async ({ actor, params: { slug }, body }) => {
  const permit = authorize(actor, "event.manage", found(await getEventSubject(slug), "event"));
  const values = Object.fromEntries(
    Object.entries(body.values).flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const])),
  );
  const kept = await keepDraft(permit, body.revision, values);
  return kept.ok ? json(kept.value) : problem(409, kept.reason, "This event can no longer be changed.");
});
