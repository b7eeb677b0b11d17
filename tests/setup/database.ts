import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import path from "node:path";
import { PrismaPg } from "@prisma/adapter-pg";
import pg from "pg";
import type { TestProject } from "vitest/node";
import { startEmbeddedPostgres } from "../../scripts/embedded-postgres";
import { generateClient } from "../../scripts/prepare";
import { claimDataDir, isAlive } from "./data-dir";

/*
 * One real PostgreSQL for a test run, and in it one template database: migrated by the owner, granted to the application's
 * role, with its queues and all of content/. Each test file works in a clone of it (worker.ts). The template is kept between
 * runs, and made again when something that it is made from has changed.
 */

declare module "vitest" {
  export interface ProvidedContext {
    readonly database: {
      /** The application's role, without a database: it owns nothing, as in production. */
      readonly appUrl: string;
      /** The owner's role, without a database: for making clones, and for tests that must break in. */
      readonly ownerUrl: string;
      readonly template: string;
      /** A directory for what a test file keeps outside the database. */
      readonly scratch: string;
    };
  }
}

const root = path.resolve(import.meta.dirname, "../..");

/** What a template is made from. The interface's messages lie in content/ and never enter the database. */
const sources = [
  "prisma/schema",
  "prisma/migrations",
  "content",
  "lib/content",
  "lib/format/fold.ts",
  "lib/jobs/queue.ts",
  "scripts/migrations.ts",
  "package-lock.json",
];
const leftOut = path.join("content", "messages");

function filesBelow(entry: string): string[] {
  if (entry === leftOut) return [];
  const full = path.join(root, entry);
  if (statSync(full).isFile()) return [entry];
  return readdirSync(full).flatMap((name) => filesBelow(path.join(entry, name)));
}

function templateName(): string {
  const hash = createHash("sha256");
  for (const file of sources.flatMap(filesBelow).sort())
    hash
      .update(file)
      .update("\0")
      .update(readFileSync(path.join(root, file)))
      .update("\0");
  return `chancery_template_${hash.digest("hex").slice(0, 16)}`;
}

const inDatabase = (url: string, name: string): string => Object.assign(new URL(url), { pathname: `/${name}` }).href;

async function makeTemplate(owner: pg.Client, ownerUrl: string, appRole: string, template: string): Promise<void> {
  const { applyMigrations, grantApplicationRole } = await import("../../scripts/migrations");
  const { createQueues } = await import("../../lib/jobs/queue");
  const { PrismaClient } = await import("../../lib/db/generated/client");
  const { loadContent } = await import("../../lib/content/load");
  const { importContent } = await import("../../lib/content/import");

  // Built under another name, so that a run cut off half way leaves no half template behind.
  await owner.query("DROP DATABASE IF EXISTS chancery_template");
  await owner.query("CREATE DATABASE chancery_template");
  const url = inDatabase(ownerUrl, "chancery_template");
  await applyMigrations(url);
  await createQueues(url);
  await grantApplicationRole(url, appRole);
  const client = new PrismaClient({ adapter: new PrismaPg({ connectionString: url }) });
  try {
    await importContent(client, loadContent(path.join(root, "content")));
  } finally {
    await client.$disconnect();
  }
  // Nobody may be connected while a clone is made.
  await owner.query("ALTER DATABASE chancery_template ALLOW_CONNECTIONS false");
  await owner.query(`ALTER DATABASE chancery_template RENAME TO ${template}`);
}

/** Starts the database of a test run; the function returned puts everything away. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  await generateClient();
  const { dataDir, release } = claimDataDir("postgres-data");
  // Durability against a power cut costs time and is nothing that these tests could observe.
  const server = await startEmbeddedPostgres(dataDir, {
    settings: ["fsync=off", "synchronous_commit=off", "full_page_writes=off"],
  });
  const stopAtOnce = (): void => {
    const pid = Number(readFileSync(path.join(server.directory, "postmaster.pid"), "utf8").split("\n")[0]);
    if (isAlive(pid)) process.kill(pid, "SIGINT");
    release();
  };
  process.once("exit", stopAtOnce);
  const stop = async (): Promise<void> => {
    await server.stop();
    process.removeListener("exit", stopAtOnce);
    release();
  };

  const owner = new pg.Client({ connectionString: inDatabase(server.adminUrl, "postgres") });
  try {
    await owner.connect();
    const template = templateName();
    const { rows } = await owner.query<{ datname: string }>(
      "SELECT datname FROM pg_database WHERE datname ~ '^chancery_(test|template)_'",
    );
    for (const { datname } of rows) if (datname !== template) await owner.query(`DROP DATABASE ${datname}`);
    if (!rows.some(({ datname }) => datname === template))
      await makeTemplate(owner, server.adminUrl, new URL(server.url).username, template);
    // What files of an earlier run left behind goes with it.
    const scratch = path.join(dataDir, "scratch");
    rmSync(scratch, { recursive: true, force: true });
    mkdirSync(scratch);
    project.provide("database", { appUrl: server.url, ownerUrl: server.adminUrl, template, scratch });
  } catch (error) {
    await owner.end();
    await stop();
    throw error;
  }
  await owner.end();
  return stop;
}
