import { z } from "zod";
import { answerFile, frameOf } from "@/lib/catalogue/feeds/answer";
import { listNews } from "@/lib/catalogue/feeds/data";
import { cancelledSince } from "@/lib/catalogue/feeds/entries";
import { writeFeed } from "@/lib/catalogue/feeds/xml";
import { defineOpenRoute } from "@/lib/entry/define-route";

export const dynamic = "force-dynamic";

/** The latest news of events. */
export const GET = defineOpenRoute({ params: z.unknown() }, async ({ request }) => {
  const frame = frameOf(request);
  const events = await listNews(frame.language, cancelledSince(frame.now));
  return answerFile(writeFeed(events, frame), "application/rss+xml");
});
