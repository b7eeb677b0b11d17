import { defineLoader } from "@/lib/entry/define-loader";
import { listWaitingDecisions } from "./data";

/** What waits for the actor as a second person, with the zone its times are shown in. */
export const loadWaitingDecisions = defineLoader(async (actor, language: string) => ({
  waiting: await listWaitingDecisions(actor, language),
  zone: actor.zone,
}));
