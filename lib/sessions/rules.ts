import { createHash } from "node:crypto";
import type { MessageKey } from "@/lib/content/messages";
import { ok, refuse } from "@/lib/result";
import { instantOf, localOf, type Pass, passOf } from "@/lib/scheduling/zones";
import type { EditedSession, Shown } from "./types";

/** The text to show in a language: its own, else English, else the first there is; null where there is none. */
export function pickText<Text extends object>(
  layers: Readonly<Record<string, Text>>,
  language: string,
): Shown<Text> | null {
  const found = [language, "en", ...Object.keys(layers).sort()].find((one) => layers[one]);
  const text = found && layers[found];
  return text ? { ...text, language: found } : null;
}

const MAXIMUM_HOURS = 24;

export type TimesReason = "not-a-time" | "skipped" | "doubled" | "ends-before-it-starts" | "too-long";
export type TypedTimes = {
  readonly startsAt: string;
  readonly startsAtPass: string;
  readonly endsAt: string;
  readonly endsAtPass: string;
};
export type Times = { readonly startsAt: Date; readonly endsAt: Date };

const passOrNone = (text: string): Pass | null => (text === "first" || text === "second" ? text : null);

/**
 * The two instants of a session from what was typed by the event's clock. An hour that the clocks leave out is refused; one that
 * they repeat is asked about, and the answer is in the fields `…Pass`.
 * Errors: the field, and one reason of a closed list.
 */
export function readTimes(
  typed: TypedTimes,
  zone: string,
):
  | { readonly ok: true; readonly value: Times }
  | { readonly ok: false; readonly field: "startsAt" | "endsAt"; readonly reason: TimesReason } {
  const startsAt = instantOf(typed.startsAt, zone, passOrNone(typed.startsAtPass));
  if (!startsAt.ok) return { field: "startsAt", ...startsAt };
  const endsAt = instantOf(typed.endsAt, zone, passOrNone(typed.endsAtPass));
  if (!endsAt.ok) return { field: "endsAt", ...endsAt };
  if (endsAt.value <= startsAt.value) return { field: "endsAt", ...refuse("ends-before-it-starts") };
  if (endsAt.value.getTime() - startsAt.value.getTime() > MAXIMUM_HOURS * 3_600_000)
    return { field: "endsAt", ...refuse("too-long") };
  return ok({ startsAt: startsAt.value, endsAt: endsAt.value });
}

/** The times of a session as its form shows them. */
export const typedTimesOf = ({ startsAt, endsAt }: Times, zone: string): TypedTimes => ({
  startsAt: localOf(startsAt, zone),
  startsAtPass: passOf(startsAt, zone) ?? "",
  endsAt: localOf(endsAt, zone),
  endsAtPass: passOf(endsAt, zone) ?? "",
});

/** What a form was shown with: two people who edit one session at once do not overwrite each other. */
export const digestOf = ({ id, startsAt, endsAt, layers, room, link }: EditedSession): string =>
  createHash("sha256")
    .update(JSON.stringify([id, startsAt, endsAt, Object.entries(layers).sort(), room, link]))
    .digest("base64url")
    .slice(0, 22);

/** Whether an edit changes what calendars show and people plan by. */
export const moves = (before: EditedSession, after: Omit<EditedSession, "id">): boolean =>
  before.startsAt.getTime() !== after.startsAt.getTime() ||
  before.endsAt.getTime() !== after.endsAt.getTime() ||
  before.room !== after.room ||
  before.link !== after.link;

/** Whether people are told: of times and rooms. A link is only for those who look, and stands on the page. */
export const isTold = (before: EditedSession, after: Omit<EditedSession, "id">): boolean =>
  moves({ ...before, link: null }, { ...after, link: null });

const units = ["byte", "kilobyte", "megabyte"] as const;

/** The size of a file in the unit that a person reads, rounded up to a tenth: "1.2" of "megabyte". */
export function sizeOf(bytes: number): { readonly value: number; readonly unit: (typeof units)[number] } {
  const step = bytes < 1000 ? 0 : bytes < 1_000_000 ? 1 : 2;
  const value = bytes / 1000 ** step;
  return { value: value < 10 ? Math.ceil(value * 10) / 10 : Math.ceil(value), unit: units[step] ?? "byte" };
}

export const problemKey = (reason: string): MessageKey => `problem.session.${reason}` as MessageKey;
