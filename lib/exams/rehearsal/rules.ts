import type { SavedAnswer } from "../types";

/**
 * The rehearsal's questions ask about the rehearsal itself, so that answering them is the check: whether saving was seen to
 * work, how the options were reached, what a screen reader said. Their words are interface texts, `rehearsal.<id>`.
 */
export const rehearsalQuestions = [
  { position: 1, id: "saved", optionIds: ["saved", "not-saved", "nothing"] },
  { position: 2, id: "keys", optionIds: ["keyboard", "mouse", "touch", "voice"] },
  { position: 3, id: "reader", optionIds: ["all", "part", "none"] },
] as const;

/** What the page's program measured: the line's usual round trip, whether keys were used, whether this device keeps answers. */
export type Measured = { readonly roundTripMs: number; readonly keyboard: boolean; readonly keeps: boolean };

/** `120-1-1`, as the page's program writes it; null without a program. */
export function readMeasured(text: string | string[] | undefined): Measured | null {
  const found = typeof text === "string" ? /^(\d{1,6})-([01])-([01])$/.exec(text) : null;
  return found && { roundTripMs: Number(found[1]), keyboard: found[2] === "1", keeps: found[3] === "1" };
}

export type Finding = {
  readonly id: "saving" | "line" | "keyboard" | "keeping" | "reader" | "script";
  /** good, or something to mend before the exam, or merely to know. */
  readonly standing: "good" | "mend" | "know";
  readonly seconds?: number;
};

/** A line on which a save takes longer than this is worth a word before an exam. */
const SLOW_LINE_MS = 3000;

/**
 * What the rehearsal found, in the order in which a person would mend it.
 * Units: seconds with one decimal.
 */
export function findingsOf(answers: readonly SavedAnswer[], measured: Measured | null): Finding[] {
  const chosen = (position: number): string | undefined =>
    answers.find((answer) => answer.position === position)?.optionIds[0];
  const saved = rehearsalQuestions.every(({ position }) => chosen(position) !== undefined);
  const seconds = measured ? Math.round(measured.roundTripMs / 100) / 10 : 0;
  return [
    { id: "saving", standing: saved && chosen(1) !== "not-saved" ? "good" : "mend" },
    ...(measured
      ? ([
          { id: "line", standing: measured.roundTripMs > SLOW_LINE_MS ? "mend" : "good", seconds },
          { id: "keeping", standing: measured.keeps ? "good" : "mend" },
          { id: "keyboard", standing: measured.keyboard || chosen(2) === "keyboard" ? "good" : "know" },
        ] as const)
      : ([{ id: "script", standing: "know" }] as const)),
    { id: "reader", standing: chosen(3) === "part" ? "mend" : chosen(3) === "all" ? "good" : "know" },
  ];
}
