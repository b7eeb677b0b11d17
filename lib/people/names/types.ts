/** How a certificate of one event would write a learner's name. */
export type CertificateName = {
  readonly eventSlug: string;
  readonly fullName: string;
  readonly nativeName: string | null;
  /** When the learner said that it is right; null until then, and after a change of the account's name. */
  readonly confirmedAt: Date | null;
  /** Until the event is closed; afterwards a certificate is corrected, not a name changed. */
  readonly changeable: boolean;
  /** Whom to write to for a correction. */
  readonly contacts: readonly string[];
};
