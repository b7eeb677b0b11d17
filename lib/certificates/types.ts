import type { Language } from "@/lib/format/languages";

export type CertificateKind = "itu-certificate" | "itu-badge" | "organization-certificate" | "attendance-letter";

/** A language in which documents are written: the interface's, and Spanish. */
export type DocumentLanguage = Language | "es";

/**
 * How a document looks and the words of its organization, as they were printed: copied from the organization's template when
 * the document is made, so that later changes of the template change no document. Pictures are files that are never dropped.
 */
export type DocumentLook = {
  /** The template's revision that it was copied from. */
  readonly revision: number;
  /** Hexadecimal, "#1a2233": line for frames and rules, accent for line-work and the seal. */
  readonly colours: { readonly line: string; readonly accent: string };
  readonly logoId: string | null;
  /** The signature of the template's own signatory; null where another person signs. */
  readonly signatureId: string | null;
  /** In place of the product's heading and of the sentence before the course; null takes the product's. */
  readonly title: string | null;
  readonly statement: string | null;
};

/** A partner of the event whose logo the dossier's rule lets stand on its documents. */
export type DocumentPartner = { readonly name: string; readonly logoId: string | null };

/** Everything a certificate says, frozen at its release. Days are calendar days in the organizer's zone, "2027-03-12". */
export type CertificateSnapshot = {
  readonly holderName: string;
  readonly nativeName: string | null;
  readonly courseTitle: string;
  readonly eventTitle: string;
  readonly eventReference: string;
  readonly organizer: string;
  /** Who issues it: this installation for what ITU gives, the organization for its own documents (documents/rules.ts, issuerOf). */
  readonly issuer: string;
  readonly signatory: string | null;
  readonly language: DocumentLanguage;
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
  /** The day on which the document was made and signed; `releasedOn` is the day on which an admin decided. */
  readonly issuedOn?: string;
  /** The last day on which it is valid; null without end. */
  readonly validUntil?: string | null;
  /** As printed; null or absent for the product's own look. */
  readonly look?: DocumentLook | null;
  readonly partner?: DocumentPartner | null;
};

/** Links that show a certificate or a transcript whole and still work, newest first. */
export type Shares = readonly { readonly hash: string; readonly createdAt: Date }[];

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
  /** The holder lets the score stand on documents made from now on. */
  readonly scoreShown: boolean;
  readonly snapshot: CertificateSnapshot;
};

export const revocationClasses = ["issued-in-error", "misconduct", "holder-request"] as const;
export type RevocationClass = (typeof revocationClasses)[number];
