import { BADGES_CONTEXT, CREDENTIALS_CONTEXT } from "../check/contexts";
import type { CredentialFacts } from "../check/types";
import { formatCode } from "../code";
import {
  type CredentialDraft,
  identify,
  issuerProfile,
  nameFor,
  seconds,
  statusAt,
  type UnsignedCredential,
} from "../credential/build";
import { wordsIn } from "../credential/words";
import { documentWords } from "../documents/words";
import type { TranscriptEntry, TranscriptSnapshot, TranscriptVerdict } from "./types";
import { labelled, transcriptWords } from "./words";

/** A transcript as it is to be signed: what it says, and where its status stands. */
export type TranscriptDraft = Pick<CredentialDraft, "code" | "specimen" | "subjectId" | "origin" | "status"> & {
  readonly snapshot: TranscriptSnapshot;
  readonly madeAt: Date;
};

/** In the words that Open Badges has for what became of somebody; it has none where nothing was assessed. */
const resultStatuses: Readonly<Record<TranscriptVerdict, string | null>> = {
  passed: "Completed",
  "not-passed": "Failed",
  open: "Provisional",
  "not-sat": "Enrolled",
  "no-exam": null,
};

/** A name for what a transcript of a code says, of which each value is a part: of another text it is another. */
const nameOfText = (code: string, snapshot: TranscriptSnapshot): string =>
  nameFor(
    code,
    JSON.stringify(snapshot, (_, value: unknown) =>
      typeof value === "object" && value !== null && !Array.isArray(value)
        ? Object.fromEntries(Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1)))
        : value,
    ),
  );

/** Whether a transcript's signed form was made of what the register says of it, to the last value. */
export const isMadeOf = (
  { code, snapshot, specimen, madeAt }: Omit<TranscriptDraft, "subjectId" | "origin" | "status">,
  signed: CredentialFacts,
): boolean =>
  signed.code === code &&
  signed.achievementId === nameOfText(code, snapshot) &&
  (signed.title ?? "").startsWith("SPECIMEN: ") === specimen &&
  signed.validFrom === seconds(madeAt);

/**
 * The transcript as an Open Badges 3.0 credential, unsigned, so that whoever reads a certificate reads it too: one achievement,
 * with a status and a score for each event among its results, and what else is known of the event among its evidence.
 */
export function buildTranscriptCredential(draft: TranscriptDraft): UnsignedCredential {
  const { code, snapshot, specimen, origin, status } = draft;
  const { heading, madeOn, explanation } = transcriptWords[snapshot.language];
  const words = wordsIn(snapshot.language);
  const statement = `${heading}. ${madeOn} ${snapshot.madeOn} (${snapshot.zone}).`;
  const results = snapshot.entries.flatMap((entry, at) => describeResults(draft, entry, at));
  return {
    "@context": [CREDENTIALS_CONTEXT, BADGES_CONTEXT],
    id: `${origin}/certificates/${code}.json`,
    type: ["VerifiableCredential", "OpenBadgeCredential"],
    name: specimen ? `SPECIMEN: ${heading}` : heading,
    description: specimen ? `${words.specimen} ${statement}` : statement,
    issuer: issuerProfile(origin, snapshot.issuer),
    validFrom: seconds(draft.madeAt),
    credentialSubject: {
      id: draft.subjectId,
      type: ["AchievementSubject"],
      identifier: identify(snapshot),
      ...(results.length === 0 ? {} : { result: results.map(({ result }) => result) }),
      achievement: {
        id: nameOfText(code, snapshot),
        type: ["Achievement"],
        achievementType: "ext:Transcript",
        inLanguage: snapshot.language,
        name: heading,
        description: statement,
        criteria: { narrative: explanation },
        ...(results.length === 0 ? {} : { resultDescription: results.map(({ description }) => description) }),
      },
    },
    evidence: snapshot.entries.map((entry) => ({
      type: ["Evidence"],
      name: nameOf(entry),
      narrative: narrate(entry, snapshot.language),
    })),
    credentialStatus: statusAt(origin, status, "revocation"),
  };
}

const nameOf = ({ courseTitle, eventReference }: TranscriptEntry): string => `${courseTitle} (${eventReference})`;

/** What became of the person in one event, and the score; each with the description that says of what it is a result. */
function describeResults({ code, origin, snapshot }: TranscriptDraft, entry: TranscriptEntry, at: number) {
  const isDecided = entry.verdict === "passed" || entry.verdict === "not-passed";
  const isOpen = isDecided && entry.final === false;
  const status = isOpen ? resultStatuses.open : resultStatuses[entry.verdict];
  const made = (name: string, resultType: "Status" | "Percent", told: object) => {
    const id = nameFor(origin, code, String(at), resultType);
    return {
      description: { id, type: ["ResultDescription"], name, resultType },
      result: { type: ["Result"], resultDescription: id, ...told },
    };
  };
  const { verdicts, notFinal } = transcriptWords[snapshot.language];
  const verdict = isOpen ? `${verdicts[entry.verdict]} (${notFinal})` : verdicts[entry.verdict];
  const { score } = wordsIn(snapshot.language);
  return [
    ...(status === null ? [] : [made(nameOf(entry), "Status", { status, value: verdict })]),
    ...(entry.score === null
      ? []
      : [made(labelled(snapshot.language, nameOf(entry), score), "Percent", { value: entry.score })]),
  ];
}

/** What else a transcript tells of an event, a line each. */
function narrate(entry: TranscriptEntry, language: TranscriptSnapshot["language"]): string {
  const words = transcriptWords[language];
  const shared = documentWords[language];
  const { startsOn, endsOn, satOn, studyHours, attendance, heldAs, identityAssurance } = entry;
  const line = (label: string, value: string | null) => (value === null ? [] : [labelled(language, label, value)]);
  return [
    ...line(words.event, entry.eventTitle),
    ...line(shared.organizer, entry.organizer),
    ...line(words.dates, startsOn || endsOn ? shared.span(startsOn, endsOn) : null),
    ...line(shared.zone, entry.zone),
    ...(satOn === null ? [] : [`${words.sat} ${satOn}`]),
    ...line(words.hours, studyHours === null ? null : String(studyHours)),
    ...(attendance === null ? [] : [words.attendance(attendance.attended, attendance.counted)]),
    ...(heldAs ? [words.heldAs(heldAs)] : []),
    ...line(shared.identity, identityAssurance ? shared.assurance[identityAssurance] : null),
    ...entry.certificates.flatMap(({ kind, code }) => line(shared.kinds[kind], formatCode(code))),
  ].join("\n");
}
