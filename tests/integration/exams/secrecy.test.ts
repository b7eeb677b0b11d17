import { describe, expect, it } from "vitest";
import { authorize } from "@/lib/access/authorize";
import { sql } from "@/lib/db/client";
import { getExamBox } from "@/lib/exams/data";
import { flagQuestion } from "@/lib/exams/mutations";
import { answer, look, readForm, readResult, type Sitting, seedRunningAttempt, submit } from "../../builders/attempts";
import { seedEvent } from "../../builders/events";
import { seedPerson } from "../../builders/people";

/** Everything of a bank that tells right from wrong, or names a question as its authors do; each as it would stand in JSON. */
async function readSecrets(): Promise<string[]> {
  const rows = await sql<{
    id: string;
    questionId: string;
    externalId: string;
    hash: string;
    rationale: string;
    reasons: Record<string, string>;
  }>(
    `SELECT v.id, q.id AS "questionId", q.external_id AS "externalId", v.content_hash AS hash, l.rationale, l.reasons
     FROM question_version v JOIN question q ON q.id = v.question_id JOIN question_layer l ON l.version_id = v.id`,
  );
  return rows.flatMap(({ id, questionId, externalId, hash, rationale, reasons }) => [
    ...[id, questionId, hash, rationale, ...Object.values(reasons)].map((text) => JSON.stringify(text).slice(1, -1)),
    JSON.stringify(externalId),
  ]);
}

/** The names of all fields, at any depth. */
function fieldsOf(value: unknown, names = new Set<string>()): Set<string> {
  if (Array.isArray(value)) for (const item of value) fieldsOf(item, names);
  else if (value && typeof value === "object" && !(value instanceof Date))
    for (const [name, item] of Object.entries(value)) {
      names.add(name);
      fieldsOf(item, names);
    }
  return names;
}

async function expectNoSecretIn(value: unknown): Promise<void> {
  const json = JSON.stringify(value);
  for (const secret of await readSecrets()) expect(json.includes(secret), secret).toBe(false);
  for (const field of fieldsOf(value))
    expect(field).not.toMatch(/key|right|correct|rationale|reason|why|seed|outcome|norm|version/i);
}

describe("law 6: the key stays on the server", () => {
  it("a sitting learner is sent exactly these fields, and nothing that tells right from wrong", async () => {
    const sitting = await seedRunningAttempt();
    await answer(sitting, { right: 3, wrong: 3 });
    await flagQuestion(sitting.actor, { attemptId: sitting.attemptId, position: 9 }, true);
    const shown = await look(sitting.actor, sitting.attemptId);
    expect(Object.keys(shown).sort()).toEqual([
      "answers",
      "deadlineAt",
      "eventSlug",
      "eventTitle",
      "eventZone",
      "flagged",
      "id",
      "language",
      "number",
      "onPaper",
      "questions",
      "serverTime",
      "startedAt",
      "state",
    ]);
    for (const question of shown.questions) {
      expect(Object.keys(question).sort()).toEqual([
        "kind",
        "language",
        "options",
        "otherLanguages",
        "points",
        "position",
        "stem",
      ]);
      for (const option of question.options) expect(Object.keys(option).sort()).toEqual(["id", "text"]);
    }
    for (const saved of shown.answers)
      expect(Object.keys(saved).sort()).toEqual(["optionIds", "position", "savedAt", "sequence"]);
    await expectNoSecretIn(shown);
  });

  it("right and wrong answers come back in the same shape and size", async () => {
    const sitting = await seedRunningAttempt();
    await answer(sitting, { right: 1, wrong: 1 });
    const { answers } = await look(sitting.actor, sitting.attemptId);
    const [right, wrong] = answers.map((saved) => JSON.stringify(saved).length);
    expect(right).toBe(wrong);
  });

  it("options stand in the order drawn for this attempt, with their own texts, ids all of one length", async () => {
    const sitting = await seedRunningAttempt();
    const { questions } = await look(sitting.actor, sitting.attemptId);
    const form = await readForm(sitting.attemptId);
    const layers = await sql<{ versionId: string; options: Record<string, string>; stem: string }>(
      `SELECT version_id AS "versionId", options, stem FROM question_layer WHERE language = 'en'`,
    );
    const layerOf = new Map(layers.map((layer) => [layer.versionId, layer]));
    expect(questions.map(({ position }) => position)).toEqual(form.map(({ position }) => position));
    for (const [i, { stem, options }] of questions.entries()) {
      const slot = form[i];
      const layer = layerOf.get(slot?.versionId ?? "");
      expect(stem).toBe(layer?.stem);
      expect(options).toEqual(slot?.optionOrder.map((id) => ({ id, text: layer?.options[id] })));
    }
    expect(new Set(questions.flatMap(({ options }) => options.map(({ id }) => id.length)))).toEqual(new Set([8]));
  });

  it("no option's id is used twice in the bank, so that an id known from one question says nothing in another", async () => {
    const rows = await sql<{ id: string }>("SELECT unnest(option_ids) AS id FROM question_version");
    expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length);
  });

  it("the stored order of options says nothing: the key is not always first, and ids are in the order of their own letters", async () => {
    const rows = await sql<{ optionIds: string[]; keyIds: string[] }>(
      `SELECT option_ids AS "optionIds", key_ids AS "keyIds" FROM question_version`,
    );
    for (const { optionIds } of rows) expect(optionIds).toEqual([...optionIds].sort((a, b) => (a < b ? -1 : 1)));
    const at = [0, 0, 0, 0];
    for (const { optionIds, keyIds } of rows) {
      const index = optionIds.indexOf(keyIds[0] ?? "");
      at[index] = (at[index] ?? 0) + 1;
    }
    // Sixty keys by chance in four places: fewer than two in one of them happens once in a million banks.
    for (const times of at) expect(times).toBeGreaterThan(1);
  });

  it("after closing, questions are no longer sent, and the result names no answer", async () => {
    const sitting = await seedRunningAttempt();
    await answer(sitting, { right: 22, wrong: 8 });
    await submit(sitting.actor, sitting.attemptId);
    const shown = await look(sitting.actor, sitting.attemptId);
    expect(shown.questions).toEqual([]);
    await expectNoSecretIn(shown);
    const result = await readResult(sitting.actor, sitting.attemptId);
    const json = JSON.stringify(result);
    for (const { optionOrder } of await readForm(sitting.attemptId))
      for (const id of optionOrder) expect(json).not.toContain(id);
    for (const secret of await readSecrets()) expect(json.includes(secret), secret).toBe(false);
    expect(Object.keys(result?.byModule[0] ?? {}).sort()).toEqual(["earned", "module", "possible", "title"]);
  });

  it("the event's page says how the exam works and nothing of its questions", async () => {
    const { actor, enrolment } = await seedRunningAttempt();
    const box = await getExamBox(authorize(actor, "enrolment.use", enrolment));
    const json = JSON.stringify(box);
    for (const secret of await readSecrets()) expect(json.includes(secret), secret).toBe(false);
  });
});

describe("another person's attempt looks like none (S1)", () => {
  const refusal = async (work: () => Promise<unknown>): Promise<unknown> => {
    try {
      return await work();
    } catch (error) {
      return error;
    }
  };

  it.each([
    ["looking at it", (other: Sitting["actor"], { attemptId }: Sitting) => look(other, attemptId)],
    ["submitting it", (other: Sitting["actor"], { attemptId }: Sitting) => submit(other, attemptId)],
    ["reading its result", (other: Sitting["actor"], { attemptId }: Sitting) => readResult(other, attemptId)],
  ] as const)("%s is answered with 404, to a learner of the same event and to an admin alike", async (_, act) => {
    const event = await seedEvent();
    const sitting = await seedRunningAttempt({ event });
    const neighbour = await seedRunningAttempt({ event });
    const admin = await seedPerson({ grants: [{ role: "admin", organizationId: null, eventId: null }] });
    for (const other of [neighbour.actor, admin])
      expect(await refusal(() => act(other, sitting))).toMatchObject({
        name: "AppError",
        code: "not-found",
        status: 404,
      });
  });

  it("an organizer may review an attempt but neither sit nor submit it", async () => {
    const sitting = await seedRunningAttempt();
    const organizer = await seedPerson({
      grants: [{ role: "organizer", organizationId: sitting.event.organizationId, eventId: null }],
    });
    expect(await readResult(organizer, sitting.attemptId)).toBeNull();
    expect(await refusal(() => look(organizer, sitting.attemptId))).toMatchObject({ code: "not-found" });
    expect(await refusal(() => submit(organizer, sitting.attemptId))).toMatchObject({ code: "not-found" });
  });

  it("another's enrolment starts no attempt", async () => {
    const sitting = await seedRunningAttempt();
    const stranger = await seedPerson();
    expect(() => authorize(stranger, "enrolment.use", sitting.enrolment)).toThrow(
      expect.objectContaining({ code: "not-found" }),
    );
  });
});
