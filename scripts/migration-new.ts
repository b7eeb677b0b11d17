import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { startEmbeddedPostgres } from "./embedded-postgres";
import { diffSchemas } from "./migrations";

/** Writes a migration from the schema of the last commit to the schema of today: `npm run db:migration:new -- NAME`. */

const root = path.resolve(import.meta.dirname, "..");
const [name = ""] = process.argv.slice(2);
if (!/^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(name)) {
  process.stdout.write("Usage: npm run db:migration:new -- a-short-name\n");
  process.exit(1);
}
const git = (...words: string[]): string => execFileSync("git", words, { cwd: root, encoding: "utf8" });
const committed = git("ls-tree", "--name-only", "HEAD", "prisma/schema/")
  .split("\n")
  .filter(Boolean)
  .map((file): [string, string] => [path.join(root, file), git("show", `HEAD:${file}`)]);
const scratch = mkdtempSync(path.join(tmpdir(), "chancery-"));
const database = await startEmbeddedPostgres(scratch);
try {
  const sql = await diffSchemas(database.adminUrl, committed);
  if (!/\S/.test(sql) || sql.includes("This is an empty migration"))
    process.stdout.write("The schema has not changed since the last commit.\n");
  else {
    const stamp = new Date().toISOString().replace(/\D/g, "").slice(0, 14);
    const directory = path.join(root, `prisma/migrations/${stamp}_${name.replaceAll("-", "_")}`);
    if (!existsSync(directory)) mkdirSync(directory);
    writeFileSync(path.join(directory, "migration.sql"), sql);
    process.stdout.write(`${path.relative(root, directory)}/migration.sql: read it before you commit it.\n`);
  }
} finally {
  await database.stop();
  rmSync(scratch, { recursive: true, force: true });
}
