import type { Translate } from "@/lib/content/messages";
import type { EventState } from "@/lib/organizing/types";

const kinds: Readonly<Record<EventState, string>> = {
  draft: "caution",
  "in-review": "caution",
  published: "affirm",
  closed: "",
  archived: "",
  cancelled: "refuse",
};

/** An event's state, as a word with a shape. */
export function EventStateMark({ t, state }: { readonly t: Translate; readonly state: EventState }) {
  return <span className={`state ${kinds[state]}`}>{t(`event-state.${state}`)}</span>;
}
