import { fold } from "@/lib/format/fold";
import { compare, type Fraction, fraction } from "@/lib/grading/fraction";
import type { PassRule } from "@/lib/grading/pass-rule";
import { decideTotal, type EarnedComponent } from "@/lib/grading/total";
import type { Eligibility } from "./types";

/** What eligibility needs to know of an attempt; voided ones are not given. */
export type MarkedAttempt = {
  readonly id: string;
  readonly running: boolean;
  readonly earned: Fraction | null;
  readonly possible: number;
};

/** The attempt that counts: the highest share, the earlier one among equals. */
export function bestAttempt(attempts: readonly MarkedAttempt[]): (MarkedAttempt & { earned: Fraction }) | null {
  let best: (MarkedAttempt & { earned: Fraction }) | null = null;
  for (const attempt of attempts) {
    if (!attempt.earned || attempt.possible === 0) continue;
    const share = fraction(attempt.earned.numerator, attempt.earned.denominator * attempt.possible);
    const standing = best && fraction(best.earned.numerator, best.earned.denominator * best.possible);
    if (!standing || compare(share, standing) > 0) best = { ...attempt, earned: attempt.earned };
  }
  return best;
}

/** Decides whether a person may be given the certificate of an event: the only place where this is decided. */
export function decideEligibility(
  attempts: readonly MarkedAttempt[],
  components: readonly { readonly kind: string; readonly weight: number }[],
  rule: PassRule,
): Eligibility {
  const not = (reason: Extract<Eligibility, { standing: "not-eligible" }>["reason"]): Eligibility => ({
    standing: "not-eligible",
    reason,
  });
  if (components.length === 0) return not("no-exam");
  if (attempts.some(({ running }) => running)) return not("still-sitting");
  const best = bestAttempt(attempts);
  if (!best) return not("no-attempt");
  const total = decideTotal(
    components.map(
      ({ kind, weight }): EarnedComponent => ({
        kind: kind as EarnedComponent["kind"],
        weight,
        possible: kind === "exam" ? best.possible : 1,
        earned: kind === "exam" ? best.earned : null,
      }),
    ),
    rule,
  );
  if (!total.ok || total.passed === null) return not("component-open");
  return total.passed ? { standing: "eligible", attemptId: best.id } : not("not-passed");
}

/** Whether a word is one whole word of a name, in either script; case and diacritics do not matter. */
export function namesHolder(word: string, names: readonly (string | null)[]): boolean {
  const wanted = fold(word);
  return (
    wanted !== "" &&
    !wanted.includes(" ") &&
    names.some((name) => name !== null && fold(name).split(" ").includes(wanted))
  );
}
