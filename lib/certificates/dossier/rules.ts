import { canonicalAddress } from "@/lib/format/addresses";
import { fold } from "@/lib/format/fold";
import { meetsCondition } from "@/lib/sessions/attendance/rules";
import type { Attendance } from "@/lib/sessions/types";
import { documentLanguages } from "../documents/rules";
import { hasFallen } from "../rules";
import type { CertificateKind, CertificateState, DocumentLanguage, Eligibility } from "../types";
import type { Decision, DecisionCause, DossierNumbers, DossierRow, Judgement } from "./types";

/**
 * Study hours for which an admin is asked whether an ITU certificate may be given; more need no question, fewer give none.
 * Units: hours. Source: the ITU Academy's certificate for more than 16 hours of study.
 */
export const ituStudyHours = 16;

/** Whether an event's certificate stands on exactly the hours at which an admin decides. */
export const asksForHours = (certificateKind: string | null, studyHours: number | null): boolean =>
  certificateKind === "itu-certificate" && studyHours === ituStudyHours;

/**
 * What an exception may excuse: attendance, and a part of the total in which nothing counts for this person. A score that does
 * not pass, or an exam that was not sat, is excused by nobody: the document would say what is not so.
 */
const excusable: ReadonlySet<string> = new Set(["attendance-short", "component-open"]);

type Judged = {
  readonly eligibility: Eligibility;
  /** The state of the last document of the event's kind. */
  readonly certificate: CertificateState | null;
  readonly asksForHours: boolean;
  readonly isException: boolean;
  readonly decision: Pick<Decision, "cause" | "verdict"> | null;
  /** What a released exception rests on. */
  readonly bestAttemptId: string | null;
};

function causeOf({ eligibility, certificate, asksForHours: hours, isException }: Judged): DecisionCause | null {
  if (hasFallen(eligibility, certificate)) return "fallen";
  // Whoever was given the document waits for nothing.
  if (certificate !== null && certificate !== "superseded") return null;
  const eligible = eligibility.standing === "eligible";
  if (isException && (eligible || excusable.has(eligibility.reason))) return "exception";
  return eligible && hours ? "hours" : null;
}

/** Where a person stands for the release. A decision counts for the cause on which it was taken, and for no other. */
export function judge(person: Judged): Judgement {
  const { eligibility, decision, bestAttemptId } = person;
  const cause = causeOf(person);
  if (!cause) return eligibility;
  if (decision?.cause !== cause) return { standing: "decision", cause };
  if (decision.verdict === "refuse") return { standing: "not-eligible", reason: "refused" };
  return {
    standing: "eligible",
    attemptId: eligibility.standing === "eligible" ? eligibility.attemptId : bestAttemptId,
  };
}

/** Reasons for which somebody who attended enough goes without a certificate, and may be given a letter. */
const lettered: ReadonlySet<string> = new Set(["not-passed", "no-attempt", "component-open"]);

/**
 * Whether a person may have an attendance letter beside the event's certificates: the event says how much attendance is enough,
 * they attended that much, and they are not given the certificate.
 */
export const mayHaveLetter = (
  event: { readonly certificateKind: string | null; readonly attendancePercent: number | null },
  eligibility: Eligibility,
  attendance: Attendance | null,
): boolean =>
  event.certificateKind !== null &&
  event.certificateKind !== "attendance-letter" &&
  event.attendancePercent !== null &&
  attendance !== null &&
  eligibility.standing === "not-eligible" &&
  lettered.has(eligibility.reason) &&
  meetsCondition(attendance, event.attendancePercent);

/** A document keeps its place once it was given, also when it was revoked: no second one follows by itself. */
const holds = (document: { readonly state: CertificateState } | null): boolean =>
  document !== null && document.state !== "superseded";

/** Whether a person is to be given a document of this kind by the next release. */
export function isWaiting(
  row: Pick<DossierRow, "judgement" | "certificate" | "letter" | "mayHaveLetter" | "underWay">,
  kind: CertificateKind,
  eventKind: CertificateKind | null,
): boolean {
  if (row.underWay.includes(kind)) return false;
  if (kind !== eventKind) return row.mayHaveLetter && !holds(row.letter) && !holds(row.certificate);
  return row.judgement.standing === "eligible" && !holds(row.certificate);
}

/** An event's people in numbers: what the dossier, the admin's list and the organizer's pages tell. */
export function numbersOf(
  rows: readonly Omit<DossierRow, "completedAt">[],
  kind: CertificateKind | null,
): DossierNumbers {
  const count = (holding: (row: Omit<DossierRow, "completedAt">) => boolean): number => rows.filter(holding).length;
  const eligible = count(({ eligibility }) => eligibility.standing === "eligible");
  return {
    participants: rows.length,
    eligible,
    notEligible: rows.length - eligible,
    undecided: count(({ judgement }) => judgement.standing === "decision"),
    waiting: kind ? count((row) => isWaiting(row, kind, kind)) : 0,
    released: count(({ certificate }) => certificate?.state === "valid"),
    letters: count((row) => isWaiting(row, "attendance-letter", kind) && kind !== "attendance-letter"),
    unconfirmed: count(({ nameConfirmed }) => !nameConfirmed),
  };
}

const logoRoles: ReadonlySet<string> = new Set(["content", "delivery", "host"]);

/**
 * Whether a partner's logo may stand on an event's documents: for who gave content, delivered or hosted it. Whoever only paid
 * has vouched for nothing that the document says.
 */
export const mayShowLogo = (roles: readonly string[]): boolean => roles.some((role) => logoRoles.has(role));

/** Kinds that an organization gives in its own name; the others are ITU's, and admins alone release them. */
const ownKinds: ReadonlySet<string> = new Set(["organization-certificate", "attendance-letter"]);
export const isOwnKind = (kind: string | null): boolean => kind !== null && ownKinds.has(kind);

const ituLanguages: readonly DocumentLanguage[] = ["en", "fr", "es"];

/** The language of an event's documents: the first of the event's own that is offered for the kind, else English. */
export function documentLanguage(kind: CertificateKind, eventLanguages: readonly string[]): DocumentLanguage {
  const offered: readonly DocumentLanguage[] = isOwnKind(kind) ? documentLanguages : ituLanguages;
  return eventLanguages.flatMap((one) => offered.find((language) => language === one) ?? [])[0] ?? "en";
}

/** The same day so many months later, or the last of that month where it has no such day: "2027-08-31" and 6 give "2028-02-29". */
export function monthsAfter(day: string, months: number): string {
  const [year = 0, month = 1, date = 1] = day.split("-").map(Number);
  const last = new Date(Date.UTC(year, month + months, 0));
  last.setUTCDate(Math.min(date, last.getUTCDate()));
  return last.toISOString().slice(0, 10);
}

/** A participant by what they may be named. */
export type NamedPerson = {
  readonly personId: string;
  readonly names: readonly string[];
  readonly addresses: readonly string[];
};

/** The one participant whom a name or a mail address means; "several" where a name means more than one. */
export function personNamed(people: readonly NamedPerson[], who: string): NamedPerson | "nobody" | "several" {
  const address = canonicalAddress(who);
  const wanted = fold(who);
  const meant = people.filter(({ names, addresses }) =>
    address ? addresses.includes(address) : wanted !== "" && names.some((name) => fold(name) === wanted),
  );
  return meant.length > 1 ? "several" : (meant[0] ?? "nobody");
}
