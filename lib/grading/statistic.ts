/**
 * A statistic of people's answers, or why there is none: never NaN, never a zero that stands for "unknown". `n` says
 * over how many it was computed, or would have been.
 */
export type Statistic<Value, Reason extends string> =
  | { readonly ok: true; readonly value: Value; readonly n: number }
  | { readonly ok: false; readonly reason: Reason; readonly n: number };

/** Fewer answers than these say too little of how one question does. */
export const leastAnswers = 30;

/** Fewer answers than these say too little of a relation or a difference, which needs more than one average does. */
export const leastAnswersToRelate = 100;

export const computed = <Value>(
  value: Value,
  n: number,
): { readonly ok: true; readonly value: Value; readonly n: number } => ({ ok: true, value, n });

export const notComputable = <Reason extends string>(
  reason: Reason,
  n: number,
): { readonly ok: false; readonly reason: Reason; readonly n: number } => ({ ok: false, reason, n });
