/**
 * What a save or submission may be late by and still count, for the way it had to travel; the same for everybody.
 * Units: seconds. Source: DOMAIN, law 3.
 */
export const TRANSIT_ALLOWANCE_SECONDS = 5;

export type ExamClock = {
  readonly timeLimitSeconds: number;
  readonly extraTimeSeconds: number;
  readonly windowClosesAt: Date;
};

const plus = (instant: Date, seconds: number): Date => new Date(instant.getTime() + seconds * 1000);

/**
 * When an attempt ends: the limit from its start, or the end of the event's window, whichever is first; extra time moves both.
 * Units: instants; seconds. Source: DOMAIN, law 3.
 */
export function deadlineFor(startedAt: Date, { timeLimitSeconds, extraTimeSeconds, windowClosesAt }: ExamClock): Date {
  const byLimit = plus(startedAt, timeLimitSeconds + extraTimeSeconds);
  const byWindow = plus(windowClosesAt, extraTimeSeconds);
  return new Date(Math.min(byLimit.getTime(), byWindow.getTime()));
}

/** The last instant at which a start still leaves the whole time limit. */
export function lastSafeStart({ timeLimitSeconds, windowClosesAt }: ExamClock): Date {
  return plus(windowClosesAt, -timeLimitSeconds);
}

/**
 * The minutes a person who started now would have, rounded down; never negative.
 * Units: whole minutes.
 */
export function minutesIfStarted(now: Date, clock: ExamClock): number {
  return Math.max(0, Math.floor((deadlineFor(now, clock).getTime() - now.getTime()) / 60_000));
}

/** Whether something that reached the database at `arrivedAt` still counts for this deadline. */
export function arrivedInTime(arrivedAt: Date, deadlineAt: Date): boolean {
  return arrivedAt <= plus(deadlineAt, TRANSIT_ALLOWANCE_SECONDS);
}
