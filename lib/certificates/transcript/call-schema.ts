import { z } from "zod";
import { checkCall, code, day } from "../call-schema";

/** What anybody with its code may know of a transcript: that it was made here and stands, neither whose it is nor what it says. */
export const transcriptVerificationCall = z.strictObject({
  type: z.literal("transcript"),
  code,
  state: z.enum(["valid", "revoked"]),
  /** What it counts for today: a record that is not what was signed counts for nothing, and an unsigned one cannot be checked. */
  outcome: z.enum(["valid", "revoked", "not-valid", "cannot-be-checked"]),
  /** Only on transcripts of a demonstration. */
  specimen: z.literal("SPECIMEN").optional(),
  issuer: z.string(),
  /** A day in `zone`. */
  madeOn: day,
  zone: z.string(),
  revokedAt: z.iso.datetime().nullable(),
  /** "holder-request" where its holder took it back. */
  revocationClass: z.string().nullable(),
  /** How many events it lists. */
  events: z.number().int(),
  checks: z.array(checkCall),
});
