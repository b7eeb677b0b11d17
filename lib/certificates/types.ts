import type { Language } from "@/lib/format/languages";

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
};

export type CertificateState = "valid" | "superseded" | "revoked";
