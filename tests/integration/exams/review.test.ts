import { describe, expect, it } from "vitest";
import { authorize } from "@/lib/access/authorize";
import type { Actor } from "@/lib/access/policy";
import { sql } from "@/lib/db/client";
import { getAttemptSubject } from "@/lib/exams/data";
import { getReview } from "@/lib/exams/review/data";
import { readForm, readKey, readResult, seedClosedAttempt, seedRunningAttempt } from "../../builders/attempts";
import { close, seedAdmin, seedOrganizer, unsafeRelease } from "../../builders/certificates";
import { daysFromNow, type SeededEvent, seedEvent, smallBlueprint } from "../../builders/events";
import { unsafeSql } from "../../builders/owner";
import { seedPerson } from "../../builders/people";
import { repairing, repairKey, seedBank } from "../../builders/regrades";

async function review(actor: Actor, attemptId: string) {
  const subject = await getAttemptSubject(attemptId);
  if (!subject) throw new Error("no such attempt");
  return getReview(authorize(actor, "attempt.review", subject));
}

const readExposed = async (attemptId: string): Promise<number> => {
  const [row] = await sql<{ count: number }>(
    "SELECT count(*)::int AS count FROM version_exposure x JOIN form_slot s ON s.version_id = x.version_id WHERE s.attempt_id = $1",
    [attemptId],
  );
  return row?.count ?? 0;
};

const seedReviewed = async (fields: Parameters<typeof seedEvent>[0]): Promise<SeededEvent> =>
  seedEvent({ blueprint: smallBlueprint, bankId: await seedBank(), ...fields });

const endWindow = (event: SeededEvent) =>
  unsafeSql(
    "UPDATE event SET opens_at = now() - interval '2 days', closes_at = now() - interval '1 second' WHERE id = $1",
    [event.id],
  );

describe("law 6: keys open by the review rule, and not before", () => {
  it("never: nothing of any key, whatever happens", async () => {
    const event = await seedReviewed({ reviewRule: "never" });
    const { actor, attemptId } = await seedClosedAttempt({ event, right: 5 });
    await endWindow(event);
    expect(await review(actor, attemptId)).toEqual({ rule: "never", answers: null });
    expect(await readExposed(attemptId)).toBe(0);
  });

  it("after the window: own answers with key, rationale and sources, and the versions are exposed", async () => {
    const event = await seedReviewed({ reviewRule: "after-window" });
    const { actor, attemptId } = await seedClosedAttempt({ event, right: 2, wrong: 1 });
    expect((await review(actor, attemptId)).answers, "the window is open").toBeNull();
    expect(await readExposed(attemptId)).toBe(0);
    await endWindow(event);
    const { answers } = await review(actor, attemptId);
    const key = await readKey(attemptId);
    expect(answers?.map(({ earned }) => earned)).toEqual([1, 1, 0, 0, 0]);
    for (const [i, answer] of (answers ?? []).entries()) {
      expect(answer.options.filter(({ right }) => right).map(({ id }) => id)).toEqual([key[i]?.right]);
      expect(answer.rationale).not.toBe("");
      expect(
        answer.options.map(({ id }) => id),
        "in the order in which they were shown",
      ).toEqual(key[i]?.optionIds);
    }
    expect(answers?.[2]?.options.find(({ chosen }) => chosen)?.id).toBe(key[2]?.wrong);
    expect(await readExposed(attemptId)).toBe(5);
    const drawn = (await readForm(attemptId)).map(({ versionId }) => versionId);
    const { bankId } = (
      await sql<{ bankId: string }>(`SELECT bank_id AS "bankId" FROM event WHERE id = $1`, [event.id])
    )[0] ?? { bankId: "" };
    const later = await seedRunningAttempt({ event: await seedEvent({ blueprint: smallBlueprint, bankId }) });
    const again = (await readForm(later.attemptId)).map(({ versionId }) => versionId);
    expect(
      again.filter((id) => drawn.includes(id)),
      "held out of later draws",
    ).toEqual([]);
  });

  it("waits for whoever still sits with extra time", async () => {
    const event = await seedReviewed({ reviewRule: "after-window" });
    const { actor, attemptId } = await seedClosedAttempt({ event, right: 1 });
    await seedRunningAttempt({ event, extraTimeSeconds: 3600 });
    await endWindow(event);
    expect((await review(actor, attemptId)).answers).toBeNull();
  });

  it("after the release: from the first certificate on", async () => {
    const event = await seedReviewed({ reviewRule: "after-release", certificateKind: "itu-certificate" });
    const { actor, attemptId } = await seedClosedAttempt({ event, right: 5 });
    await close(event);
    expect((await review(actor, attemptId)).answers).toBeNull();
    await unsafeRelease({ event, holder: actor, releaser: await seedAdmin() });
    expect((await review(actor, attemptId)).answers).toHaveLength(5);
  });

  it("staff who look expose nothing", async () => {
    const event = await seedReviewed({ reviewRule: "after-window" });
    const { attemptId } = await seedClosedAttempt({ event, right: 1 });
    await endWindow(event);
    expect((await review(await seedOrganizer(event), attemptId)).answers).toHaveLength(5);
    expect(await readExposed(attemptId)).toBe(0);
  });

  it("another learner finds no such attempt", async () => {
    const { attemptId } = await seedClosedAttempt({ event: await seedReviewed({}), right: 1 });
    await expect(review(await seedPerson(), attemptId)).rejects.toMatchObject({ code: "not-found" });
  });
});

describe("what the result says without any key", () => {
  it("points by outcome and by norm, without a voided question", async () => {
    const event = await seedReviewed({});
    const { actor, attemptId } = await seedClosedAttempt({ event, right: 5 });
    const before = await readResult(actor, attemptId);
    const sum = (rows: readonly { possible: number }[] | undefined) =>
      (rows ?? []).reduce((total, { possible }) => total + possible, 0);
    expect([sum(before?.byOutcome), sum(before?.byModule)]).toEqual([5, 5]);
    const [slot] = await readForm(attemptId);
    await repairKey(await repairing(event), slot?.versionId ?? "", { kind: "void", keyIds: [] });
    const after = await readResult(actor, attemptId);
    expect([sum(after?.byOutcome), sum(after?.byModule)]).toEqual([4, 4]);
    expect(after?.marks.map(({ number, possible }) => [number, possible])).toEqual([
      [1, 5],
      [2, 4],
    ]);
  });

  it("when the next attempt may start, and how many there are", async () => {
    const event = await seedReviewed({ attemptsAllowed: 2, resitWaitHours: 24, closesAt: daysFromNow(5) });
    const { actor, attemptId } = await seedClosedAttempt({ event, right: 1 });
    const result = await readResult(actor, attemptId);
    expect(result?.resit).toMatchObject({ attempts: 1, allowed: 2, mayStart: true });
    expect(result?.resit.nextStartAt?.getTime()).toBe((result?.submittedAt.getTime() ?? 0) + 24 * 3_600_000);
  });
});
