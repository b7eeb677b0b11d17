import { windowState } from "@/lib/scheduling/windows";
import { nextStartAt } from "../rules";
import type { Resit, TagScore } from "../types";

/** What the review rule of an event looks at. */
export type ReviewGround = {
  /** never, after-window or after-release. */
  readonly rule: string;
  readonly state: string;
  readonly closesAt: Date | null;
  readonly certificateKind: string | null;
  /** Whether a certificate of the event was ever released. */
  readonly released: boolean;
  /** Attempts of the event that still run. */
  readonly running: number;
};

/**
 * Whether learners may see keys and rationales of their own answers now, by the database's clock.
 * - never: never.
 * - after-window: from the end of the event's window; a window that is to be announced has no end.
 * - after-release: from the first release of a certificate, or, where the event gives none, from its closing; and once it is
 *   archived. Until then a decision or an appeal may still send somebody back into the exam.
 * Whatever the rule, nothing opens while an attempt of the event runs: extra time reaches past the window.
 * Source: law 6 (the key stays on the server until the review rule opens).
 */
export function reviewIsOpen(ground: ReviewGround, now: Date): boolean {
  if (ground.running > 0) return false;
  const { rule, state, closesAt } = ground;
  if (rule === "after-window") return closesAt !== null && closesAt <= now;
  if (rule !== "after-release") return false;
  return state === "archived" || (state === "closed" && (ground.released || ground.certificateKind === null));
}

/** What a mark says of one slot; a voided one counts on neither side. */
export type SlotScore = {
  readonly position: number;
  readonly points: number;
  readonly earned: { readonly numerator: number; readonly denominator: number };
  readonly voided?: boolean;
};

/** Points by tag, in the order of the tags; a question with several tags counts under each of them. */
export function scoreByTag(scores: readonly SlotScore[], tagsOf: (position: number) => readonly string[]): TagScore[] {
  const sums = new Map<string, { earned: number; possible: number }>();
  for (const { position, points, earned, voided } of scores) {
    if (voided) continue;
    for (const tag of tagsOf(position)) {
      const sum = sums.get(tag) ?? { earned: 0, possible: 0 };
      sums.set(tag, { earned: sum.earned + earned.numerator / earned.denominator, possible: sum.possible + points });
    }
  }
  return [...sums].sort(([a], [b]) => (a < b ? -1 : 1)).map(([tag, sum]) => ({ tag, ...sum }));
}

type ResitGround = {
  readonly state: string;
  readonly opensAt: Date | null;
  readonly closesAt: Date | null;
  readonly attemptsAllowed: number | null;
  readonly resitWaitHours: number;
};

/**
 * Where somebody stands with further attempts: how many they had of how many, and when the next may start. The start itself is
 * decided again when it is asked for.
 */
export function resitOf(
  place: {
    readonly state: string;
    readonly extraAttempts: number;
    readonly attempts: readonly { readonly state: string; readonly closedAt: Date | null }[];
  },
  event: ResitGround,
  now: Date,
): Resit {
  const attempts = place.attempts.filter(({ state }) => state !== "voided");
  const allowed = (event.attemptsAllowed ?? 0) + place.extraAttempts;
  const waits = nextStartAt(attempts, event.resitWaitHours);
  const open =
    place.state === "enrolled" &&
    event.state === "published" &&
    attempts.length < allowed &&
    attempts.every(({ state }) => state !== "in_progress") &&
    windowState(event, now) === "open" &&
    (!waits || !event.closesAt || waits < event.closesAt);
  return {
    attempts: attempts.length,
    allowed,
    nextStartAt: open && waits && waits > now ? waits : null,
    mayStart: open,
  };
}
