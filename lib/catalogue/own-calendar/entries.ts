import { formatInstant } from "@/lib/format/dates";
import { lastSafeStart } from "@/lib/scheduling/deadline";
import { common, eventEntry, isDated, sessionEntry } from "../feeds/entries";
import type { FeedFrame } from "../feeds/texts";
import type { CalendarEntry, DatedEvent } from "../feeds/types";
import type { OwnCalendar, OwnOffer, OwnSeat } from "./types";

type Frame = Pick<FeedFrame, "t" | "language">;

/** How long before its end a deadline stands in the calendar, so that it shows; in milliseconds. */
const DEADLINE_SHOWN_MS = 30 * 60_000;

/** What stands in a person's own calendar: their events with rooms and links, their exams, and what they have to answer by when. */
export const ownEntries = ({ seats, offers }: OwnCalendar, frame: Frame): CalendarEntry[] => [
  ...seats.flatMap((seat) => seatEntries(seat, frame)),
  ...offers.map((offer) => offerEntry(offer, frame)),
];

const seatEntries = ({ event, sessions, ...seat }: OwnSeat, frame: Frame): CalendarEntry[] => [
  ...(isDated(event) ? [eventEntry(event, frame), ...examEntries(event, seat, frame)] : []),
  ...sessions.map((session) => sessionEntry(event, session, frame)),
];

/** The exam's window, and from its last safe start on the time in which an attempt would be cut short. */
function examEntries(
  event: DatedEvent,
  { enrolmentId, exam }: Pick<OwnSeat, "enrolmentId" | "exam">,
  { t, language }: Frame,
): CalendarEntry[] {
  if (!exam) return [];
  const extra = exam.extraTimeSeconds * 1000;
  const safe = lastSafeStart({ ...exam, windowClosesAt: event.closesAt });
  const entry = {
    ...common(event),
    path: `/learn/${event.slug}`,
    sequence: event.sequence,
    place: null,
    cancelled: event.cancelledAt !== null,
    createdAt: null,
    description: [
      t("feeds.exam.minutes", { minutes: Math.floor((exam.timeLimitSeconds + exam.extraTimeSeconds) / 60) }),
      t("feeds.exam.safe", { time: formatInstant(safe, language, event.zone) }),
    ],
  };
  const endsAt = new Date(event.closesAt.getTime() + extra);
  return [
    {
      ...entry,
      uid: `exam-${enrolmentId}`,
      title: t("feeds.exam", { event: event.title }),
      startsAt: event.opensAt,
      endsAt,
      busy: false,
    },
    // Where the limit is longer than the window, no start leaves the whole of it.
    ...(safe > event.opensAt
      ? [
          {
            ...entry,
            uid: `last-start-${enrolmentId}`,
            title: t("feeds.exam.last-start", { event: event.title }),
            startsAt: safe,
            endsAt,
            busy: true,
          },
        ]
      : []),
  ];
}

const offerEntry = ({ id, event, expiresAt }: OwnOffer, { t, language }: Frame): CalendarEntry => ({
  ...common(event),
  uid: `offer-${id}`,
  sequence: 0,
  title: t("feeds.offer", { event: event.title }),
  startsAt: new Date(expiresAt.getTime() - DEADLINE_SHOWN_MS),
  endsAt: expiresAt,
  description: [t("feeds.offer.until", { time: formatInstant(expiresAt, language, event.zone) })],
  place: null,
  cancelled: event.cancelledAt !== null,
  busy: true,
  createdAt: null,
});
