import { defineRoute, json } from "@/lib/entry/define-route";
import { contactCall } from "@/lib/exams/call-schema";
import { noteContact } from "@/lib/exams/mutations";
import { attemptParams, contactSchema } from "@/lib/exams/schema";

const door = {
  summary:
    "A sign of life of an exam page; answers what may have changed: the deadline, the state, answers saved elsewhere.",
  params: attemptParams,
  body: contactSchema,
  answers: { 200: contactCall },
};

export const POST = defineRoute(door, async ({ actor, params, body }) =>
  json(await noteContact(actor, params.attemptId, body.happened ?? null)),
);
