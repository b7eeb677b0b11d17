import type { Verdict } from "@/lib/certificates/check/types";
import type { Translate } from "@/lib/content/messages";

const tones: Readonly<Record<Verdict, string>> = { passed: "affirm", failed: "refuse", unknown: "caution" };

/** The verdict of one check: a word and a shape. */
export function VerdictMark({ t, verdict }: { readonly t: Translate; readonly verdict: Verdict }) {
  return <span className={`state ${tones[verdict]}`}>{t(`check.verdict.${verdict}`)}</span>;
}
