import type { Check, FileReason, Outcome, Verdict } from "../check/types";
import type { TranscriptVerification, WholeTranscript } from "../transcript/types";
import type {
  CertificateKind,
  CertificateSnapshot,
  CertificateState,
  DocumentLanguage,
  IdentityAssurance,
} from "../types";

/** A certificate as the register holds it, with what its signature is checked against. */
export type RegisterRow = {
  readonly id: string;
  readonly code: string;
  readonly kind: CertificateKind;
  readonly state: CertificateState;
  readonly specimen: boolean;
  readonly snapshot: CertificateSnapshot;
  readonly personId: string | null;
  /** The last day on which it is valid, "2029-03-12"; null without end. */
  readonly validUntil: string | null;
  readonly releasedAt: Date;
  readonly revokedAt: Date | null;
  readonly revocationClass: string | null;
  readonly scoreShown: boolean;
  /** Null until its credential is signed. */
  readonly credential: object | null;
  readonly supersededByCode: string | null;
  readonly supersededAt: Date | null;
  /** The certificate that this one corrects. */
  readonly replacesCode: string | null;
  readonly keys: readonly {
    readonly id: string;
    readonly publicKeyMultibase: string;
    readonly retiredAt: Date | null;
  }[];
};

export const registerChecks = ["issuer", "signature", "integrity", "period", "status"] as const;

/** What was looked at when somebody asked by code, and what was found. */
export type RegisterCheck = {
  readonly name: (typeof registerChecks)[number];
  readonly verdict: Verdict;
  /** The key that signed; null where that is not the question. */
  readonly key: string | null;
  /** The day or instant of which its sentence speaks. */
  readonly date: string | null;
};

/** What the register says of a certificate today. */
export type RegisterOutcome = Exclude<Outcome, "unknown-issuer" | "cannot-be-checked">;

/** One step in a certificate's life. */
export type Step =
  | { readonly what: "released"; readonly at: Date; readonly code: string | null }
  | { readonly what: "superseded"; readonly at: Date; readonly code: string }
  | { readonly what: "revoked"; readonly at: Date; readonly reason: string | null }
  | { readonly what: "expired"; readonly day: string };

/** What its holder did to get it, and how that was established. */
export type Proved = {
  readonly studyHours: number | null;
  /** In the document's language, like the outcomes. */
  readonly level: string | null;
  readonly outcomes: readonly string[];
  /** Null where nothing was sat. */
  readonly assessment: {
    readonly questions: number;
    /** Null where it is not recorded. */
    readonly supervised: boolean | null;
    readonly thresholdPercent: number;
    readonly strict: boolean;
    readonly leastPoints: number;
    readonly possiblePoints: number;
  } | null;
  /** Null where it is not recorded. */
  readonly identityAssurance: IdentityAssurance | null;
};

/** What anybody with the code alone may know: everything but who. */
export type OpenCertificate = {
  readonly code: string;
  readonly kind: CertificateKind;
  readonly state: CertificateState;
  readonly outcome: RegisterOutcome;
  readonly specimen: boolean;
  /** The language in which its course, level and outcomes are written. */
  readonly language: DocumentLanguage;
  readonly courseTitle: string;
  readonly eventTitle: string;
  readonly eventReference: string;
  readonly organizer: string;
  readonly issuer: string;
  /** All days are days in this zone. */
  readonly zone: string;
  readonly startsOn: string | null;
  readonly endsOn: string | null;
  readonly completedOn: string;
  /** Null on certificates from before it was kept apart from the release. */
  readonly issuedOn: string | null;
  readonly releasedOn: string;
  readonly validUntil: string | null;
  readonly revokedAt: Date | null;
  readonly revocationClass: string | null;
  readonly supersededByCode: string | null;
  readonly replacesCode: string | null;
  readonly proved: Proved;
  readonly checks: readonly RegisterCheck[];
  readonly history: readonly Step[];
};

/** Whose it is, for its holder, issuing staff and those to whom the holder shows it. */
export type Holder = {
  readonly personId: string | null;
  readonly holderName: string;
  readonly nativeName: string | null;
  /** As printed; null where the holder does not let it stand there. */
  readonly score: string | null;
};

/** What anybody with the code of a transcript may know. */
export type OpenTranscript = TranscriptVerification & {
  readonly outcome: RegisterOutcome | "cannot-be-checked";
  readonly checks: readonly RegisterCheck[];
};

/** What the register tells of a code: what is open to anybody, and the rest for who has a right to know. */
export type Found =
  | { readonly kind: "certificate"; readonly certificate: OpenCertificate; readonly holder: Holder | null }
  | {
      readonly kind: "transcript";
      readonly transcript: OpenTranscript;
      readonly whole: WholeTranscript | null;
    };

/** What a file turned out to be that somebody gave to be checked. */
export type FileAnswer =
  /** A PDF proves nothing; the code that it carries is looked up instead. */
  | { readonly kind: "code"; readonly code: string }
  | { readonly kind: "refused"; readonly reason: FileReason | "pdf-without-code" }
  | { readonly kind: "checked"; readonly report: FileReport };

/** A report on a file, without the names in it: it is kept for as long as the page that shows it is. */
export type FileReport = {
  readonly outcome: Outcome;
  readonly checks: readonly Check[];
  readonly says: {
    readonly title: string | null;
    readonly issuer: string | null;
    readonly issuerId: string | null;
    readonly validFrom: string | null;
    readonly validUntil: string | null;
    /** Of a certificate or a transcript in this register. */
    readonly code: string | null;
  } | null;
};
