import type { Language } from "@/lib/format/languages";
import type { ShownPercent } from "@/lib/grading/verdict";
import type { Attendance } from "@/lib/sessions/types";

export type CertificateKind = "itu-certificate" | "itu-badge" | "organization-certificate" | "attendance-letter";

/** Everything a certificate says, frozen at its release. Days are calendar days in the organizer's zone, "2027-03-12". */
export type CertificateSnapshot = {
  readonly holderName: string;
  readonly nativeName: string | null;
  readonly courseTitle: string;
  readonly eventTitle: string;
  readonly eventReference: string;
  readonly organizer: string;
  /** Who issues it: this installation, by its origin. */
  readonly issuer: string;
  readonly signatory: string | null;
  readonly language: Language;
  readonly zone: string;
  readonly startsOn: string | null;
  readonly endsOn: string | null;
  readonly completedOn: string;
  readonly releasedOn: string;
  readonly studyHours: number | null;
  readonly questions: number;
  readonly thresholdPercent: number;
  readonly strict: boolean;
  readonly leastPoints: number;
  readonly possiblePoints: number;
  /** What else was proved, and how; absent from what was released before it was kept. */
  readonly outcomes?: readonly string[];
  /** The course's level, in words of the document's language. */
  readonly level?: string | null;
  /** Whether somebody watched over the exam; null where there was none. */
  readonly supervised?: boolean | null;
  readonly identityAssurance?: IdentityAssurance;
  /** The total as it is shown, such as "84 %"; it stands on a document only where the holder lets it. */
  readonly score?: string | null;
  /** The code of the certificate that this one corrects. */
  readonly replaces?: string | null;
};

/** By whom it was established who the holder is. */
export type IdentityAssurance = "self-declared" | "nominated" | "checked";

export type CertificateState = "valid" | "superseded" | "revoked";

/** Where each person of a closed event stands; one function decides it everywhere. */
export type Eligibility =
  /** The attempt it rests on; null where nothing was sat. */
  | { readonly standing: "eligible"; readonly attemptId: string | null }
  | {
      readonly standing: "not-eligible";
      readonly reason:
        | "no-exam"
        | "no-attempt"
        | "still-sitting"
        | "not-passed"
        | "component-open"
        | "attendance-open"
        | "attendance-short";
    };

/** One learner in the dossier of an event. */
export type DossierRow = {
  readonly personId: string;
  readonly fullName: string;
  readonly nativeName: string | null;
  readonly eligibility: Eligibility;
  readonly best: { readonly earned: number; readonly possible: number; readonly percent: ShownPercent } | null;
  /** Of all weighted parts; null while one is open, and where there is nothing to add up. */
  readonly total: ShownPercent | null;
  /** Of the sessions held; null for an event without any. */
  readonly attendance: Attendance | null;
  readonly certificate: { readonly code: string; readonly state: CertificateState } | null;
};

export type Dossier = {
  readonly eventId: string;
  readonly slug: string;
  readonly title: string;
  readonly reference: string;
  readonly state: string;
  readonly zone: string;
  readonly certificateKind: CertificateKind | null;
  /** The event's own, else its course's. */
  readonly studyHours: number | null;
  readonly closedAt: Date | null;
  readonly closedBy: string | null;
  readonly closingReport: string | null;
  readonly threshold: number;
  readonly strict: boolean;
  readonly rows: readonly DossierRow[];
  /** Holders of a valid certificate whose result no longer passes: they keep it until a person decides. */
  readonly fallen: readonly DossierRow[];
};

/** What anybody with the code alone may know. */
export type Verification = {
  readonly code: string;
  readonly kind: CertificateKind;
  readonly state: CertificateState;
  readonly specimen: boolean;
  readonly courseTitle: string;
  readonly eventTitle: string;
  readonly organizer: string;
  readonly issuer: string;
  readonly startsOn: string | null;
  readonly endsOn: string | null;
  readonly completedOn: string;
  readonly releasedOn: string;
  readonly revokedAt: Date | null;
  readonly revocationClass: string | null;
  readonly supersededByCode: string | null;
};

/** A whole certificate, for its holder, issuing staff and those to whom the holder shows it. */
export type WholeCertificate = Verification & {
  readonly id: string;
  readonly personId: string | null;
  readonly snapshot: CertificateSnapshot;
};

export const revocationClasses = ["issued-in-error", "misconduct", "holder-request"] as const;
export type RevocationClass = (typeof revocationClasses)[number];
