import { z } from "zod";
import { checkCall } from "../call-schema";

const day = z.iso.date();
const code = z.string().regex(/^[0-9A-HJKMNP-TV-Z]{18}$/);

/** What anybody with its code may know of a transcript: that it was made here and stands, neither whose it is nor what it says. */
export const transcriptVerificationCall = z.strictObject({
  type: z.literal("transcript"),
  code,
  state: z.enum(["valid", "revoked"]),
  /** What it counts for today: a record that is not what was signed counts for nothing. */
  outcome: z.enum(["valid", "revoked", "not-valid"]),
  /** Only on transcripts of a demonstration. */
  specimen: z.literal("SPECIMEN").optional(),
  issuer: z.string(),
  /** A day in `zone`. */
  madeOn: day,
  zone: z.string(),
  revokedAt: z.iso.datetime().nullable(),
  /** How many events it lists. */
  events: z.number().int(),
  checks: z.array(checkCall),
});
