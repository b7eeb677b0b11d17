import { ok, type Result, refuse } from "@/lib/result";
import { arrivedInTime, deadlineFor } from "@/lib/scheduling/deadline";
import type { AttemptState } from "../types";
import type { Standing } from "./types";

/** What an attempt's end depends on. */
export type Timed = {
  readonly startedAt: Date;
  /** Granted to this attempt alone. */
  readonly extraTimeSeconds: number;
  readonly onPaper: boolean;
};

export type Limits = {
  readonly timeLimitSeconds: number;
  readonly windowClosesAt: Date;
  /** The person's own. */
  readonly extraTimeSeconds: number;
};

/**
 * When an attempt ends, by the one function of all deadlines: what the person was granted and what the attempt was granted add
 * up. A sheet of paper, whose time is kept in the room, is due by the end of the window.
 * Units: instants; seconds. Source: DOMAIN, law 3.
 */
export function attemptDeadline(attempt: Timed, { extraTimeSeconds, ...limits }: Limits): Date {
  const extra = extraTimeSeconds + attempt.extraTimeSeconds;
  return attempt.onPaper
    ? deadlineFor(limits.windowClosesAt, { ...limits, timeLimitSeconds: 0, extraTimeSeconds: extra })
    : deadlineFor(attempt.startedAt, { ...limits, extraTimeSeconds: extra });
}

export type Move = { readonly deadlineAt: Date; readonly bySeconds: number };

/**
 * A running attempt's new end, and how far it moved; null where it stays. What has run out, its allowance for transit passed,
 * is over and moves no more.
 * Units: seconds, negative for earlier. Errors: "ends-in-the-past" for an end that is not still to come.
 */
export function moveDeadline(
  attempt: Timed & { readonly deadlineAt: Date },
  limits: Limits,
  now: Date,
): Result<Move | null, "ends-in-the-past"> {
  if (!attempt.onPaper && !arrivedInTime(now, attempt.deadlineAt)) return ok(null);
  const deadlineAt = attemptDeadline(attempt, limits);
  const bySeconds = Math.round((deadlineAt.getTime() - attempt.deadlineAt.getTime()) / 1000);
  if (bySeconds === 0) return ok(null);
  if (bySeconds < 0 && deadlineAt <= now) return refuse("ends-in-the-past");
  return ok({ deadlineAt, bySeconds });
}

/** How somebody stands, by the database's clock. */
export function standingOf(
  attempt: { readonly state: AttemptState; readonly onPaper: boolean; readonly deadlineAt: Date } | null,
  now: Date,
): Standing {
  if (!attempt || attempt.state === "voided") return "not-started";
  if (attempt.state !== "in-progress") return attempt.state;
  if (attempt.onPaper) return "on-paper";
  return now < attempt.deadlineAt ? "working" : "over";
}

/** The letter under which an option stands in an attempt's order: A for the first. */
export const optionLetter = (index: number): string => String.fromCharCode(65 + index);

/** The letters of the chosen options, in the attempt's order; what the question does not offer is a question mark. */
export function lettersOf(optionOrder: readonly string[], optionIds: readonly string[]): string[] {
  return optionIds
    .map((id) => optionOrder.indexOf(id))
    .sort((a, b) => a - b)
    .map((index) => (index < 0 ? "?" : optionLetter(index)));
}
