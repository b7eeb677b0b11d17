export type Part = "diplomat" | "technical";
export type Decision = "selected" | "waiting" | "not-selected";
export type NominationState =
  | "nominated"
  | "waiting"
  | "not-selected"
  | "offered"
  | "accepted"
  | "declined"
  | "expired"
  | "withdrawn"
  | "substituted";

/** A person as they are nominated. */
export type Nominee = {
  readonly fullName: string;
  readonly nativeName: string | null;
  readonly address: string;
  readonly language: "en" | "fr" | "ar";
  readonly institution: string | null;
  readonly position: string | null;
  readonly note: string;
};

/** A person as they are nominated, with their part in a pair. */
export type Member = Nominee & { readonly part: Part | null };

/** One person of a nomination, as those see it who nominate and who decide. */
export type NominatedPerson = Omit<Nominee, "language"> & {
  readonly id: string;
  readonly part: Part | null;
  readonly language: string;
  readonly state: NominationState;
  /** Until when the invitation stands that they have not answered. */
  readonly invitedUntil: Date | null;
  /** Until when their seat is kept for a substitute, though they declined it. */
  readonly keptUntil: Date | null;
  /** The seat they have; null while they have none. */
  readonly enrolmentId: string | null;
  readonly inPlaceOf: string | null;
  readonly mayBeReplaced: boolean;
};

/** What is ranked and decided as one: a person, or a pair. */
export type NominationUnit = {
  /** The first person's nomination. */
  readonly id: string;
  readonly rank: number;
  readonly people: readonly NominatedPerson[];
  readonly standing: Standing;
  readonly decision: Decision | null;
  readonly reason: string | null;
  readonly nominatedBy: string;
};

/** Where a unit stands as a whole. "half": of a pair one has a seat, and the other's is lost. */
export type Standing =
  | "nominated"
  | "waiting"
  | "not-selected"
  | "offered"
  | "accepted"
  | "half"
  | "over"
  | "withdrawn";

export type StateNominations = {
  readonly stateCode: string;
  readonly units: readonly NominationUnit[];
  /** Seats that its people have or are offered. */
  readonly seats: number;
};

export type FocalPoint = {
  readonly grantId: string;
  readonly fullName: string;
  readonly address: string;
  readonly stateCode: string;
};

type NominatingEvent = {
  readonly slug: string;
  readonly title: string;
  readonly language: string;
  readonly state: string;
  readonly zone: string;
  readonly inPairs: boolean;
  readonly stateQuota: number | null;
  readonly registrationOpensAt: Date | null;
  readonly registrationClosesAt: Date | null;
  readonly opensAt: Date | null;
};

/** Everything an organizer sees of an event's nominations. */
export type NominationsPage = NominatingEvent & {
  readonly admission: string;
  readonly seats: number | null;
  readonly seatsTaken: number;
  readonly seatsHeld: number;
  readonly focalPoints: readonly FocalPoint[];
  readonly states: readonly StateNominations[];
  /** Decided and not sent. */
  readonly decided: { readonly units: number; readonly seats: number };
};

/** What a focal point sees of one event: their own State's people and no others. */
export type FocalPage = NominatingEvent & {
  readonly organization: string;
  readonly stateCode: string;
  readonly mayNominate: boolean;
  readonly seats: number;
  readonly units: readonly NominationUnit[];
};

/** One event for which a person may nominate. */
export type FocalEvent = Pick<
  NominatingEvent,
  "slug" | "title" | "language" | "zone" | "registrationOpensAt" | "registrationClosesAt"
> & { readonly stateCode: string; readonly nominated: number; readonly mayNominate: boolean };

export type FocalReason = "no-such-person" | "own-grant" | "other-state" | "not-by-nomination";
export type NominateReason =
  | "closed"
  | "nominated-already"
  | "invited-already"
  | "has-seat"
  | "same-address"
  | "pair-needed"
  | "no-pair";
export type ChangeReason = NominateReason | "decided";
export type SubstituteReason =
  | Exclude<NominateReason, "pair-needed" | "no-pair" | "closed">
  | "changed-meanwhile"
  | "not-replaceable"
  | "begun"
  | "full";
export type DecideReason = "not-open" | "event-over";
export type SendReason = "nothing-decided" | "full" | "not-published" | "event-over" | "invited-already" | "has-seat";
export type TakeBackReason = "not-offered";
