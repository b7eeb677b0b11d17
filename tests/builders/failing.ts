import { unsafeSql } from "./owner";

const tables = ["letter", "audit_event", "enrolment", "mark", "certificate", "import_batch"] as const;

/** When a write fails: at the row itself, or at the commit, when everything else was written too. */
export const moments = ["at the row", "at the commit"] as const;

/** Makes every insertion into one table fail, until `recover`: a fault that no test double could play. */
export async function failInserts(table: (typeof tables)[number], moment: (typeof moments)[number]): Promise<void> {
  await unsafeSql(
    "CREATE OR REPLACE FUNCTION fail_insert() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'injected: nothing can be written here'; END $$",
  );
  const trigger =
    moment === "at the row"
      ? `CREATE TRIGGER fail_insert BEFORE INSERT ON ${table}`
      : `CREATE CONSTRAINT TRIGGER fail_insert AFTER INSERT ON ${table} DEFERRABLE INITIALLY DEFERRED`;
  await unsafeSql(`${trigger} FOR EACH ROW EXECUTE FUNCTION fail_insert()`);
}

/** Lets the database write again. */
export async function recover(): Promise<void> {
  for (const table of tables) await unsafeSql(`DROP TRIGGER IF EXISTS fail_insert ON ${table}`);
}
