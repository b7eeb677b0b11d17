import { z } from "zod";
import { authorize } from "@/lib/access/authorize";
import { getEventSubject } from "@/lib/catalogue/data";
import { getEventReport } from "@/lib/certificates/report/data";
import { reportCsv } from "@/lib/certificates/report/rules";
import { slugSchema } from "@/lib/content/schema";
import { defineRoute } from "@/lib/entry/define-route";
import { found } from "@/lib/errors";

const door = {
  summary:
    "The end-of-training report of a closed event as a file for spreadsheets, for those who manage it: participants, States, study hours, attendance, scores, verdicts and certificate codes.",
  params: z.object({ slug: slugSchema }),
  answers: { 200: z.string() },
};

export const GET = defineRoute(door, async ({ actor, params }) => {
  const event = found(await getEventSubject(params.slug), "event");
  const report = found(await getEventReport(authorize(actor, "event.manage", event), actor.language), "report");
  return new Response(reportCsv(report), {
    headers: {
      "content-type": "text/csv; charset=utf-8",
      "content-disposition": `attachment; filename="${params.slug}-report.csv"`,
      "cache-control": "no-store",
      "x-content-type-options": "nosniff",
    },
  });
});
