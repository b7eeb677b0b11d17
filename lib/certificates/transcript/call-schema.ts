import { z } from "zod";
import { documentLanguages } from "../documents/rules";
import type { WholeTranscript } from "./types";

const day = z.iso.date();
const code = z.string().regex(/^[0-9A-HJKMNP-TV-Z]{18}$/);

/** What anybody with its code may know of a transcript: that it was made here and stands, neither whose it is nor what it says. */
export const transcriptVerificationCall = z.strictObject({
  type: z.literal("transcript"),
  code,
  state: z.enum(["valid", "revoked"]),
  /** Only on transcripts of a demonstration. */
  specimen: z.literal("SPECIMEN").optional(),
  issuer: z.string(),
  /** A day in `zone`. */
  madeOn: day,
  zone: z.string(),
  revokedAt: z.iso.datetime().nullable(),
  /** How many events it lists. */
  events: z.number().int(),
});

/** A transcript as data, for whoever has a right to the whole of it. */
export const transcriptCall = z.strictObject({
  type: z.literal("transcript"),
  code,
  state: z.enum(["valid", "revoked"]),
  /** Only on transcripts of a demonstration. */
  specimen: z.literal("SPECIMEN").optional(),
  issuer: z.string(),
  language: z.enum(documentLanguages),
  /** A day in `zone`. */
  madeOn: day,
  zone: z.string(),
  revokedAt: z.iso.datetime().nullable(),
  holderName: z.string(),
  nativeName: z.string().nullable(),
  /** Days are days in the zone of their entry. */
  entries: z.array(
    z.strictObject({
      courseTitle: z.string(),
      eventTitle: z.string(),
      eventReference: z.string(),
      organizer: z.string(),
      zone: z.string(),
      startsOn: day.nullable(),
      endsOn: day.nullable(),
      satOn: day.nullable(),
      studyHours: z.number().nullable(),
      verdict: z.enum(["passed", "not-passed", "open", "not-sat", "no-exam"]),
      score: z.string().nullable(),
      attendance: z.strictObject({ attended: z.number().int(), counted: z.number().int() }).nullable(),
      certificates: z.array(
        z.strictObject({
          code,
          kind: z.enum(["itu-certificate", "itu-badge", "organization-certificate", "attendance-letter"]),
        }),
      ),
    }),
  ),
});

/** A transcript in the shape of the call. */
export const transcriptJson = ({ code, state, specimen, revokedAt, snapshot }: WholeTranscript) => ({
  type: "transcript" as const,
  code,
  state,
  ...(specimen ? { specimen: "SPECIMEN" as const } : {}),
  revokedAt,
  ...snapshot,
});
