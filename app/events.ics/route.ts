import { z } from "zod";
import { answerFile, frameOf } from "@/lib/catalogue/feeds/answer";
import { writeCalendar } from "@/lib/catalogue/feeds/calendar";
import { listCalendarEvents } from "@/lib/catalogue/feeds/data";
import { cancelledSince, eventEntry, isDated } from "@/lib/catalogue/feeds/entries";
import { defineOpenRoute } from "@/lib/entry/define-route";

export const dynamic = "force-dynamic";

/** A calendar of the public events whose dates are known, to subscribe to. */
export const GET = defineOpenRoute({ params: z.unknown() }, async ({ request }) => {
  const frame = frameOf(request);
  const events = await listCalendarEvents(frame.language, cancelledSince(frame.now), frame.now);
  const entries = events.filter(isDated).map((event) => eventEntry(event, frame));
  return answerFile(writeCalendar(entries, frame, { name: frame.t("feeds.title"), subscribed: true }), "text/calendar");
});
