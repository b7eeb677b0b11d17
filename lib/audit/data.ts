import { sql } from "@/lib/db/client";

/** Whether this process's database role could change what staff did: then the record proves nothing, and starting is refused. */
export async function canRewriteAudit(): Promise<boolean> {
  const [row] = await sql<{ can: boolean }>(
    `SELECT has_table_privilege('audit_event', 'UPDATE, DELETE, TRUNCATE')
       OR pg_has_role((SELECT relowner FROM pg_class WHERE oid = 'audit_event'::regclass), 'MEMBER') AS can`,
  );
  return row?.can ?? true;
}
