import type { MessageKey } from "@/lib/content/messages";
import type { ShownPercent } from "@/lib/grading/verdict";
import type { Attendance } from "@/lib/sessions/types";
import type { CertificateKind, CertificateState, Eligibility } from "../types";

/** What the rules alone do not decide: exactly sixteen hours, a result that fell after a repair, an exception of the dossier. */
export const decisionCauses = ["hours", "exception", "fallen"] as const;
export type DecisionCause = (typeof decisionCauses)[number];

export const verdicts = ["release", "refuse"] as const;
export type DecisionVerdict = (typeof verdicts)[number];

/** Where a person stands for the release: by the one rule, or by what a person decided where it leaves something open. */
export type Judgement =
  | { readonly standing: "eligible"; readonly attemptId: string | null }
  | {
      readonly standing: "not-eligible";
      readonly reason: Extract<Eligibility, { standing: "not-eligible" }>["reason"] | "refused";
    }
  | { readonly standing: "decision"; readonly cause: DecisionCause };

/** A document that somebody has of an event. */
export type GivenDocument = {
  readonly code: string;
  readonly kind: CertificateKind;
  readonly state: CertificateState;
  readonly releasedAt: Date;
  readonly releasedBy: string;
};

/** What somebody decided of a person, and on what. */
export type Decision = {
  readonly cause: DecisionCause;
  readonly verdict: DecisionVerdict;
  readonly reason: string;
  readonly by: string;
  readonly at: Date;
};

/** One learner in the dossier of an event. */
export type DossierRow = {
  readonly enrolmentId: string;
  readonly personId: string;
  readonly fullName: string;
  readonly nativeName: string | null;
  /** As a document names this person: as they confirmed it, else as their account has it. */
  readonly documentName: string;
  readonly documentNative: string | null;
  readonly nameConfirmed: boolean;
  readonly eligibility: Eligibility;
  readonly judgement: Judgement;
  readonly best: { readonly earned: number; readonly possible: number; readonly percent: ShownPercent } | null;
  /** Of all weighted parts; null while one is open, and where there is nothing to add up. */
  readonly total: ShownPercent | null;
  /** Of the sessions held; null for an event without any. */
  readonly attendance: Attendance | null;
  /** The last document but for letters beside the event's kind. */
  readonly certificate: GivenDocument | null;
  /** The last attendance letter that stands beside the event's kind. */
  readonly letter: GivenDocument | null;
  /** Attended enough and is not given the certificate: may have a letter instead. */
  readonly mayHaveLetter: boolean;
  /** Why the organizer names this person in the dossier; null for most. */
  readonly exception: string | null;
  readonly decision: Decision | null;
  /** A release under way names this person. */
  readonly underWay: readonly CertificateKind[];
  /** When what the certificate rests on was completed; null where only the event's end says. */
  readonly completedAt: Date | null;
};

/** What the organizer adds to the report when handing an event in. */
export type ClosingFields = {
  /** By name or mail address, each with its reason. */
  readonly exceptions: readonly { readonly number: number; readonly who: string; readonly reason: string }[];
  readonly partner: string;
  readonly partnerWhy: string;
  readonly signatory: string;
  readonly signatoryWhy: string;
  readonly supervision: Supervision | null;
  readonly validMonths: number | null;
};

export const supervisions = ["on-site", "remote", "none"] as const;
export type Supervision = (typeof supervisions)[number];

/** The dossier as an event keeps it. */
export type StoredDossier = {
  readonly exceptions: readonly { readonly personId: string; readonly reason: string }[];
  readonly partnerLogo: {
    readonly partner: string;
    readonly justification: string;
    readonly logoId: string | null;
  } | null;
  readonly signatory: { readonly name: string; readonly justification: string } | null;
  /** Everybody who ever handed it in: none of them releases. */
  readonly handedInBy: readonly string[];
  readonly handedInAt: string | null;
};

/** What is to mend of a dossier before it is kept. */
export type DossierProblem = { readonly field: string; readonly key: MessageKey };

/** The last time that a dossier was sent back, while nobody has handed it in again. */
export type OpenReturn = { readonly reason: string; readonly at: Date; readonly by: string; readonly byId: string };

/** A release under way or done. */
export type Batch = {
  readonly id: string;
  readonly kind: CertificateKind;
  readonly total: number;
  readonly done: number;
  readonly createdAt: Date;
  readonly finishedAt: Date | null;
  readonly failure: "interested" | null;
  readonly by: string;
};

/** Everything by which an event's certificates are released. */
export type Dossier = {
  readonly eventId: string;
  readonly slug: string;
  readonly title: string;
  readonly language: string;
  readonly reference: string;
  readonly state: string;
  readonly zone: string;
  readonly certificateKind: CertificateKind | null;
  /** The event's own, else its course's. */
  readonly studyHours: number | null;
  readonly attendancePercent: number | null;
  readonly supervision: Supervision | null;
  readonly validMonths: number | null;
  readonly signatory: string | null;
  readonly closedAt: Date | null;
  readonly closedBy: string | null;
  readonly closingReport: string | null;
  readonly threshold: number;
  readonly strict: boolean;
  readonly hasExam: boolean;
  readonly partners: readonly { readonly name: string; readonly role: string }[];
  readonly stored: StoredDossier;
  readonly returned: OpenReturn | null;
  readonly batches: readonly Batch[];
  readonly rows: readonly DossierRow[];
  /** Holders of a valid certificate whose result no longer passes: they keep it until a person decides. */
  readonly fallen: readonly DossierRow[];
};

/** How many of an event's people stand where; the same numbers on every page that tells them. */
export type DossierNumbers = {
  readonly participants: number;
  /** By the rule alone. */
  readonly eligible: number;
  readonly notEligible: number;
  /** Wait for a person's decision. */
  readonly undecided: number;
  /** May be given the event's document now, and have none. */
  readonly waiting: number;
  /** Hold a valid one. */
  readonly released: number;
  /** May have an attendance letter beside the certificates, and have none. */
  readonly letters: number;
  /** Have not confirmed how a document writes their name. */
  readonly unconfirmed: number;
};

/** What the page for closing an event, or for handing it in again, begins with. */
export type ClosingView = {
  readonly slug: string;
  readonly state: string;
  readonly certificateKind: CertificateKind | null;
  readonly hasExam: boolean;
  readonly report: string | null;
  /** Whom the event's settings name. */
  readonly signatory: string | null;
  readonly supervision: Supervision | null;
  readonly validMonths: number | null;
  readonly stored: StoredDossier;
  readonly exceptions: readonly { readonly who: string; readonly reason: string }[];
  readonly partners: readonly { readonly name: string; readonly mayShowLogo: boolean }[];
  /** Who has not confirmed how a document writes their name. */
  readonly unconfirmed: readonly string[];
  readonly returned: OpenReturn | null;
};

/** A dossier as it is about to be kept: people by their ids, and the logo's file where a new one came. */
export type ReadyDossier = Pick<StoredDossier, "exceptions" | "signatory"> & {
  readonly partnerLogo: { readonly partner: string; readonly justification: string } | null;
  readonly logo: { readonly name: string; readonly content: Uint8Array } | null;
  readonly supervision: Supervision | null;
  readonly validMonths: number | null;
};
