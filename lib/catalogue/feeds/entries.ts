import { describeEvent, type FeedFrame } from "./texts";
import type { CalendarEntry, DatedEvent, FeedEvent, FeedSession } from "./types";

/** Feeds keep what was cancelled for so long, so that every calendar that asks now and then hears of it. */
const CANCELLED_DAYS = 60;

/** The instant after which a cancellation is still told. */
export const cancelledSince = (now: Date): Date => new Date(now.getTime() - CANCELLED_DAYS * 86_400_000);

/** Whether both ends of the event's window are known; without them it stands in no calendar. */
export const isDated = (event: FeedEvent): event is DatedEvent => event.opensAt !== null && event.closesAt !== null;

/** An event's window in a calendar. */
export function eventEntry(event: DatedEvent, frame: Pick<FeedFrame, "t" | "language">): CalendarEntry {
  return {
    ...common(event),
    uid: event.id,
    sequence: event.sequence,
    title: event.title,
    startsAt: event.opensAt,
    endsAt: event.closesAt,
    description: describeEvent(event, frame),
    place: event.place,
    cancelled: event.cancelledAt !== null,
    busy: false,
    createdAt: event.publishedAt,
  };
}

/**
 * A session in a calendar, under the title of its event. What its event changes raises its number too: a session of a
 * cancelled event is cancelled with it.
 */
export function sessionEntry(event: FeedEvent, session: FeedSession, { t }: Pick<FeedFrame, "t">): CalendarEntry {
  return {
    ...common(event),
    uid: session.id,
    sequence: event.sequence + session.sequence,
    title: t("feeds.session", { session: session.title, event: event.title }),
    startsAt: session.startsAt,
    endsAt: session.endsAt,
    description: [
      ...(session.room ? [t("feeds.room", { room: session.room })] : []),
      ...(session.link ? [t("feeds.link", { link: session.link })] : []),
    ],
    place: session.room ?? session.link ?? event.place,
    cancelled: event.cancelledAt !== null || session.cancelledAt !== null,
    busy: true,
    createdAt: null,
  };
}

/** What every entry about an event has. */
export const common = (event: FeedEvent): Pick<CalendarEntry, "path" | "organizer"> => ({
  path: `/events/${event.slug}`,
  organizer: { name: event.organization, email: event.contact },
});
