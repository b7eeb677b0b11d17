import { describe, expect, it } from "vitest";
import { sql } from "@/lib/db/client";
import {
  answer,
  look,
  readForm,
  readKey,
  readResult,
  type Sitting,
  seedEnrolment,
  seedRunningAttempt,
  start,
  submit,
} from "../../builders/attempts";
import { editedContent, inYaml, runImport, wholeContent } from "../../builders/content";
import { demoCourse, seedEvent, smallBlueprint } from "../../builders/events";
import { unsafeSql } from "../../builders/owner";
import { seedPerson } from "../../builders/people";

type Statement = readonly [what: string, statement: string];

/** Each acts on the question of the first slot of attempt $1. */
const first = "(SELECT version_id FROM form_slot WHERE attempt_id = $1 AND position = 1)";
const versionChanges: readonly Statement[] = [
  ["its key", `UPDATE question_version SET key_ids = option_ids WHERE id = ${first}`],
  ["its options", `UPDATE question_version SET option_ids = option_ids[1:2] WHERE id = ${first}`],
  ["its kind", `UPDATE question_version SET kind = 'multiple-all-or-nothing' WHERE id = ${first}`],
  ["its module", `UPDATE question_version SET module_slug = 'another' WHERE id = ${first}`],
  ["its existence", `DELETE FROM question_version WHERE id = ${first}`],
];
const layerChanges: readonly Statement[] = [
  ["its stem", `UPDATE question_layer SET stem = 'Another question?' WHERE version_id = ${first}`],
  ["its options' texts", `UPDATE question_layer SET options = '{}' WHERE version_id = ${first}`],
  ["its rationale", `UPDATE question_layer SET rationale = 'Another reason.' WHERE version_id = ${first}`],
  ["its text's existence", `DELETE FROM question_layer WHERE version_id = ${first}`],
];
const slotChanges: readonly Statement[] = [
  [
    "which question it holds",
    "UPDATE form_slot SET version_id = (SELECT version_id FROM form_slot WHERE attempt_id = $1 AND position = 2) WHERE attempt_id = $1 AND position = 1",
  ],
  ["what it is worth", "UPDATE form_slot SET points = 100 WHERE attempt_id = $1 AND position = 1"],
  [
    "the order of its options",
    "UPDATE form_slot SET option_order = option_order[2:4] || option_order[1:1] WHERE attempt_id = $1 AND position = 1",
  ],
];

const seedSmall = async (): Promise<Sitting> =>
  seedRunningAttempt({ event: await seedEvent({ blueprint: smallBlueprint }) });

async function expectRefused(run: typeof sql, [, statement]: Statement): Promise<void> {
  const { attemptId } = await seedSmall();
  const read = async () => ({
    form: await readForm(attemptId),
    key: await readKey(attemptId),
    text: await sql(
      "SELECT l.* FROM question_layer l JOIN form_slot s ON s.version_id = l.version_id WHERE s.attempt_id = $1 ORDER BY s.position",
      [attemptId],
    ),
  });
  const before = await read();
  // 42501: the role may not. Class 23: a guard or a foreign key refuses, whoever asks.
  await expect(run(statement, [attemptId])).rejects.toMatchObject({ code: expect.stringMatching(/^(42501|23...)$/) });
  expect(await read()).toEqual(before);
}

describe("law 7: a question version never changes once drawn", () => {
  it.each([...versionChanges, ...layerChanges])("the application's role cannot change %s", (...statement) =>
    expectRefused(sql, statement),
  );
  it.each([...versionChanges, ...layerChanges])("not even the owner can change %s", (...statement) =>
    expectRefused(unsafeSql, statement),
  );
});

describe("law 2: a drawn form never changes", () => {
  it.each([...slotChanges, ["its existence", "DELETE FROM form_slot WHERE attempt_id = $1 AND position = 1"] as const])(
    "the application's role cannot change %s",
    (...statement) => expectRefused(sql, statement),
  );
  it.each(slotChanges)("not even the owner can change %s", (...statement) => expectRefused(unsafeSql, statement));
});

describe("a question edited while an attempt runs (F17)", () => {
  const questionFiles = wholeContent()
    .modules.map(({ slug }) => slug)
    .filter((slug) =>
      wholeContent().courses.some((course) => course.slug === demoCourse && course.modules.includes(slug)),
    )
    .map((slug) => `questions/${demoCourse}/${slug}.yaml`);
  type QuestionData = { stem: string; options: { right?: boolean; why?: string; text: string }[] };

  /** A translation says why each distractor is wrong as well: its key moves with that of the English text. */
  const keyMoved = inYaml<{ options: QuestionData["options"] }[]>((layers) => {
    for (const { options } of layers) {
      const key = options.find(({ why }) => !why);
      const next = options.find(({ why }) => why);
      if (!key || !next) throw new Error("a translation without a key or a distractor");
      key.why = "Elle était juste auparavant.";
      delete next.why;
    }
  });

  /** Every question reworded, and another option made its key. */
  const everyQuestionChanged = () =>
    editedContent({
      ...Object.fromEntries(questionFiles.map((file) => [file.replace(/yaml$/, "fr.yaml"), keyMoved])),
      ...Object.fromEntries(
        questionFiles.map((file) => [
          file,
          inYaml<QuestionData[]>((questions) => {
            for (const question of questions) {
              question.stem = `Reworded: ${question.stem}`;
              const key = question.options.find(({ right }) => right);
              const next = question.options.find(({ right }) => !right);
              if (!key || !next) throw new Error("a question without a key or a distractor");
              delete key.right;
              key.why = "It was right before.";
              delete next.why;
              next.right = true;
            }
          }),
        ]),
      ),
    });

  it("the running attempt keeps text, order and key and is marked by them; the next attempt draws the new versions", async () => {
    const sitting = await seedRunningAttempt();
    const { actor, event, attemptId } = sitting;
    const before = {
      shown: (await look(actor, attemptId)).questions,
      form: await readForm(attemptId),
      key: await readKey(attemptId),
    };

    await runImport(everyQuestionChanged());

    expect((await look(actor, attemptId)).questions).toEqual(before.shown);
    expect(await readForm(attemptId)).toEqual(before.form);
    expect(await readKey(attemptId)).toEqual(before.key);
    await answer(sitting, { right: 30 });
    await submit(actor, attemptId);
    expect(await readResult(actor, attemptId)).toMatchObject({
      passed: true,
      components: [{ earned: 30, possible: 30 }],
    });

    const next = await seedPerson();
    const started = await start(next, await seedEnrolment(next, event));
    const { questions } = await look(next, started.ok ? started.value.attemptId : "");
    expect(questions).toHaveLength(30);
    expect(questions.every(({ stem }) => stem.startsWith("Reworded: "))).toBe(true);
  });

  it("a question retired while it is being answered can still be answered and is marked (F18)", async () => {
    const sitting = await seedSmall();
    await unsafeSql(
      "UPDATE question SET retired_at = clock_timestamp() WHERE id IN (SELECT question_id FROM question_version v JOIN form_slot s ON s.version_id = v.id WHERE s.attempt_id = $1)",
      [sitting.attemptId],
    );
    expect((await look(sitting.actor, sitting.attemptId)).questions).toHaveLength(5);
    await answer(sitting, { right: 5 });
    await submit(sitting.actor, sitting.attemptId);
    expect(await readResult(sitting.actor, sitting.attemptId)).toMatchObject({
      components: [{ earned: 5, possible: 5 }],
    });
  });
});
