import { describe, expect, it } from "vitest";
import { authorize } from "@/lib/access/authorize";
import { db, sql } from "@/lib/db/client";
import { getPlan } from "@/lib/organizing/blueprint/data";
import { savePlan } from "@/lib/organizing/blueprint/mutations";
import type { ExamPlan } from "@/lib/organizing/blueprint/types";
import { readForm, seedEnrolment, seedRunningAttempt, start } from "../../builders/attempts";
import { type SeededEvent, seedEvent, smallBlueprint } from "../../builders/events";
import { seedPerson } from "../../builders/people";

const managing = async (event: SeededEvent) =>
  authorize(
    await seedPerson({ grants: [{ role: "organizer", organizationId: event.organizationId, eventId: null }] }),
    "event.manage",
    event,
  );
const buildPlan = (fields: Partial<ExamPlan> = {}): ExamPlan => ({
  blueprint: { ...smallBlueprint, quotas: [{ tag: "norm", value: "g", least: 2 }] },
  attemptsAllowed: 2,
  resitWaitHours: 24,
  reviewRule: "after-window",
  commonForm: false,
  ...fields,
});
const readEvent = ({ id }: SeededEvent) => db.event.findUniqueOrThrow({ where: { id } });

describe("saving a blueprint", () => {
  it("stores all of it with an audit row, and every form then follows its quotas", async () => {
    const event = await seedEvent();
    const permit = await managing(event);
    expect(await savePlan(permit, 1, buildPlan())).toEqual({ ok: true, value: null });
    expect(await readEvent(event)).toMatchObject({
      blueprint: { questions: 5, quotas: [{ tag: "norm", value: "g", least: 2 }] },
      attemptsAllowed: 2,
      resitWaitHours: 24,
      reviewRule: "after-window",
      commonFormSeed: null,
      revision: 2,
    });
    expect((await getPlan(permit, "en"))?.view.plan).toEqual(buildPlan());
    const rows = await sql("SELECT actor_id FROM audit_event WHERE subject_id = $1 AND action = 'event.edit'", [
      event.id,
    ]);
    expect(rows).toEqual([{ actor_id: permit.actor.id }]);
    const { attemptId } = await seedRunningAttempt({ event });
    const [count] = await sql<{ n: number }>(
      `SELECT count(*)::int AS n FROM form_slot s JOIN question_version v ON v.id = s.version_id
       WHERE s.attempt_id = $1 AND 'g' = ANY(v.norms)`,
      [attemptId],
    );
    expect(count?.n).toBeGreaterThanOrEqual(2);
  });

  it("of a page that is out of date is refused", async () => {
    const event = await seedEvent();
    const permit = await managing(event);
    await savePlan(permit, 1, buildPlan());
    expect(await savePlan(permit, 1, buildPlan())).toEqual({ ok: false, reason: "changed-meanwhile" });
  });

  it("is refused once somebody has begun the exam", async () => {
    const event = await seedEvent();
    await seedRunningAttempt({ event });
    expect(await savePlan(await managing(event), 1, buildPlan())).toEqual({ ok: false, reason: "exam-begun" });
  });

  it("at the moment somebody begins gives that form the blueprint that stands", async () => {
    const event = await seedEvent();
    const permit = await managing(event);
    const learner = await seedPerson();
    const enrolment = await seedEnrolment(learner, event);
    const [saved, started] = await Promise.all([savePlan(permit, 1, buildPlan()), start(learner, enrolment)]);
    if (!started.ok) throw new Error(started.reason);
    expect(await readForm(started.value.attemptId)).toHaveLength(saved.ok ? 5 : 30);
  });

  it.each([24, 31])("of %i questions is refused for an ITU certificate", async (questions) => {
    const event = await seedEvent({ certificateKind: "itu-certificate" });
    const plan = buildPlan({ blueprint: { ...smallBlueprint, questions } });
    expect(await savePlan(await managing(event), 1, plan)).toEqual({ ok: false, reason: "itu-questions" });
  });

  it("that the bank cannot fill is kept by a draft and refused once published", async () => {
    const plan = buildPlan({ blueprint: { ...smallBlueprint, quotas: [{ tag: "ease", value: "hard", least: 1 }] } });
    const [draft, published] = [await seedEvent({ state: "draft" }), await seedEvent()];
    expect(await savePlan(await managing(draft), 1, plan)).toEqual({ ok: true, value: null });
    expect(await savePlan(await managing(published), 1, plan)).toEqual({ ok: false, reason: "not-drawable" });
  });

  it("with one common form gives everybody the same, even when the bank has changed meanwhile", async () => {
    const event = await seedEvent();
    await savePlan(await managing(event), 1, buildPlan({ commonForm: true }));
    const first = await seedRunningAttempt({ event });
    const form = await readForm(first.attemptId);
    const retired = form[0]?.versionId;
    await sql(
      "UPDATE question SET retired_at = now() WHERE id = (SELECT question_id FROM question_version WHERE id = $1)",
      [retired],
    );
    const second = await seedRunningAttempt({ event });
    await sql(
      "UPDATE question SET retired_at = NULL WHERE id = (SELECT question_id FROM question_version WHERE id = $1)",
      [retired],
    );
    expect(await readForm(second.attemptId)).toEqual(form);
  });
});
