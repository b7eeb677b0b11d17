import { type ChildProcess, fork } from "node:child_process";
import { mkdirSync, readFileSync, rmSync } from "node:fs";
import net from "node:net";
import path from "node:path";
import { startEmbeddedPostgres } from "../../scripts/embedded-postgres";
import { buildForProduction, generateClient, prepareDatabase, step } from "../../scripts/prepare";
import type { DriveOrder, DriveReport } from "./drive";
import { type Loaded, loadBench } from "./load";

/*
 * What every bench stands on: the program that `npm start` runs, with the same headers, limits and audit, in a database of its
 * own, loaded as rows; the load comes from other processes.
 */

const root = path.resolve(import.meta.dirname, "../..");
const dataDir = path.join(root, "tests/.artifacts/bench");

export type Ground = {
  readonly port: number;
  readonly adminUrl: string;
  /** Of web, worker and PostgreSQL: theirs is the CPU time that counts. */
  readonly pids: readonly number[];
  readonly loaded: Loaded;
  /** A session of each loaded person, in their order. */
  readonly cookies: readonly string[];
};

async function freePort(): Promise<number> {
  const server = net.createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as net.AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** Runs one order in a process of its own and gives its report. */
export async function ask<Order extends object, Report>(program: string, order: Order): Promise<Report> {
  const driver = fork(path.join(import.meta.dirname, program), { execArgv: process.execArgv });
  const report = await new Promise<Report>((resolve) => {
    driver.once("message", (message) => resolve(message as Report));
    driver.send(order);
  });
  driver.kill();
  return report;
}

export const drive = (order: DriveOrder): Promise<DriveReport> => ask("drive.ts", order);

/** Builds and starts everything, runs a bench on it, and stops everything. */
export async function onGround<Value>(bench: (ground: Ground) => Promise<Value>): Promise<Value> {
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
    const { sealSession } = await import("@/lib/auth/session");
    const cookies = await Promise.all(
      loaded.people.map(async ({ sessionId }) => `next-auth.session-token=${await sealSession(sessionId)}`),
    );
    const postmaster = Number(readFileSync(path.join(embedded.directory, "postmaster.pid"), "utf8").split("\n")[0]);
    const pids = [...parts.map((part) => part.pid ?? 0), postmaster];
    return await bench({ port, adminUrl: embedded.adminUrl, pids, loaded, cookies });
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
