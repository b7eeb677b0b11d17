import { bestAttempt, earnedComponents, type MarkedAttempt } from "@/lib/exams/rules";
import { fold } from "@/lib/format/fold";
import type { PassRule } from "@/lib/grading/pass-rule";
import { decideTotal, type Total } from "@/lib/grading/total";
import { meetsCondition } from "@/lib/sessions/attendance/rules";
import type { Attendance } from "@/lib/sessions/types";
import type { CertificateState, Eligibility } from "./types";

/** What an event asks for its certificate: a total of weighted parts, and least attendance as a condition of its own. */
export type Requirements = PassRule & {
  readonly components: readonly { readonly kind: string; readonly weight: number }[];
  /** Least percent of the sessions attended; null without such a condition. */
  readonly attendancePercent: number | null;
};

/** A person's total of an event's weighted parts; null where there are none, or nothing of the exam was sat. */
export function totalOf(
  best: ReturnType<typeof bestAttempt>,
  { components, ...rule }: Omit<Requirements, "attendancePercent">,
  attendance: Attendance | null,
): Total | null {
  if (components.length === 0) return null;
  if (!best && components.some(({ kind }) => kind === "exam")) return null;
  return decideTotal(earnedComponents(components, { exam: best, attendance }), rule);
}

/**
 * Decides whether a person may be given the certificate of an event: the only place where this is decided. The total comes
 * first; who passes it must also have attended enough, where the event says how much. `attendance` is null, and so open, until
 * the event is closed.
 */
export function decideEligibility(
  attempts: readonly MarkedAttempt[],
  { components, attendancePercent, ...rule }: Requirements,
  attendance: Attendance | null,
): Eligibility {
  const not = (reason: Extract<Eligibility, { standing: "not-eligible" }>["reason"]): Eligibility => ({
    standing: "not-eligible",
    reason,
  });
  if (components.length === 0 && attendancePercent === null) return not("no-exam");
  if (attempts.some(({ running }) => running)) return not("still-sitting");
  const best = bestAttempt(attempts);
  if (!best && components.some(({ kind }) => kind === "exam")) return not("no-attempt");
  if (components.length > 0) {
    const total = totalOf(best, { components, ...rule }, attendance);
    if (!total?.ok || total.passed === null) return not("component-open");
    if (!total.passed) return not("not-passed");
  }
  if (attendancePercent !== null) {
    if (!attendance) return not("attendance-open");
    if (!meetsCondition(attendance, attendancePercent)) return not("attendance-short");
  }
  return { standing: "eligible", attemptId: best?.id ?? null };
}

/** Whether a valid certificate stands on a result that no longer passes, after a regrade: only a person takes it back. */
export const hasFallen = (eligibility: Eligibility, certificate: CertificateState | null): boolean =>
  certificate === "valid" && eligibility.standing === "not-eligible" && eligibility.reason === "not-passed";

/**
 * Whether whoever asks knows a whole word of a name, in either script; case, diacritics and hyphens do not matter. Of several words
 * each has to be one of the same name, in any order: who knows the whole of it is not turned away.
 */
export function namesHolder(typed: string, names: readonly (string | null)[]): boolean {
  const wanted = fold(typed).split(" ");
  return names.some((name) => {
    const words = fold(name ?? "").split(" ");
    return name !== null && wanted.every((word) => word !== "" && words.includes(word));
  });
}
