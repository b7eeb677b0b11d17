import { createHash } from "node:crypto";
import { instantOf } from "@/lib/scheduling/zones";
import { BADGES_CONTEXT, CREDENTIALS_CONTEXT } from "../check/contexts";
import { formatCode } from "../code";
import { didOf } from "../keys/did";
import type { CertificateKind, CertificateSnapshot } from "../types";
import { wordsIn } from "./words";

/** A certificate as it is to be signed: what it says, and where its status stands. */
export type CredentialDraft = {
  readonly code: string;
  readonly kind: CertificateKind;
  readonly snapshot: CertificateSnapshot;
  readonly specimen: boolean;
  readonly releasedAt: Date;
  /** Its last day in the organizer's zone, "2029-03-12"; null without end. */
  readonly validUntil: string | null;
  /** The holder lets the score stand on it. */
  readonly scoreShown: boolean;
  /** Under which name its holder appears: a random urn:uuid of this credential alone. */
  readonly subjectId: string;
  readonly origin: string;
  readonly status: Place;
};

/** A place in the status lists: the lists' number, and which bit of theirs. */
export type Place = { readonly list: number; readonly index: number };

export type UnsignedCredential = { readonly "@context": readonly string[]; readonly [key: string]: unknown };

const achievementTypes: Readonly<Record<CertificateKind, string>> = {
  "itu-certificate": "Certificate",
  "itu-badge": "Badge",
  "organization-certificate": "CertificateOfCompletion",
  "attendance-letter": "ext:AttendanceLetter",
};

/** An address for a thing without a page of its own, the same wherever the same thing is meant. */
export function nameFor(...words: readonly string[]): string {
  const hex = createHash("sha256").update(words.join("\0")).digest("hex");
  return `urn:uuid:${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

export const statusListAddress = (origin: string, list: number, purpose: "revocation" | "message"): string =>
  `${origin}/certificates/status/${list}/${purpose}`;

/** Where a credential's status stands in a list of a purpose. */
export const statusAt = (origin: string, { list, index }: Place, purpose: "revocation" | "message") => ({
  id: `${statusListAddress(origin, list, purpose)}#${index}`,
  type: "BitstringStatusListEntry",
  statusPurpose: purpose,
  statusListIndex: String(index),
  statusListCredential: statusListAddress(origin, list, purpose),
});

/** A holder's names in the open, as they were written. */
export const identify = ({ holderName, nativeName }: Pick<CertificateSnapshot, "holderName" | "nativeName">) =>
  [
    { identityType: "name", identityHash: holderName },
    ...(nativeName ? [{ identityType: "ext:nativeName", identityHash: nativeName }] : []),
  ].map((identity) => ({ type: "IdentityObject", hashed: false, ...identity }));

/** Who issues and signs, under the name that the document bears. */
export const issuerProfile = (origin: string, name: string) => ({
  id: didOf(origin),
  type: ["Profile"],
  name,
  url: origin,
});

/** The last second of a day, wherever the clocks change. */
function endOf(day: string, zone: string): Date {
  const end = instantOf(`${day}T23:59:59`, zone, "second");
  return end.ok ? end.value : new Date(`${day}T23:59:59Z`);
}

export const seconds = (instant: Date): string => `${instant.toISOString().slice(0, 19)}Z`;

/** The Open Badges 3.0 credential that says what the certificate says, unsigned. */
export function buildCredential(draft: CredentialDraft): UnsignedCredential {
  const { code, kind, snapshot, specimen, origin, status } = draft;
  const words = wordsIn(snapshot.language);
  const title = `${words.kinds[kind]}: ${snapshot.courseTitle}`;
  const statement = (kind === "attendance-letter" ? words.attended : words.passed)(
    snapshot.courseTitle,
    snapshot.organizer,
  );
  const lines = (...parts: readonly (string | null)[]): string => parts.filter((part) => part !== null).join("\n");
  const rule =
    snapshot.questions > 0
      ? words.rule(snapshot.thresholdPercent, snapshot.strict, snapshot.leastPoints, snapshot.possiblePoints)
      : null;
  const { outcomes = [], level, supervised, identityAssurance, score, replaces } = snapshot;
  const watched = supervised == null ? null : words.supervised[supervised ? "supervised" : "unsupervised"];
  const evidence = [
    ...(snapshot.questions > 0
      ? [{ name: words.assessment, narrative: lines(words.questions(snapshot.questions), rule, watched) }]
      : []),
    ...(identityAssurance ? [{ name: words.identity, narrative: words.assurance[identityAssurance] }] : []),
  ];
  const shownScore = draft.scoreShown ? (score ?? null) : null;
  const totalScore = nameFor(origin, snapshot.eventReference, kind, "score");
  return {
    "@context": [CREDENTIALS_CONTEXT, BADGES_CONTEXT],
    id: `${origin}/certificates/${code}.json`,
    type: ["VerifiableCredential", "OpenBadgeCredential"],
    name: specimen ? `SPECIMEN: ${title}` : title,
    description: specimen ? `${words.specimen} ${statement}` : statement,
    issuer: issuerProfile(origin, snapshot.issuer),
    validFrom: seconds(draft.releasedAt),
    ...(draft.validUntil === null ? {} : { validUntil: seconds(endOf(draft.validUntil, snapshot.zone)) }),
    credentialSubject: {
      id: draft.subjectId,
      type: ["AchievementSubject"],
      identifier: identify(snapshot),
      ...(shownScore === null
        ? {}
        : { result: [{ type: ["Result"], resultDescription: totalScore, value: shownScore }] }),
      achievement: {
        id: nameFor(origin, snapshot.eventReference, kind),
        type: ["Achievement"],
        achievementType: achievementTypes[kind],
        inLanguage: snapshot.language,
        name: snapshot.courseTitle,
        description: statement,
        humanCode: snapshot.eventReference,
        criteria: {
          narrative: lines(
            rule ?? statement,
            outcomes.length === 0 ? null : [words.outcomes, ...outcomes.map((outcome) => `- ${outcome}`)].join("\n"),
            snapshot.studyHours === null ? null : words.studyHours(snapshot.studyHours),
            level ? words.level(level) : null,
            words.event(snapshot.eventTitle, snapshot.eventReference),
            words.dates(snapshot.completedOn, snapshot.releasedOn, snapshot.zone),
            replaces ? words.replaces(formatCode(replaces)) : null,
          ),
        },
        ...(shownScore === null
          ? {}
          : {
              resultDescription: [
                { id: totalScore, type: ["ResultDescription"], name: words.score, resultType: "Percent" },
              ],
            }),
      },
    },
    ...(evidence.length === 0 ? {} : { evidence: evidence.map((one) => ({ type: ["Evidence"], ...one })) }),
    credentialStatus: [
      statusAt(origin, status, "revocation"),
      {
        ...statusAt(origin, status, "message"),
        statusSize: 1,
        statusMessage: [
          { status: "0x0", message: "valid" },
          { status: "0x1", message: "superseded" },
        ],
      },
    ],
  };
}
