import type { Language } from "@/lib/format/languages";

export type InvitationState = "sent" | "asked" | "claimed" | "declined" | "expired" | "withdrawn";

/** Who is invited, as an organizer writes it: an address in its one canonical form, and a name if they know it. */
export type Invitee = { readonly address: string; readonly fullName: string | null };

/** What is wrong with one line of addresses. */
export type LineProblem = "no-address" | "several-addresses" | "name-long" | "twice" | "invited-already" | "has-seat";

export type WrongLine = { readonly line: number; readonly problem: LineProblem; readonly address: string };

export type InviteReason = "full" | "not-published" | "event-over";
export type ResendReason = InviteReason | "settled" | "invited-already" | "has-seat";
export type WithdrawInvitationReason = "settled" | "nominated";
export type AskedReason = "not-asked" | "event-over";

/** Why an invitation cannot be used now, to whoever has its link. */
export type UseReason =
  | "other-address"
  | "claimed"
  | "declined"
  | "expired"
  | "withdrawn"
  | "event-over"
  | "asked-by-another"
  | "own-address";

/** One line of an organizer's list. */
export type InvitationRow = {
  readonly id: string;
  readonly address: string;
  readonly fullName: string | null;
  readonly state: InvitationState;
  readonly sentAt: Date;
  readonly timesSent: number;
  readonly expiresAt: Date;
  readonly settledAt: Date | null;
  /** It is open, and the letter with its link could not be delivered. */
  readonly returned: boolean;
  readonly invitedBy: string;
  /** The State that nominated the person; null for who was invited without a nomination. */
  readonly nominatedBy: string | null;
  readonly askedBy: { readonly fullName: string; readonly address: string } | null;
  readonly claimedBy: string | null;
};

export type InvitationList = {
  readonly slug: string;
  readonly title: string;
  readonly language: string;
  readonly state: string;
  readonly zone: string;
  readonly seats: number | null;
  readonly seatsFree: number | null;
  readonly invitations: readonly InvitationRow[];
};

/** What an invitation's page knows of who looks at it. */
export type Beholder = "nobody" | "invited" | "another" | "asked" | "asked-by-another" | "claimer";

/** An invitation as the holder of its link sees it. */
export type InvitationView = {
  readonly standing: "open" | Exclude<InvitationState, "sent" | "asked"> | "event-over";
  readonly beholder: Beholder;
  readonly address: string;
  readonly expiresAt: Date;
  /** The State that put the person forward; null without a nomination. */
  readonly stateCode: string | null;
  readonly organization: string;
  readonly contact: string;
  readonly event: {
    readonly slug: string;
    readonly title: string;
    readonly language: string;
    readonly zone: string;
    readonly opensAt: Date | null;
    readonly closesAt: Date | null;
    readonly place: string | null;
    readonly delivery: string | null;
  };
};

/** Somebody to be invited, and as what. */
export type NewInvitation = Invitee & {
  readonly language: Language;
  readonly stateCode: string | null;
  readonly nominationId: string | null;
};
