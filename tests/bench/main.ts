import { type ChildProcess, fork } from "node:child_process";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import net from "node:net";
import path from "node:path";
import { chromium } from "@playwright/test";
import { markForm } from "@/lib/grading/mark-form";
import { startEmbeddedPostgres } from "../../scripts/embedded-postgres";
import { buildForProduction, generateClient, prepareDatabase, step } from "../../scripts/prepare";
import { findChromium } from "../setup/browser";
import { cpuMsOf } from "./cpu";
import type { DriveOrder, DriveReport, Step, Work } from "./drive";
import { type Loaded, loadBench } from "./load";

/*
 * `npm run bench [-- NAME] [--json FILE]`: measures the program that `npm start` runs, with the same headers, limits and audit,
 * in a database of its own. NAME picks rows by name.
 */

const root = path.resolve(import.meta.dirname, "../..");
const dataDir = path.join(root, "tests/.artifacts/bench");
const SECONDS = 10;
const CONNECTIONS = [8, 32];

type Row = {
  name: string;
  connections: number;
  requestsPerSecond: number;
  p50Ms: number;
  p95Ms: number;
  p99Ms: number;
  errors: number;
  cpuMsPerRequest: number;
};
type Result = { rows: Row[]; weights: { name: string; bytes: number }[]; checks: { name: string; value: number }[] };

const words = process.argv.slice(2);
const jsonAt = words.indexOf("--json");
const jsonFile = jsonAt >= 0 ? words[jsonAt + 1] : undefined;
const only = words.find((word, i) => !word.startsWith("--") && words[i - 1] !== "--json");

const get = (target: string): Step => ({ method: "GET", path: target, expect: [200] });
const form = (name: string, fields: Record<string, string>): Step => ({
  method: "POST",
  path: `/forms/${name}`,
  body: Object.entries({ _page: "/learn", ...fields })
    .map(([key, value]) => `${key}=${value}`)
    .join("&"),
  type: "application/x-www-form-urlencoded",
  expect: [303],
});

async function freePort(): Promise<number> {
  const server = net.createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as net.AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

const percentile = (sorted: readonly number[], share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
const round = (value: number, digits = 2): number => Number(value.toFixed(digits));

async function drive(order: DriveOrder): Promise<DriveReport> {
  const driver = fork(path.join(import.meta.dirname, "drive.ts"), { execArgv: process.execArgv });
  const report = await new Promise<DriveReport>((resolve) => {
    driver.once("message", (message) => resolve(message as DriveReport));
    driver.send(order);
  });
  driver.kill();
  return report;
}

async function main(): Promise<void> {
  rmSync(dataDir, { recursive: true, force: true });
  mkdirSync(dataDir, { recursive: true });
  await step("Generating the database client", generateClient);
  const embedded = await step("Starting PostgreSQL", () => startEmbeddedPostgres(dataDir));
  const port = await freePort();
  const environment = {
    ...process.env,
    NODE_ENV: "production" as const,
    PORT: String(port),
    DATA_DIR: dataDir,
    DATABASE_URL: embedded.url,
    ORIGIN: `http://localhost:${port}`,
    NEXTAUTH_URL: `http://localhost:${port}`,
    DEMO: "1",
  };
  Object.assign(process.env, { DATABASE_URL: environment.DATABASE_URL, ORIGIN: environment.ORIGIN, DATA_DIR: dataDir });
  const parts: ChildProcess[] = [];
  try {
    await prepareDatabase(embedded, path.join(dataDir, "demo-accounts.json"));
    await step("Building for production", buildForProduction);
    const loaded = await step("Loading 200 courses and 400 events", () => loadBench(embedded.adminUrl));
    const launch = (script: string): Promise<unknown> => {
      const part = fork(path.join(root, script), { env: environment, execArgv: process.execArgv, cwd: root });
      parts.push(part);
      return new Promise((resolve) => part.once("message", resolve));
    };
    await step("Starting the web server and the worker", () =>
      Promise.all([launch("scripts/web.ts"), launch("scripts/worker.ts")]),
    );
    const postmaster = Number(readFileSync(path.join(embedded.directory, "postmaster.pid"), "utf8").split("\n")[0]);
    const pids = [...parts.map((part) => part.pid ?? 0), postmaster];
    const result = await measure(port, loaded, pids);
    print(result);
    if (jsonFile) writeFileSync(jsonFile, `${JSON.stringify(result, null, 2)}\n`);
    process.exitCode = result.rows.some(({ errors }) => errors > 0) ? 1 : 0;
  } finally {
    await Promise.all(
      parts.map((part) => {
        const exit = new Promise((resolve) => part.once("exit", resolve));
        part.kill("SIGTERM");
        return exit;
      }),
    );
    await embedded.stop();
  }
}

async function measure(
  port: number,
  { eventSlug, lessonPath, people }: Loaded,
  pids: readonly number[],
): Promise<Result> {
  const { sealSession } = await import("@/lib/auth/session");
  const cookies = await Promise.all(
    people.map(async ({ sessionId }) => `next-auth.session-token=${await sealSession(sessionId)}`),
  );
  const cookie = (n: number): string => cookies[n] ?? "";
  const open = (...paths: string[]): Work[] => paths.map((target) => ({ cookie: null, steps: [get(target)] }));

  // The people at the end of the list have a running attempt each; those before them sit whole exams.
  const savers = await startAttempts(port, cookies.slice(-64), eventSlug);
  let flowsFrom = 0;
  const flows = (): Work[] => {
    const from = flowsFrom;
    flowsFrom += 900;
    return Array.from({ length: 900 }, (_, i) => ({
      cookie: cookie(from + i),
      steps: [
        form("start-exam", { event: eventSlug }),
        get("/exams/{attempt}"),
        get("/api/attempts/{attempt}"),
        ...Array.from(
          { length: 30 },
          (__, at): Step => ({
            method: "PUT",
            path: `/api/attempts/{attempt}/answers/${at + 1}`,
            body: `{"optionIds":["{option:${at + 1}}"],"sequence":1}`,
            expect: [200],
          }),
        ),
        form("submit-exam", { attempt: "{attempt}" }),
        get("/exams/{attempt}/result"),
      ],
    }));
  };
  const rows: [string, () => Work[], boolean][] = [
    ["noop", () => open("/robots.txt"), false],
    ["catalogue", () => open("/courses"), false],
    [
      "search",
      () =>
        open(
          "/courses?q=norms&level=advanced&region=africa",
          "/courses?q=response+teams&type=blended&language=fr",
          "/courses?q=confidence&topic=cybersecurity&organizer=cert-mu",
        ),
      false,
    ],
    ["event", () => open(`/events/${eventSlug}`), false],
    ["lesson", () => cookies.slice(0, 64).map((value) => ({ cookie: value, steps: [get(lessonPath)] })), false],
    [
      "save",
      () =>
        savers.flatMap((saver) =>
          Array.from({ length: 30 }, (_, at) => ({
            cookie: saver.cookie,
            steps: [
              {
                method: "PUT" as const,
                path: `/api/attempts/${saver.attemptId}/answers/${at + 1}`,
                body: `{"optionIds":["${saver.options[at] ?? ""}"],"sequence":{sequence}}`,
                expect: [200],
              },
            ],
          })),
        ),
      false,
    ],
    ["exam", flows, true],
  ];
  const result: Result = { rows: [], weights: [], checks: [] };
  for (const [name, make, once] of rows) {
    if (only && only !== name && name !== "noop") continue;
    for (const connections of CONNECTIONS) {
      await drive({ port, connections, seconds: 2, work: once ? make().slice(0, connections * 2) : make(), once });
      const before = cpuMsOf(pids);
      const report = await drive({ port, connections, seconds: SECONDS, work: make(), once });
      const cpu = cpuMsOf(pids) - before;
      const sorted = [...report.latenciesMs].sort((a, b) => a - b);
      result.rows.push({
        name,
        connections,
        requestsPerSecond: round(report.done / report.seconds, 1),
        p50Ms: round(percentile(sorted, 0.5)),
        p95Ms: round(percentile(sorted, 0.95)),
        p99Ms: round(percentile(sorted, 0.99)),
        errors: report.errors,
        cpuMsPerRequest: round(cpu / Math.max(1, report.done)),
      });
      process.stdout.write(
        `  ${name} at ${connections}: ${round(cpu / Math.max(1, report.done))} ms CPU, ${report.errors} errors${report.firstError ? ` (${report.firstError})` : ""}\n`,
      );
    }
  }
  if (!only || only === "weights") {
    result.weights.push({ name: "catalogue", bytes: await weigh(`http://localhost:${port}/courses`, null) });
    result.weights.push({
      name: "exam",
      bytes: await weigh(`http://localhost:${port}/exams/${savers[0]?.attemptId}`, savers[0]?.cookie ?? null),
    });
  }
  if (!only || only === "marks") result.checks.push({ name: "marksPerSecond", value: marksPerSecond() });
  return result;
}

async function startAttempts(port: number, cookies: readonly string[], eventSlug: string) {
  const origin = `http://localhost:${port}`;
  return Promise.all(
    cookies.map(async (value) => {
      const headers = { cookie: value, origin };
      const { attemptId } = (await (
        await fetch(`${origin}/api/events/${eventSlug}/attempts`, { method: "POST", headers })
      ).json()) as { attemptId: string };
      const attempt = (await (await fetch(`${origin}/api/attempts/${attemptId}`, { headers })).json()) as {
        questions: { options: { id: string }[] }[];
      };
      return { cookie: value, attemptId, options: attempt.questions.map(({ options }) => options[0]?.id ?? "") };
    }),
  );
}

/** What a browser that has never been here receives for one page, as it comes over the wire. */
async function weigh(url: string, cookie: string | null): Promise<number> {
  const browser = await chromium.launch({
    executablePath: findChromium() ?? "chromium",
    args: ["--no-sandbox", "--disable-background-networking"],
  });
  try {
    const context = await browser.newContext();
    if (cookie)
      await context.addCookies([
        { name: "next-auth.session-token", value: cookie.slice(cookie.indexOf("=") + 1), url },
      ]);
    const page = await context.newPage();
    const session = await context.newCDPSession(page);
    let bytes = 0;
    session.on("Network.loadingFinished", ({ encodedDataLength }) => {
      bytes += encodedDataLength;
    });
    await session.send("Network.enable");
    await page.goto(url, { waitUntil: "networkidle" });
    return bytes;
  } finally {
    await browser.close();
  }
}

/** Thirty-question attempts marked a second on this core, by the function that marks real ones. */
function marksPerSecond(): number {
  const slots = Array.from({ length: 30 }, (_, at) => ({
    position: at + 1,
    kind: "single" as const,
    points: 1,
    optionIds: ["aaaaaaaa", "bbbbbbbb", "cccccccc", "dddddddd"],
    keyIds: [["aaaaaaaa", "bbbbbbbb", "cccccccc", "dddddddd"][at % 4] ?? ""],
  }));
  const forms = Array.from({ length: 200 }, (_, n) =>
    slots.map(({ position, optionIds }) => ({ position, optionIds: [optionIds[(position * 7 + n) % 4] ?? ""] })),
  );
  let best = 0;
  for (let round = 0; round < 30; round++) {
    const began = performance.now();
    let marked = 0;
    while (performance.now() - began < 100) {
      for (const answers of forms) markForm(slots, answers);
      marked += forms.length;
    }
    best = Math.max(best, (marked * 1000) / (performance.now() - began));
  }
  return Math.round(best);
}

function print({ rows, weights, checks }: Result): void {
  const noop = rows.find(({ name }) => name === "noop")?.cpuMsPerRequest ?? 1;
  process.stdout.write("\nrow          conn     req/s      p50      p95      p99  errors   CPU ms   x noop\n");
  for (const row of rows)
    process.stdout.write(
      `${row.name.padEnd(11)} ${String(row.connections).padStart(5)} ${row.requestsPerSecond.toFixed(1).padStart(9)} ${row.p50Ms.toFixed(1).padStart(8)} ${row.p95Ms.toFixed(1).padStart(8)} ${row.p99Ms.toFixed(1).padStart(8)} ${String(row.errors).padStart(7)} ${row.cpuMsPerRequest.toFixed(2).padStart(8)} ${(row.cpuMsPerRequest / noop).toFixed(1).padStart(8)}\n`,
    );
  for (const { name, bytes } of weights) process.stdout.write(`weight ${name}: ${(bytes / 1000).toFixed(1)} KB\n`);
  for (const { name, value } of checks) process.stdout.write(`check ${name}: ${value}\n`);
  if (rows.some(({ errors }) => errors > 0))
    process.stdout.write("There were errors: these figures may not be quoted.\n");
}

await main();
