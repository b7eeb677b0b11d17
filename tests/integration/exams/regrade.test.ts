import { describe, expect, it } from "vitest";
import { authorize } from "@/lib/access/authorize";
import { getDossier } from "@/lib/certificates/dossier/data";
import { db, sql } from "@/lib/db/client";
import { applyRepair } from "@/lib/exams/regrade/mutations";
import {
  answer,
  look,
  readForm,
  readKey,
  readResult,
  type Sitting,
  seedClosedAttempt,
  seedRunningAttempt,
  submit,
} from "../../builders/attempts";
import { readAudit, readCertificates, seedAdmin, unsafeRelease } from "../../builders/certificates";
import { fingerprint } from "../../builders/content";
import { type SeededEvent, seedEvent, smallBlueprint } from "../../builders/events";
import { ownerSession, unsafeSql } from "../../builders/owner";
import { readLetters, unique } from "../../builders/people";
import {
  answerAround,
  dryRun,
  type Flawed,
  flawIn,
  readMarks,
  repairing,
  repairKey,
  seedAround,
  seedBank,
} from "../../builders/regrades";

/** An event in which everybody gets the same form, and its first question with a wrong key. */
async function seedFlawedEvent(): Promise<{ event: SeededEvent; flaw: Flawed; first: Sitting }> {
  const event = await seedEvent({ bankId: await seedBank(), commonFormSeed: unique("seed") });
  const first = await seedRunningAttempt({ event });
  return { event, flaw: await flawIn(first), first };
}

const rekeyed = (flaw: Flawed) => ({ kind: "rekey" as const, keyIds: [flaw.truth] });
const voided = { kind: "void" as const, keyIds: [] };

describe("F16: a wrong key is found after 200 graded attempts", () => {
  it("is looked at first, applied once, and tells everybody whom it concerns", { timeout: 120_000 }, async () => {
    const { event, flaw, first } = await seedFlawedEvent();
    await answerAround(first, flaw, { choice: "none", right: 10 });
    await submit(first.actor, first.attemptId);
    // 21 right and the truth: fails by the wrong key, passes by the right one. 21 right and the key: the other way about.
    const sittings: { sitting: Sitting; choice: "key" | "truth"; right: number }[] = [];
    for (let i = 0; i < 199; i += 10)
      sittings.push(
        ...(await Promise.all(
          Array.from({ length: Math.min(10, 199 - i) }, async (_, j) => {
            const choice = (i + j) % 2 === 0 ? ("truth" as const) : ("key" as const);
            const right = 19 + ((i + j) % 5);
            return { sitting: await seedAround(event, flaw, { choice, right }), choice, right };
          }),
        )),
      );
    const up = sittings.filter(({ choice, right }) => choice === "truth" && right === 21);
    const down = sittings.filter(({ choice, right }) => choice === "key" && right === 21);
    const fallen = down[0]?.sitting as Sitting;
    const admin = await seedAdmin();
    const { code } = await unsafeRelease({ event, holder: fallen.actor, releaser: admin });

    const permit = await repairing(event);
    const before = await fingerprint();
    const dry = await dryRun(permit, flaw.versionId, rekeyed(flaw));
    expect(await fingerprint(), "a dry run writes nothing").toEqual(before);
    expect(dry).toMatchObject({ affected: 200, changed: 199, up: up.length, down: down.length, running: 0 });
    const crossing = (side: "up" | "down") =>
      dry.events.flatMap(({ remarks }) => remarks.filter((one) => one.side === side).map(({ attemptId }) => attemptId));
    expect(crossing("up").sort()).toEqual(up.map(({ sitting }) => sitting.attemptId).sort());
    expect(crossing("down").sort()).toEqual(down.map(({ sitting }) => sitting.attemptId).sort());

    const applied = await repairKey(permit, flaw.versionId, rekeyed(flaw));
    expect(applied).toMatchObject({ affected: 200, changed: 199, up: up.length, down: down.length, letters: 199 });
    for (const { sitting, choice, right } of sittings.slice(0, 12)) {
      const [old, now] = await readMarks(sitting.attemptId);
      expect(old).toMatchObject({
        number: 1,
        current: false,
        earned: right + (choice === "key" ? 1 : 0),
        possible: 30,
      });
      expect(now).toMatchObject({
        number: 2,
        current: true,
        earned: right + (choice === "truth" ? 1 : 0),
        possible: 30,
      });
    }
    const [tally] = await sql<{ marks: number; current: number }>(
      `SELECT count(*)::int AS marks, (count(*) FILTER (WHERE m.current))::int AS current
       FROM mark m JOIN attempt a ON a.id = m.attempt_id WHERE a.event_id = $1`,
      [event.id],
    );
    expect(tally).toEqual({ marks: 400, current: 200 });
    const audit = (await readAudit(permit.actor.id)).filter(({ action }) => action === "key.repair");
    expect(audit, "one audited operation").toHaveLength(1);

    const [newKey] = await sql<{ number: number; keyIds: string[] }>(
      `SELECT number, key_ids AS "keyIds" FROM question_version WHERE id = $1`,
      [applied.newVersionId],
    );
    expect(newKey?.keyIds, "later draws use a version with the right key").toEqual([flaw.truth]);

    const letters = (await readLetters(fallen.actor.id)).filter(({ kind }) => kind === "exam-regraded");
    expect(letters).toHaveLength(1);
    expect(letters[0]?.body).toContain("Before: 22 of 30 points.");
    expect(letters[0]?.body).toContain("Now: 21 of 30 points.");
    expect(letters[0]?.body).toContain("it stays valid until a person decides");
    expect((await readLetters(first.actor.id)).filter(({ kind }) => kind === "exam-regraded")).toHaveLength(0);
    expect(await readCertificates(event.id), "nobody loses a certificate by a regrade").toMatchObject([
      { code, state: "valid" },
    ]);

    const dossier = await getDossier(authorize(admin, "platform.administer", "platform"), event.id, "en");
    const rowOf = (personId: string) => dossier.rows.find((row) => row.personId === personId);
    expect(rowOf(up[0]?.sitting.actor.id ?? "")?.eligibility.standing).toBe("eligible");
    expect(dossier.fallen.map(({ personId }) => personId)).toEqual([fallen.actor.id]);
  });
});

describe("what a repair does to a mark", () => {
  it("void takes the slot out of both sides, and the question out of later draws", async () => {
    const { event, flaw } = await seedFlawedEvent();
    const { actor, attemptId } = await seedAround(event, flaw, { choice: "truth", right: 21 });
    const applied = await repairKey(await repairing(event), flaw.versionId, voided);
    expect(applied).toMatchObject({ retired: true, newVersionId: null });
    expect((await readMarks(attemptId)).at(-1)).toMatchObject({ earned: 21, possible: 29 });
    expect(await readResult(actor, attemptId), "21 of 29 is 72 %").toMatchObject({ passed: true });
    const form = await readForm(attemptId);
    expect(form, "the form stays as drawn").toHaveLength(30);
    const { bankId } = await db.event.findUniqueOrThrow({ where: { id: event.id }, select: { bankId: true } });
    const later = await seedRunningAttempt({ event: await seedEvent({ bankId }) });
    expect((await readForm(later.attemptId)).map(({ versionId }) => versionId)).not.toContain(flaw.versionId);
  });

  it("accept gives the points to both answers and takes them from nobody", async () => {
    const { event, flaw } = await seedFlawedEvent();
    const truth = await seedAround(event, flaw, { choice: "truth", right: 21 });
    const key = await seedAround(event, flaw, { choice: "key", right: 21 });
    const applied = await repairKey(await repairing(event), flaw.versionId, { kind: "accept", keyIds: [flaw.truth] });
    expect(applied).toMatchObject({ affected: 2, changed: 1, up: 1, down: 0, letters: 1 });
    for (const { attemptId } of [truth, key])
      expect((await readMarks(attemptId)).at(-1)).toMatchObject({ number: 2, earned: 22, possible: 30 });
  });

  it("the latest repair holds alone, and every earlier mark stays", async () => {
    const { event, flaw } = await seedFlawedEvent();
    const { attemptId } = await seedAround(event, flaw, { choice: "truth", right: 20 });
    const permit = await repairing(event);
    await repairKey(permit, flaw.versionId, rekeyed(flaw));
    await repairKey(permit, flaw.versionId, { kind: "rekey", keyIds: [flaw.key] });
    expect((await readMarks(attemptId)).map(({ earned, current }) => [earned, current])).toEqual([
      [20, false],
      [21, false],
      [20, true],
    ]);
  });

  it("reaches every event in which the version was drawn, each by its own rule", async () => {
    const { event, flaw } = await seedFlawedEvent();
    const same = await db.event.findUniqueOrThrow({
      where: { id: event.id },
      select: { commonFormSeed: true, bankId: true },
    });
    const lenient = await seedEvent({ ...same, strict: false });
    await seedAround(event, flaw, { choice: "truth", right: 20 });
    const there = await seedAround(lenient, flaw, { choice: "truth", right: 20 });
    const dry = await dryRun(await repairing(event), flaw.versionId, rekeyed(flaw));
    expect(dry).toMatchObject({ affected: 2, changed: 2, up: 1 });
    expect(dry.events.map(({ slug }) => slug).sort()).toEqual([event.slug, lenient.slug].sort());
    expect(dry.events.flatMap(({ remarks }) => remarks).find(({ side }) => side === "up")?.attemptId).toBe(
      there.attemptId,
    );
  });
});

describe("what a repair refuses", () => {
  it.each([
    {
      what: "two keys of a single-answer question",
      repair: (flaw: Flawed) => ({ kind: "rekey" as const, keyIds: [flaw.key, flaw.truth] }),
      reason: "does-not-fit",
    },
    {
      what: "an option of another question",
      repair: () => ({ kind: "rekey" as const, keyIds: ["elsewhere"] }),
      reason: "does-not-fit",
    },
    {
      what: "the key that it has",
      repair: (flaw: Flawed) => ({ kind: "rekey" as const, keyIds: [flaw.key] }),
      reason: "changes-nothing",
    },
  ])("$what", async ({ repair, reason }) => {
    const { event, flaw } = await seedFlawedEvent();
    const permit = await repairing(event);
    const proposed = repair(flaw);
    const { digest } = await dryRun(permit, flaw.versionId, proposed);
    expect(await applyRepair(permit, { versionId: flaw.versionId, repair: proposed, reason: "why", digest })).toEqual({
      ok: false,
      reason,
    });
  });

  it("an application after something changed since the dry run", async () => {
    const { event, flaw, first } = await seedFlawedEvent();
    await seedAround(event, flaw, { choice: "truth", right: 21 });
    const permit = await repairing(event);
    const { digest } = await dryRun(permit, flaw.versionId, rekeyed(flaw));
    await submit(first.actor, first.attemptId);
    const call = { versionId: flaw.versionId, repair: rekeyed(flaw), reason: "why", digest };
    expect(await applyRepair(permit, call)).toEqual({ ok: false, reason: "changed-meanwhile" });
    expect((await readMarks(first.attemptId)).length, "and nothing is written").toBe(1);
  });

  it("one that would mark the repairer's own exam again", async () => {
    const { event, flaw, first } = await seedFlawedEvent();
    const organizer = {
      ...first.actor,
      grants: [{ role: "organizer" as const, organizationId: event.organizationId, eventId: null }],
    };
    const permit = await repairing(event, organizer);
    const { digest } = await dryRun(permit, flaw.versionId, rekeyed(flaw));
    const call = { versionId: flaw.versionId, repair: rekeyed(flaw), reason: "why", digest };
    expect(await applyRepair(permit, call)).toEqual({ ok: false, reason: "own-attempt" });
  });
});

describe("at the same moment", () => {
  it("of two who apply the same dry run one does, and the other is told to look again", async () => {
    const { event, flaw } = await seedFlawedEvent();
    const { attemptId } = await seedAround(event, flaw, { choice: "truth", right: 21 });
    const permits = [await repairing(event), await repairing(event)] as const;
    const { digest } = await dryRun(permits[0], flaw.versionId, rekeyed(flaw));
    const call = { versionId: flaw.versionId, repair: rekeyed(flaw), reason: "why", digest };
    const results = await Promise.all(permits.map((permit) => applyRepair(permit, call)));
    expect(results.map(({ ok }) => ok).sort()).toEqual([false, true]);
    expect(await readMarks(attemptId)).toHaveLength(2);
  });

  it("repairs of two questions of one form both count in the end", async () => {
    const { event, flaw, first } = await seedFlawedEvent();
    const other = await flawIn(first, 2);
    const { attemptId } = await seedAround(event, flaw, { choice: "truth", right: 0 });
    const permit = await repairing(event);
    const calls = await Promise.all(
      [flaw, other].map(async (one) => ({
        versionId: one.versionId,
        repair: { kind: "accept" as const, keyIds: [one.truth] },
        reason: "why",
        digest: (await dryRun(permit, one.versionId, { kind: "accept", keyIds: [one.truth] })).digest,
      })),
    );
    const results = await Promise.all(calls.map((call) => applyRepair(permit, call)));
    // The later of the two has another ground under it than its dry run, and says so; looked at again, it applies.
    for (const [i, result] of results.entries())
      if (!result.ok) await repairKey(permit, calls[i]?.versionId ?? "", calls[i]?.repair ?? voided);
    const marks = await readMarks(attemptId);
    expect(marks.at(-1)).toMatchObject({ number: 3, current: true, earned: 2 });
  });

  it("whoever submits while a key is repaired is marked by the repair, before or after", {
    timeout: 60_000,
  }, async () => {
    for (let round = 0; round < 5; round++) {
      const { event, flaw } = await seedFlawedEvent();
      const running = await Promise.all(Array.from({ length: 6 }, () => seedRunningAttempt({ event })));
      for (const sitting of running) await answerAround(sitting, flaw, { choice: "truth", right: 21 });
      const permit = await repairing(event);
      const { digest } = await dryRun(permit, flaw.versionId, rekeyed(flaw));
      const call = { versionId: flaw.versionId, repair: rekeyed(flaw), reason: "why", digest };
      const [applied] = await Promise.all([
        applyRepair(permit, call),
        ...running.map(({ actor, attemptId }) => submit(actor, attemptId)),
      ]);
      if (!applied.ok) await repairKey(permit, flaw.versionId, rekeyed(flaw));
      for (const { attemptId } of running)
        expect((await readMarks(attemptId)).at(-1)).toMatchObject({ current: true, earned: 22 });
    }
  });

  it("answers go on being saved while a key is repaired", async () => {
    const { flaw, first } = await seedFlawedEvent();
    const session = await ownerSession();
    try {
      await session.query("BEGIN");
      await session.query("SELECT id FROM attempt WHERE id = $1 FOR SHARE", [first.attemptId]);
      await answer(first, { right: 1 });
    } finally {
      await session.query("ROLLBACK");
      session.release();
    }
    expect(flaw.position).toBe(1);
  });
});

describe("F17: a question is edited while an attempt is running", () => {
  it("the running attempt keeps its text, its order and its key", async () => {
    const sitting = await seedRunningAttempt({ event: await seedEvent({ blueprint: smallBlueprint }) });
    const form = await readForm(sitting.attemptId);
    const [slot] = form;
    if (!slot) throw new Error("an empty form");
    const shown = await look(sitting.actor, sitting.attemptId);
    const key = (await readKey(sitting.attemptId))[0];
    // A new version of the same question, with other words and another key, as publishing an edit makes one.
    await sql(
      `WITH old AS (SELECT * FROM question_version WHERE id = $1), made AS (
         INSERT INTO question_version (question_id, number, content_hash, kind, module_slug, outcome, norms, option_ids, key_ids)
         SELECT question_id, number + 1, 'edited', kind, module_slug, outcome, norms, option_ids, ARRAY[$2] FROM old RETURNING id)
       INSERT INTO question_layer (version_id, language, stem, options, rationale, reasons)
       SELECT made.id, 'en', 'Other words?', l.options, l.rationale, l.reasons FROM made, question_layer l WHERE l.version_id = $1 AND l.language = 'en'`,
      [slot.versionId, key?.wrong],
    );
    await expect(
      unsafeSql("UPDATE question_layer SET stem = 'Forged' WHERE version_id = $1", [slot.versionId]),
    ).rejects.toThrow("never changed");
    expect((await look(sitting.actor, sitting.attemptId)).questions).toEqual(shown.questions);
    expect(await readForm(sitting.attemptId)).toEqual(form);
    await answer(sitting, { right: 5 });
    await submit(sitting.actor, sitting.attemptId);
    expect(await readMarks(sitting.attemptId)).toMatchObject([{ earned: 5, possible: 5 }]);
  });

  it("a key repaired meanwhile marks it at closing, by the repair and with nothing to regrade", async () => {
    const { event, flaw, first } = await seedFlawedEvent();
    await answerAround(first, flaw, { choice: "truth", right: 21 });
    const applied = await repairKey(await repairing(event), flaw.versionId, rekeyed(flaw));
    expect(applied.affected).toBe(0);
    await submit(first.actor, first.attemptId);
    expect(await readMarks(first.attemptId)).toMatchObject([{ number: 1, current: true, earned: 22, possible: 30 }]);
  });
});

describe("F18: a question goes or the event is taken away during an attempt", () => {
  it("an attempt is finished and graded though its questions are retired and its event is closed", async () => {
    const event = await seedEvent({ bankId: await seedBank(), blueprint: smallBlueprint });
    const sitting = await seedRunningAttempt({ event });
    const ids = (await readForm(sitting.attemptId)).map(({ versionId }) => versionId);
    await sql(
      "UPDATE question SET retired_at = now() WHERE id IN (SELECT question_id FROM question_version WHERE id = ANY($1))",
      [ids],
    );
    await unsafeSql("UPDATE event SET state = 'cancelled', cancelled_at = now() WHERE id = $1", [event.id]);
    await answer(sitting, { right: 5 });
    expect((await submit(sitting.actor, sitting.attemptId)).state).toBe("submitted");
    expect(await readResult(sitting.actor, sitting.attemptId)).toMatchObject({ passed: true, questions: 5 });
  });

  it("a drawn question cannot be removed, not even by the owner", async () => {
    const { attemptId } = await seedClosedAttempt({ event: await seedEvent({ blueprint: smallBlueprint }), right: 1 });
    const [slot] = await readForm(attemptId);
    await expect(unsafeSql("DELETE FROM question_version WHERE id = $1", [slot?.versionId])).rejects.toThrow();
  });
});
