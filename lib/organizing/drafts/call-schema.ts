import { z } from "zod";
import { draftFields } from "../schema";

/** What the form's program sends while an organizer types. */
export const keepDraftCall = z.strictObject({
  /** The revision of the event on which the typing began. */
  revision: z.int().min(1).max(999_999_999),
  values: draftFields,
});

export const keptDraftCall = z.strictObject({ savedAt: z.iso.datetime() });
