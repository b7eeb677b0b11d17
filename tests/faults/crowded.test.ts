import { setTimeout as pause } from "node:timers/promises";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { addPerson, copyEvent, enrol, type Person, startExam } from "../setup/cast";
import { Visitor } from "../setup/visitor";

/*
 * F4: everything that asks for the catalogue waits (the owner holds a lock on the table of events), so that every connection
 * that pages share is taken, and taken again as soon as it is given up. Who sits an exam must not notice.
 */

const platform = inject("platform");
const nobody = new Visitor(platform.baseUrl);
const slug = "crowded-event";
const CROWDED_MS = 14_000;
let learner: Person;
let attemptId: string;
let options: string[][];
beforeAll(async () => {
  learner = await addPerson(platform, "Learner in a crowd");
  const event = await copyEvent(platform, slug);
  await enrol(platform, learner, event);
  attemptId = await startExam(learner, event);
  const attempt = (await (await learner.visitor.fetch(`/api/attempts/${attemptId}`)).json()) as {
    questions: { options: { id: string }[] }[];
  };
  options = attempt.questions.map((question) => question.options.map(({ id }) => id));
});

type Seen = {
  readonly what: string;
  readonly status: number;
  readonly retryAfter: string | null;
  readonly body: string;
};

/** Asks again and again until `over`, and writes down every answer. */
async function askUntil(over: () => boolean, seen: Seen[], what: string, ask: () => Promise<Response>): Promise<void> {
  while (!over()) {
    const answer = await ask();
    seen.push({
      what,
      status: answer.status,
      retryAfter: answer.headers.get("retry-after"),
      body: await answer.text(),
    });
    await pause(50);
  }
}

const client = new pg.Client({ connectionString: platform.adminUrl });
afterAll(() => client.end());

describe("F4: no connection is free for seconds on end", () => {
  it("every answer of an exam is saved, pages say 503 and when to come again, health says degraded", async () => {
    await client.connect();
    await client.query("BEGIN");
    await client.query("LOCK TABLE event IN ACCESS EXCLUSIVE MODE");
    const began = performance.now();
    const over = () => performance.now() - began > CROWDED_MS;
    const pages: Seen[] = [];
    const saves: (Seen & { readonly milliseconds: number })[] = [];
    const crowd = Array.from({ length: 40 }, (_, at) =>
      at % 4 === 0
        ? askUntil(over, pages, "a learner's page", () => learner.visitor.fetch("/learn"))
        : at % 4 === 1
          ? askUntil(over, pages, "the exam's page", () => learner.visitor.fetch(`/exams/${attemptId}`))
          : at % 4 === 2
            ? askUntil(over, pages, "a call", () => learner.visitor.call("POST", `/api/events/${slug}/enrolments`))
            : askUntil(over, pages, "a form", () => learner.visitor.form("join-event", { event: slug }, "/learn")),
    );
    crowd.push(
      ...["/courses?q=norms", "/events?q=norms", "/fr/courses?q=normes"].map((path) =>
        askUntil(over, pages, path, () => nobody.fetch(path)),
      ),
    );
    await pause(2_000); // Until the connections are taken.
    const health: Seen[] = [];
    crowd.push(askUntil(over, health, "health", () => nobody.fetch("/api/health")));

    let sequence = 0;
    while (!over()) {
      sequence++;
      const position = 1 + (sequence % 30);
      const optionId = options[position - 1]?.[sequence % 4] ?? "";
      const asked = performance.now();
      const answer = await learner.visitor.call("PUT", `/api/attempts/${attemptId}/answers/${position}`, {
        optionIds: [optionId],
        sequence,
      });
      saves.push({
        what: optionId,
        status: answer.status,
        retryAfter: null,
        body: await answer.text(),
        milliseconds: performance.now() - asked,
      });
      await pause(50);
    }
    await client.query("ROLLBACK");
    await Promise.all(crowd);

    expect(saves.length).toBeGreaterThan(20);
    for (const { status, body } of saves) expect(status, body).toBe(200);
    // None waited as long as the connections were taken: they have a way of their own.
    expect(Math.max(...saves.map(({ milliseconds }) => milliseconds))).toBeLessThan(CROWDED_MS - 2_000);

    // When waiting callers give up all at once, there is room for a moment.
    const states = health.map(({ body }) => (JSON.parse(body) as { state: string }).state);
    expect(states[0]).toBe("degraded");
    expect(health.map(({ status }) => status).filter((status) => status !== 200)).toEqual([]);

    const refused = pages.filter(({ status }) => status >= 400);
    expect(refused.length).toBeGreaterThan(40);
    for (const { what, status, retryAfter, body } of refused) {
      expect(status, `${what}: ${body.slice(0, 300)}`).toBe(503);
      expect(Number(retryAfter), what).toBeGreaterThan(0);
      expect(body, what).toMatch(what === "a call" ? /"reason":"unavailable"/ : /<h1>/);
      expect(body, what).not.toMatch(/prisma|postgres|timeout exceeded/i);
    }
  });

  it("and all is well at once when there are connections again, with every answer in its place", async () => {
    expect(await (await nobody.fetch("/api/health")).json()).toMatchObject({ state: "well" });
    expect((await learner.visitor.fetch("/learn")).status).toBe(200);
    expect((await nobody.fetch("/courses?q=norms")).status).toBe(200);
    const attempt = (await (await learner.visitor.fetch(`/api/attempts/${attemptId}`)).json()) as {
      answers: { position: number; sequence: number; optionIds: string[] }[];
    };
    for (const { position, sequence, optionIds } of attempt.answers)
      expect(optionIds, `question ${position}`).toEqual([options[position - 1]?.[sequence % 4]]);
  });
});
