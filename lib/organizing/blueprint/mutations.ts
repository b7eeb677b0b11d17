import { randomBytes } from "node:crypto";
import type { Permit } from "@/lib/access/authorize";
import { recordAudit } from "@/lib/audit/record";
import { db } from "@/lib/db/client";
import { readPool } from "@/lib/questions/data";
import { ok, type Result, refuse } from "@/lib/result";
import { findBlueprintProblems, fitsCertificate } from "../rules";
import type { ExamPlan, PlanReason } from "./types";

/**
 * Changes what an event's exam draws, as long as nobody has begun it. A draft may keep a blueprint that its bank cannot fill
 * yet; what is published may not. What is under review goes back to its organizers, because another member read something else.
 */
export function savePlan(
  { actor, subject }: Permit<"event.manage">,
  revision: number,
  plan: ExamPlan,
): Promise<Result<null, PlanReason>> {
  return db.$transaction(async (tx) => {
    await tx.$queryRaw`SELECT id FROM event WHERE id = ${subject.id}::uuid FOR NO KEY UPDATE`;
    const event = await tx.event.findUniqueOrThrow({
      where: { id: subject.id },
      select: {
        state: true,
        revision: true,
        certificateKind: true,
        bankId: true,
        blueprint: true,
        commonFormSeed: true,
      },
    });
    if (!["draft", "in_review", "published"].includes(event.state) || !event.blueprint || !event.bankId)
      return refuse("not-editable");
    if (event.revision !== revision) return refuse("changed-meanwhile");
    if (!fitsCertificate(plan.blueprint.questions, event.certificateKind)) return refuse("itu-questions");
    // Waits for every attempt that is beginning: a start holds its enrolment from reading the settings until it is stored.
    await tx.$queryRaw`SELECT id FROM enrolment WHERE event_id = ${subject.id}::uuid ORDER BY id FOR UPDATE`;
    const begun = await tx.attempt.findFirst({ where: { eventId: subject.id }, select: { id: true } });
    if (begun) return refuse("exam-begun");
    if (event.state === "published") {
      const pool = await readPool(tx, event.bankId);
      if (findBlueprintProblems(pool, plan.blueprint).length > 0) return refuse("not-drawable");
    }
    const { questions, pointsPerQuestion, perModule, norms, quotas = [] } = plan.blueprint;
    await tx.event.update({
      where: { id: subject.id },
      data: {
        blueprint: {
          questions,
          pointsPerQuestion,
          perModule,
          norms: [...norms],
          quotas: quotas.map((quota) => ({ ...quota })),
        },
        attemptsAllowed: plan.attemptsAllowed,
        resitWaitHours: plan.resitWaitHours,
        reviewRule: plan.reviewRule,
        commonFormSeed: plan.commonForm ? (event.commonFormSeed ?? randomBytes(16).toString("hex")) : null,
        ...(event.state === "in_review" ? { state: "draft" as const } : {}),
        origin: "app",
        revision: { increment: 1 },
      },
      select: { id: true },
    });
    await recordAudit(tx, {
      actorId: actor.id,
      action: "event.edit",
      subjectKind: "event",
      subjectId: subject.id,
      detail: { revision: revision + 1, fields: ["exam"], plan },
    });
    return ok(null);
  });
}
