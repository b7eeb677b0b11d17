import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { PrismaPg } from "@prisma/adapter-pg";
import { build as bundle } from "esbuild";

/** What must stand before a server can run, each step skipped when it stands already. */

const root = path.resolve(import.meta.dirname, "..");

/** Runs a step under its name and prints how long it took. */
export async function step<Value>(name: string, work: () => Value | Promise<Value>): Promise<Value> {
  const began = performance.now();
  process.stdout.write(`${name} ... `);
  try {
    const value = await work();
    process.stdout.write(`${((performance.now() - began) / 1000).toFixed(1)} s\n`);
    return value;
  } catch (error) {
    process.stdout.write("failed\n");
    throw error;
  }
}

function filesBelow(entry: string): string[] {
  const full = path.join(root, entry);
  if (!existsSync(full)) return [];
  if (statSync(full).isFile()) return [entry];
  return readdirSync(full, { withFileTypes: true }).flatMap((child) => {
    if (child.name === "generated" || child.name.startsWith(".")) return [];
    return filesBelow(path.join(entry, child.name));
  });
}

function hashOf(...entries: string[]): string {
  const hash = createHash("sha256");
  for (const file of entries.flatMap(filesBelow).sort())
    hash
      .update(file)
      .update("\0")
      .update(readFileSync(path.join(root, file)))
      .update("\0");
  return hash.digest("hex");
}

/** Does the work unless a stamp says that it was done for exactly these files. Returns whether it was done now. */
async function unlessStamped(stamp: string, hash: string, product: string, work: () => unknown): Promise<boolean> {
  const file = path.join(root, stamp);
  if (existsSync(path.join(root, product)) && existsSync(file) && readFileSync(file, "utf8") === hash) return false;
  await work();
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, hash);
  return true;
}

/** The Prisma client. Generating asks for an engine binary and never runs it; any executable file will do. */
export const generateClient = (): Promise<boolean> =>
  unlessStamped(
    "lib/db/generated/.stamp",
    hashOf("prisma/schema", "package-lock.json"),
    "lib/db/generated/client.ts",
    () =>
      execFileSync(process.execPath, [path.join(root, "node_modules/prisma/build/index.js"), "generate"], {
        cwd: root,
        stdio: ["ignore", "pipe", "pipe"],
        env: {
          ...process.env,
          PRISMA_SCHEMA_ENGINE_BINARY: process.execPath,
          PRISMA_HIDE_UPDATE_MESSAGE: "1",
          CHECKPOINT_DISABLE: "1",
        },
      }),
  );

/** The programs that run in a browser, each one file, and the style of the one that is a file by itself. */
export const bundleScripts = (): Promise<boolean> =>
  unlessStamped(
    "node_modules/.bundled",
    hashOf("components", "lib", "package-lock.json"),
    "public/scripts/offline.js",
    () =>
      bundle({
        entryPoints: readdirSync(path.join(root, "components/browser"))
          .filter((name) => /^[a-z-]+\.(?:ts|css)$/.test(name))
          .map((name) => path.join(root, "components/browser", name)),
        outdir: path.join(root, "public/scripts"),
        bundle: true,
        minify: true,
        format: "iife",
        target: "es2019",
        // A package asks where it lies to name files that are not read here.
        define: { "import.meta.url": '"https://program.invalid/"' },
      }),
  );

/** The production build; needs no database. */
export async function buildForProduction(): Promise<void> {
  await bundleScripts();
  await unlessStamped(
    ".next/.stamp",
    hashOf(
      "app",
      "components",
      "lib",
      "content/briefs",
      "content/messages",
      "prisma/schema",
      "public/fonts",
      "next.config.js",
      "postcss.config.js",
      "tsconfig.json",
      "package-lock.json",
    ),
    ".next/BUILD_ID",
    () =>
      execFileSync(process.execPath, [path.join(root, "node_modules/next/dist/bin/next"), "build"], {
        cwd: root,
        stdio: ["ignore", "pipe", "pipe"],
        env: { ...process.env, NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" },
      }),
  );
}

/**
 * Opens the key that signs certificates, and makes the first: a wrong passphrase is said now, and not at the first release. So is
 * an address under which certificates were signed, and which the environment has forgotten.
 */
export async function openSigningKey(adminUrl: string): Promise<void> {
  const { PrismaClient } = await import("@/lib/db/generated/client");
  const { holdSigner } = await import("@/lib/certificates/keys/mutations");
  const { listForgottenOrigins } = await import("@/lib/certificates/keys/data");
  const client = new PrismaClient({ adapter: new PrismaPg({ connectionString: adminUrl }) });
  try {
    await client.$transaction((tx) => holdSigner(tx));
    const forgotten = await listForgottenOrigins(client);
    if (forgotten.length > 0)
      process.stdout.write(
        `Certificates were signed under ${forgotten.join(" and ")}: they are found genuine here only when EARLIER_ORIGINS names that address.\n`,
      );
  } finally {
    await client.$disconnect();
  }
}

/** Migrates, gives the application its role's rights, makes the queue, imports the content, and the demonstration where asked. */
export async function prepareDatabase(
  urls: { readonly adminUrl: string; readonly url: string },
  demoFile: string | null,
): Promise<void> {
  const { applyMigrations, grantApplicationRole } = await import("./migrations");
  await step("Applying migrations", async () => {
    await applyMigrations(urls.adminUrl);
    const { createQueues } = await import("@/lib/jobs/queue");
    await createQueues(urls.adminUrl);
    await grantApplicationRole(urls.adminUrl, decodeURIComponent(new URL(urls.url).username));
  });
  const { PrismaClient } = await import("@/lib/db/generated/client");
  const { loadContent } = await import("@/lib/content/load");
  const { importContent } = await import("@/lib/content/import");
  const client = new PrismaClient({ adapter: new PrismaPg({ connectionString: urls.adminUrl }) });
  try {
    const content = loadContent(path.join(root, "content"));
    await step("Importing content", () => importContent(client, content));
    if (demoFile) {
      const { makeDemo } = await import("@/lib/content/demo");
      await step("Preparing the demonstration", () => makeDemo(client, content, demoFile, new Date()));
    }
  } finally {
    await client.$disconnect();
  }
}
