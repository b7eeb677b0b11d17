import { authorize } from "@/lib/access/authorize";
import { slugSchema } from "@/lib/content/schema";
import { defineLoader } from "@/lib/entry/define-loader";
import { found } from "@/lib/errors";
import { getCourseSubject } from "../data";
import { getPrerequisites } from "./data";

/** The form for a course's earlier courses, for organizers of its organization. */
export const loadPrerequisites = defineLoader(async (actor, slug: string, language: string) => {
  const course = found(await getCourseSubject(found(slugSchema.safeParse(slug).data, "course")), "course");
  return getPrerequisites(authorize(actor, "event.create", course), course.id, language);
});
