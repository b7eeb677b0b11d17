import { dayIn } from "@/lib/scheduling/zones";
import type { TranscriptRecord } from "../transcript/types";
import type {
  Holder,
  OpenCertificate,
  OpenTranscript,
  Proved,
  RegisterCheck,
  RegisterOutcome,
  RegisterRow,
  Step,
} from "./types";

/** Whether its last day is over, where its organizer is. */
export const isOver = ({ validUntil, zone }: { validUntil: string | null; zone: string }, now: Date): boolean =>
  validUntil !== null && dayIn(now, zone) > validUntil;

/** What the register says today. A record that is not what was signed counts for nothing, whatever its state. */
export function outcomeOf(
  { state, over }: { readonly state: RegisterRow["state"]; readonly over: boolean },
  checks: readonly Pick<RegisterCheck, "name" | "verdict">[],
): RegisterOutcome {
  const failed = checks.filter(({ verdict }) => verdict === "failed").map(({ name }) => name);
  if (failed.some((name) => name === "signature" || name === "integrity" || name === "issuer")) return "not-valid";
  if (state !== "valid") return state;
  return over ? "expired" : "valid";
}

/** A certificate's life so far, oldest first. */
export function historyOf(row: RegisterRow, now: Date): Step[] {
  const { validUntil, snapshot, supersededByCode, supersededAt, revokedAt } = row;
  return [
    { what: "released", at: row.releasedAt, code: row.replacesCode },
    ...(supersededByCode && supersededAt
      ? [{ what: "superseded", at: supersededAt, code: supersededByCode } as const]
      : []),
    ...(revokedAt ? [{ what: "revoked", at: revokedAt, reason: row.revocationClass } as const] : []),
    ...(validUntil !== null && isOver({ validUntil, zone: snapshot.zone }, now)
      ? [{ what: "expired", day: validUntil } as const]
      : []),
  ];
}

/** What a certificate proves; an attendance letter proves no exam, whatever its event had. */
export function provedBy({ kind, snapshot }: Pick<RegisterRow, "kind" | "snapshot">): Proved {
  const { questions, thresholdPercent, strict, leastPoints, possiblePoints } = snapshot;
  return {
    studyHours: snapshot.studyHours,
    level: snapshot.level ?? null,
    outcomes: snapshot.outcomes ?? [],
    assessment:
      kind === "attendance-letter" || questions === 0
        ? null
        : {
            questions,
            supervised: snapshot.supervised ?? null,
            thresholdPercent,
            strict,
            leastPoints,
            possiblePoints,
          },
    identityAssurance: snapshot.identityAssurance ?? null,
  };
}

/** What anybody with the code may know. Each word is taken by name, so that what a snapshot learns to hold stays in it. */
export function openPartOf(row: RegisterRow, checks: readonly RegisterCheck[], now: Date): OpenCertificate {
  const { snapshot, validUntil } = row;
  const { zone } = snapshot;
  return {
    code: row.code,
    kind: row.kind,
    state: row.state,
    outcome: outcomeOf({ state: row.state, over: isOver({ validUntil, zone }, now) }, checks),
    specimen: row.specimen,
    language: snapshot.language,
    courseTitle: snapshot.courseTitle,
    eventTitle: snapshot.eventTitle,
    eventReference: snapshot.eventReference,
    organizer: snapshot.organizer,
    issuer: snapshot.issuer,
    zone,
    startsOn: snapshot.startsOn,
    endsOn: snapshot.endsOn,
    completedOn: snapshot.completedOn,
    issuedOn: snapshot.issuedOn ?? null,
    releasedOn: snapshot.releasedOn,
    validUntil,
    revokedAt: row.revokedAt,
    revocationClass: row.revocationClass,
    supersededByCode: row.supersededByCode,
    replacesCode: row.replacesCode ?? snapshot.replaces ?? null,
    proved: provedBy(row),
    checks,
    history: historyOf(row, now),
  };
}

/** The same of a transcript; one that was never signed cannot be checked. */
export function openPartOfTranscript(record: TranscriptRecord, checks: readonly RegisterCheck[]): OpenTranscript {
  const { code, state, specimen, issuer, madeOn, zone, revokedAt, revocationClass, events, credential } = record;
  const outcome =
    credential === null && state === "valid" ? "cannot-be-checked" : outcomeOf({ state, over: false }, checks);
  return { code, state, outcome, specimen, issuer, madeOn, zone, revokedAt, revocationClass, events, checks };
}

export const holderOf = ({ personId, snapshot, scoreShown }: RegisterRow): Holder => ({
  personId,
  holderName: snapshot.holderName,
  nativeName: snapshot.nativeName,
  score: scoreShown ? (snapshot.score ?? null) : null,
});
