import { bestAttempt, type MarkedAttempt } from "@/lib/exams/rules";
import { fold } from "@/lib/format/fold";
import type { PassRule } from "@/lib/grading/pass-rule";
import { decideTotal, type EarnedComponent } from "@/lib/grading/total";
import type { CertificateState, Eligibility } from "./types";

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

/** Whether a valid certificate stands on a result that no longer passes, after a regrade: only a person takes it back. */
export const hasFallen = (eligibility: Eligibility, certificate: CertificateState | null): boolean =>
  certificate === "valid" && eligibility.standing === "not-eligible" && eligibility.reason === "not-passed";

/** Whether a word is one whole word of a name, in either script; case and diacritics do not matter. */
export function namesHolder(word: string, names: readonly (string | null)[]): boolean {
  const wanted = fold(word);
  return (
    wanted !== "" &&
    !wanted.includes(" ") &&
    names.some((name) => name !== null && fold(name).split(" ").includes(wanted))
  );
}
