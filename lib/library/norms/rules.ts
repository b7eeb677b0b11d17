import type { NormView, Progress } from "./types";

type Layered<Text> = Readonly<Record<string, Text>>;

/** The text in the wanted language, else in English. */
export function textIn<Text>(
  layers: Layered<Text>,
  language: string,
): { readonly text: Text; readonly language: string } {
  const wanted = layers[language];
  if (wanted !== undefined) return { text: wanted, language };
  const english = layers.en;
  if (english === undefined) throw new RangeError("no English text");
  return { text: english, language: "en" };
}

/**
 * How far a person is with the lessons of a norm that they may read; null where they may read none. Pages of a lesson count up
 * to its length, so that it is never more than everything. Units: pages.
 */
export function normProgress({ lessons }: Pick<NormView, "lessons">): Progress | null {
  const own = lessons.flatMap(({ pages, own: reading }) => (reading ? [{ pages, read: reading.read }] : []));
  if (own.length === 0) return null;
  return {
    read: own.reduce((sum, { pages, read }) => sum + Math.min(read, pages), 0),
    total: own.reduce((sum, { pages }) => sum + pages, 0),
  };
}

/** Where the parts of a ring stand, the first at the top; clockwise, or the other way for who reads from right to left. */
export function ringPoint(
  at: number,
  parts: number,
  radius: number,
  direction: "ltr" | "rtl",
): { readonly x: number; readonly y: number } {
  const turn = (at / parts) * 2 * Math.PI * (direction === "rtl" ? -1 : 1);
  const round = (value: number): number => Math.round(value * 10) / 10 || 0;
  return { x: round(radius * Math.sin(turn)), y: round(-radius * Math.cos(turn)) };
}
