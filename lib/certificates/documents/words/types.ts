import type { CertificateKind, CertificateSnapshot, CertificateState, IdentityAssurance } from "../../types";

/** The words that a document prints around its values, in one language. */
export type DocumentWords = {
  readonly kinds: Readonly<Record<CertificateKind, string>>;
  readonly issuedBy: Readonly<Record<CertificateKind, string>>;
  readonly intro: Readonly<Record<CertificateKind, string>>;
  readonly statement: Readonly<Record<CertificateKind, string>>;
  readonly notices: Readonly<
    Record<Exclude<CertificateState, "valid"> | "specimen", { readonly word: string; readonly sentence: string }>
  >;
  readonly partner: string;
  /** Before the printed code of the document that this one corrects. */
  readonly replaces: (code: string) => string;
  readonly organizer: string;
  readonly eventReference: string;
  readonly eventDates: string;
  readonly completedOn: string;
  /** The day on which an admin decided, and the day on which the document was made and signed. */
  readonly releasedOn: string;
  readonly issuedOn: string;
  readonly validUntil: string;
  readonly level: string;
  readonly assessment: string;
  readonly questions: (questions: number) => string;
  readonly supervised: Readonly<Record<"supervised" | "unsupervised", string>>;
  readonly score: string;
  readonly identity: string;
  readonly assurance: Readonly<Record<IdentityAssurance, string>>;
  readonly outcomes: string;
  /** Where there are more than the page has room for. */
  readonly moreOutcomes: string;
  readonly passRule: string;
  readonly studyHours: string;
  readonly zone: string;
  readonly signatory: string;
  readonly code: string;
  readonly verify: string;
  readonly qr: string;
  /** Days as already written out; one end may be open. */
  readonly span: (from: string | null, to: string | null) => string;
  /** Points are named where they are not simply the questions. */
  readonly rule: (
    snapshot: Pick<CertificateSnapshot, "questions" | "thresholdPercent" | "strict" | "leastPoints" | "possiblePoints">,
  ) => string;
  /** The name in its own script is known, but the document's fonts cannot show it. */
  readonly nativeNameElsewhere: string;
};

/** A value for each kind: the first three certify a passed course, the letter attendance only. */
export const byKind = (passed: string, attended: string): Record<CertificateKind, string> => ({
  "itu-certificate": passed,
  "itu-badge": passed,
  "organization-certificate": passed,
  "attendance-letter": attended,
});
