import type { NominationState, Part, Standing } from "./types";

export const parts = ["diplomat", "technical"] as const satisfies readonly Part[];

/** Who holds a seat or is offered one. */
const seated: ReadonlySet<NominationState> = new Set(["offered", "accepted"]);

/** Where a unit stands as a whole, by the states of its people (substituted ones left out). */
export function standingOf(states: readonly NominationState[]): Standing {
  const [first] = states;
  if (!first) return "withdrawn";
  if (states.every((state) => state === "accepted")) return "accepted";
  if (states.some((state) => state === "offered")) return "offered";
  if (states.some((state) => state === "accepted")) return "half";
  if (first === "nominated" || first === "waiting" || first === "not-selected" || first === "withdrawn") return first;
  return "over";
}

/**
 * Whether a focal point may name a colleague for a nominee: for one who is offered a seat or has accepted it, and in a pair also
 * for one who lost or gave up theirs while their partner still has a seat or may take it.
 */
export function mayBeReplaced(state: NominationState, partner: NominationState | null): boolean {
  if (seated.has(state)) return true;
  const left = state === "declined" || state === "expired" || state === "withdrawn";
  return left && partner !== null && seated.has(partner);
}

/** Whether nominations can be made and changed now: within the registration window, while the event is published. */
export function mayNominate(
  event: {
    readonly state: string;
    readonly admission: string;
    readonly registrationOpensAt: Date | null;
    readonly registrationClosesAt: Date | null;
  },
  now: Date,
): boolean {
  const { state, admission, registrationOpensAt: opens, registrationClosesAt: closes } = event;
  return (
    state === "published" &&
    admission === "nomination" &&
    opens !== null &&
    closes !== null &&
    opens <= now &&
    now < closes
  );
}

/** What is wrong with the parts of the people nominated together; null when nothing is. */
export function pairProblem(inPairs: boolean, given: readonly (Part | null)[]): "pair-needed" | "no-pair" | null {
  if (!inPairs) return given.length === 1 && given[0] === null ? null : "no-pair";
  return given.length === 2 && parts.every((part) => given.includes(part)) ? null : "pair-needed";
}
