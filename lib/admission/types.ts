export type JoinReason = "full" | "invitation-only" | "not-open-yet" | "registration-closed";
export type Joined = { readonly state: "enrolled" | "waiting"; readonly isNew: boolean };

/** A person's place in an event, as they see it. */
export type MyPlace = {
  readonly enrolmentId: string;
  readonly state: "enrolled" | "waiting" | "withdrawn";
  /** How many wait before them, and are not offered a seat already; null for who does not wait. */
  readonly before: number | null;
  /** An open offer: the seat is held until then. */
  readonly offerUntil: Date | null;
  /** Whether they can still give the place back. */
  readonly mayWithdraw: boolean;
};

export type OfferReason = "no-offer" | "offer-over";
export type WithdrawReason = "no-place" | "exam-begun" | "event-over";

/** How an event's seats stand. */
export type EventSeats = {
  readonly slug: string;
  readonly title: string;
  readonly language: string;
  readonly state: string;
  readonly zone: string;
  readonly seats: number | null;
  readonly seatsTaken: number;
  readonly seatsHeld: number;
  readonly waitingList: boolean;
  readonly waiting: number;
};

/** One line of an event's waiting list. */
export type WaitingPerson = {
  readonly enrolmentId: string;
  readonly fullName: string;
  readonly nativeName: string | null;
  readonly waitingSince: Date;
  readonly stateCode: string | null;
  readonly offerUntil: Date | null;
};
export type WaitingReason = "not-waiting";
