import type { MessageKey, Translate } from "@/lib/content/messages";
import { formatInstant, joinParts } from "@/lib/format/dates";
import { type Language, localPath } from "@/lib/format/languages";
import type { FeedEvent } from "./types";

/** What a feed needs besides its events: where it is served, in which words, and when. */
export type FeedFrame = {
  readonly origin: string;
  readonly language: Language;
  readonly t: Translate;
  readonly now: Date;
};

/** The whole address of a page. */
export const addressOf = ({ origin, language }: Pick<FeedFrame, "origin" | "language">, path: string): string => {
  const local = localPath(language, path);
  return local === "/" ? `${origin}/` : origin + local;
};

/** The lines that tell of an event in plain text: its windows in its own zone, its type, its place and who holds it. */
export function describeEvent(event: FeedEvent, { t, language }: Pick<FeedFrame, "t" | "language">): string[] {
  const window = (kind: "event" | "registration", opensAt: Date | null, closesAt: Date | null): string =>
    opensAt && closesAt
      ? t(`feeds.${kind}-window`, {
          from: formatInstant(opensAt, language, event.zone),
          to: formatInstant(closesAt, language, event.zone),
        })
      : t(`feeds.${kind}-window-unknown`);
  return [
    event.cancelledAt ? t("feeds.is-cancelled") : "",
    window("event", event.opensAt, event.closesAt),
    window("registration", event.registrationOpensAt, event.registrationClosesAt),
    joinParts(
      [event.delivery ? t(`delivery.${event.delivery}` as MessageKey) : null, event.place].filter(
        (part) => part !== null,
      ),
      language,
    ),
    t("feeds.organizer", { name: event.organization }),
    event.reference,
  ].filter((line) => line !== "");
}

/** Text without the control characters that neither XML nor a calendar file may hold; lines end in one way. */
export const withoutControls = (text: string): string =>
  text
    .replace(/\r\n?/g, "\n")
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\ufffe\uffff]/g, "")
    .toWellFormed();
