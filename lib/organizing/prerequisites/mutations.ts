import type { Permit } from "@/lib/access/authorize";
import { recordAudit } from "@/lib/audit/record";
import { db } from "@/lib/db/client";
import { ok, type Result, refuse } from "@/lib/result";
import type { Prerequisite, PrerequisiteReason } from "./types";

const said = (list: readonly Prerequisite[]): string =>
  JSON.stringify(list.map(({ slug, kind }) => [slug, kind]).sort());

/** Says which earlier courses a course requires or recommends, instead of what was said before. */
export function savePrerequisites(
  { actor, subject }: Permit<"event.create">,
  courseId: string,
  wanted: readonly Prerequisite[],
): Promise<Result<null, PrerequisiteReason>> {
  return db.$transaction(async (tx) => {
    // One lock for all courses: two who each make a course the other's condition come one after the other.
    await tx.$queryRaw`SELECT pg_advisory_xact_lock(hashtext('course-prerequisites')) IS NULL AS locked`;
    const course = await tx.course.findUniqueOrThrow({
      where: { id: courseId, organizationId: subject.organizationId },
      select: { slug: true, earlier: { select: { kind: true, earlier: { select: { slug: true } } } } },
    });
    const before = course.earlier.map(({ kind, earlier }) => ({
      slug: earlier.slug,
      kind: kind as Prerequisite["kind"],
    }));
    if (said(before) === said(wanted)) return ok(null);
    if (wanted.some(({ slug }) => slug === course.slug)) return refuse("itself");
    const rows = await tx.course.findMany({
      where: { slug: { in: wanted.map(({ slug }) => slug) } },
      select: { id: true, slug: true },
    });
    const idOf = new Map(rows.map(({ slug, id }) => [slug, id]));
    const data = wanted.flatMap(({ slug, kind }) => {
      const earlierCourseId = idOf.get(slug);
      return earlierCourseId ? [{ courseId, earlierCourseId, kind }] : [];
    });
    if (data.length < wanted.length) return refuse("unknown-course");
    const circle = await tx.$queryRaw<{ id: string }[]>`
      WITH RECURSIVE before AS (
        SELECT unnest(${data.map(({ earlierCourseId }) => earlierCourseId)}::uuid[]) AS id
        UNION SELECT p.earlier_course_id FROM course_prerequisite p JOIN before b ON p.course_id = b.id
      ) SELECT id FROM before WHERE id = ${courseId}::uuid`;
    if (circle.length > 0) return refuse("in-a-circle");
    await tx.coursePrerequisite.deleteMany({ where: { courseId } });
    await tx.coursePrerequisite.createMany({ data });
    await recordAudit(tx, {
      actorId: actor.id,
      action: "course.prerequisites",
      subjectKind: "course",
      subjectId: courseId,
      detail: { before, after: wanted },
    });
    return ok(null);
  });
}
