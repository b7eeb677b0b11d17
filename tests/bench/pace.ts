import http from "node:http";
import { type Step, send } from "./drive";

/*
 * People at their exams, a process of its own: each starts, reads, chooses thirty answers with the pauses that people make,
 * shows signs of life as the page's program does, submits and looks at the result. Every acknowledged answer is written down,
 * so that the database can be asked for it afterwards.
 */

export type PaceOrder = {
  readonly port: number;
  readonly eventSlug: string;
  readonly cookies: readonly string[];
  /** Over how long the starts are spread, and the seed of the pauses. */
  readonly rampSeconds: number;
  readonly seed: number;
};
export const paceKinds = ["start", "save", "contact", "submit", "result"] as const;
export type PaceKind = (typeof paceKinds)[number];
export type Acknowledged = { readonly attemptId: string; readonly position: number; readonly optionId: string };
export type PaceReport = {
  readonly latenciesMs: Readonly<Record<PaceKind, number[]>>;
  readonly errors: number;
  readonly firstError: string | null;
  readonly seconds: number;
  readonly acknowledged: readonly Acknowledged[];
};

const CONTACT_EVERY_MS = 8_000;

/** A repeatable source of numbers in [0, 1). */
function numbers(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 4_294_967_296;
  };
}

/** Between 2 and 20 seconds, 8 on average: mostly short, sometimes long. */
const pauseMs = (next: () => number): number => 1000 * (2 + Math.min(18, -Math.log(1 - next()) * 6.4));

const wait = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));

async function run({ port, eventSlug, cookies, rampSeconds, seed }: PaceOrder): Promise<PaceReport> {
  const latenciesMs: Record<PaceKind, number[]> = { start: [], save: [], contact: [], submit: [], result: [] };
  const acknowledged: Acknowledged[] = [];
  let errors = 0;
  let firstError: string | null = null;
  const began = performance.now();

  const sit = async (cookie: string, n: number): Promise<void> => {
    const next = numbers(seed + n * 7919);
    const agent = new http.Agent({ keepAlive: true, maxSockets: 2 });
    const call = async (kind: PaceKind | null, step: Step) => {
      const at = performance.now();
      const reply = await send(agent, port, cookie, step, step.path, step.body);
      if (!step.expect.includes(reply.status)) throw new Error(`${step.method} ${step.path} answered ${reply.status}`);
      if (kind) latenciesMs[kind].push(performance.now() - at);
      return reply;
    };
    let sitting = true;
    try {
      await wait((n * rampSeconds * 1000) / cookies.length);
      const started = await call("start", {
        method: "POST",
        path: `/api/events/${eventSlug}/attempts`,
        expect: [201],
      });
      const { attemptId } = JSON.parse(started.text) as { attemptId: string };
      const api = `/api/attempts/${attemptId}`;
      await call(null, { method: "GET", path: `/exams/${attemptId}`, expect: [200] });
      const { questions } = JSON.parse((await call(null, { method: "GET", path: api, expect: [200] })).text) as {
        questions: { position: number; options: { id: string }[] }[];
      };
      const alive = (async () => {
        while (sitting) {
          await wait(CONTACT_EVERY_MS);
          if (sitting) await call("contact", { method: "POST", path: `${api}/contact`, body: "{}", expect: [200] });
        }
      })();
      for (const { position, options } of questions) {
        await wait(pauseMs(next));
        const optionId = options[Math.floor(next() * options.length)]?.id ?? "";
        await call("save", {
          method: "PUT",
          path: `${api}/answers/${position}`,
          body: JSON.stringify({ optionIds: [optionId], sequence: 1 }),
          expect: [200],
        });
        acknowledged.push({ attemptId, position, optionId });
      }
      sitting = false;
      await call("submit", { method: "POST", path: `${api}/submission`, expect: [200] });
      await call("result", { method: "GET", path: `/exams/${attemptId}/result`, expect: [200] });
      await alive;
    } catch (error) {
      sitting = false;
      errors++;
      firstError ??= error instanceof Error ? error.message : String(error);
    } finally {
      agent.destroy();
    }
  };
  await Promise.all(cookies.map(sit));
  return { latenciesMs, errors, firstError, seconds: (performance.now() - began) / 1000, acknowledged };
}

if (process.argv[1]?.endsWith("pace.ts"))
  process.on("message", (order: PaceOrder) => {
    void run(order).then((report) => process.send?.(report));
  });
