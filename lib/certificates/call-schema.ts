import { z } from "zod";

/*
 * What is read of a certificate as data: by anybody with the code, and by whoever has a right to the whole of it.
 */

export const day = z.iso.date();
export const code = z.string().regex(/^[0-9A-HJKMNP-TV-Z]{18}$/);

/** What a code may look like in an address: people copy it with hyphens and in any case. */
export const codeParams = z.object({ code: z.string().max(60) });

/** A code and the form in which its certificate is wanted. */
export const certificateFileParams = z.object({
  file: z
    .string()
    .regex(/^[^.]{1,60}\.(?:pdf|json|png|svg)$/)
    .transform((file) => {
      const dot = file.lastIndexOf(".");
      return { code: file.slice(0, dot), format: file.slice(dot + 1) as "pdf" | "json" | "png" | "svg" };
    }),
});

/** By what right somebody asks who is neither its holder nor issuing staff. */
export const certificateQuery = z.object({
  /** The secret of a link that the holder made. */
  share: z.string().max(200).optional(),
  /** One word of the holder's name, in either script. */
  name: z.string().max(200).optional(),
});

/** What was looked at, and what was found. */
export const checkCall = z.strictObject({
  name: z.enum(["issuer", "signature", "integrity", "period", "status"]),
  verdict: z.enum(["passed", "failed", "unknown"]),
  key: z.string().nullable(),
  date: z.string().nullable(),
});

const known = z.strictObject({
  code,
  kind: z.enum(["itu-certificate", "itu-badge", "organization-certificate", "attendance-letter"]),
  state: z.enum(["valid", "superseded", "revoked"]),
  /** Only on certificates of a demonstration. */
  specimen: z.literal("SPECIMEN").optional(),
  courseTitle: z.string(),
  eventTitle: z.string(),
  organizer: z.string(),
  issuer: z.string(),
  startsOn: day.nullable(),
  endsOn: day.nullable(),
  completedOn: day,
  releasedOn: day,
  revokedAt: z.iso.datetime().nullable(),
  revocationClass: z.string().nullable(),
  supersededByCode: code.nullable(),
  /** The certificate that this one corrects. */
  replacesCode: code.nullable(),
  /** What it counts for today: a valid one may be over, and a record that is not what was signed counts for nothing. */
  outcome: z.enum(["valid", "superseded", "revoked", "expired", "not-valid"]),
  eventReference: z.string(),
  /** The language of its texts. */
  language: z.string(),
  /** All days are days in this zone. */
  zone: z.string(),
  issuedOn: day.nullable(),
  /** Its last day; null without end. */
  validUntil: day.nullable(),
  proved: z.strictObject({
    studyHours: z.number().nullable(),
    level: z.string().nullable(),
    outcomes: z.array(z.string()),
    assessment: z
      .strictObject({
        questions: z.number().int(),
        supervised: z.boolean().nullable(),
        thresholdPercent: z.number().int(),
        strict: z.boolean(),
        leastPoints: z.number().int(),
        possiblePoints: z.number().int(),
      })
      .nullable(),
    /** By whom it was established who the holder is. */
    identityAssurance: z.enum(["self-declared", "nominated", "checked"]).nullable(),
  }),
  checks: z.array(checkCall),
  /** Its states, oldest first; "expired" has a day in its zone, the others an instant. */
  history: z.array(
    z.union([
      z.strictObject({ what: z.literal("released"), at: z.iso.datetime(), code: code.nullable() }),
      z.strictObject({ what: z.literal("superseded"), at: z.iso.datetime(), code }),
      z.strictObject({ what: z.literal("revoked"), at: z.iso.datetime(), reason: z.string().nullable() }),
      z.strictObject({ what: z.literal("expired"), day }),
    ]),
  ),
});

export const verificationCall = known;

const statusEntry = z.looseObject({ statusPurpose: z.string(), statusListIndex: z.string() });

/** A certificate or a transcript as its issuer signed it: an Open Badges 3.0 credential in the credential model 2.0. */
export const credentialCall = z.looseObject({
  "@context": z.array(z.string()),
  id: z.url(),
  type: z.array(z.string()),
  name: z.string(),
  issuer: z.looseObject({ id: z.string(), name: z.string() }),
  validFrom: z.iso.datetime(),
  validUntil: z.iso.datetime().optional(),
  credentialSubject: z.looseObject({
    id: z.string(),
    identifier: z.array(z.looseObject({ identityHash: z.string() })),
  }),
  credentialStatus: z.union([statusEntry, z.array(statusEntry)]),
  proof: z.looseObject({ cryptosuite: z.literal("eddsa-rdfc-2022"), verificationMethod: z.string() }),
});
