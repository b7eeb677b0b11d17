import { z } from "zod";
import { answerFile, frameIn } from "@/lib/catalogue/feeds/answer";
import { writeCalendar } from "@/lib/catalogue/feeds/calendar";
import { cancelledSince } from "@/lib/catalogue/feeds/entries";
import { getOwnCalendar } from "@/lib/catalogue/own-calendar/data";
import { ownEntries } from "@/lib/catalogue/own-calendar/entries";
import { hashSecret } from "@/lib/catalogue/own-calendar/rules";
import { feedFile } from "@/lib/catalogue/own-calendar/schema";
import { defineOpenRoute } from "@/lib/entry/define-route";
import { found } from "@/lib/errors";

export const dynamic = "force-dynamic";

/** A person's own calendar, for whoever has its secret; one that is unknown, malformed or revoked is nothing at all. */
export const GET = defineOpenRoute({ params: z.object({ file: feedFile }) }, async ({ params }) => {
  const now = new Date();
  const calendar = found(await getOwnCalendar(hashSecret(params.file), cancelledSince(now), now), "calendar");
  const frame = frameIn(calendar.language, now);
  return answerFile(
    writeCalendar(ownEntries(calendar, frame), frame, { name: frame.t("feeds.own-title"), subscribed: true }),
    "text/calendar",
    { "cache-control": "private, no-cache", "x-robots-tag": "noindex", "referrer-policy": "no-referrer" },
  );
});
