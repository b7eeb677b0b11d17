import { setTimeout as pause } from "node:timers/promises";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { addLearner } from "../e2e/setup/answers";
import { sealFor } from "../e2e/setup/session";
import { control, Visitor } from "../setup/visitor";

const platform = inject("platform");
const slug = "un-cyber-norms-csirts-online";
const nobody = new Visitor(platform.baseUrl);
let cookie = "";
let attemptId: string;
let options: string[][];

async function waitUntilWell(): Promise<void> {
  for (let tries = 0; tries < 300; tries++) {
    const status = await nobody.fetch("/api/health").then(
      (answer) => answer.status,
      () => 0,
    );
    if (status === 200) return;
    await pause(100);
  }
  throw new Error("The server is not well after 30 seconds.");
}

/** What the client wrote down: the highest sequence that the server acknowledged for each question, and its answer. */
type Acknowledged = Map<number, { sequence: number; optionId: string }>;

/** Sends saves until `over`, each with a higher sequence, and writes down what was acknowledged. */
async function saveWithoutEnd(acknowledged: Acknowledged, from: number, over: () => boolean): Promise<void> {
  let sequence = from;
  while (!over()) {
    sequence += 200;
    const position = 1 + (sequence % 30);
    const optionId = options[position - 1]?.[sequence % 4] ?? "";
    try {
      const answer = await learner.fetch(`/api/attempts/${attemptId}/answers/${position}`, {
        method: "PUT",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ optionIds: [optionId], sequence }),
      });
      if (answer.status === 200 && (acknowledged.get(position)?.sequence ?? 0) < sequence)
        acknowledged.set(position, { sequence, optionId });
      await answer.arrayBuffer();
    } catch {
      await pause(20); // The line was cut: nothing was acknowledged.
    }
  }
}

/** Asks as the learner of this file, who has the event and its one attempt for themself. */
const learner = {
  fetch: (
    path: string,
    { headers = {}, ...init }: { method?: string; headers?: Record<string, string>; body?: string } = {},
  ) => nobody.fetch(path, { ...init, headers: { ...headers, cookie } }),
};

beforeAll(async () => {
  const { sessionId } = await addLearner(platform.adminUrl, "Learner under faults");
  cookie = `next-auth.session-token=${await sealFor(platform, sessionId)}`;
  const started = await learner.fetch(`/api/events/${slug}/attempts`, {
    method: "POST",
    headers: { origin: platform.baseUrl },
  });
  ({ attemptId } = (await started.json()) as { attemptId: string });
  const attempt = (await (await learner.fetch(`/api/attempts/${attemptId}`)).json()) as {
    questions: { options: { id: string }[] }[];
  };
  options = attempt.questions.map((question) => question.options.map(({ id }) => id));
});

afterAll(waitUntilWell);

const faults: readonly (readonly [string, () => Promise<void>])[] = [
  [
    "the server is killed with kill -9",
    async () => {
      await control(platform, "kill-server");
      await control(platform, "start-server");
    },
  ],
  ["PostgreSQL is restarted, fast", async () => void (await control(platform, "restart-database", { mode: "fast" }))],
  [
    "PostgreSQL is restarted, immediate",
    async () => void (await control(platform, "restart-database", { mode: "immediate" })),
  ],
];

describe("I1: what was acknowledged is there, from a record kept by the client", () => {
  it.each(faults)("%s in the middle of 200 concurrent saves", async (_, strike) => {
    const acknowledged: Acknowledged = new Map();
    let over = false;
    const base = Date.now() * 1000;
    const savers = Array.from({ length: 200 }, (__, at) => saveWithoutEnd(acknowledged, base + at, () => over));
    while (acknowledged.size < 30) await pause(20);
    await strike();
    await waitUntilWell();
    over = true;
    await Promise.all(savers);
    expect(acknowledged.size).toBe(30);

    const attempt = (await (await learner.fetch(`/api/attempts/${attemptId}`)).json()) as {
      state: string;
      answers: { position: number; optionIds: string[]; sequence: number }[];
    };
    expect(attempt.state).toBe("in-progress");
    for (const [position, { sequence, optionId }] of acknowledged) {
      const stored = attempt.answers.find((answer) => answer.position === position);
      expect(stored?.sequence, `question ${position}`).toBeGreaterThanOrEqual(sequence);
      if (stored?.sequence === sequence) expect(stored.optionIds, `question ${position}`).toEqual([optionId]);
    }
  });

  it("F1: killed between taking a submission and answering it, the retry gets the one result", async () => {
    const submit = () =>
      learner.fetch(`/api/attempts/${attemptId}/submission`, { method: "POST", headers: { origin: platform.baseUrl } });
    const first = submit().catch(() => null);
    await control(platform, "kill-server");
    await first;
    await control(platform, "start-server");
    await waitUntilWell();
    const answers = await Promise.all([submit(), submit(), submit()].map(async (call) => (await call).text()));
    expect(new Set(answers).size).toBe(1);
    const client = new pg.Client({ connectionString: platform.adminUrl });
    await client.connect();
    const { rows } = await client.query("SELECT count(*)::int AS marks FROM mark WHERE attempt_id = $1", [attemptId]);
    await client.end();
    expect(rows).toEqual([{ marks: 1 }]);
  });
});
