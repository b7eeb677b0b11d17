import { z } from "zod";
import { authorize } from "@/lib/access/authorize";
import { getEventSubject } from "@/lib/catalogue/data";
import { listForExport } from "@/lib/comments/moderation/data";
import { commentsCsv } from "@/lib/comments/rules";
import { slugSchema } from "@/lib/content/schema";
import { defineRoute } from "@/lib/entry/define-route";
import { found } from "@/lib/errors";

const door = {
  summary:
    "The comments of an event's room as a file for spreadsheets, for its moderators: without TLP:RED, and without names where the room's rule keeps them inside.",
  params: z.object({ slug: slugSchema }),
  answers: { 200: z.string() },
};

export const GET = defineRoute(door, async ({ actor, params }) => {
  const event = found(await getEventSubject(params.slug), "event");
  const comments = await listForExport(authorize(actor, "room.moderate", event));
  return new Response(commentsCsv(comments), {
    headers: {
      "content-type": "text/csv; charset=utf-8",
      "content-disposition": `attachment; filename="${params.slug}-comments.csv"`,
      "cache-control": "no-store",
      "x-content-type-options": "nosniff",
    },
  });
});
