import { authorize } from "@/lib/access/authorize";
import { countryBrief } from "@/lib/content/briefs";
import { slugSchema } from "@/lib/content/schema";
import { defineLoader } from "@/lib/entry/define-loader";
import { found } from "@/lib/errors";
import type { Language } from "@/lib/format/languages";
import { pickLayer } from "@/lib/format/layers";
import { getBriefSubject, listSavedEntries, listTitles } from "./data";
import { digestOf, layBrief } from "./rules";
import type { BriefDesk } from "./types";

const slugOrNone = (slug: string): string => found(slugSchema.safeParse(slug).data, "event");

/** The brief of an event for those who manage it. Errors: a 404 for everybody else, and for an event without that lesson. */
export const loadBriefDesk = defineLoader(async (actor, slug: string, language: Language): Promise<BriefDesk> => {
  const event = found(await getBriefSubject(slugOrNone(slug)), "event with a brief");
  const entries = await listSavedEntries(authorize(actor, "event.manage", event));
  const layer = pickLayer(await listTitles(event.id), language);
  return {
    event: { ...event, title: { text: layer?.title ?? slug, language: layer?.language ?? "en" } },
    brief: layBrief(countryBrief, entries, language),
    digest: digestOf(entries),
    zone: actor.zone,
  };
});

/** Whether an event has a country brief to fill in; the page beside which it is asked is its organizer's. */
export const loadHasBrief = defineLoader(
  async (_, slug: string): Promise<boolean> => (await getBriefSubject(slugOrNone(slug))) !== null,
);
