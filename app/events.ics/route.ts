import { z } from "zod";
import { answerFile, frameOf } from "@/lib/catalogue/feeds/answer";
import { writeCalendar } from "@/lib/catalogue/feeds/calendar";
import { listFeedEvents } from "@/lib/catalogue/feeds/data";
import { defineOpenRoute } from "@/lib/entry/define-route";

export const dynamic = "force-dynamic";

/** A calendar of every public event whose dates are known, to subscribe to. */
export const GET = defineOpenRoute({ params: z.unknown() }, async ({ request }) => {
  const frame = frameOf(request);
  return answerFile(writeCalendar(await listFeedEvents(frame.language), frame), "text/calendar");
});
