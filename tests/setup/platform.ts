import { type ChildProcess, execFileSync, fork } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync, rmSync, statSync } from "node:fs";
import { createServer } from "node:http";
import net from "node:net";
import path from "node:path";
import pg from "pg";
import type { DemoAccounts } from "../../lib/content/demo";
import { startEmbeddedPostgres } from "../../scripts/embedded-postgres";
import { buildForProduction, prepareDatabase } from "../../scripts/prepare";
import { claimDataDir } from "./data-dir";

/*
 * The whole program as `npm start` runs it: production build, embedded PostgreSQL, web server and worker, on free ports and
 * with a fresh database and the demonstration. It runs in a process of its own, so that it is the same under Vitest and
 * Playwright, and does what tests ask of it over a control address: faults are injected from outside, as life does.
 *
 * KEEP_BUILD=1 takes the build that lies there, for writing tests in a tree that others are changing.
 */

export type Platform = {
  readonly baseUrl: string;
  /** POST /<command> with JSON words; see `commands`. */
  readonly controlUrl: string;
  readonly accounts: DemoAccounts;
  /** The application's role. */
  readonly databaseUrl: string;
  /** The owner's role, for what only the clock or an operator may change. */
  readonly adminUrl: string;
  /** Where the installation keeps its secret. */
  readonly dataDir: string;
};

type StopMode = "fast" | "immediate";

const root = path.resolve(import.meta.dirname, "../..");

async function freePort(): Promise<number> {
  const server = net.createServer();
  await new Promise<void>((resolve) => server.listen(0, resolve));
  const { port } = server.address() as net.AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

async function makeFreshDatabase(adminUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: Object.assign(new URL(adminUrl), { pathname: "/postgres" }).href });
  await client.connect();
  try {
    await client.query("DROP DATABASE IF EXISTS chancery WITH (FORCE)");
    await client.query("CREATE DATABASE chancery");
  } finally {
    await client.end();
  }
}

async function main(): Promise<void> {
  if (process.env.KEEP_BUILD !== "1" || !existsSync(path.join(root, ".next/BUILD_ID"))) await buildForProduction();
  const { dataDir, release } = claimDataDir("server-data");
  const database = await startEmbeddedPostgres(dataDir);
  const accountsFile = path.join(dataDir, "demo-accounts.json");
  rmSync(accountsFile, { force: true });
  await makeFreshDatabase(database.adminUrl);
  await prepareDatabase(database, accountsFile);

  const port = await freePort();
  const baseUrl = `http://localhost:${port}`;
  const { DATABASE_ADMIN_URL: _, NODE_OPTIONS: __, SMTP_URL: ___, ...inherited } = process.env;
  const environmentOn = (at: number): NodeJS.ProcessEnv => ({
    ...inherited,
    NODE_ENV: "production",
    // PostgreSQL, the server and the demonstration's people are in three zones, so that a slip between them shows.
    TZ: "Asia/Kathmandu",
    NEXT_TELEMETRY_DISABLED: "1",
    PORT: String(at),
    DATA_DIR: dataDir,
    DATABASE_URL: database.url,
    ORIGIN: baseUrl,
    NEXTAUTH_URL: baseUrl,
    TRUSTED_PROXIES: "1",
    DEMO: "1",
  });

  const parts = new Map<string, ChildProcess>();
  const launch = async (name: string, script: string, at: number, more: Record<string, string> = {}): Promise<void> => {
    const part = fork(path.join(root, script), {
      cwd: root,
      env: { ...environmentOn(at), ...more },
      execArgv: process.execArgv,
      stdio: ["ignore", "inherit", "inherit", "ipc"],
    });
    parts.set(name, part);
    await Promise.race([
      once(part, "message"),
      once(part, "exit").then(([code]) =>
        Promise.reject(new Error(`${script} ended with ${code ?? "a signal"} before it answered.`)),
      ),
    ]);
  };
  const end = async (name: string, signal: NodeJS.Signals): Promise<void> => {
    const part = parts.get(name);
    parts.delete(name);
    if (!part || part.exitCode !== null || part.signalCode !== null) return;
    const exit = once(part, "exit");
    part.kill(signal);
    await exit;
  };

  // pg_ctl, and not the handle that started it: after a restart the server is no child of ours.
  const owner = statSync(database.directory);
  const as = process.getuid?.() === 0 ? { uid: owner.uid, gid: owner.gid } : {};
  const control = (...words: string[]): void => {
    const environment = { PATH: "/usr/bin:/bin", LC_ALL: "C", TZ: "UTC" } as unknown as NodeJS.ProcessEnv;
    execFileSync(path.join(database.binaries, "bin/pg_ctl"), ["-D", database.directory, "-w", ...words], {
      ...as,
      env: environment,
      cwd: "/",
      stdio: "ignore",
    });
  };
  const databasePort = new URL(database.url).port;
  const stopDatabase = (mode: StopMode): void => control("stop", "-m", mode);
  const startDatabase = (): void =>
    control(
      "start",
      "-l",
      "/dev/null",
      "-o",
      `-p ${databasePort} -h 127.0.0.1 -k '' -c max_connections=120 -c timezone=UTC -c log_timezone=UTC`,
    );

  const others = new Map<string, string>();
  const startOther = async (name: string, more?: Record<string, string>): Promise<string> => {
    const known = others.get(name);
    if (known) return known;
    const at = await freePort();
    await launch(name, "scripts/web.ts", at, more);
    others.set(name, `http://localhost:${at}`);
    return `http://localhost:${at}`;
  };
  const stopOther = async (name: string): Promise<void> => {
    others.delete(name);
    await end(name, "SIGTERM");
  };
  const commands: Readonly<Record<string, (words: { mode?: StopMode; signal?: NodeJS.Signals }) => unknown>> = {
    /** Ends the web server at once, as a crash would. */
    "kill-server": ({ signal }) => end("web", signal ?? "SIGKILL"),
    "start-server": () => launch("web", "scripts/web.ts", port),
    /** A second web server on the same database. */
    "start-second-server": () => startOther("second"),
    "stop-second-server": () => stopOther("second"),
    /** A web server on the same database that marks every message. */
    "start-marking-server": () => startOther("marking", { PSEUDO_LANGUAGE: "1" }),
    "stop-marking-server": () => stopOther("marking"),
    "stop-database": ({ mode }) => stopDatabase(mode ?? "fast"),
    "start-database": () => startDatabase(),
    "restart-database": ({ mode }) => {
      stopDatabase(mode ?? "fast");
      startDatabase();
    },
  };
  const door = createServer((request, response) => {
    const answer = async (): Promise<unknown> => {
      let text = "";
      for await (const chunk of request) text += String(chunk);
      const command = commands[(request.url ?? "").slice(1)];
      if (!command) throw new Error(`There is no command ${request.url}.`);
      return command(text ? JSON.parse(text) : {});
    };
    answer().then(
      (value) => response.end(JSON.stringify(value ?? null)),
      (error: unknown) => response.writeHead(500).end(error instanceof Error ? error.message : String(error)),
    );
  });
  door.listen(0, "127.0.0.1");
  await once(door, "listening");

  let stopping = false;
  const stop = async (): Promise<void> => {
    if (stopping) return;
    stopping = true;
    door.close();
    await Promise.all([...parts.keys()].map((name) => end(name, "SIGTERM")));
    try {
      stopDatabase("fast");
    } catch {
      // It does not run: a test stopped it.
    }
    release();
    process.exit(0);
  };
  process.once("SIGINT", () => void stop());
  process.once("SIGTERM", () => void stop());
  process.once("disconnect", () => void stop());

  await Promise.all([launch("web", "scripts/web.ts", port), launch("worker", "scripts/worker.ts", port)]);
  const platform: Platform = {
    baseUrl,
    controlUrl: `http://127.0.0.1:${(door.address() as net.AddressInfo).port}`,
    accounts: JSON.parse(readFileSync(accountsFile, "utf8")) as DemoAccounts,
    databaseUrl: database.url,
    adminUrl: database.adminUrl,
    dataDir,
  };
  process.send?.(platform);
}

await main();
