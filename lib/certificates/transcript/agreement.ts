import type { CredentialFacts } from "../check/types";
import { formatCode } from "../code";
import { namesAlike } from "../verification/agreement";
import { resultStatuses } from "./credential";
import type { TranscriptEntry, TranscriptSnapshot } from "./types";

/** What of a transcript stands both in the register and in its signed form. */
type Said = Pick<
  CredentialFacts,
  "code" | "title" | "issuerName" | "holderNames" | "validFrom" | "description" | "evidence" | "results"
>;
type Recorded = {
  readonly code: string;
  readonly snapshot: TranscriptSnapshot;
  readonly specimen: boolean;
  readonly madeAt: Date;
};

/**
 * Whether a transcript's signed form says what the register says of it: its results in their order, and all else within its
 * sentences, by their values and not by their wording.
 */
export function transcriptsAgree({ code, snapshot, specimen, madeAt }: Recorded, signed: Said): boolean {
  const { entries } = snapshot;
  const results = entries.flatMap(({ verdict, score }) => [
    ...(resultStatuses[verdict] === null ? [] : [resultStatuses[verdict]]),
    ...(score === null ? [] : [score]),
  ]);
  return (
    signed.code === code &&
    signed.issuerName === snapshot.issuer &&
    signed.validFrom === `${madeAt.toISOString().slice(0, 19)}Z` &&
    (signed.title ?? "").startsWith("SPECIMEN: ") === specimen &&
    namesAlike(snapshot, signed) &&
    [snapshot.madeOn, snapshot.zone].every((words) => (signed.description ?? "").includes(words)) &&
    signed.results.map(({ status, value }) => status ?? value).join("\n") === results.join("\n") &&
    signed.evidence.length === entries.length &&
    entries.every((entry, at) => tells(signed.evidence[at], entry))
  );
}

/** Whether one line of a text has these numbers and no others, in their order. */
const hasLine = (text: string, numbers: readonly number[]): boolean =>
  text.split("\n").some((line) => (line.match(/\d+(?:\.\d+)?/g) ?? []).join() === numbers.join());

function tells(said: Said["evidence"][number] | undefined, entry: TranscriptEntry): boolean {
  const { name = "", narrative = "" } = said ?? {};
  const { startsOn, endsOn, satOn, studyHours, attendance } = entry;
  return (
    [entry.courseTitle, entry.eventReference].every((words) => name.includes(words)) &&
    [
      entry.eventTitle,
      entry.organizer,
      entry.zone,
      ...[startsOn, endsOn, satOn].filter((day) => day !== null),
      ...entry.certificates.map((certificate) => formatCode(certificate.code)),
    ].every((words) => narrative.includes(words)) &&
    (studyHours === null || hasLine(narrative, [studyHours])) &&
    (attendance === null || hasLine(narrative, [attendance.attended, attendance.counted]))
  );
}
