import { type ChildProcess, fork } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { parseEnv } from "@/lib/env";
import { startEmbeddedPostgres } from "./embedded-postgres";
import { buildForProduction, bundleScripts, generateClient, openSigningKey, prepareDatabase, step } from "./prepare";

/*
 * `npm start` and `npm run dev`: everything from a fresh clone to a served address, and everything put away at the end.
 */

const development = process.argv.includes("--dev");
const root = path.resolve(import.meta.dirname, "..");

async function main(): Promise<void> {
  const settings = parseEnv(process.env);
  if (settings.databaseUrl && !settings.databaseAdminUrl)
    throw new Error("DATABASE_ADMIN_URL is required with DATABASE_URL: migrations run as the owner of the database.");
  mkdirSync(settings.dataDir, { recursive: true, mode: 0o755 });
  const claim = claimDataDir(settings.dataDir);

  await step("Generating the database client", generateClient);
  const embedded = settings.databaseUrl
    ? null
    : await step("Starting PostgreSQL", () => startEmbeddedPostgres(settings.dataDir));
  const parts: ChildProcess[] = [];
  let stopping = false;
  const stop = async (code: number): Promise<never> => {
    stopping = true;
    await Promise.all(parts.map((part) => ended(part)));
    await embedded?.stop();
    rmSync(claim, { force: true });
    process.exit(code);
  };
  process.on("SIGINT", () => void (stopping || stop(0)));
  process.on("SIGTERM", () => void (stopping || stop(0)));

  try {
    const urls = {
      url: embedded?.url ?? settings.databaseUrl ?? "",
      adminUrl: embedded?.adminUrl ?? settings.databaseAdminUrl ?? "",
    };
    const demoFile = settings.demo ? path.join(settings.dataDir, "demo-accounts.json") : null;
    await prepareDatabase(urls, demoFile);
    await step("Opening the signing key", () => openSigningKey(urls.adminUrl));
    if (development) await step("Bundling browser programs", bundleScripts);
    else await step("Building for production", buildForProduction);

    const environment = {
      ...process.env,
      NODE_ENV: development ? ("development" as const) : ("production" as const),
      NEXT_TELEMETRY_DISABLED: "1",
      PORT: String(settings.port),
      DATA_DIR: settings.dataDir,
      DATABASE_URL: urls.url,
      ORIGIN: settings.origin,
      NEXTAUTH_URL: settings.origin,
      DEMO: settings.demo ? "1" : "0",
    };
    delete (environment as Record<string, string | undefined>).DATABASE_ADMIN_URL;
    const launch = (script: string): ChildProcess => {
      const part = fork(path.join(root, script), { env: environment, execArgv: process.execArgv, cwd: root });
      parts.push(part);
      part.once("exit", (code) => {
        if (stopping) return;
        process.stdout.write(`${script} ended with ${code ?? "a signal"}; stopping the rest.\n`);
        void stop(1);
      });
      return part;
    };
    await step("Starting the web server and the worker", () =>
      Promise.all(
        [launch("scripts/web.ts"), launch("scripts/worker.ts")].map(
          (part) => new Promise((resolve) => part.once("message", resolve)),
        ),
      ),
    );
    process.stdout.write(`\nChancery answers at ${settings.origin}\n`);
    if (demoFile && existsSync(demoFile)) {
      process.stdout.write(`Demonstration accounts (also in ${path.relative(root, demoFile)}):\n`);
      for (const [role, { email, password }] of Object.entries(
        JSON.parse(readFileSync(demoFile, "utf8")) as Record<string, { email: string; password: string }>,
      ))
        process.stdout.write(`  ${role.padEnd(10)} ${email.padEnd(30)} ${password}\n`);
    }
  } catch (error) {
    process.stdout.write(`\n${error instanceof Error ? error.message : String(error)}\n`);
    const output = (error as { stdout?: Buffer; stderr?: Buffer }) ?? {};
    process.stdout.write(`${output.stdout?.toString() ?? ""}${output.stderr?.toString() ?? ""}`);
    await stop(1);
  }
}

/** One start at a time for a data directory; what a killed start left running is ended. */
function claimDataDir(dataDir: string): string {
  const claim = path.join(dataDir, "running.pid");
  if (existsSync(claim)) {
    const pid = Number(readFileSync(claim, "utf8"));
    if (isOurs(pid)) throw new Error(`Chancery already runs on this data directory (process ${pid}); stop it first.`);
  }
  writeFileSync(claim, String(process.pid));
  return claim;
}

function isOurs(pid: number): boolean {
  if (pid === process.pid) return false;
  try {
    process.kill(pid, 0);
    return !existsSync("/proc") || readFileSync(`/proc/${pid}/cmdline`, "utf8").includes("scripts/up.ts");
  } catch {
    return false;
  }
}

function ended(part: ChildProcess): Promise<unknown> {
  if (part.exitCode !== null || part.signalCode !== null) return Promise.resolve();
  const exit = new Promise((resolve) => part.once("exit", resolve));
  part.kill("SIGTERM");
  const force = setTimeout(() => part.kill("SIGKILL"), 8_000);
  return exit.finally(() => clearTimeout(force));
}

main().catch((error: unknown) => {
  process.stdout.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
});
