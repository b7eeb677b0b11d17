import type { CredentialFacts } from "../check/types";
import { wordsIn } from "../credential/words";
import type { CertificateSnapshot } from "../types";
import type { RegisterRow } from "./types";

/*
 * Whether a certificate's signed form says what the register says of it, so that a change of the database past all rules shows.
 */

/** How far a zone's clock may be from UTC, with an hour to spare. Units: milliseconds. */
const FURTHEST_ZONE = 15 * 60 * 60 * 1000;

/** What of a certificate stands both in the register and in its signed form. */
type Said = Pick<
  CredentialFacts,
  | "code"
  | "title"
  | "achievement"
  | "issuerName"
  | "holderNames"
  | "validFrom"
  | "validUntil"
  | "description"
  | "criteria"
  | "evidence"
>;
type Recorded = Pick<RegisterRow, "code" | "snapshot" | "specimen" | "releasedAt" | "validUntil">;

/** Whether the signed form says what the register says: what it holds apart word for word, and all else within its sentences. */
export const saysTheSame = (recorded: Recorded, signed: Said): boolean =>
  agreesInParts(recorded, signed) && agreesInSentences(recorded.snapshot, signed) && endsAlike(recorded, signed);

const agreesInParts = ({ code, snapshot, specimen, releasedAt }: Recorded, signed: Said): boolean =>
  signed.code === code &&
  (signed.title ?? "").startsWith("SPECIMEN: ") === specimen &&
  signed.achievement === snapshot.courseTitle &&
  signed.issuerName === snapshot.issuer &&
  signed.validFrom === `${releasedAt.toISOString().slice(0, 19)}Z` &&
  signed.holderNames.join("\n") ===
    [snapshot.holderName, snapshot.nativeName].filter((name) => name !== null && name !== "").join("\n");

/** Whether a number stands in a text as itself: 16 does not in 2016. */
const hasNumber = (text: string, number: number): boolean => new RegExp(`(?<!\\d)${number}(?!\\d)`).test(text);

/**
 * By their values and not by their wording: sentences may be written otherwise for later certificates, and what was signed stays
 * as it is. Where a value has words of its own, none of its other values may stand there.
 */
function agreesInSentences(snapshot: CertificateSnapshot, { description, criteria, evidence }: Said): boolean {
  const { questions, thresholdPercent, leastPoints, possiblePoints, studyHours, identityAssurance } = snapshot;
  const assessed = evidence.map(({ narrative }) => narrative).join("\n");
  const told = criteria ?? "";
  const { assurance, supervised } = wordsIn(snapshot.language);
  const others = [
    ...Object.entries(assurance).filter(([name]) => identityAssurance && name !== identityAssurance),
    ...(snapshot.supervised == null ? [] : [["", supervised[snapshot.supervised ? "unsupervised" : "supervised"]]]),
  ];
  return (
    (description ?? "").includes(snapshot.organizer) &&
    [
      snapshot.eventTitle,
      snapshot.eventReference,
      snapshot.completedOn,
      snapshot.releasedOn,
      snapshot.zone,
      snapshot.level ?? "",
      ...(snapshot.outcomes ?? []),
    ].every((words) => told.includes(words)) &&
    (studyHours === null || hasNumber(told, studyHours)) &&
    (questions === 0 ||
      [questions, thresholdPercent, leastPoints, possiblePoints].every((number) => hasNumber(assessed, number))) &&
    others.every(([, sentence]) => !assessed.includes(sentence ?? ""))
  );
}

/** The last day, as the instant that was signed; a zone's rules may have changed since, and with them the hour. */
function endsAlike({ validUntil }: Recorded, signed: Said): boolean {
  if (validUntil === null || signed.validUntil === null) return validUntil === signed.validUntil;
  return Math.abs(Date.parse(signed.validUntil) - Date.parse(`${validUntil}T23:59:59Z`)) <= FURTHEST_ZONE;
}
