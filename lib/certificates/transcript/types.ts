import type { CertificateKind, DocumentLanguage, IdentityAssurance, Shares } from "../types";

/** What became of a person in an event: "open" while a part of the total may still change, "no-exam" where there is none. */
export type TranscriptVerdict = "passed" | "not-passed" | "open" | "not-sat" | "no-exam";

/** One event with what its learner achieved there. Days are calendar days in the event's zone. */
export type TranscriptEntry = {
  readonly courseTitle: string;
  readonly eventTitle: string;
  readonly eventReference: string;
  readonly organizer: string;
  readonly zone: string;
  readonly startsOn: string | null;
  readonly endsOn: string | null;
  /** When the attempt that counts was handed in; null where nothing was sat. */
  readonly satOn: string | null;
  readonly studyHours: number | null;
  readonly verdict: TranscriptVerdict;
  /** The total as it is shown, "84 %"; null while it is open. */
  readonly score: string | null;
  /** Whether the event was closed, so that nothing of it was to change; absent where it was not kept yet, like the next two. */
  readonly final?: boolean;
  /** The name under which it was achieved, where that is not the transcript's. */
  readonly heldAs?: string | null;
  readonly identityAssurance?: IdentityAssurance;
  /** Sessions attended of those that count; null for an event without any. */
  readonly attendance: { readonly attended: number; readonly counted: number } | null;
  /** Those that were valid when the transcript was made. */
  readonly certificates: readonly { readonly code: string; readonly kind: CertificateKind }[];
};

/** Everything a transcript says, as it was when its person made it. */
export type TranscriptSnapshot = {
  readonly holderName: string;
  readonly nativeName: string | null;
  readonly issuer: string;
  readonly language: DocumentLanguage;
  /** A day in `zone`, the holder's. */
  readonly madeOn: string;
  readonly zone: string;
  readonly entries: readonly TranscriptEntry[];
};

/** What anybody with the code alone may know: neither whose it is nor what it says. */
export type TranscriptVerification = {
  readonly code: string;
  readonly state: "valid" | "revoked";
  readonly specimen: boolean;
  readonly issuer: string;
  readonly madeOn: string;
  readonly zone: string;
  readonly revokedAt: Date | null;
  /** "holder-request" where its holder took it back. */
  readonly revocationClass: string | null;
  /** How many events it lists. */
  readonly events: number;
};

/** A whole transcript, for its holder, for admins, and for who knows a word of the holder's name. */
export type WholeTranscript = TranscriptVerification & {
  readonly id: string;
  readonly personId: string | null;
  readonly snapshot: TranscriptSnapshot;
};

/** A transcript as its holder has it in hand. */
export type HeldTranscript = WholeTranscript & { readonly shares: Shares };

/** A transcript as the register holds it, with its signed form; null on those from before there were any. */
export type TranscriptRecord = WholeTranscript & {
  readonly madeAt: Date;
  readonly credential: object | null;
};
