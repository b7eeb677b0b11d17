import { z } from "zod";
import { authorize } from "@/lib/access/authorize";
import { getEventSubject } from "@/lib/catalogue/data";
import { slugSchema } from "@/lib/content/schema";
import { defineRoute } from "@/lib/entry/define-route";
import { found } from "@/lib/errors";
import { getEventResults } from "@/lib/exams/results/data";
import { resultsCsv } from "@/lib/exams/results/rules";

const door = {
  summary: "The results of an event as a file for spreadsheets, for those who manage it.",
  params: z.object({ slug: slugSchema }),
  answers: { 200: z.string() },
};

export const GET = defineRoute(door, async ({ actor, params }) => {
  const event = found(await getEventSubject(params.slug), "event");
  const results = await getEventResults(authorize(actor, "event.manage", event), actor.language);
  return new Response(resultsCsv(results), {
    headers: {
      "content-type": "text/csv; charset=utf-8",
      "content-disposition": `attachment; filename="${params.slug}-results.csv"`,
      "cache-control": "no-store",
      "x-content-type-options": "nosniff",
    },
  });
});
