import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { PrismaPg } from "@prisma/adapter-pg";
import { PrismaClient } from "@/lib/db/generated/client";
import { parseEnv } from "@/lib/env";
import { startEmbeddedPostgres } from "./embedded-postgres";

/** The database that a running start has embedded, by its owner's role; null where none runs. */
function runningEmbedded(dataDir: string): string | null {
  const [claim, credentials] = [path.join(dataDir, "postgres/postmaster.pid"), path.join(dataDir, "database.json")];
  if (!existsSync(claim) || !existsSync(credentials)) return null;
  const [pid, , , port] = readFileSync(claim, "utf8").split("\n");
  try {
    process.kill(Number(pid), 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EPERM") return null;
  }
  const { owner } = JSON.parse(readFileSync(credentials, "utf8")) as { owner: string };
  return `postgresql://chancery_owner:${owner}@127.0.0.1:${port}/chancery`;
}

/**
 * Runs a command's work on the database of this installation, as its owner: the one that the environment names, else the
 * embedded one, which is started for the command where it does not run.
 */
export async function withDatabase(work: (client: PrismaClient) => Promise<void>): Promise<void> {
  const { databaseUrl, databaseAdminUrl, dataDir, origin } = parseEnv(process.env);
  if (databaseUrl && !databaseAdminUrl)
    throw new Error("DATABASE_ADMIN_URL is required with DATABASE_URL: this command works as the database's owner.");
  const named = databaseAdminUrl ?? runningEmbedded(dataDir);
  if (!named && !existsSync(path.join(dataDir, "database.json")))
    throw new Error("There is no installation here yet: run `npm start` once, or set DATABASE_ADMIN_URL.");
  const embedded = named ? null : await startEmbeddedPostgres(dataDir);
  const adminUrl = named ?? embedded?.adminUrl ?? "";
  // What reads through lib/db in this process reads there too.
  process.env.DATABASE_URL = adminUrl;
  process.env.ORIGIN = origin;
  const client = new PrismaClient({ adapter: new PrismaPg({ connectionString: adminUrl }) });
  try {
    await work(client);
  } finally {
    await client.$disconnect();
    await embedded?.stop();
  }
}

/** Runs a command and says in one sentence why it could not. */
export function runCommand(work: () => Promise<void>): void {
  work().then(
    () => process.exit(process.exitCode ?? 0),
    (error: unknown) => {
      process.stdout.write(`${error instanceof Error ? error.message : String(error)}\n`);
      process.exit(1);
    },
  );
}
