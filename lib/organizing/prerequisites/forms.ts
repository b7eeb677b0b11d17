import { z } from "zod";
import { authorize } from "@/lib/access/authorize";
import { slugSchema } from "@/lib/content/schema";
import { defineForm, type Problem } from "@/lib/entry/define-form";
import { found } from "@/lib/errors";
import { getCourseSubject } from "../data";
import { savePrerequisites } from "./mutations";
import { prerequisiteKinds, prerequisiteRows } from "./schema";
import type { Prerequisite } from "./types";

const courseField = z.union([z.literal(""), slugSchema]).default("");
const kindField = z.enum(prerequisiteKinds).default("required");
type Row = (typeof prerequisiteRows)[number];
const rowFields = {
  ...(Object.fromEntries(prerequisiteRows.map((row) => [`earlier${row}`, courseField])) as Record<
    `earlier${Row}`,
    typeof courseField
  >),
  ...(Object.fromEntries(prerequisiteRows.map((row) => [`kind${row}`, kindField])) as Record<
    `kind${Row}`,
    typeof kindField
  >),
};

/** The earlier courses that a course requires or recommends. */
export const savePrerequisitesForm = defineForm({
  schema: z.object({ course: slugSchema, ...rowFields }),
  run: async ({ course: slug, ...fields }, { actor, at }) => {
    const course = found(await getCourseSubject(slug), "course");
    const permit = authorize(actor, "event.create", course);
    const wanted: Prerequisite[] = [];
    const problems: Problem[] = [];
    for (const row of prerequisiteRows) {
      const earlier = fields[`earlier${row}`];
      if (!earlier) continue;
      if (wanted.some((one) => one.slug === earlier))
        problems.push({ field: `earlier${row}`, key: "problem.prerequisite.twice" });
      else wanted.push({ slug: earlier, kind: fields[`kind${row}`] });
    }
    if (problems.length > 0) return { refused: problems };
    const saved = await savePrerequisites(permit, course.id, wanted);
    return saved.ok
      ? { to: at(`/organize/courses/${slug}/prerequisites?done=saved`) }
      : { refused: [{ field: "earlier1", key: `problem.prerequisite.${saved.reason}` }] };
  },
});
