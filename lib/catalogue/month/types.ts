/** An event as a month shows it; instants that are not known are null. */
export type MonthEvent = {
  readonly slug: string;
  readonly language: string;
  readonly title: string;
  readonly zone: string;
  readonly admission: string;
  readonly registrationOpensAt: Date | null;
  readonly registrationClosesAt: Date | null;
  readonly opensAt: Date | null;
  readonly closesAt: Date | null;
  readonly sessions: readonly MonthSession[];
};

export type MonthSession = {
  readonly language: string;
  readonly title: string;
  readonly startsAt: Date;
  readonly endsAt: Date;
};

/** What happens on a day: at the event's wall clock, and until when where it ends on the same day. */
export type DayEntry = {
  readonly kind: "registration-opens" | "registration-closes" | "begins" | "ends" | "session";
  readonly event: Pick<MonthEvent, "slug" | "language" | "title" | "zone">;
  /** A session's own title. */
  readonly session: Pick<MonthSession, "language" | "title"> | null;
  readonly at: Date;
  readonly until: Date | null;
};

export type Month = {
  /** Days with something on them, each with what it is, in order; a day as "2027-03-12" in each event's own zone. */
  readonly days: ReadonlyMap<string, readonly DayEntry[]>;
  /** Events that neither begin nor end in the month and run all through it. */
  readonly running: readonly Pick<MonthEvent, "slug" | "language" | "title">[];
};
