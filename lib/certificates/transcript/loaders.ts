import { defineLoader } from "@/lib/entry/define-loader";
import { listOwnTranscripts } from "./data";

/** The actor's own transcripts. */
export const loadOwnTranscripts = defineLoader((actor) => listOwnTranscripts(actor));
