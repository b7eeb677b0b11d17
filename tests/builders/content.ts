import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { inject } from "vitest";
import { parse, stringify } from "yaml";
import { type ImportReport, importContent } from "@/lib/content/import";
import { type LoadedContent, loadContent } from "@/lib/content/load";
import { ownerPrisma, unsafeSql } from "./owner";

const root = path.resolve(import.meta.dirname, "../../content");

/** content/ as it is. */
export const wholeContent = (): LoadedContent => loadContent(root);

type Edit = (text: string) => string;

/** content/ with some files edited, as an author would before the next import. Errors: throws for an edit that changes nothing. */
export function editedContent(edits: Readonly<Record<string, Edit>>): LoadedContent {
  const copy = mkdtempSync(path.join(inject("database").scratch, "content-"));
  try {
    cpSync(root, copy, { recursive: true });
    for (const [file, edit] of Object.entries(edits)) {
      const before = readFileSync(path.join(copy, file), "utf8");
      const after = edit(before);
      if (after === before) throw new Error(`nothing was edited in ${file}`);
      writeFileSync(path.join(copy, file), after);
    }
    return loadContent(copy);
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}

/** An edit of a YAML file's data. */
export const inYaml =
  <Data>(change: (data: Data) => void): Edit =>
  (text) => {
    const data = parse(text) as Data;
    change(data);
    return stringify(data);
  };

/** An edit that adds a paragraph to a lesson. */
export const addingText =
  (paragraph: string): Edit =>
  (text) =>
    `${text.trimEnd()}\n\n${paragraph}\n`;

/** Imports as `npm start` does: as the owner. */
export const runImport = (content: LoadedContent): Promise<ImportReport> => importContent(ownerPrisma(), content);

/** Makes the next import read everything again, as a new version of the importer would. */
export const forgetImport = (): Promise<unknown> =>
  unsafeSql("UPDATE setting SET value = '\"forgotten\"' WHERE key = 'content'");

/** One line for each table: how many rows, and a hash over all that they say. Two equal fingerprints are two equal databases. */
export async function fingerprint(): Promise<Record<string, string>> {
  const tables = await unsafeSql<{ name: string }>(
    "SELECT quote_ident(tablename) AS name FROM pg_tables WHERE schemaname = 'public' ORDER BY 1",
  );
  const lines: Record<string, string> = {};
  for (const { name } of tables) {
    const [row] = await unsafeSql<{ line: string }>(
      `SELECT count(*) || ' rows ' || coalesce(md5(string_agg(t::text, chr(10) ORDER BY t::text)), '') AS line FROM ${name} t`,
    );
    lines[name] = row?.line ?? "";
  }
  return lines;
}
