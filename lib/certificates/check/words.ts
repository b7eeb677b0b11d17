import type { MessageKey } from "@/lib/content/messages";
import type { Check } from "./types";

/** The sentence for a check: its message, and what stands in it. A date is an instant in ISO form, for the reader to be told. */
export function sentenceOf({ name, verdict, reason, detail, date }: Check): {
  readonly key: MessageKey;
  readonly detail: string;
  readonly date: string | null;
} {
  const until = verdict === "passed" && name === "status" && date !== null;
  const key: MessageKey = reason
    ? `check.reason.${reason}`
    : until
      ? "check.passed-until.status"
      : `check.passed.${name}`;
  return { key, detail: detail ?? "?", date };
}
