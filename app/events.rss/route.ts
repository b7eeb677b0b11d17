import { z } from "zod";
import { answerFile, frameOf } from "@/lib/catalogue/feeds/answer";
import { listFeedEvents } from "@/lib/catalogue/feeds/data";
import { writeFeed } from "@/lib/catalogue/feeds/xml";
import { defineOpenRoute } from "@/lib/entry/define-route";

export const dynamic = "force-dynamic";

/** Every public event, the latest published first. */
export const GET = defineOpenRoute({ params: z.unknown() }, async ({ request }) => {
  const frame = frameOf(request);
  return answerFile(writeFeed(await listFeedEvents(frame.language), frame), "application/rss+xml");
});
