import { setTimeout as pause } from "node:timers/promises";
import { expect, inject, it } from "vitest";
import { askOwner } from "../e2e/setup/answers";
import { sealFor } from "../e2e/setup/session";
import { copyEvent } from "../setup/cast";
import { Visitor } from "../setup/visitor";

const platform = inject("platform");
const PEOPLE = 300;
const LAST_SECONDS = 10;

/** In groups, so that a test machine is busy and not drowned. */
async function inGroups<Item, Value>(items: readonly Item[], job: (item: Item) => Promise<Value>): Promise<Value[]> {
  const values: Value[] = [];
  for (let from = 0; from < items.length; from += 20)
    values.push(...(await Promise.all(items.slice(from, from + 20).map(job))));
  return values;
}

it("F35: three hundred people submit within the last ten seconds, and none is lost", { timeout: 240_000 }, async () => {
  const event = await copyEvent(platform, "last-seconds");
  const sessions = await askOwner<{ id: string }>(
    platform.adminUrl,
    `WITH e AS (UPDATE event SET seats = NULL, seats_taken = $2 WHERE id = $1),
       p AS (INSERT INTO person (full_name, zone) SELECT 'Late Learner ' || n, 'UTC' FROM generate_series(1, $2::int) n RETURNING id),
       n AS (INSERT INTO enrolment (event_id, person_id, state) SELECT $1, id, 'enrolled' FROM p)
     INSERT INTO session (id, person_id, expires_at) SELECT 'late-' || id, id, now() + interval '1 day' FROM p RETURNING id`,
    [event.id, PEOPLE],
  );
  const people = await Promise.all(
    sessions.map(async ({ id }) => new Visitor(platform.baseUrl, await sealFor(platform, id))),
  );
  const sittings = await inGroups(people, async (visitor) => {
    const started = await visitor.call("POST", `/api/events/${event.slug}/attempts`);
    const { attemptId } = (await started.json()) as { attemptId: string };
    const { questions } = (await (await visitor.fetch(`/api/attempts/${attemptId}`)).json()) as {
      questions: { position: number; options: { id: string }[] }[];
    };
    return { visitor, attemptId, questions };
  });
  await askOwner(
    platform.adminUrl,
    "UPDATE attempt SET deadline_at = clock_timestamp() + $2 * interval '1 second' WHERE event_id = $1",
    [event.id, LAST_SECONDS],
  );

  // Each saves a last answer and submits at a moment of its own.
  const acknowledged: { attemptId: string; position: number; optionId: string }[] = [];
  const statuses = await Promise.all(
    sittings.map(async ({ visitor, attemptId, questions }, n) => {
      await pause((n * (LAST_SECONDS - 1) * 1000) / PEOPLE);
      const question = questions[n % questions.length];
      const optionId = question?.options[n % 4]?.id ?? "";
      const position = question?.position ?? 1;
      const saved = await visitor.call("PUT", `/api/attempts/${attemptId}/answers/${position}`, {
        optionIds: [optionId],
        sequence: 1,
      });
      if (saved.status === 200) acknowledged.push({ attemptId, position, optionId });
      return (await visitor.call("POST", `/api/attempts/${attemptId}/submission`)).status;
    }),
  );
  expect(new Set(statuses)).toEqual(new Set([200]));
  const [kept] = await askOwner<{ submitted: number; marks: number; lost: number }>(
    platform.adminUrl,
    `SELECT count(*) FILTER (WHERE state = 'submitted')::int AS submitted,
       (SELECT count(*)::int FROM mark m JOIN attempt a ON a.id = m.attempt_id WHERE a.event_id = $1 AND m.current) AS marks,
       (SELECT count(*)::int FROM jsonb_to_recordset($2::jsonb) AS k("attemptId" uuid, position int, "optionId" text)
         WHERE NOT EXISTS (SELECT 1 FROM answer a WHERE a.attempt_id = k."attemptId" AND a.position = k.position
           AND a.option_ids = ARRAY[k."optionId"])) AS lost
     FROM attempt WHERE event_id = $1`,
    [event.id, JSON.stringify(acknowledged)],
  );
  expect({ ...kept, acknowledged: acknowledged.length }).toEqual({
    submitted: PEOPLE,
    marks: PEOPLE,
    lost: 0,
    acknowledged: PEOPLE,
  });
});
