import { z } from "zod";
import { answerFile, frameOf } from "@/lib/catalogue/feeds/answer";
import { isDated, writeCalendar } from "@/lib/catalogue/feeds/calendar";
import { getFeedEvent } from "@/lib/catalogue/feeds/data";
import { slugSchema } from "@/lib/content/schema";
import { defineOpenRoute, problem } from "@/lib/entry/define-route";
import { found } from "@/lib/errors";

export const dynamic = "force-dynamic";

/** One event as a calendar file; an event without dates has none yet. */
export const GET = defineOpenRoute({ params: z.object({ slug: slugSchema }) }, async ({ params, request }) => {
  const frame = frameOf(request);
  const event = found(await getFeedEvent(params.slug, frame.language), "public event");
  if (!isDated(event)) return problem(404, "no-dates", "The dates of this event are to be announced.");
  return answerFile(writeCalendar([event], frame), "text/calendar", {
    "content-disposition": `attachment; filename="${event.slug}.ics"`,
  });
});
