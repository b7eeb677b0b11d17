import type { CertificateKind, CertificateState, Shares } from "../types";
import type { RegisterOutcome } from "../verification/types";

/** A certificate as its holder has it in hand: what it is, who sees it, and whom to write to about it. */
export type HeldCertificate = {
  readonly id: string;
  readonly code: string;
  readonly kind: CertificateKind;
  readonly state: CertificateState;
  /** As it counts today: a valid one may be over. */
  readonly outcome: RegisterOutcome;
  readonly specimen: boolean;
  readonly courseTitle: string;
  readonly eventTitle: string;
  readonly eventSlug: string;
  /** The language in which titles are written. */
  readonly language: string;
  /** A calendar day in the event's zone. */
  readonly releasedOn: string;
  readonly validUntil: string | null;
  readonly supersededByCode: string | null;
  /** As it may be printed; null where nothing was sat, or it was not kept. */
  readonly score: string | null;
  readonly scoreShown: boolean;
  /** Addresses that the organizer answers. */
  readonly contacts: readonly string[];
  readonly shares: Shares;
};
