import { z } from "zod";
import { answerFile, frameOf } from "@/lib/catalogue/feeds/answer";
import { writeCalendar } from "@/lib/catalogue/feeds/calendar";
import { getFeedEvent } from "@/lib/catalogue/feeds/data";
import { cancelledSince, eventEntry, isDated, sessionEntry } from "@/lib/catalogue/feeds/entries";
import { slugSchema } from "@/lib/content/schema";
import { defineOpenRoute, problem } from "@/lib/entry/define-route";
import { found } from "@/lib/errors";

export const dynamic = "force-dynamic";

/** One event with its sessions as a calendar file; an event without dates has none yet. Rooms and links are for the admitted. */
export const GET = defineOpenRoute({ params: z.object({ slug: slugSchema }) }, async ({ params, request }) => {
  const frame = frameOf(request);
  const { event, sessions } = found(
    await getFeedEvent(params.slug, frame.language, cancelledSince(frame.now)),
    "public event",
  );
  const entries = [
    ...(isDated(event) ? [eventEntry(event, frame)] : []),
    ...sessions.map((session) => sessionEntry(event, session, frame)),
  ];
  if (entries.length === 0) return problem(404, "no-dates", "The dates of this event are to be announced.");
  return answerFile(writeCalendar(entries, frame, { name: event.title, subscribed: false }), "text/calendar", {
    "content-disposition": `attachment; filename="${event.slug}.ics"`,
  });
});
