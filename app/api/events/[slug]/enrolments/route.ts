import { z } from "zod";
import { authorize } from "@/lib/access/authorize";
import { getJoinableEvent } from "@/lib/admission/data";
import { joinEvent } from "@/lib/admission/mutations";
import { slugSchema } from "@/lib/content/schema";
import { defineRoute, json, problem } from "@/lib/entry/define-route";
import { found } from "@/lib/errors";

const sentences = {
  full: "Every seat is taken.",
  "invitation-only": "This event takes invited people only.",
  "not-open-yet": "Registration has not opened.",
  "registration-closed": "Registration is closed.",
} as const;

/** Takes a seat for the signed-in person. */
export const POST = defineRoute({ params: z.object({ slug: slugSchema }) }, async ({ actor, params }) => {
  const event = found(await getJoinableEvent(params.slug), "event");
  const result = await joinEvent(authorize(actor, "event.join", event));
  if (result.ok) return json({ state: result.value.state }, result.value.isNew ? 201 : 200);
  return problem(result.reason === "invitation-only" ? 403 : 409, result.reason, sentences[result.reason]);
});
