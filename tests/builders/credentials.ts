import type { Trust, TrustedKey } from "@/lib/certificates/check/types";
import { buildCredential, type CredentialDraft } from "@/lib/certificates/credential/build";
import { signCredential } from "@/lib/certificates/credential/sign";
import { didOf } from "@/lib/certificates/keys/did";
import { makePair, makeSigner } from "@/lib/certificates/keys/pair";
import { buildStatusList, type StatusPurpose, statusPurposes } from "@/lib/certificates/status/build";
import { buildTranscriptCredential, type TranscriptDraft } from "@/lib/certificates/transcript/credential";

/*
 * An issuer of a test: its key, what it signs, and what somebody trusts who trusts it. Each installation is one of its own.
 */

export const releasedAt = new Date("2027-05-01T10:00:00Z");
/** A day in the life of every credential built here: released, not over, its lists fresh. */
export const today = new Date("2027-05-03T12:00:00Z");

export const buildDraft = (changes: Partial<CredentialDraft> = {}): CredentialDraft => ({
  code: "ABCDEFGHJKMNPQRSTV",
  kind: "itu-certificate",
  specimen: false,
  releasedAt,
  validUntil: "2029-05-01",
  scoreShown: true,
  subjectId: "urn:uuid:6f1b2c3d-0000-4000-8000-000000000001",
  origin: "https://academy.example.org",
  status: { list: 1, index: 4711 },
  snapshot: {
    holderName: "Amina Diallo",
    nativeName: "أمينة ديالو",
    courseTitle: "Cyber norms for CSIRTs",
    eventTitle: "Cyber norms, spring 2027",
    eventReference: "EV-2027-1",
    organizer: "CERT of an Island",
    issuer: "Chancery, academy.example.org",
    signatory: null,
    language: "en",
    zone: "Africa/Dakar",
    startsOn: "2027-04-01",
    endsOn: "2027-04-30",
    completedOn: "2027-04-30",
    releasedOn: "2027-05-01",
    studyHours: 16,
    questions: 25,
    thresholdPercent: 70,
    strict: true,
    leastPoints: 18,
    possiblePoints: 25,
    outcomes: ["Name the eleven norms", "Report an incident to a team abroad"],
    level: "Intermediate",
    supervised: true,
    identityAssurance: "nominated",
    score: "84 %",
    replaces: null,
  },
  ...changes,
});

/** A transcript of six events: one of each kind of result, and one of an event that is open, under another name. */
export const buildTranscriptDraft = (changes: Partial<TranscriptDraft> = {}): TranscriptDraft => {
  const entry = {
    courseTitle: "Cyber norms for CSIRTs",
    eventTitle: "Cyber norms, spring 2027",
    eventReference: "EV-2027-1",
    organizer: "CERT of an Island",
    zone: "Indian/Mauritius",
    startsOn: "2027-04-01",
    endsOn: "2027-04-29",
    satOn: "2027-04-28",
    studyHours: 16,
    verdict: "passed",
    score: "84 %",
    final: true,
    heldAs: null,
    identityAssurance: "nominated",
    attendance: { attended: 3, counted: 4 },
    certificates: [{ code: "FRNR14E3WNSKS5YPNB", kind: "itu-certificate" }],
  } as const;
  const bare = { startsOn: null, endsOn: null, satOn: null, studyHours: null, score: null, attendance: null };
  return {
    code: "ABCDEFGHJKMNPQRSTV",
    specimen: false,
    madeAt: releasedAt,
    subjectId: "urn:uuid:6f1b2c3d-0000-4000-8000-000000000002",
    origin: "https://academy.example.org",
    status: { list: 1, index: 815 },
    snapshot: {
      holderName: "Amina Diallo",
      nativeName: "أمينة ديالو",
      issuer: "Chancery, academy.example.org",
      language: "en",
      madeOn: "2027-05-01",
      zone: "Africa/Dakar",
      entries: [
        entry,
        { ...entry, eventReference: "EV-2027-2", verdict: "not-passed", score: "70 %", certificates: [] },
        { ...entry, ...bare, eventReference: "EV-2027-3", verdict: "open", certificates: [] },
        { ...entry, ...bare, eventReference: "EV-2027-4", verdict: "not-sat", certificates: [] },
        { ...entry, score: null, eventReference: "EV-2027-5", verdict: "no-exam", certificates: [] },
        { ...entry, final: false, heldAs: "Amina Sow", eventReference: "EV-2027-6", certificates: [] },
      ],
    },
    ...changes,
  };
};

/** An issuer with one key; `sign` signs a draft, `list` a status list with these places set. */
export function buildIssuer(origin = "https://academy.example.org", keyId = "key-1") {
  const pair = makePair();
  const did = didOf(origin);
  const signer = makeSigner(keyId, pair.secret);
  const key: TrustedKey = {
    did,
    id: `${did}#${keyId}`,
    publicKeyMultibase: pair.publicKeyMultibase,
    retiredAt: null,
  };
  const list = (purpose: StatusPurpose, set: readonly number[] = [], at = today): Promise<Record<string, unknown>> =>
    signCredential(buildStatusList(origin, 1, purpose, set, at), did, signer, at);
  return {
    origin,
    did,
    key,
    signer,
    secret: pair.secret,
    sign: (changes: Partial<CredentialDraft> = {}, at = releasedAt) =>
      signCredential(buildCredential(buildDraft({ origin, ...changes })), did, signer, at),
    signTranscript: (changes: Partial<TranscriptDraft> = {}, at = releasedAt) =>
      signCredential(buildTranscriptCredential(buildTranscriptDraft({ origin, ...changes })), did, signer, at),
    list,
    /** What somebody trusts who trusts this issuer alone and has its lists of today. */
    trust: async (changes: Partial<Trust> = {}): Promise<Trust> => ({
      keys: [key],
      keysAsOf: null,
      acceptDidKey: false,
      statusLists: await Promise.all(statusPurposes.map((purpose) => list(purpose))),
      now: today,
      ...changes,
    }),
  };
}
