import type { Permit } from "@/lib/access/authorize";
import { db } from "@/lib/db/client";
import { pickLayer } from "@/lib/format/layers";
import type { Prerequisite, PrerequisiteView } from "./types";

const layerSelect = { select: { language: true, title: true } } as const;

/** The earlier courses of a course, and all that can be chosen. */
export async function getPrerequisites(
  _permit: Permit<"event.create">,
  courseId: string,
  language: string,
): Promise<PrerequisiteView> {
  const rows = await db.course.findMany({
    orderBy: { slug: "asc" },
    select: {
      id: true,
      slug: true,
      layers: layerSelect,
      earlier: { select: { kind: true, earlier: { select: { slug: true } } }, orderBy: { earlierCourseId: "asc" } },
    },
  });
  const course = rows.find(({ id }) => id === courseId);
  const titleOf = (layers: readonly { readonly language: string; readonly title: string }[], slug: string): string =>
    pickLayer(layers, language)?.title ?? slug;
  return {
    course: {
      slug: course?.slug ?? "",
      title: titleOf(course?.layers ?? [], course?.slug ?? ""),
      language: pickLayer(course?.layers ?? [], language)?.language ?? "en",
    },
    chosen: (course?.earlier ?? []).map(({ kind, earlier }) => ({
      slug: earlier.slug,
      kind: kind as Prerequisite["kind"],
    })),
    courses: rows
      .filter(({ id }) => id !== courseId)
      .map(({ slug, layers }) => ({ slug, title: titleOf(layers, slug) }))
      .sort((a, b) => a.title.localeCompare(b.title, language)),
  };
}
