import { z } from "zod";
import { authorize } from "@/lib/access/authorize";
import { joinedCall } from "@/lib/admission/call-schema";
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

const door = {
  summary: "Takes a seat for the signed-in person; a repetition gets the same answer with 200.",
  params: z.object({ slug: slugSchema }),
  answers: { 200: joinedCall, 201: joinedCall },
  refusals: { 403: ["invitation-only"], 409: ["full", "not-open-yet", "registration-closed"] },
};

export const POST = defineRoute(door, async ({ actor, params }) => {
  const event = found(await getJoinableEvent(params.slug), "event");
  const result = await joinEvent(authorize(actor, "event.join", event));
  if (result.ok) return json({ state: result.value.state }, result.value.isNew ? 201 : 200);
  return problem(result.reason === "invitation-only" ? 403 : 409, result.reason, sentences[result.reason]);
});
