import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import path from "node:path";
import pg from "pg";
import { afterAll, inject } from "vitest";

/*
 * A test file has a database of its own, cloned from the template, and reaches it as production does: through lib/env and as
 * the application's role. This runs before the file's first import, and so before anything reads the environment.
 */

const { appUrl, ownerUrl, template, scratch } = inject("database");

// PostgreSQL, Node and the learner are in three zones, so that a slip between them shows.
if (new Date("2026-11-21T00:00:00Z").getTimezoneOffset() !== -345) throw new Error("tests run in Asia/Kathmandu");

const name = `chancery_test_${randomBytes(8).toString("hex")}`;
const inDatabase = (url: string, database: string): string =>
  Object.assign(new URL(url), { pathname: `/${database}` }).href;

async function asOwner(statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: inDatabase(ownerUrl, "postgres") });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

await asOwner(`CREATE DATABASE ${name} TEMPLATE ${template}`);
const dataDir = mkdtempSync(path.join(scratch, "data-"));

for (const variable of [
  "DATABASE_ADMIN_URL",
  "EARLIER_ORIGINS",
  "KEY_PASSPHRASE",
  "SMTP_URL",
  "TRUSTED_PROXIES",
  "PORT",
  "PSEUDO_LANGUAGE",
])
  delete process.env[variable];
process.env.DATABASE_URL = inDatabase(appUrl, name);
process.env.ORIGIN = "http://localhost:3000";
process.env.NEXTAUTH_URL = process.env.ORIGIN;
process.env.DATA_DIR = dataDir;
process.env.DEMO = "0";

afterAll(async () => {
  const { database } = await import("@/lib/db/client");
  const { closeOwner } = await import("../builders/owner");
  const { prisma, ...pools } = database();
  await prisma.$disconnect();
  for (const pool of Object.values(pools)) await pool.end();
  await closeOwner();
  // Waits a moment for the sessions that are just ending; a session that was left open fails the file.
  await asOwner(`DROP DATABASE ${name}`);
  rmSync(dataDir, { recursive: true, force: true });
});
