import { defineLoader } from "@/lib/entry/define-loader";
import { listOwnTranscripts } from "./data";

/** The actor's own transcripts, and the zone in which the actor reads times. */
export const loadOwnTranscripts = defineLoader(async (actor) => ({
  transcripts: await listOwnTranscripts(actor),
  zone: actor.zone,
}));
