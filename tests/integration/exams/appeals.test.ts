import { describe, expect, it } from "vitest";
import { authorize } from "@/lib/access/authorize";
import type { Actor } from "@/lib/access/policy";
import { sql } from "@/lib/db/client";
import { found } from "@/lib/errors";
import { getAppealList, getAppealSubject, listAppeals } from "@/lib/exams/appeals/data";
import { answerAppeal, makeAppeal } from "@/lib/exams/appeals/mutations";
import { getAttemptSubject } from "@/lib/exams/data";
import { countOpenAppeals } from "@/lib/exams/results/data";
import { type Sitting, seedClosedAttempt, seedRunningAttempt, writing } from "../../builders/attempts";
import { readAudit, seedOrganizer } from "../../builders/certificates";
import { seedEvent, smallBlueprint } from "../../builders/events";
import { unsafeSql } from "../../builders/owner";
import { readLetters, seedPerson } from "../../builders/people";

const text = "Question 3 asks about two norms, and I named both.";
const seedSitting = async (): Promise<Sitting> =>
  seedClosedAttempt({ event: await seedEvent({ blueprint: smallBlueprint }), right: 2, wrong: 1 });

const appeal = async ({ actor, attemptId }: Sitting, body = text) => makeAppeal(await writing(actor, attemptId), body);
const own = async ({ actor, attemptId }: Sitting) =>
  listAppeals(authorize(actor, "attempt.review", found(await getAttemptSubject(attemptId), "attempt")));

async function answerAs(actor: Actor, { event }: Sitting, id: string, upheld = true) {
  const subject = found(await getAppealSubject(event.slug, id), "appeal");
  return answerAppeal(authorize(actor, "attempt.oversee", subject), id, {
    upheld,
    answer: "The log shows that you did.",
  });
}

describe("appeals", () => {
  it("a learner asks, an organizer answers, and both are kept and told", async () => {
    const sitting = await seedSitting();
    expect(await appeal(sitting)).toEqual({ ok: true, value: null });
    expect(await countOpenAppeals(sitting.event.id)).toBe(1);
    const organizer = await seedOrganizer(sitting.event);
    const permit = authorize(organizer, "event.manage", sitting.event);
    const [listed] = (await getAppealList(permit, null, "en")).appeals;
    const { case: whole } = await getAppealList(permit, listed?.id ?? "", "en");
    expect(whole).toMatchObject({ body: text, answer: null, state: "submitted" });
    expect(whole?.receipt).toMatch(/^[0-9a-f]{64}$/);
    expect(whole?.answers.filter(({ options }) => options.some(({ chosen }) => chosen))).toHaveLength(3);
    expect(whole?.log.map(({ kind }) => kind)).toContain("submitted");

    expect(await answerAs(organizer, sitting, listed?.id ?? "")).toEqual({ ok: true, value: null });
    expect(await own(sitting)).toMatchObject({
      appeals: [{ body: text, answer: { upheld: true, by: organizer.fullName } }],
      mayAppeal: true,
    });
    expect(await countOpenAppeals(sitting.event.id)).toBe(0);
    const letters = await readLetters(sitting.actor.id);
    expect(letters.map(({ kind }) => kind)).toEqual(expect.arrayContaining(["appeal-made", "appeal-answered"]));
    expect(letters.find(({ kind }) => kind === "appeal-answered")?.body).toContain("The log shows that you did.");
    expect((await readAudit(organizer.id)).map(({ action }) => action)).toEqual(["appeal.answer"]);
  });

  it("of two sent at once one is kept", async () => {
    const sitting = await seedSitting();
    const results = await Promise.all([appeal(sitting), appeal(sitting, `${text} Again.`), appeal(sitting)]);
    expect(results.filter(({ ok }) => ok)).toHaveLength(1);
    expect(results.filter((result) => !result.ok && result.reason === "already-open")).toHaveLength(2);
    expect((await readLetters(sitting.actor.id)).filter(({ kind }) => kind === "appeal-made")).toHaveLength(1);
  });

  it("of two answers at once one holds, and one letter goes out", async () => {
    const sitting = await seedSitting();
    await appeal(sitting);
    const id = (await own(sitting)).appeals[0]?.id ?? "";
    const organizers = await Promise.all([seedOrganizer(sitting.event), seedOrganizer(sitting.event)]);
    const results = await Promise.all(organizers.map((organizer, i) => answerAs(organizer, sitting, id, i === 0)));
    expect(results.map(({ ok }) => ok).sort()).toEqual([false, true]);
    expect((await readLetters(sitting.actor.id)).filter(({ kind }) => kind === "appeal-answered")).toHaveLength(1);
  });

  it("a running attempt and an archived event take none", async () => {
    const running = await seedRunningAttempt({ event: await seedEvent({ blueprint: smallBlueprint }) });
    expect(await appeal(running)).toEqual({ ok: false, reason: "not-closed" });
    const over = await seedSitting();
    const organizer = await seedOrganizer(over.event);
    await unsafeSql(
      "UPDATE event SET state = 'archived', archived_at = now(), closed_at = now(), closed_by_id = $2 WHERE id = $1",
      [over.event.id, organizer.id],
    );
    expect(await appeal(over)).toEqual({ ok: false, reason: "too-late" });
    expect((await own(over)).mayAppeal).toBe(false);
  });

  it("nobody else appeals, answers, or reads; and nobody answers their own", async () => {
    const sitting = await seedSitting();
    await appeal(sitting);
    const id = (await own(sitting)).appeals[0]?.id ?? "";
    await expect(writing(await seedPerson(), sitting.attemptId)).rejects.toMatchObject({ code: "not-found" });
    await expect(answerAs(await seedPerson(), sitting, id)).rejects.toMatchObject({ code: "not-found" });
    const grants = [{ role: "organizer" as const, organizationId: sitting.event.organizationId, eventId: null }];
    const both = { ...sitting.actor, grants };
    await expect(answerAs(both, sitting, id)).rejects.toMatchObject({ code: "not-found" });
    const list = await getAppealList(authorize(both, "event.manage", sitting.event), id, "en");
    expect(list.case, "nor reads the key of an exam of their own").toBeNull();
  });

  it("an appeal is never deleted by the application", async () => {
    const sitting = await seedSitting();
    await appeal(sitting);
    await expect(sql("DELETE FROM appeal")).rejects.toThrow("permission denied");
  });
});
