import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { PrismaPg } from "@prisma/adapter-pg";
import { bindMigrationAwareSqlAdapterFactory } from "@prisma/driver-adapter-utils";
import type { SchemaEngine } from "@prisma/schema-engine-wasm";
import pg from "pg";

/*
 * Prisma's own schema engine, in its WebAssembly build, so that migrating needs no downloaded binary. The history it keeps
 * (`_prisma_migrations`) is the standard one, and `prisma migrate deploy` goes on from it.
 */

const root = path.resolve(import.meta.dirname, "..");
const migrationsDir = path.join(root, "prisma/migrations");
const schemaDir = path.join(root, "prisma/schema");

type Glue = typeof import("@prisma/schema-engine-wasm") & { __wbg_set_wasm(exports: WebAssembly.Exports): void };

let loaded: Promise<Glue> | undefined;

async function loadGlue(): Promise<Glue> {
  const directory = path.join(root, "node_modules/@prisma/schema-engine-wasm");
  const glue = (await import(path.join(directory, "schema_engine_bg.js"))) as Glue;
  const bytes = readFileSync(path.join(directory, "schema_engine_bg.wasm"));
  const { instance } = await WebAssembly.instantiate(bytes, {
    "./schema_engine_bg.js": glue as unknown as WebAssembly.ModuleImports,
  });
  glue.__wbg_set_wasm(instance.exports);
  (instance.exports.__wbindgen_start as () => void)();
  return glue;
}

/** Runs one job on an engine of its own; its connections, and the lock they hold, end with it. */
async function withEngine<Value>(adminUrl: string, job: (engine: SchemaEngine) => Promise<Value>): Promise<Value> {
  loaded ??= loadGlue();
  const glue = await loaded;
  const pool = new pg.Pool({ connectionString: adminUrl });
  const factory = new PrismaPg(pool);
  const connect = factory.connect.bind(factory);
  factory.connect = async () => {
    const adapter = await connect();
    // The adapter would split a script at every semicolon, those inside functions and comments too; PostgreSQL takes it whole.
    adapter.executeScript = async (script) => {
      await pool.query(script);
    };
    return adapter;
  };
  try {
    const engine = await glue.SchemaEngine.new(
      { datamodels: schemaFiles() },
      () => undefined,
      bindMigrationAwareSqlAdapterFactory(factory),
    );
    try {
      return await job(engine);
    } finally {
      engine.free();
    }
  } finally {
    await pool.end();
  }
}

function schemaFiles(): [string, string][] {
  return readdirSync(schemaDir)
    .filter((name) => name.endsWith(".prisma"))
    .sort()
    .map((name) => [path.join(schemaDir, name), readFileSync(path.join(schemaDir, name), "utf8")]);
}

const filters = { externalTables: [], externalEnums: [] };

/** Applies what the database has not seen yet. Returns the names applied. */
export function applyMigrations(adminUrl: string): Promise<string[]> {
  return withEngine(adminUrl, async (engine) => {
    const { appliedMigrationNames } = await engine.applyMigrations({
      migrationsList: {
        baseDir: migrationsDir,
        lockfile: {
          path: "migration_lock.toml",
          content: readFileSync(path.join(migrationsDir, "migration_lock.toml"), "utf8"),
        },
        shadowDbInitScript: "",
        migrationDirectories: readdirSync(migrationsDir, { withFileTypes: true })
          .filter((entry) => entry.isDirectory())
          .map((entry) => entry.name)
          .sort()
          .map((name) => ({
            path: name,
            migrationFile: {
              path: "migration.sql",
              content: { tag: "ok", value: readFileSync(path.join(migrationsDir, name, "migration.sql"), "utf8") },
            },
          })),
      },
      filters,
    });
    return appliedMigrationNames;
  });
}

/** SQL that takes one set of schema files to today's; `from` null means an empty database. */
export function diffSchemas(adminUrl: string, from: readonly [string, string][] | null): Promise<string> {
  const container = (files: readonly [string, string][]) => ({
    tag: "schemaDatamodel" as const,
    files: files.map(([file, content]) => ({ path: file, content })),
  });
  return withEngine(adminUrl, async (engine) => {
    const { stdout } = await engine.diff({
      from: from ? container(from) : { tag: "empty" },
      to: container(schemaFiles()),
      script: true,
      exitCode: null,
      filters,
    });
    return stdout ?? "";
  });
}

/** Tables to which the application may only add: nobody who holds its password can rewrite what they record. */
const appendOnly = [
  "audit_event",
  "attempt_log",
  "late_evidence",
  "key_repair",
  "event_review",
  "announcement",
  "import_batch",
  "dossier_return",
];
/** Tables that are written once: editions, lesson and question versions, drawn forms. */
const writeOnce = [
  "edition",
  "edition_module",
  "edition_lesson",
  "lesson_version",
  "lesson_page",
  "question_version",
  "form_slot",
  "picture",
  "version_exposure",
];

/** Tables whose rows change and stay: what hangs on them would go with them. */
const neverDeleted = [
  "attempt",
  "answer",
  "mark",
  "certificate",
  "enrolment",
  "event",
  "question",
  "exam_decision",
  "appeal",
  "paper_sheet",
  "application",
  "offer",
  "nomination",
  "invitation",
  "attendance",
  "signing_key",
  "release_batch",
  "release_decision",
  "transcript",
];

/** Gives the application's role what it needs and no more. Safe to repeat. */
export async function grantApplicationRole(adminUrl: string, role: string): Promise<void> {
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  try {
    const app = client.escapeIdentifier(role);
    await client.query(`GRANT USAGE ON SCHEMA public TO ${app}`);
    await client.query(`GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO ${app}`);
    await client.query(`GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO ${app}`);
    await client.query(`REVOKE UPDATE, DELETE, TRUNCATE ON ${[...appendOnly, ...writeOnce].join(", ")} FROM ${app}`);
    await client.query(`REVOKE DELETE, TRUNCATE ON ${neverDeleted.join(", ")} FROM ${app}`);
    await client.query(`REVOKE ALL ON _prisma_migrations FROM ${app}`);
    await client.query(`GRANT USAGE ON SCHEMA pgboss TO ${app}`);
    await client.query(`GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA pgboss TO ${app}`);
    await client.query(`GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA pgboss TO ${app}`);
  } finally {
    await client.end();
  }
}
