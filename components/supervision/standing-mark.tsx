import type { Translate } from "@/lib/content/messages";
import type { Standing } from "@/lib/exams/supervision/types";

const classes: Readonly<Record<Standing, string>> = {
  "not-started": "muted",
  working: "state",
  over: "state caution",
  "on-paper": "state",
  submitted: "state affirm",
  "closed-by-time": "state caution",
};

/** How somebody stands on exam day, in a word and a shape. */
export function StandingMark({ t, standing }: { readonly t: Translate; readonly standing: Standing }) {
  return <span className={classes[standing]}>{t(`board.standing.${standing}`)}</span>;
}
