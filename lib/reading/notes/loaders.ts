import { defineLoader } from "@/lib/entry/define-loader";
import { listNotes } from "./data";
import { groupNotes } from "./rules";
import type { NoteGroup } from "./types";

/** Everything a person wrote down, by event and lesson. */
export const loadNotes = defineLoader(
  async (actor, language: string): Promise<{ readonly groups: readonly NoteGroup[]; readonly zone: string }> => ({
    groups: groupNotes(await listNotes(actor, language)),
    zone: actor.zone,
  }),
);
