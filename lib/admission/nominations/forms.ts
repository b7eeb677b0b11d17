import { z } from "zod";
import { authorize } from "@/lib/access/authorize";
import { getEventSubject } from "@/lib/catalogue/data";
import type { MessageKey } from "@/lib/content/messages";
import { slugSchema } from "@/lib/content/schema";
import { defineForm, type FormAnswer } from "@/lib/entry/define-form";
import { found } from "@/lib/errors";
import {
  decideNomination,
  editNomination,
  moveNomination,
  nameFocalPoint,
  nominate,
  removeFocalPoint,
  sendDecisions,
  substitute,
  takeBackOffer,
} from "./mutations";
import {
  decideFields,
  focalFields,
  moveFields,
  nomineeFields,
  pairFields,
  removeFocalFields,
  sendFields,
  takeBackFields,
} from "./schema";

const subjectOf = async (slug: string) => found(await getEventSubject(slug), "event");
const organizerPage = (slug: string, done: string): string => `/organize/events/${slug}/nominations?done=${done}`;
const focalPage = (slug: string, done: string): string => `/nominate/${slug}?done=${done}`;
const refusal = (key: string, field: string | null = null): FormAnswer => ({
  refused: [{ field, key: key as MessageKey }],
});

export const nameFocalPointForm = defineForm({
  schema: focalFields,
  run: async ({ event: slug, ...focal }, { actor, at }) => {
    const named = await nameFocalPoint(authorize(actor, "event.manage", await subjectOf(slug)), focal);
    return named.ok ? { to: at(organizerPage(slug, "named")) } : refusal(`problem.focal.${named.reason}`, "email");
  },
});

export const removeFocalPointForm = defineForm({
  schema: removeFocalFields,
  run: async ({ event: slug, grant }, { actor, at }) => {
    await removeFocalPoint(authorize(actor, "event.manage", await subjectOf(slug)), grant);
    return { to: at(organizerPage(slug, "removed")) };
  },
});

export const nominateForm = defineForm({
  schema: nomineeFields.extend({ event: slugSchema }),
  run: async ({ event: slug, ...nominee }, { actor, at }) => {
    const permit = authorize(actor, "event.nominate", await subjectOf(slug));
    const made = await nominate(permit, [{ ...nominee, part: null }]);
    return made.ok ? { to: at(focalPage(slug, "nominated")) } : refusal(`problem.nominate.${made.reason}`, "address");
  },
});

export const nominatePairForm = defineForm({
  schema: pairFields.extend({ event: slugSchema }),
  run: async (fields, { actor, at }) => {
    const slug = fields.event;
    const member = <Name extends "diplomat" | "technical">(part: Name) => ({
      part,
      fullName: fields[`${part}-fullName`],
      nativeName: fields[`${part}-nativeName`],
      address: fields[`${part}-address`],
      language: fields[`${part}-language`],
      institution: fields[`${part}-institution`],
      position: fields[`${part}-position`],
      note: fields[`${part}-note`],
    });
    const permit = authorize(actor, "event.nominate", await subjectOf(slug));
    const made = await nominate(permit, [member("diplomat"), member("technical")]);
    return made.ok ? { to: at(focalPage(slug, "nominated")) } : refusal(`problem.nominate.${made.reason}`);
  },
});

export const editNominationForm = defineForm({
  schema: nomineeFields.extend({ event: slugSchema, nomination: z.uuid() }),
  run: async ({ event: slug, nomination, ...nominee }, { actor, at }) => {
    const permit = authorize(actor, "event.nominate", await subjectOf(slug));
    const edited = await editNomination(permit, nomination, nominee);
    return edited.ok ? { to: at(focalPage(slug, "edited")) } : refusal(`problem.nominate.${edited.reason}`);
  },
});

const moved = { up: "moved", down: "moved", withdraw: "withdrawn" } as const;

export const moveNominationForm = defineForm({
  schema: moveFields,
  run: async ({ event: slug, nomination, intent }, { actor, at }) => {
    const permit = authorize(actor, "event.nominate", await subjectOf(slug));
    const done = await moveNomination(permit, nomination, intent);
    return done.ok ? { to: at(focalPage(slug, moved[intent])) } : refusal(`problem.nominate.${done.reason}`);
  },
});

export const substituteForm = defineForm({
  schema: nomineeFields.extend({
    event: slugSchema,
    nomination: z.uuid(),
    shown: z.enum(["offered", "accepted", "declined", "expired", "withdrawn"]),
  }),
  run: async ({ event: slug, nomination, shown, ...nominee }, { actor, at }) => {
    const permit = authorize(actor, "event.nominate", await subjectOf(slug));
    const done = await substitute(permit, nomination, shown, nominee);
    return done.ok ? { to: at(focalPage(slug, "substituted")) } : refusal(`problem.nominate.${done.reason}`);
  },
});

export const decideNominationForm = defineForm({
  schema: decideFields,
  run: async ({ event: slug, nomination, decision, reason }, { actor, at }) => {
    const permit = authorize(actor, "event.manage", await subjectOf(slug));
    const decided = await decideNomination(permit, nomination, { decision, reason });
    if (!decided.ok) return refusal(`problem.decide.${decided.reason}`);
    return { to: `${at(organizerPage(slug, "decided"))}#nomination-${nomination}` };
  },
});

export const sendNominationsForm = defineForm({
  schema: sendFields,
  run: async ({ event: slug, days }, { actor, at }): Promise<FormAnswer> => {
    const sent = await sendDecisions(authorize(actor, "event.manage", await subjectOf(slug)), days);
    if (sent.ok) return { to: at(organizerPage(slug, "sent")) };
    const { reason, name = "" } = sent;
    return { refused: [{ field: null, key: `problem.send.${reason}`, values: { name } }] };
  },
});

export const takeBackNominationForm = defineForm({
  schema: takeBackFields,
  run: async ({ event: slug, nomination }, { actor, at }) => {
    const done = await takeBackOffer(authorize(actor, "event.manage", await subjectOf(slug)), nomination);
    return done.ok ? { to: at(organizerPage(slug, "taken-back")) } : refusal(`problem.decide.${done.reason}`);
  },
});
