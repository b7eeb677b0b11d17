import { z } from "zod";
import { authorize, can } from "@/lib/access/authorize";
import { getEventSubject } from "@/lib/catalogue/data";
import { slugSchema } from "@/lib/content/schema";
import { defineLoader } from "@/lib/entry/define-loader";
import { found } from "@/lib/errors";
import { getEventAnalysis, getVersionAnalysis, getVersionSubject } from "./data";

/** How an event's exam did. `seesKeys` says whether the actor may open its questions, which show their keys. */
export const loadEventAnalysis = defineLoader(async (actor, slug: string, language: string) => {
  const event = found(await getEventSubject(found(slugSchema.safeParse(slug).data, "event")), "event");
  const analysis = await getEventAnalysis(authorize(actor, "event.manage", event), language);
  return { ...analysis, seesKeys: analysis.bank !== null && can(actor, "bank.review", analysis.bank) };
});

/** How a question version does over all events. */
export const loadVersionAnalysis = defineLoader(async (actor, id: string, language: string) => {
  const versionId = found(z.uuid().safeParse(id).data, "question version");
  const bank = found(await getVersionSubject(versionId), "question version");
  return { actor, ...(await getVersionAnalysis(authorize(actor, "bank.review", bank), versionId, language)) };
});
