import type { MarkedAttempt } from "@/lib/exams/rules";
import type { Total } from "@/lib/grading/total";
import type { TranscriptVerdict } from "./types";

/** What a transcript says became of a person: the total's verdict; where nothing was sat there is none. */
export function verdictOf(
  components: readonly { readonly kind: string }[],
  best: MarkedAttempt | null,
  total: Total | null,
): TranscriptVerdict {
  if (components.length === 0) return "no-exam";
  if (!best && components.some(({ kind }) => kind === "exam")) return "not-sat";
  if (!total?.ok || total.passed === null) return "open";
  return total.passed ? "passed" : "not-passed";
}
